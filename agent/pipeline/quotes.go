package pipeline

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"sarsen/agent/request"
	"sarsen/index/alike"
)

// quotes says of each message what it repeats of earlier ones of its
// conversation, and what it marks as quoted beside that. A copy of a message
// repeats the same.
func (w *weighing) quotes(ctx context.Context, ms []request.Match, traces map[string]*alike.Traces) error {
	threads := map[string][]*request.Match{}
	for i := range ms {
		if m := &ms[i]; m.Thread != "" && m.DuplicateOf == "" && traces[m.Item] != nil {
			threads[m.Thread] = append(threads[m.Thread], m)
		}
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, list := range threads {
		if len(list) == 1 {
			for _, s := range traces[list[0].Item].Marked {
				list[0].Quotes = append(list[0].Quotes, request.Quote{Span: request.Span(s)})
			}
			continue
		}
		g.Go(func() error { return w.quotesIn(ctx, list) })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	by := map[string]*request.Match{}
	for i := range ms {
		by[ms[i].Item] = &ms[i]
	}
	for i := range ms {
		if m := &ms[i]; m.DuplicateOf != "" && m.TextHash != "" && by[m.DuplicateOf].TextHash == m.TextHash {
			m.Quotes = by[m.DuplicateOf].Quotes
		}
	}
	return nil
}

// quotesIn is quotes for one conversation.
func (w *weighing) quotesIn(ctx context.Context, list []*request.Match) error {
	slices.SortFunc(list, func(a, b *request.Match) int {
		return cmp.Or(byDate(a.Date, b.Date), strings.Compare(a.Source, b.Source), strings.Compare(a.Path, b.Path), strings.Compare(a.Part, b.Part))
	})
	var t alike.Thread
	for _, m := range list {
		text, start, err := w.text(ctx, m.Item)
		if err != nil {
			return err
		}
		for _, q := range t.Quotes(text, start) {
			out := request.Quote{Span: request.Span(q.Span)}
			if q.Of >= 0 {
				out.Of = list[q.Of].Item
			}
			m.Quotes = append(m.Quotes, out)
		}
		t.Add(text)
	}
	return nil
}
