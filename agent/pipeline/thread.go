package pipeline

import (
	"context"
	"errors"

	"sarsen/agent/catalogue"
	"sarsen/index/alike"
	"sarsen/index/person"
)

// An anchor is an item that tells who its whole conversation is about.
type anchor struct {
	label string
	sure  bool // certain or likely; else the name in full is all there is
}

// anchors finds the conversations in which an item tells by name that it is
// about the subject.
func (w *weighing) anchors() map[string]anchor {
	out := map[string]anchor{}
	for _, m := range w.list {
		key := w.threads.key(m.item)
		sure := m.verdict.Likelihood == person.Certain || m.verdict.Likelihood == person.Likely
		if key == "" || !m.verdict.Tells() {
			continue
		}
		if a, ok := out[key]; !ok || sure && !a.sure {
			out[key] = anchor{m.item.Label(), sure}
		}
	}
	return out
}

// conversations weighs again messages that are only possible and belong to a
// conversation that is surely about the subject, and looks in all their
// conversations for messages that have no more than the surname. What is
// attached to a message may speak of anybody.
func (w *weighing) conversations(ctx context.Context) error {
	w.threads = inThreads(w.list)
	anchors := w.anchors()
	if len(anchors) == 0 {
		return nil
	}
	known := map[string]bool{}
	for i := range w.list {
		m := &w.list[i]
		known[m.item.ID] = true
		a, ok := anchors[w.threads.key(m.item)]
		if !ok || m.item.Mail == nil || !open(m.verdict, a) {
			continue
		}
		v, _, err := w.inContext(ctx, m.item.ID, a)
		if err != nil {
			return err
		}
		if v.Score > m.verdict.Score {
			m.verdict = v
		}
	}
	ids, err := w.find.search(ctx, w.subject.SurnameQueries(), 0, &Found{})
	if err != nil {
		return err
	}
	for _, id := range ids {
		if known[id] {
			continue
		}
		item, err := w.find.Catalogue.Item(ctx, id)
		if errors.Is(err, catalogue.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		a, ok := anchors[w.threads.key(item)]
		if !ok || item.Mail == nil {
			continue
		}
		v, traces, err := w.inContext(ctx, id, a)
		if err != nil {
			return err
		}
		if len(v.Reasons) > 0 && v.Likelihood != person.Unlikely {
			w.list = append(w.list, candidate{item, v, traces})
		}
	}
	return nil
}

// open reports whether a conversation may tell who a message speaks of.
func open(v person.Verdict, a anchor) bool {
	if v.Faint() {
		return len(v.Contradictions) == 0
	}
	return a.sure && v.Likelihood == person.Possible && v.Doubtful()
}

// inContext weighs an item knowing what its conversation is about.
func (w *weighing) inContext(ctx context.Context, id string, a anchor) (person.Verdict, *alike.Traces, error) {
	item, text, ok, err := w.read(ctx, id)
	if err != nil || !ok {
		return person.Verdict{}, nil, err
	}
	e := evidence(w.subject, item, text, w.rarity)
	e.Hits, e.Context, e.Unsure = w.subject.MatchKnown(text.Text), a.label, !a.sure
	return w.subject.Weigh(e), tracesOf(text), nil
}
