package all

import (
	"context"
	"errors"
	"fmt"

	"sarsen/crawlers/fileshare"
	"sarsen/crawlers/mailbox/imap"
)

// Check finds out whether a source can be reached and read, before a crawl.
// It returns in plain words what it saw, of a mailbox a line a folder, with
// likely mistakes and what to do about them. It looks at the first entries
// only, so it is quick on large sources.
func Check(ctx context.Context, o Options) (string, error) {
	opened, err := Open(ctx, o)
	if err != nil {
		return "", err
	}
	switch s := opened.(type) {
	case *imap.Source:
		r, err := s.Check(ctx)
		return said(r, err, s.Close())
	case *fileshare.Source:
		r, err := s.Check(ctx)
		return said(r, err, s.Close())
	}
	return "", errors.Join(ErrKind, opened.Close())
}

func said(report fmt.Stringer, errs ...error) (string, error) {
	if err := errors.Join(errs...); err != nil {
		return "", err
	}
	return report.String(), nil
}
