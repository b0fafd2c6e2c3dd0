package worker

import (
	"context"
	"os"
	"sync"
	"time"
)

// every is how often a child at work is looked at.
const every = 25 * time.Millisecond

// limits of a child at work; 0 is no limit.
type limits struct {
	memory  int64                  // bytes
	silence time.Duration          // since it last sent something
	whole   time.Duration          // in all
	crowded func(used int64) *loss // whether all children together use too much; may be nil
}

// How the limits of time grow with an entry, so that a large archive or a long
// document is not lost for its size.
const (
	steady  = 2 << 20 // bytes a second that a reader gets through before it is suspected to hang
	unhurry = 10      // limits of time for an entry of many parts
	crawl   = 256 << 10
)

// patience returns the limits of time for an entry of size bytes: limit and what
// its size takes for each part, ten times the limit and more for all of them.
func patience(limit time.Duration, size int64) (silence, whole time.Duration) {
	if limit == 0 {
		return 0, 0
	}
	size = max(size, 0)
	return limit + time.Duration(size/steady)*time.Second, unhurry*limit + time.Duration(size/crawl)*time.Second
}

// A watcher looks after a child while it is at work, and kills it when it uses
// too much or nobody wants the answer any more.
type watcher struct {
	process *os.Process
	limits

	done chan struct{}
	over chan struct{}
	lost *loss
	err  error

	mu     sync.Mutex
	before time.Duration // at work until it last sent something
	used   time.Duration // at work then and before since
	since  time.Time
	paused bool
}

// watch begins to look after a process.
func watch(ctx context.Context, process *os.Process, l limits) *watcher {
	w := &watcher{process: process, limits: l, done: make(chan struct{}), over: make(chan struct{}), since: time.Now()}
	go w.run(ctx)
	return w
}

func (w *watcher) run(ctx context.Context) {
	defer close(w.over)
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-w.done:
			return
		case <-ctx.Done():
			w.err = context.Cause(ctx)
		case <-tick.C:
			w.lost = w.look()
		}
		if w.lost != nil || w.err != nil {
			_ = w.process.Kill() // it may have ended by itself
			return
		}
	}
}

func (w *watcher) look() *loss {
	silent, whole := w.elapsed()
	if w.silence > 0 && silent > w.silence || w.whole > 0 && whole > w.whole {
		return timedOut
	}
	if w.memory == 0 && w.crowded == nil {
		return nil
	}
	used := resident(w.process.Pid)
	if w.memory > 0 && used > w.memory {
		return tooMuchMemory(w.memory)
	}
	if w.crowded != nil {
		return w.crowded(used)
	}
	return nil
}

// elapsed returns how long the child has been at work since it last sent
// something, and in all.
func (w *watcher) elapsed() (silent, whole time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	silent = w.used
	if !w.paused {
		silent += time.Since(w.since)
	}
	return silent, w.before + silent
}

// pause stops the clock, since something came, until the function it returns is
// called.
func (w *watcher) pause() (resume func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.before += w.used + time.Since(w.since)
	w.used, w.paused = 0, true
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.since, w.paused = time.Now(), false
	}
}

// stop ends the watch and tells why the child was killed, if it was.
func (w *watcher) stop() (*loss, error) {
	close(w.done)
	<-w.over
	return w.lost, w.err
}
