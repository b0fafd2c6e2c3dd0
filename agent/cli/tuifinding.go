package cli

import (
	"context"

	"sarsen/agent/request"
	"sarsen/agent/service"
	"sarsen/redact"
	"sarsen/tui/screen"
)

// Find implements screen.Backend.
func (b backend) Find(ctx context.Context, id string) error {
	_, err := b.svc.Find(ctx, b.user, id)
	return err
}

// Search implements screen.Backend.
func (b backend) Search(ctx context.Context, text string, limit int) ([]screen.SearchLine, int, error) {
	hits, total, _, err := b.svc.Search(ctx, b.user, text, limit)
	if err != nil {
		return nil, 0, err
	}
	out := make([]screen.SearchLine, 0, len(hits))
	for _, h := range hits {
		l := screen.SearchLine{
			Item: h.ID, Source: h.Source, Path: h.Path, Part: h.Part, Title: h.Label(), Date: h.Date(), Score: h.Score, Snippet: h.Snippet,
		}
		for _, s := range h.Hits {
			l.Hits = append(l.Hits, redact.Span{Start: s.Start, End: s.End})
		}
		out = append(out, l)
	}
	return out, total, nil
}

// Queries implements screen.Backend.
func (b backend) Queries(ctx context.Context, id string) ([]screen.QueryLine, error) {
	list, err := b.svc.Queries(ctx, id)
	if err != nil {
		return nil, err
	}
	out := make([]screen.QueryLine, 0, len(list))
	for _, l := range list {
		out = append(out, queryLine(l))
	}
	return out, nil
}

// ChangeQuery implements screen.Backend.
func (b backend) ChangeQuery(ctx context.Context, id string, act request.QueryAct, query string) (screen.QueryLine, error) {
	l, err := b.svc.ChangeQuery(ctx, b.user, id, act, query)
	return queryLine(l), err
}

func queryLine(l service.QueryLine) screen.QueryLine {
	return screen.QueryLine{
		N: l.N, Text: l.Text, Fact: l.Fact, Own: l.Own, Off: l.Off, Gone: l.Gone, By: l.By, At: l.At, Items: l.Items, Note: l.Note, Many: l.Many(),
	}
}

// Clues implements screen.Backend.
func (b backend) Clues(ctx context.Context, id string) ([]request.Clue, error) {
	return b.svc.Clues(ctx, id)
}

// SetClue implements screen.Backend.
func (b backend) SetClue(ctx context.Context, id string, n int, to request.ClueState) error {
	var err error
	switch to {
	case request.ClueTaken:
		_, err = b.svc.TakeClue(ctx, b.user, id, n)
	case request.ClueDismissed:
		_, err = b.svc.DismissClue(ctx, b.user, id, n)
	default:
		_, err = b.svc.RestoreClue(ctx, b.user, id, n)
	}
	return err
}

// Why implements screen.Backend.
func (b backend) Why(ctx context.Context, id, item string) (screen.Why, error) {
	e, err := b.svc.Explain(ctx, id, item)
	if err != nil {
		return screen.Why{}, err
	}
	out := screen.Why{
		Title: e.Item.Label(), Place: e.Item.Source + ": " + place(e.Item.Path, e.Item.Part), Likelihood: e.Match.Likelihood,
		Said: e.Why, Against: e.Match.Against, Nearest: e.Nearest,
	}
	for _, r := range e.Reasons {
		out.Reasons = append(out.Reasons, screen.PlacedReason{Reason: r.Reason, Line: r.Line, Before: r.Before, At: r.At, After: r.After})
	}
	for _, q := range e.Queries {
		if q.Finds && !q.Off {
			out.Queries = append(out.Queries, q.Query)
		}
	}
	return out, nil
}
