package fileshare

import (
	"context"
	"io"
	"sync/atomic"
	"time"
)

// patience is how long one call of the system may take: a network share whose
// server is gone can hold a call for ever.
const patience = 2 * time.Minute

// A guard runs calls that may never return, and gives them up. While one that
// was given up has not returned, others are refused at once.
type guard struct {
	patience time.Duration // 0 is the default
	stuck    atomic.Int32
}

// do runs fn, which must write to nothing that is used after an error of
// [ErrBroken] or of ctx.
func (g *guard) do(ctx context.Context, fn func() error) error {
	_, err := within(ctx, g, func() (struct{}, error) { return struct{}{}, fn() })
	return err
}

type outcome[T any] struct {
	value T
	err   error
}

// within returns what fn returns. What comes too late is closed.
func within[T any](ctx context.Context, g *guard, fn func() (T, error)) (T, error) {
	var none T
	if err := ctx.Err(); err != nil {
		return none, err
	}
	if g.stuck.Load() > 0 {
		return none, ErrBroken
	}
	limit := patience
	if g.patience > 0 {
		limit = g.patience
	}
	done := make(chan outcome[T])
	late := make(chan bool, 1) // whether it counts as stuck
	go func() {
		v, err := fn()
		select {
		case done <- outcome[T]{v, err}:
		case stuck := <-late:
			if c, ok := any(v).(io.Closer); ok && err == nil {
				_ = c.Close()
			}
			if stuck {
				g.stuck.Add(-1)
			}
		}
	}()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case o := <-done:
		return o.value, o.err
	case <-ctx.Done():
		late <- false
		return none, ctx.Err()
	case <-timer.C:
		g.stuck.Add(1)
		late <- true
		return none, ErrBroken
	}
}
