package pipeline

import (
	"context"

	"sarsen/agent/catalogue"
	"sarsen/index/person"
)

// families weighs again what has the subject's name and no more, and came with
// an item that is certainly about them: what is attached to the same message, a
// message with what is attached to it, the members of what is itself theirs. The
// other members of an archive may be anybody's.
func (w *weighing) families(ctx context.Context) error {
	with := w.companions()
	var which []int
	for i, c := range w.list {
		if _, decided := w.find.Lessons[c.item.ID]; decided || !unsettled(c.verdict) {
			continue
		}
		if with.label(c.item) != "" && len(c.verdict.Contradictions) == 0 {
			which = append(which, i)
		}
	}
	return w.again(ctx, which, func(c *candidate, e person.Evidence) {
		e.Context = with.label(c.item)
		if v := w.subject.Weigh(e); v.Score > c.verdict.Score {
			c.verdict = v
		}
	})
}

// unsettled reports whether an item has the subject's name, or their initials,
// and what came with it may tell whether they are meant.
func unsettled(v person.Verdict) bool {
	return (v.Likelihood == person.Possible || v.Likelihood == person.Unlikely) && v.Doubtful() && v.Named() && !v.Faint()
}

// companions are the items that tell whom what came with them concerns, by what
// they lend it to.
type companions struct {
	members map[string]string // label, by the item that holds them
	message map[string]string // by the message that all came with
	holder  map[string]string // by the item that is inside of
}

// companions gathers the items that are certainly about the subject by name, or
// by what is nobody else's.
func (w *weighing) companions() companions {
	with := companions{map[string]string{}, map[string]string{}, map[string]string{}}
	for _, c := range w.list {
		if mine, decided := w.find.Lessons[c.item.ID]; c.verdict.Likelihood != person.Certain || !c.verdict.Tells() && !c.verdict.Settles() || decided && !mine {
			continue
		}
		label := c.item.Label()
		with.members[c.item.ID] = label
		if c.item.MessageID != "" {
			with.message[c.item.Family+c.item.MessageID] = label
			with.holder[c.item.Parent] = label
		}
	}
	return with
}

// label names what an item came with; "" for nothing that tells.
func (c companions) label(i catalogue.Item) string {
	if label := c.members[i.Parent]; i.Parent != "" && label != "" {
		return label
	}
	if label := c.message[i.Family+i.MessageID]; i.MessageID != "" && label != "" {
		return label
	}
	if i.Mail != nil {
		return c.holder[i.ID]
	}
	return ""
}
