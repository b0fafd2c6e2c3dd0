package pipeline

import (
	"context"
	"fmt"

	"sarsen/index"
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
	err := w.again(ctx, concerned, func(c *candidate, e person.Evidence) {
		c.verdict = of(c).Review(c.verdict, e)
	})
	if err != nil {
		return err
	}
	return w.families(ctx)
}

// clues are the details that stand beside the name and are not in the profile,
// but for those that stand elsewhere more often. What an officer said of an item
// counts for what was weighed.
func (w *weighing) clues(ctx context.Context) ([]person.Clue, error) {
	mine := map[string]bool{}
	for _, c := range w.list {
		mine[c.item.ID] = c.verdict.Likelihood != person.Unlikely
	}
	var list []person.Clue
	for _, c := range w.offered() {
		queries := c.Queries()
		found, err := w.find.Index.Find(ctx, queries, w.find.Only)
		if err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		if !elsewhere(found, mine) {
			list = append(list, c)
		}
	}
	return list, nil
}

// elsewhere reports whether most of what was found is not the subject's.
func elsewhere(found []index.Finding, mine map[string]bool) bool {
	count := map[bool]int{}
	seen := map[string]bool{}
	for _, f := range found {
		for _, id := range f.IDs {
			if !seen[id] {
				seen[id] = true
				count[mine[id]]++
			}
		}
	}
	return count[false] > count[true]
}

// offered are the clues of all items.
func (w *weighing) offered() []person.Clue {
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
