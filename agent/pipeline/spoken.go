package pipeline

import (
	"context"
	"maps"
	"slices"

	"sarsen/agent/catalogue"
	"sarsen/index/person"
)

const (
	// mostSpoken is how many messages are read for those that say he or she, and
	// mostReplies how many of one conversation may: a longer one is about more.
	mostSpoken, mostReplies = 500, 20
	// fewPeople is how many may read a message that goes on about one person.
	fewPeople = 10
)

// spoken looks in the conversations with a message that is certain for answers
// that do not name the subject, and speak of him or her among the same people.
func (w *weighing) spoken(ctx context.Context, anchors map[string]anchor) error {
	anchors = maps.Clone(anchors)
	maps.DeleteFunc(anchors, func(_ string, a anchor) bool { return a.told == nil || !intimate(a.told.item) })
	if len(anchors) == 0 {
		return nil
	}
	known := map[string]bool{}
	for _, c := range w.list {
		known[c.item.ID] = true
	}
	ids, err := w.related(ctx, anchors, known)
	if err != nil {
		return err
	}
	before := len(w.list)
	err = w.gather(ctx, ids[:min(len(ids), mostSpoken)], nil, func(item catalogue.Item, e person.Evidence) (person.Verdict, bool) {
		a, ok := anchors[w.threads.key(item)]
		if !ok || !intimate(item) || !goesOn(item, a.told.item) {
			return person.Verdict{}, false
		}
		e.Context = a.label
		return person.Spoken(e, a.told.verdict)
	})
	replies := map[string]int{}
	for _, c := range w.list[before:] {
		replies[w.threads.key(c.item)]++
	}
	w.list = slices.DeleteFunc(w.list, func(c candidate) bool { return !known[c.item.ID] && replies[w.threads.key(c.item)] > mostReplies })
	return err
}

// intimate reports whether an item is a message to few people.
func intimate(i catalogue.Item) bool {
	return i.Mail != nil && addressed(i.Mail.To)+addressed(i.Mail.Cc)+addressed(i.Mail.Bcc) <= fewPeople
}

// goesOn reports whether a message goes on about another: after it, among the
// same people, and under its subject.
func goesOn(i, first catalogue.Item) bool {
	subject, _ := bareSubject(i.Mail.Subject)
	of, _ := bareSubject(first.Mail.Subject)
	return !i.Date().Before(first.Date()) && converse(i, first) && subject == of
}
