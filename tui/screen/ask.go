package screen

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"
)

// An Answer is what the backend answered to the question with that number.
type Answer[T any] struct {
	Number int
	Value  T
	Err    error
}

func (a Answer[T]) answers() int { return a.Number }

// An Ask is a question to the backend: not put yet (the zero value), under
// way, or answered. The last good answer stays while it is put again.
type Ask[T any] struct {
	Value T
	Known bool // Value is an answer
	Busy  bool
	Err   error // of the last answer

	number int
	stop   context.CancelFunc
}

// Put puts the question. One that is still under way is cancelled, and its
// answer will be dropped. fn runs outside Update.
func (a Ask[T]) Put(s *Shared, label string, fn func(context.Context) (T, error)) (Ask[T], tea.Cmd) {
	if a.stop != nil {
		a.stop()
	}
	ctx, stop := context.WithCancel(s.ctx)
	n := s.begin(label, question)
	a.number, a.stop, a.Busy = n, stop, true
	return a, func() tea.Msg {
		defer stop()
		v, err := fn(ctx)
		return Answer[T]{Number: n, Value: v, Err: err}
	}
}

// Take takes msg if it is the answer to the question as put last.
func (a Ask[T]) Take(msg tea.Msg) (Ask[T], bool) {
	m, ok := msg.(Answer[T])
	if !ok || m.Number != a.number {
		return a, false
	}
	a.Busy, a.Err = false, m.Err
	if m.Err == nil {
		a.Value, a.Known = m.Value, true
	}
	return a, true
}

// Drop forgets the question and its answer, and cancels it if under way.
func (a Ask[T]) Drop() Ask[T] {
	if a.stop != nil {
		a.stop()
	}
	return Ask[T]{}
}

// Done says what became of an act. The root shows it in the footer, whichever
// screen is on top by then.
type Done struct {
	Number int
	Did    string // a sentence; "" says nothing
	Err    error
	Result any // for the screen that asked
}

func (d Done) answers() int { return d.Number }

// Cancelled reports whether the act ended because the session did.
func (d Done) Cancelled() bool { return errors.Is(d.Err, context.Canceled) }

// Act has a short act done. Acts are done in the order in which they are
// asked for, however fast they come. fn returns a sentence on what was done.
func (s *Shared) Act(label string, fn func(context.Context) (string, error)) tea.Cmd {
	n := s.begin(label, act)
	before, mine := s.acted, make(chan struct{})
	s.acted = mine
	return func() tea.Msg {
		defer close(mine)
		select {
		case <-before:
		case <-s.ctx.Done():
			return Done{Number: n, Err: s.ctx.Err()}
		}
		did, err := fn(s.ctx)
		return Done{Number: n, Did: did, Err: err}
	}
}

// Told puts what an act taught behind what it did.
func Told(did, taught string) string {
	if taught == "" {
		return did
	}
	return did + " " + taught
}

// Work has long work done, after the acts asked for so far. Later acts do not
// wait for it. The number tells its Done from others.
func (s *Shared) Work(label string, fn func(context.Context) (string, any, error)) (int, tea.Cmd) {
	n := s.begin(label, work)
	before := s.acted
	return n, func() tea.Msg {
		select {
		case <-before:
		case <-s.ctx.Done():
			return Done{Number: n, Err: s.ctx.Err()}
		}
		did, result, err := fn(s.ctx)
		return Done{Number: n, Did: did, Result: result, Err: err}
	}
}
