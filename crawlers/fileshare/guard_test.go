package fileshare

import (
	"context"
	"errors"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"sarsen/crawlers"
)

type closer struct{ closed chan struct{} }

func (c closer) Close() error {
	close(c.closed)
	return nil
}

func TestCallsThatDoNotReturn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g guard
		hang, came := make(chan struct{}), closer{make(chan struct{})}
		began := time.Now()
		_, err := within(t.Context(), &g, func() (io.Closer, error) {
			<-hang
			return came, nil
		})
		if !errors.Is(err, ErrBroken) || !errors.Is(err, crawlers.ErrTemporary) || time.Since(began) != patience {
			t.Errorf("got %v after %v", err, time.Since(began))
		}
		began = time.Now()
		if err := g.do(t.Context(), func() error { return nil }); !errors.Is(err, ErrBroken) || time.Since(began) != 0 {
			t.Errorf("while it hangs: got %v after %v", err, time.Since(began))
		}
		close(hang)
		<-came.closed
		synctest.Wait()
		if err := g.do(t.Context(), func() error { return nil }); err != nil {
			t.Errorf("once it has returned: got %v", err)
		}
	})
}

func TestCallsAreGivenUpWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g guard
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		hang := make(chan struct{})
		if err := g.do(ctx, func() error { <-hang; return nil }); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if err := g.do(t.Context(), func() error { return nil }); err != nil {
			t.Errorf("another context: got %v", err)
		}
		close(hang)
	})
}
