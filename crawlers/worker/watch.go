package worker

import (
	"context"
	"os"
	"sync"
	"time"
)

// every is how often a child at work is looked at.
const every = 25 * time.Millisecond

// A watcher looks after a child while it is at work, and kills it when it uses
// too much or nobody wants the answer any more.
type watcher struct {
	process *os.Process
	memory  int64
	limit   time.Duration

	done chan struct{}
	over chan struct{}
	lost *loss
	err  error

	mu     sync.Mutex
	used   time.Duration // before since
	since  time.Time
	paused bool
}

// watch begins to look after a process; 0 is no limit.
func watch(ctx context.Context, process *os.Process, memory int64, limit time.Duration) *watcher {
	w := &watcher{
		process: process, memory: memory, limit: limit,
		done: make(chan struct{}), over: make(chan struct{}), since: time.Now(),
	}
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
	switch {
	case w.limit > 0 && w.elapsed() > w.limit:
		return timedOut
	case w.memory > 0 && resident(w.process.Pid) > w.memory:
		return tooMuchMemory(w.memory)
	}
	return nil
}

func (w *watcher) elapsed() time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.paused {
		return w.used
	}
	return w.used + time.Since(w.since)
}

// pause stops the clock until the function it returns is called.
func (w *watcher) pause() (resume func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.used += time.Since(w.since)
	w.paused = true
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
