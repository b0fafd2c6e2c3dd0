package pipeline

import (
	"context"

	"sarsen/index/person"
)

// learn weighs again what the other candidates, and an officer's word on some
// of them, tell more of. An item that an officer decided on is judged as if no
// decision had been made.
func (w *weighing) learn(ctx context.Context) error {
	all := make([]person.Verdict, len(w.list))
	var rest []person.Verdict
	var lessons []person.Lesson
	for i, c := range w.list {
		all[i] = c.verdict
		if mine, decided := w.find.Lessons[c.item.ID]; decided {
			lessons = append(lessons, person.Lesson{Item: c.item.Label(), Mine: mine, Verdict: c.verdict})
		} else {
			rest = append(rest, c.verdict)
		}
	}
	untaught := person.Learn(all, nil)
	taught := untaught
	if len(lessons) > 0 {
		taught = person.Learn(rest, lessons)
	}
	for i := range w.list {
		c := &w.list[i]
		k := taught
		if _, decided := w.find.Lessons[c.item.ID]; decided {
			k = untaught
		}
		if !k.Concerns(c.verdict) {
			continue
		}
		item, text, ok, err := w.read(ctx, c.item.ID)
		if err != nil {
			return err
		}
		if ok {
			c.verdict = k.Review(c.verdict, evidence(w.subject, item, text, w.rarity))
		}
	}
	return nil
}

// clues are the details that stand beside the name and are not in the profile.
// What an officer said of an item counts for what was weighed.
func (w *weighing) clues() []person.Clue {
	seen := make([]person.Seen, len(w.list))
	for i, c := range w.list {
		if mine, decided := w.find.Lessons[c.item.ID]; decided {
			c.verdict.Likelihood = person.Unlikely
			if mine {
				c.verdict.Likelihood = person.Certain
			}
		}
		seen[i] = person.Seen{Item: c.item.ID, Verdict: c.verdict}
	}
	return person.Clues(seen)
}
