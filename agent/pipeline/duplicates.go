package pipeline

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"sarsen/agent/catalogue"
	"sarsen/agent/request"
	"sarsen/crawlers/documents"
	"sarsen/index/alike"
)

// tracesOf takes the traces of a candidate's text while it is at hand, so that
// only the texts that belong to a group are read again.
func tracesOf(text catalogue.Text) *alike.Traces {
	if len(text.Text) > mostGrouped {
		return nil
	}
	t := alike.TracesOf(text.Text, body(text))
	return &t
}

// mostGrouped is the size of the largest text that is compared with others.
// Larger ones are lists and logs.
const mostGrouped = 2 << 20

// body is the offset at which a message's own header ends, 0 for other texts.
func body(text catalogue.Text) int {
	for _, b := range text.Bounds {
		if b.Kind == documents.Body {
			return b.Start
		}
	}
	return 0
}

// group says of sorted matches which belong together: duplicates, near
// duplicates, conversations, and what messages quote of each other.
func (w *weighing) group(ctx context.Context, ms []request.Match) error {
	for i := range ms {
		ms[i].Thread = w.threads.of(ms[i])
	}
	duplicates(ms)
	traces, rows := map[string]*alike.Traces{}, map[string]rowsOf{}
	for _, c := range w.list {
		traces[c.item.ID], rows[c.item.ID] = c.traces, c.rows
	}
	for i := range ms {
		ms[i].Rows, ms[i].Header = rows[ms[i].Item].rows, rows[ms[i].Item].header
	}
	if err := w.near(ctx, ms, traces); err != nil {
		return err
	}
	return w.quotes(ctx, ms, traces)
}

// duplicates names, for each match with the bytes or the text of an earlier
// one, the first of these.
func duplicates(ms []request.Match) {
	first := map[string]string{}
	for i := range ms {
		m := &ms[i]
		for _, key := range []string{m.SHA256, m.TextHash} {
			if key == "" {
				continue
			}
			if of, ok := first[key]; ok && m.DuplicateOf == "" && of != m.Item {
				m.DuplicateOf = of
			}
		}
		for _, key := range []string{m.SHA256, m.TextHash} {
			if _, ok := first[key]; !ok && key != "" {
				first[key] = m.Item
				if m.DuplicateOf != "" {
					first[key] = m.DuplicateOf
				}
			}
		}
	}
}

// likest is with how many texts one is compared in full.
const likest = 4

// near names, for each match that says nearly the same as an earlier one, the
// first of these, and where it differs.
func (w *weighing) near(ctx context.Context, ms []request.Match, traces map[string]*alike.Traces) error {
	var index alike.Index
	var first []int // the matches that are in the index
	again := rereader{w: w, kept: map[string]string{}}
	for i := range ms {
		m := &ms[i]
		t := traces[m.Item]
		if t == nil || m.DuplicateOf != "" {
			continue
		}
		text := ""
		for _, n := range index.Find(t.Sketch, likest) {
			if text == "" {
				var err error
				if text, _, err = w.text(ctx, m.Item); err != nil {
					return err
				}
			}
			other, err := again.text(ctx, ms[first[n]].Item)
			if err != nil {
				return err
			}
			if differs, ok := alike.Near(text, other); ok {
				m.NearOf = ms[first[n]].Item
				for _, d := range differs {
					m.Near = append(m.Near, request.Span(d.Span))
				}
				break
			}
		}
		if m.NearOf == "" {
			index.Add(t.Sketch)
			first = append(first, i)
		}
	}
	return nil
}

// text reads the text of a match again; "" when it is gone.
func (w *weighing) text(ctx context.Context, id string) (text string, start int, err error) {
	if err := ctx.Err(); err != nil {
		return "", 0, err
	}
	t, err := w.find.Catalogue.Text(ctx, id)
	if errors.Is(err, catalogue.ErrNotFound) {
		return "", 0, nil
	}
	return t.Text, body(t), err
}

// mostKept is how many bytes of text a rereader keeps.
const mostKept = 32 << 20

// rereader reads texts again and keeps the first of them: many letters are
// compared with the same one.
type rereader struct {
	w    *weighing
	kept map[string]string
	size int
}

func (r *rereader) text(ctx context.Context, id string) (string, error) {
	if text, ok := r.kept[id]; ok {
		return text, nil
	}
	text, _, err := r.w.text(ctx, id)
	if err == nil && r.size+len(text) <= mostKept {
		r.kept[id] = text
		r.size += len(text)
	}
	return text, err
}

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
