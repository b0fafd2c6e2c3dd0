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
	sure  bool       // certain or likely; else the name in full is all there is
	told  *candidate // the item, where it is certain or an officer said that it is theirs
}

// anchors finds the conversations in which an item tells by name that it is
// about the subject.
func (w *weighing) anchors() map[string]anchor {
	out := map[string]anchor{}
	for _, m := range w.list {
		key := w.threads.key(m.item)
		mine, decided := w.find.Lessons[m.item.ID]
		if key == "" || !m.verdict.Tells() || decided && !mine {
			continue
		}
		a := anchor{label: m.item.Label(), sure: m.verdict.Likelihood == person.Certain || m.verdict.Likelihood == person.Likely}
		if m.verdict.Likelihood == person.Certain || decided {
			a.told = &m
		}
		if old, ok := out[key]; !ok || a.sure && !old.sure || a.told != nil && old.told == nil {
			out[key] = a
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
	err := w.again(ctx, reopened, func(m *candidate, e person.Evidence) {
		if v := w.inContext(e, anchors[w.threads.key(m.item)]); v.Score > m.verdict.Score {
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
	err = w.gather(ctx, rest, nil, func(item catalogue.Item, e person.Evidence) (person.Verdict, bool) {
		a, ok := anchors[w.threads.key(item)]
		if !ok || item.Mail == nil {
			return person.Verdict{}, false
		}
		v := w.inContext(e, a)
		return v, len(v.Reasons) > 0 && v.Likelihood != person.Unlikely
	})
	if err != nil {
		return err
	}
	return w.spoken(ctx, anchors)
}

// beside returns the messages of the anchored conversations that are not known
// yet, as far as the surname is in them.
func (w *weighing) beside(ctx context.Context, anchors map[string]anchor, known map[string]bool) ([]string, error) {
	related, err := w.related(ctx, anchors, known)
	if err != nil || len(related) == 0 {
		return nil, err
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

// related returns what belongs to conversations and is not known yet.
func (w *weighing) related(ctx context.Context, anchors map[string]anchor, known map[string]bool) ([]string, error) {
	list, err := w.find.Catalogue.Related(ctx, w.threads.names(anchors))
	return slices.DeleteFunc(list, func(id string) bool {
		return known[id] || w.find.Only != nil && !slices.Contains(w.find.Only, id)
	}), err
}

// open reports whether a conversation may tell who a message speaks of.
func open(v person.Verdict, a anchor) bool {
	if v.Faint() {
		return len(v.Contradictions) == 0
	}
	return a.sure && v.Likelihood == person.Possible && v.Doubtful()
}

// inContext weighs what an item says knowing what its conversation is about.
func (w *weighing) inContext(e person.Evidence, a anchor) person.Verdict {
	e = w.subject.Known(e)
	e.Context, e.Unsure = a.label, !a.sure
	return w.subject.Weigh(e)
}
