package imap

import (
	"errors"
	"net"
	"sync"
	"time"

	"sarsen/crawlers"
)

// A wire gives up on a peer that is silent while an answer is due, and on one
// that sends more than an answer may take. Between commands it waits for ever.
// Deadlines that others set for reading do not count.
type wire struct {
	net.Conn
	mu    sync.Mutex
	limit time.Duration
	due   bool
	left  int64 // bytes that may still come
	cause error // the first error of reading
}

// answerSize is how many bytes may come in answer to one command, messages
// aside: the library holds in memory whatever the server sends.
const answerSize = 64 << 20

var errFlood = hopeless{errors.New("the mail server sends without end what was not asked for")}

func (w *wire) Read(b []byte) (int, error) {
	n, err := w.Conn.Read(b)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.left -= int64(n); w.left < 0 && err == nil {
		n, err = 0, errFlood
	}
	if w.cause == nil {
		w.cause = err
	}
	if n > 0 && w.due {
		_ = w.Conn.SetReadDeadline(time.Now().Add(w.limit)) // fails with the connection
	}
	return n, err
}

// why adds to an error what happened on the wire, which the library keeps to
// itself.
func (w *wire) why(err error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	var said hopeless
	switch {
	case err == nil, answered(err), errors.As(err, &said), errors.Is(err, crawlers.ErrTemporary):
		return err
	case errors.As(w.cause, &said):
		return said
	}
	return errors.Join(err, w.cause)
}

// allow lets a message come that is as large as announced.
func (w *wire) allow(size int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.left += size + size/16 // what TLS adds
}

// SetReadDeadline does nothing.
func (w *wire) SetReadDeadline(time.Time) error { return nil }

// SetDeadline sets the deadline for writing.
func (w *wire) SetDeadline(t time.Time) error { return w.SetWriteDeadline(t) }

func (w *wire) expect() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.due, w.left = true, answerSize
	_ = w.Conn.SetReadDeadline(time.Now().Add(w.limit))
}

func (w *wire) rest() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.due, w.left = false, answerSize
	_ = w.Conn.SetReadDeadline(time.Time{})
}
