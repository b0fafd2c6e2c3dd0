package pipeline

import (
	"context"

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

// A conversation holds what its messages, and what is attached to them, tell
// of each other.
type conversations struct {
	of     map[string]string // message to the first of its conversation
	anchor map[string]string // that first message to the item that settles who is meant
	label  map[string]string
}

// key is the conversation that an item belongs to, "" for none.
func (c *conversations) key(i catalogue.Item) string {
	if t := thread(i); t != "" {
		return t
	}
	if t, ok := c.of[i.MessageID]; ok {
		return t
	}
	return i.MessageID
}

// settle notes the items that are about the subject for certain, or likely.
func settle(list []candidate) *conversations {
	c := &conversations{of: map[string]string{}, anchor: map[string]string{}, label: map[string]string{}}
	for _, m := range list {
		if t := thread(m.item); t != "" && m.item.MessageID != "" {
			c.of[m.item.MessageID] = t
		}
	}
	for _, m := range list {
		key := c.key(m.item)
		if key == "" || m.verdict.Likelihood != person.Certain && m.verdict.Likelihood != person.Likely {
			continue
		}
		if c.anchor[key] == "" || m.verdict.Likelihood == person.Certain {
			c.anchor[key], c.label[key] = m.item.ID, m.item.Label()
		}
	}
	return c
}

// conversations weighs again what is only possible and belongs to a
// conversation in which another message settles who is meant, and looks there
// for messages that have no more than the surname.
func (w *weighing) conversations(ctx context.Context) error {
	c := settle(w.list)
	if len(c.anchor) == 0 {
		return nil
	}
	known := map[string]bool{}
	for i := range w.list {
		m := &w.list[i]
		known[m.item.ID] = true
		label := c.label[c.key(m.item)]
		if label == "" || m.verdict.Likelihood != person.Possible || !m.verdict.Doubtful() || len(m.verdict.Contradictions) > 0 {
			continue
		}
		v, ok, err := w.inContext(ctx, m.item.ID, label)
		if err != nil {
			return err
		}
		if ok && v.Score > m.verdict.Score {
			m.verdict = v
		}
	}
	ids, err := w.find.search(ctx, w.subject.SurnameQueries(), &Found{})
	if err != nil {
		return err
	}
	for _, id := range ids {
		if known[id] {
			continue
		}
		item, err := w.find.Catalogue.Item(ctx, id)
		if err != nil {
			continue // lost since
		}
		label := c.label[c.key(item)]
		if label == "" {
			continue
		}
		v, ok, err := w.inContext(ctx, id, label)
		if err != nil {
			return err
		}
		if ok && v.Likelihood != person.Unlikely {
			w.list = append(w.list, candidate{item, v})
		}
	}
	return nil
}

// inContext weighs an item knowing that its conversation is about the subject.
func (w *weighing) inContext(ctx context.Context, id, label string) (person.Verdict, bool, error) {
	item, text, ok, err := w.read(ctx, id)
	if err != nil || !ok {
		return person.Verdict{}, false, err
	}
	e := evidence(w.subject, item, text, w.rarity)
	e.Hits, e.Context = w.subject.MatchKnown(text.Text), label
	v := w.subject.Weigh(e)
	return v, len(v.Reasons) > 0, nil
}
