package screen_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"sarsen/tui/screen"
)

func TestAskTakesTheLastAnswerOnly(t *testing.T) {
	s := screen.NewShared(t.Context(), nil, time.Time{})
	var a screen.Ask[int]
	put := func(v int, err error) tea.Msg {
		var cmd tea.Cmd
		a, cmd = a.Put(s, "asking", func(context.Context) (int, error) { return v, err })
		return cmd()
	}
	first := put(1, nil)
	second := put(2, nil)
	for _, c := range []struct {
		name string
		msg  tea.Msg
		took bool
		want int
	}{
		{"an older answer", first, false, 0},
		{"another type", screen.Answer[string]{Number: 2}, false, 0},
		{"the answer", second, true, 2},
	} {
		next, took := a.Take(c.msg)
		if took != c.took || next.Value != c.want {
			t.Errorf("%s: took %v with value %d, want %v with %d", c.name, took, next.Value, c.took, c.want)
		}
		a = next
	}
	a, _ = a.Take(put(0, errors.New("no")))
	if a.Value != 2 || !a.Known || a.Err == nil || a.Busy {
		t.Errorf("after an error: %+v, want the last good value and the error", a)
	}
}

func TestAskCancelsTheOneBefore(t *testing.T) {
	s := screen.NewShared(t.Context(), nil, time.Time{})
	var a screen.Ask[int]
	var ctx context.Context
	a, first := a.Put(s, "asking", func(c context.Context) (int, error) { ctx = c; <-c.Done(); return 0, c.Err() })
	over := make(chan struct{})
	go func() { first(); close(over) }()
	a, _ = a.Put(s, "asking", func(context.Context) (int, error) { return 1, nil })
	<-over
	if ctx.Err() == nil || !a.Busy {
		t.Errorf("the older question goes on: %v", ctx.Err())
	}
}

func TestActsAreDoneInOrder(t *testing.T) {
	s := screen.NewShared(t.Context(), nil, time.Time{})
	var mu sync.Mutex
	var got []int
	var cmds []tea.Cmd
	for i := range 20 {
		cmds = append(cmds, s.Act("acting", func(context.Context) (string, error) {
			mu.Lock()
			defer mu.Unlock()
			got = append(got, i)
			return "", nil
		}))
	}
	var wg sync.WaitGroup
	for _, cmd := range slices.Backward(cmds) { // started in the wrong order
		wg.Go(func() { cmd() })
	}
	wg.Wait()
	if !slices.IsSorted(got) || len(got) != 20 {
		t.Errorf("done in the order %v", got)
	}
}

func TestActsEndWithTheSession(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := screen.NewShared(ctx, nil, time.Time{})
	s.Act("never started", nil)
	second := s.Act("waits for it", func(context.Context) (string, error) { return "done", nil })
	cancel()
	if d := second().(screen.Done); !d.Cancelled() {
		t.Errorf("got %+v, want a cancelled act", d)
	}
}

func TestBusySaysWhatMattersMost(t *testing.T) {
	s := screen.NewShared(t.Context(), nil, time.Time{})
	var a screen.Ask[int]
	_, load := a.Put(s, "reading", func(context.Context) (int, error) { return 0, nil })
	act := s.Act("recording", func(context.Context) (string, error) { return "", nil })
	_, work := s.Work("building", func(context.Context) (string, any, error) { return "", nil, nil })
	for _, c := range []struct {
		cmd  tea.Cmd
		want string
	}{{nil, "building"}, {act, "building"}, {work, "reading"}, {load, ""}} {
		if c.cmd != nil {
			s.Settle(c.cmd())
		}
		if got := s.Busy(); got != c.want {
			t.Errorf("busy with %q, want %q", got, c.want)
		}
	}
}
