// Package worker reads documents in child processes, so that a document which
// makes a reader panic, hang or eat memory costs that one entry and nothing
// else.
//
// The parent's side is [Pool]: it starts children, hands each one entry at a
// time, watches its memory and time, and replaces it when it fails or is worn.
// The child's side is [Main], which reads requests until its input ends. On
// Linux a child gives up the network and all files before it sees the first
// document; regular files are passed to it as open descriptors.
//
// What a child writes to its standard error is thrown away, since it may be
// text of a document. The pool never loses an entry: whatever happens, there
// is one item for it, with the state and the reason.
package worker

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"sync"
	"time"

	"sarsen/crawlers/documents"
)

// A Command returns a new command, not yet started, of a process that calls
// Main. Its environment is what the child gets beside the little it needs; its
// standard streams are set by the pool.
type Command func() *exec.Cmd

// Options set up a Pool.
type Options struct {
	Command Command
	// Size is how many children work at a time; 0 means 1.
	Size int
	// Memory is how many bytes a child may use; 0 is no limit.
	Memory int64
	// Total is how many bytes all children may use together; 0 is no limit. When
	// they use more, the largest is ended and its entry read again alone.
	Total int64
	// Text is how many bytes of text one entry with all its parts may yield; 0 is
	// no limit. What does not fit in memory waits in a file in Spool, which has
	// no name; "" is the system's folder for such files.
	Text  int64
	Spool string
	// Time is how long a child may take until it sends the next part of an
	// entry; 0 is no limit. A large entry has a second more for every 2 MB, and
	// all parts of an entry together have ten times as long and a second more
	// for every 256 KB. Time spent in the caller's emit does not count.
	Time time.Duration
	// Extract is passed on to the extractor.
	Extract documents.Options
}

// ErrClosed is returned by calls on a closed Pool, and by those that were
// running when it was closed.
var ErrClosed = errors.New("worker pool is closed")

// A Pool is a set of children. It is safe for concurrent use. Children are
// started when they are first needed.
type Pool struct {
	opts   Options
	slots  chan *child // one for each child that may run: idle, or nil for one to be started
	starts chan start

	ctx    context.Context // ends with Close
	cancel context.CancelFunc
	close  sync.Once

	turn  sync.RWMutex // held for writing by a job that runs alone
	crowd crowd
}

// New returns a pool. It starts no process yet.
func New(opts Options) (*Pool, error) {
	if opts.Command == nil {
		return nil, errors.New("set up workers: no command")
	}
	if opts.Size < 0 || opts.Memory < 0 || opts.Total < 0 || opts.Text < 0 || opts.Time < 0 {
		return nil, errors.New("set up workers: limits must not be negative")
	}
	p := &Pool{opts: opts, slots: make(chan *child, max(opts.Size, 1)), starts: make(chan start)}
	p.crowd = crowd{limit: opts.Total, used: map[*child]int64{}}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	for range cap(p.slots) {
		p.slots <- nil
	}
	go startAll(p.starts)
	return p, nil
}

// Close ends all children, also those at work, and returns when they are gone.
func (p *Pool) Close() error {
	p.close.Do(func() {
		p.cancel()
		for range cap(p.slots) {
			if c := <-p.slots; c != nil {
				c.end()
			}
		}
		close(p.starts)
	})
	return nil
}

// bind returns a context that ends with ctx and with the pool.
func (p *Pool) bind(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	stop := context.AfterFunc(p.ctx, func() { cancel(ErrClosed) })
	return ctx, func() { stop(); cancel(nil) }
}

// serve has one job done by a child. It returns a loss when the child failed,
// and an error when ctx ended, the pool was closed, no child could be started,
// or the job's own receiver gave one.
func (p *Pool) serve(ctx context.Context, j *job) (*loss, error) {
	ctx, unbind := p.bind(ctx)
	defer unbind()
	if p.ctx.Err() != nil {
		return nil, ErrClosed
	}
	p.turn.RLock()
	lost, err := p.attempt(ctx, j)
	p.turn.RUnlock()
	if lost != crowded || !j.restart() {
		return lost, err
	}
	p.turn.Lock()
	defer p.turn.Unlock()
	j.alone = true
	return p.attempt(ctx, j)
}

// attempt has a job done by the next child that is free.
func (p *Pool) attempt(ctx context.Context, j *job) (*loss, error) {
	var c *child
	select {
	case c = <-p.slots:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	defer func() { p.slots <- c }()
	end := func() {
		p.crowd.leave(c)
		c.end()
		c = nil
	}
	for {
		fresh := c == nil
		if fresh {
			var err error
			if c, err = p.start(ctx); err != nil {
				return nil, fmt.Errorf("start worker: %w", err)
			}
		}
		lost, err := j.run(ctx, c)
		if lost == nil && err == nil {
			if c.worn(p.opts.Memory) {
				end()
			}
			return nil, nil
		}
		end()
		// What a child did before may be why it failed now: a new one gets
		// the entry once more, unless that took all its time.
		if err != nil || fresh || lost == crowded || lost.state == timedOut.state || !j.restart() {
			return lost, err
		}
	}
}
