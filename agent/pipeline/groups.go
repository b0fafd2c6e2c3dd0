package pipeline

import (
	"context"
	"errors"

	"sarsen/agent/catalogue"
	"sarsen/agent/request"
	"sarsen/index/alike"
)

// group says of sorted matches which belong together: duplicates, near
// duplicates, conversations, and what messages quote of each other.
func (w *weighing) group(ctx context.Context, ms []request.Match) error {
	for i := range ms {
		ms[i].Thread = w.threads.of(ms[i])
	}
	duplicates(ms)
	traces := map[string]*alike.Traces{}
	for _, c := range w.list {
		traces[c.item.ID] = c.traces
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
	if kept, ok := w.shelf.get(id); ok {
		return kept.evidence.Text, kept.body, nil
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
