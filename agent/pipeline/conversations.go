package pipeline

import (
	"context"
	"fmt"
	"slices"

	"sarsen/agent/catalogue"
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
		if mine, decided := w.find.Lessons[m.item.ID]; key == "" || !m.verdict.Tells() || decided && !mine {
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
	w.threads.settle()
	anchors := w.anchors()
	if len(anchors) == 0 {
		return nil
	}
	known, reopened := map[string]bool{}, []int(nil)
	for i := range w.list {
		m := &w.list[i]
		known[m.item.ID] = true
		if a, ok := anchors[w.threads.key(m.item)]; ok && m.item.Mail != nil && open(m.verdict, a) {
			reopened = append(reopened, i)
		}
	}
	err := w.again(ctx, reopened, func(m *candidate, text catalogue.Text) {
		if v := w.inContext(m.item, text, anchors[w.threads.key(m.item)]); v.Score > m.verdict.Score {
			m.verdict = v
		}
	})
	if err != nil {
		return err
	}
	rest, err := w.beside(ctx, anchors, known)
	if err != nil {
		return err
	}
	return w.gather(ctx, rest, nil, func(item catalogue.Item, text catalogue.Text) (person.Verdict, bool) {
		a, ok := anchors[w.threads.key(item)]
		if !ok || item.Mail == nil {
			return person.Verdict{}, false
		}
		v := w.inContext(item, text, a)
		return v, len(v.Reasons) > 0 && v.Likelihood != person.Unlikely
	})
}

// beside returns the messages of the anchored conversations that are not known
// yet, as far as the surname is in them.
func (w *weighing) beside(ctx context.Context, anchors map[string]anchor, known map[string]bool) ([]string, error) {
	related, err := w.find.Catalogue.Related(ctx, w.threads.names(anchors))
	if err != nil {
		return nil, err
	}
	related = slices.DeleteFunc(related, func(id string) bool {
		return known[id] || w.find.Only != nil && !slices.Contains(w.find.Only, id)
	})
	if len(related) == 0 {
		return nil, nil
	}
	found, err := w.find.Index.Find(ctx, w.subject.SurnameQueries(), related)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	var ids []string
	for _, f := range found {
		ids = append(ids, f.IDs...)
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// open reports whether a conversation may tell who a message speaks of.
func open(v person.Verdict, a anchor) bool {
	if v.Faint() {
		return len(v.Contradictions) == 0
	}
	return a.sure && v.Likelihood == person.Possible && v.Doubtful()
}

// inContext weighs an item knowing what its conversation is about.
func (w *weighing) inContext(item catalogue.Item, text catalogue.Text, a anchor) person.Verdict {
	e := evidence(w.subject, item, text, w.rarity)
	e.Hits, e.Context, e.Unsure = w.subject.MatchKnown(text.Text), a.label, !a.sure
	return w.subject.Weigh(e)
}
