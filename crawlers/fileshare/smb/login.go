package smb

import (
	"encoding/binary"
	"net"
	"sync"
)

// A watched connection notes as what the server let us in. The library looks
// only at the first of the two answers of a login, and it is in the second
// that a server says that it took a wrong name for a guest.
type watched struct {
	net.Conn

	mu    sync.Mutex
	seen  []byte // not yet looked at
	done  bool
	flags uint16
}

// Of the header of a message and the answer to a login in it.
const (
	headerSize   = 64
	commandAt    = 12
	statusAt     = 8
	sessionSetup = 1
	isGuest      = 1
	isNull       = 2
	longestSetup = 1 << 20
)

func (w *watched) Read(b []byte) (int, error) {
	n, err := w.Conn.Read(b)
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.done {
		w.look(b[:n])
	}
	return n, err
}

// look reads the messages of the login, which are not encrypted. Each comes
// after four bytes that tell its length.
func (w *watched) look(b []byte) {
	w.seen = append(w.seen, b...)
	for len(w.seen) >= 4 {
		size := int(binary.BigEndian.Uint32(w.seen) & 0xffffff)
		if size > longestSetup {
			w.done, w.seen = true, nil
			return
		}
		if len(w.seen) < 4+size {
			return
		}
		w.message(w.seen[4 : 4+size])
		w.seen = w.seen[4+size:]
	}
	if w.done {
		w.seen = nil
	}
}

func (w *watched) message(m []byte) {
	if len(m) < headerSize+4 || string(m[:4]) != "\xfeSMB" {
		return
	}
	le := binary.LittleEndian
	if le.Uint16(m[commandAt:]) == sessionSetup && le.Uint32(m[statusAt:]) == 0 {
		w.flags, w.done = le.Uint16(m[headerSize+2:]), true
	}
}

// guest reports whether the server let us in without an account.
func (w *watched) guest() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.flags&(isGuest|isNull) != 0
}
