package all

import (
	"context"
	"errors"
	"fmt"

	"sarsen/crawlers"
	"sarsen/crawlers/mailbox/imap"
)

// Check finds out whether a source can be reached and read, before a crawl.
// It returns in plain words what it saw, of a mailbox a line a folder. It looks
// at the first entries only, so it is quick on large sources.
func Check(ctx context.Context, o Options) (string, error) {
	s, err := Open(ctx, o)
	if err != nil {
		return "", err
	}
	if a, ok := s.(*imap.Source); ok {
		r, err := a.Check(ctx)
		if err = errors.Join(err, a.Close()); err != nil {
			return "", err
		}
		return r.String(), nil
	}
	n, err := sample(ctx, s)
	return sentence("the location can be read; files and messages looked at", n, err, s.Close())
}

func sentence(what string, n int, errs ...error) (string, error) {
	if err := errors.Join(errs...); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s: %d", what, n), nil
}

// enough is how many entries Check looks at.
const enough = 100

var errEnough = errors.New("seen enough")

// sample walks a little and opens the first entry that can be opened. A place
// where everything is refused cannot be read.
func sample(ctx context.Context, s crawlers.Source) (seen int, err error) {
	opened := false
	var refused error
	err = s.Walk(ctx, func(e crawlers.Entry) error {
		seen++
		switch {
		case e.State == crawlers.Denied:
			refused = fmt.Errorf("%w: nothing that was looked at can be read", crawlers.ErrDenied)
		case e.State == "" && !e.Store && !opened:
			c, err := s.Open(ctx, e)
			if err != nil {
				refused = err
				break
			}
			opened = true
			return c.Close()
		}
		if seen >= enough {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return seen, err
	}
	if !opened {
		return seen, refused
	}
	return seen, nil
}
