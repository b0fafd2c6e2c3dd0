package pipeline

import (
	"context"

	"sarsen/agent/catalogue"
	"sarsen/index/person"
)

// learn weighs again what the other candidates, and an officer's word on some
// of them, tell more of, and what came with an item that is certain. An item that
// an officer decided on is judged as if no decision had been made.
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
	of := func(c *candidate) *person.Knowledge {
		if _, decided := w.find.Lessons[c.item.ID]; decided {
			return untaught
		}
		return taught
	}
	var concerned []int
	for i := range w.list {
		if c := &w.list[i]; of(c).Concerns(c.verdict) {
			concerned = append(concerned, i)
		}
	}
	err := w.again(ctx, concerned, func(c *candidate, text catalogue.Text) {
		c.verdict = of(c).Review(c.verdict, evidence(w.subject, c.item, text, w.rarity))
	})
	if err != nil {
		return err
	}
	return w.families(ctx)
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
