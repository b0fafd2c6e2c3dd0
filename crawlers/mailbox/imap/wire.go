package imap

import (
	"errors"
	"net"
	"sync"
	"time"
)

// A wire gives up on a peer that is silent while an answer is due. Between
// commands it waits for ever. Deadlines that others set for reading do not
// count.
type wire struct {
	net.Conn
	mu    sync.Mutex
	limit time.Duration
	due   bool
	cause error // the first error of reading
}

func (w *wire) Read(b []byte) (int, error) {
	n, err := w.Conn.Read(b)
	w.mu.Lock()
	defer w.mu.Unlock()
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
	if err == nil || answered(err) {
		return err
	}
	return errors.Join(err, w.cause)
}

// SetReadDeadline does nothing.
func (w *wire) SetReadDeadline(time.Time) error { return nil }

// SetDeadline sets the deadline for writing.
func (w *wire) SetDeadline(t time.Time) error { return w.SetWriteDeadline(t) }

func (w *wire) expect() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.due = true
	_ = w.Conn.SetReadDeadline(time.Now().Add(w.limit))
}

func (w *wire) rest() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.due = false
	_ = w.Conn.SetReadDeadline(time.Time{})
}
