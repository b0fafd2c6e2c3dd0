package pipeline

import (
	"context"
	"errors"

	"sarsen/agent/catalogue"
	"sarsen/index/alike"
	"sarsen/index/person"
)

// A candidate is an item that was weighed, without its text.
type candidate struct {
	item    catalogue.Item
	verdict person.Verdict
	traces  *alike.Traces // of its text; nil for a very large one
}

// A weighing is one run of Find over all candidates.
type weighing struct {
	find    *Find
	subject *person.Subject
	rarity  func(string) (int, int)
	list    []candidate
	threads *threads // once conversations has run
}

// add weighs an item by itself. One that is gone, or says nothing of the
// subject, is left out.
func (w *weighing) add(ctx context.Context, id string) error {
	item, text, ok, err := w.read(ctx, id)
	if err != nil || !ok {
		return err
	}
	v := w.subject.Weigh(evidence(w.subject, item, text, w.rarity))
	if len(v.Reasons) > 0 {
		w.list = append(w.list, candidate{item, v, tracesOf(text)})
	}
	return nil
}

func (w *weighing) read(ctx context.Context, id string) (item catalogue.Item, text catalogue.Text, ok bool, err error) {
	if err := ctx.Err(); err != nil {
		return item, text, false, err
	}
	item, text, err = w.find.item(ctx, id)
	if errors.Is(err, catalogue.ErrNotFound) || err == nil && (item.Vanished || w.find.Not != "" && item.Source == w.find.Not) {
		return item, text, false, nil
	}
	return item, text, err == nil, err
}
