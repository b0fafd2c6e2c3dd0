package worker

import (
	"context"
	"errors"
	"fmt"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

// A drawer is an extractor that can draw pages.
type drawer interface {
	Draw(ctx context.Context, in documents.Input, opts documents.Options, what documents.Drawing, emit func(documents.Picture) error) error
}

// Draw draws pages of an entry in a child and calls emit for each of them in
// order; the clock of the limit of time stands still meanwhile. Pages that
// cannot be drawn are left out.
//
// The error is that of emit, of ctx, ErrClosed, or says why no more could be
// drawn; it wraps crawlers.ErrChanged when the bytes are others now.
func (p *Pool) Draw(ctx context.Context, name, mediaType string, c crawlers.Content, what documents.Drawing, emit func(documents.Picture) error) error {
	j := p.newJob(opDraw, name, mediaType, "", c)
	j.request.Drawing, j.draw = &what, emit
	lost, err := p.serve(ctx, j)
	switch {
	case err != nil:
		return err
	case lost != nil:
		return fmt.Errorf("draw pages: %w", lost)
	case j.failure == failureChanged:
		return fmt.Errorf("draw pages: %w", crawlers.ErrChanged)
	case j.failure != "":
		return errors.New("draw pages: they could not be drawn")
	}
	return nil
}

// draw answers a request for pages.
func (s *server) draw(ctx context.Context, in incoming, input documents.Input) error {
	done := reply{Kind: kindDone, Failure: failureError}
	if d, ok := s.ext.(drawer); ok && in.Drawing != nil {
		err := d.Draw(ctx, input, in.Options, *in.Drawing, func(p documents.Picture) error {
			return s.send(reply{Kind: kindDrawn, Picture: &p}, p.Grey)
		})
		switch {
		case err == nil:
			done.Failure = ""
		case errors.Is(err, crawlers.ErrChanged):
			done.Failure = failureChanged
		}
	}
	return s.send(done, nil)
}
