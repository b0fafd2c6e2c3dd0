// Package daemon is the agent: it crawls the sources on their schedules, runs
// find again for open requests, and lets other commands use its stores over a
// local socket.
//
// It runs commands for clients but knows none of them: the command line gives
// it the function that does.
package daemon

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"
)

// Work is what the agent does by itself.
type Work interface {
	// Plans tells the schedule of every source.
	Plans(ctx context.Context) ([]Plan, error)
	// Pass crawls the sources and runs find again for open requests.
	Pass(ctx context.Context, sources []string) error
	// Between does what can wait until nothing else is due, and goes on with it
	// the next time when ctx ends first.
	Between(ctx context.Context) error
}

// Agent is a running agent.
type Agent struct {
	Data string
	Work Work
	Now  func() time.Time
	// Run runs a client's command and returns its exit code.
	Run func(ctx context.Context, s Session) int
	// Log is told what an administrator wants to know, without any personal
	// detail.
	Log func(format string, args ...any)
}

// stopTime is how long commands may take to end when the agent stops.
const stopTime = 5 * time.Second

// retryTime is how long a source that could not be crawled is left alone.
const retryTime = 10 * time.Minute

// Serve listens and crawls until ctx ends, then stops: no new commands, the
// pass ends after the entry it is at, running commands are interrupted.
func (a *Agent) Serve(ctx context.Context) error {
	listener, err := listen(a.Data)
	if err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		<-ctx.Done()
		return listener.Close()
	})
	g.Go(func() error { return a.accept(ctx, listener) })
	g.Go(func() error { return a.schedule(ctx) })
	if err := g.Wait(); err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}

func (a *Agent) accept(ctx context.Context, l net.Listener) error {
	var sessions errgroup.Group
	for {
		conn, err := l.Accept()
		if err != nil {
			return errors.Join(err, wait(&sessions))
		}
		sessions.Go(func() error {
			a.session(ctx, conn)
			return nil
		})
	}
}

func wait(sessions *errgroup.Group) error {
	done := make(chan error, 1)
	go func() { done <- sessions.Wait() }()
	select {
	case err := <-done:
		return err
	case <-time.After(stopTime):
		return errors.New("a command did not end in time")
	}
}

// session runs one client's command.
func (a *Agent) session(ctx context.Context, conn net.Conn) {
	defer conn.Close() //nolint:errcheck // the client has gone or has its answer
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	start, err := greeting(ctx, conn)
	if err != nil {
		return
	}
	start.User = speaker(conn, start.User)
	w := &wire{w: conn}
	in := newInput(ctx, w)
	resize := make(chan [2]int, 8)
	go listenTo(conn, in, resize, cancel)
	code := a.Run(ctx, Session{
		Start: start, Stdin: in, Stdout: stream{w, frameOut}, Stderr: stream{w, frameErr}, Resize: resize,
	})
	_ = w.send(frameExit, []byte{byte(code)}) //nolint:gosec // exit codes fit a byte
}

// greeting reads what the client wants run. It does not wait for a client that
// says nothing.
func greeting(ctx context.Context, conn net.Conn) (Start, error) {
	var start Start
	stop := context.AfterFunc(ctx, func() { _ = conn.SetReadDeadline(time.Now()) })
	k, payload, err := receive(conn)
	if err != nil {
		return start, err
	}
	if !stop() {
		return start, ctx.Err()
	}
	if k != frameStart {
		return start, errFrame
	}
	return start, json.Unmarshal(payload, &start)
}

// listenTo passes the client's frames on, until it ends or has gone. It never
// waits for the command, so that an interrupt always gets through.
func listenTo(conn net.Conn, in *input, resize chan<- [2]int, cancel func()) {
	defer cancel()
	defer in.end()
	for {
		k, payload, err := receive(conn)
		if err != nil {
			return
		}
		switch k {
		case frameInput:
			in.put(payload)
		case frameEOF:
			in.end()
		case frameCancel:
			cancel()
		case frameResize:
			var size [2]int
			if json.Unmarshal(payload, &size) == nil {
				select {
				case resize <- size:
				default: // a later one will come
				}
			}
		}
	}
}

// between works until the next source is due.
func (a *Agent) between(ctx context.Context, next time.Time) error {
	if next.IsZero() {
		return a.Work.Between(ctx)
	}
	ctx, cancel := context.WithTimeout(ctx, next.Sub(a.Now()))
	defer cancel()
	if err := a.Work.Between(ctx); !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// schedule crawls what is due, and sleeps until the next is.
func (a *Agent) schedule(ctx context.Context) error {
	tried := map[string]time.Time{}
	rested := false // what can wait was done since the last pass
	for {
		plans, err := a.Work.Plans(ctx)
		if err != nil {
			return err
		}
		now := a.Now()
		due, next := Due(plans, now)
		if again := now.Add(retryTime); len(due) > 0 && (next.IsZero() || next.After(again)) {
			next = again
		}
		due = slices.DeleteFunc(due, func(source string) bool { return now.Sub(tried[source]) < retryTime })
		if len(due) > 0 {
			for _, source := range due {
				tried[source] = now
			}
			a.Log("crawling %d of %d sources", len(due), len(plans))
			if err := a.Work.Pass(ctx, due); err != nil && ctx.Err() == nil {
				a.Log("pass not complete: %v", err)
			}
			rested = false
			continue // the schedule from here on is that of the new passes
		}
		if !rested {
			rested = true
			if err := a.between(ctx, next); err != nil && ctx.Err() == nil {
				a.Log("not complete: %v", err)
			}
			continue
		}
		// At most a minute, so that a changed clock is noticed.
		nap := time.Minute
		if left := next.Sub(a.Now()); !next.IsZero() && left > 0 && left < nap {
			nap = left
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(nap):
		}
	}
}
