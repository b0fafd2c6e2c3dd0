package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sarsen/agent/catalogue"
	"sarsen/index"
	"sarsen/index/person"
)

// In a long list the rows are what the index is asked for, as other items are:
// only those in which a query found something are looked at. To read all rows
// of every list that holds one of the subject's would take minutes.

// findPlaces asks the index where in long texts the queries found something.
func (w *weighing) findPlaces(ctx context.Context, ids []string) (err error) {
	asked := slices.Concat(w.find.asked(w.subject.Queries()), w.find.asked(w.subject.TitledQueries()), w.find.More)
	if w.places, err = w.find.Index.Places(ctx, asked, ids); err != nil {
		return fmt.Errorf("search: %w", err)
	}
	return nil
}

// narrowed is a text without what stands in those rows of a long list in which
// nothing was found: line ends take its place, so that all else stays where it is.
func (w *weighing) narrowed(item string, text catalogue.Text) catalogue.Text {
	if p, long := w.places[item]; long {
		text.Text = blankRows(text.Text, records(text.Bounds), p)
	}
	return text
}

func blankRows(text string, rows []person.Row, found index.Places) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range rows {
		if r.Start < b.Len() || r.End > len(text) || found.Touch(r.Start, r.End) {
			continue
		}
		b.WriteString(text[b.Len():r.Start])
		for left := r.End - r.Start; left > 0; left -= len(lineEnds) {
			b.WriteString(lineEnds[:min(left, len(lineEnds))])
		}
	}
	b.WriteString(text[b.Len():])
	return b.String()
}

var lineEnds = strings.Repeat("\n", 256)
