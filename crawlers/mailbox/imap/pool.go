package imap

import (
	"context"
	"sync"
	"time"
)

// A pool lends connections to one user at a time. When the server allows fewer
// than it was made for it shrinks, down to one.
type pool struct {
	idle chan *connection
	mu   sync.Mutex
	size int
}

func newPool(size int) *pool {
	p := &pool{idle: make(chan *connection, size), size: size}
	for range size {
		p.idle <- &connection{}
	}
	return p
}

func (p *pool) take(ctx context.Context) (*connection, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case c := <-p.idle:
		return c, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// put gives a connection back. One too many for the server is not kept, unless
// it is the last.
func (p *pool) put(c *connection, tooMany bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if tooMany && p.size > 1 {
		p.size--
		return
	}
	p.idle <- c
}

// close ends all connections, once those that are lent are back.
func (p *pool) close() {
	p.mu.Lock()
	size := p.size
	p.mu.Unlock()
	for range size {
		c := <-p.idle
		if c.client != nil {
			c.wire.limit = farewell
			c.wire.expect()
			_ = c.client.Logout().Wait() // a courtesy
		}
		c.drop()
		defer func() { p.idle <- c }()
	}
}

// farewell is how long the server may take to answer a goodbye.
const farewell = 5 * time.Second
