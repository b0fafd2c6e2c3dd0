package daemon

import (
	"context"
	"io"
	"sync"
)

// input is a command's standard input. Each Read that has nothing left asks
// the client for the next piece and waits for it.
type input struct {
	ctx    context.Context // of the command: Read is not given one
	w      *wire
	pieces chan []byte
	ended  chan struct{}
	end    func() // may be called again

	mu   sync.Mutex // of Read
	rest []byte
}

func newInput(ctx context.Context, w *wire) *input {
	in := &input{ctx: ctx, w: w, pieces: make(chan []byte, 1), ended: make(chan struct{})}
	in.end = sync.OnceFunc(func() { close(in.ended) })
	return in
}

// put takes a piece from the client. One that nobody asked for is dropped.
func (in *input) put(piece []byte) {
	select {
	case in.pieces <- piece:
	default:
	}
}

// Read implements io.Reader.
func (in *input) Read(p []byte) (int, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if len(in.rest) == 0 {
		if err := in.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, in.rest)
	in.rest = in.rest[n:]
	return n, nil
}

func (in *input) next() error {
	select {
	case <-in.ended:
	default:
		if err := in.w.send(frameWant, nil); err != nil {
			return err
		}
	}
	select {
	case in.rest = <-in.pieces:
		return nil
	case <-in.ended:
	case <-in.ctx.Done():
		return in.ctx.Err()
	}
	select { // the last piece came before the end
	case in.rest = <-in.pieces:
		return nil
	default:
		return io.EOF
	}
}
