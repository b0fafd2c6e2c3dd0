package pipeline

import (
	"context"
	"errors"

	"sarsen/agent/catalogue"
	"sarsen/index/person"
)

// thread is the ID of the first message of a conversation, as far as the
// headers tell.
func thread(i catalogue.Item) string {
	switch {
	case i.Mail == nil:
		return ""
	case len(i.Mail.References) > 0:
		return i.Mail.References[0]
	case i.Mail.InReplyTo != "":
		return i.Mail.InReplyTo
	}
	return i.Mail.MessageID
}

// An anchor is an item that tells who its whole conversation is about.
type anchor struct {
	label string
	sure  bool // certain or likely; else the name in full is all there is
}

// conversations are the messages that answer each other, with what is attached
// to them.
type conversations struct {
	first  map[string]string // message to the first one of its conversation
	anchor map[string]anchor // by that first one
}

// settle finds the conversations in which an item tells by name that it is
// about the subject.
func settle(list []candidate) conversations {
	c := conversations{first: map[string]string{}, anchor: map[string]anchor{}}
	for _, m := range list {
		if t := thread(m.item); t != "" && m.item.MessageID != "" {
			c.first[m.item.MessageID] = t
		}
	}
	for _, m := range list {
		key := c.key(m.item)
		sure := m.verdict.Likelihood == person.Certain || m.verdict.Likelihood == person.Likely
		if key == "" || !m.verdict.Tells() {
			continue
		}
		if a, ok := c.anchor[key]; !ok || sure && !a.sure {
			c.anchor[key] = anchor{m.item.Label(), sure}
		}
	}
	return c
}

// key is the conversation that an item belongs to, "" for none.
func (c conversations) key(i catalogue.Item) string {
	if t := thread(i); t != "" {
		return t
	}
	if t, ok := c.first[i.MessageID]; ok {
		return t
	}
	return i.MessageID
}

// conversations weighs again messages that are only possible and belong to a
// conversation that is surely about the subject, and looks in all their
// conversations for messages that have no more than the surname. What is
// attached to a message may speak of anybody.
func (w *weighing) conversations(ctx context.Context) error {
	c := settle(w.list)
	if len(c.anchor) == 0 {
		return nil
	}
	known := map[string]bool{}
	for i := range w.list {
		m := &w.list[i]
		known[m.item.ID] = true
		a, ok := c.anchor[c.key(m.item)]
		if !ok || m.item.Mail == nil || !open(m.verdict, a) {
			continue
		}
		v, err := w.inContext(ctx, m.item.ID, a)
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
		a, ok := c.anchor[c.key(item)]
		if !ok || item.Mail == nil {
			continue
		}
		v, err := w.inContext(ctx, id, a)
		if err != nil {
			return err
		}
		if len(v.Reasons) > 0 && v.Likelihood != person.Unlikely {
			w.list = append(w.list, candidate{item, v})
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
func (w *weighing) inContext(ctx context.Context, id string, a anchor) (person.Verdict, error) {
	item, text, ok, err := w.read(ctx, id)
	if err != nil || !ok {
		return person.Verdict{}, err
	}
	e := evidence(w.subject, item, text, w.rarity)
	e.Hits, e.Context, e.Unsure = w.subject.MatchKnown(text.Text), a.label, !a.sure
	return w.subject.Weigh(e), nil
}
