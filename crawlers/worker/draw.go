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
	Draw(ctx context.Context, in documents.Input, opts documents.Options, part string, pages []int, dpi int, emit func(documents.Picture) error) error
}

// Draw draws pages of one part of an entry in a child, by the Part that Extract
// gave it, and calls emit for each of them in order; the clock of the limit of
// time stands still meanwhile. Pages that cannot be drawn are left out. dpi is
// what to aim at.
//
// The error is that of emit, of ctx, ErrClosed, or says why no more could be
// drawn.
func (p *Pool) Draw(ctx context.Context, name, mediaType string, c crawlers.Content, part string, pages []int, dpi int, emit func(documents.Picture) error) error {
	j := p.newJob(opDraw, name, mediaType, part, c)
	j.request.Pages, j.request.DPI, j.draw = pages, dpi, emit
	lost, err := p.serve(ctx, j)
	switch {
	case err != nil:
		return err
	case lost != nil:
		return fmt.Errorf("draw pages: %w", lost)
	case j.failure != "":
		return errors.New("draw pages: they could not be drawn")
	}
	return nil
}

// draw answers a request for pages.
func (s *server) draw(ctx context.Context, in incoming, input documents.Input) error {
	done := reply{Kind: kindDone, Failure: failureError}
	if d, ok := s.ext.(drawer); ok {
		err := d.Draw(ctx, input, in.Options, in.Part, in.Pages, in.DPI, func(p documents.Picture) error {
			return s.send(reply{Kind: kindDrawn, Picture: &p}, p.Grey)
		})
		if err == nil {
			done.Failure = ""
		}
	}
	return s.send(done, nil)
}
