package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sarsen/agent/catalogue"
	"sarsen/index"
	"sarsen/index/person"
	"sarsen/redact/detect"
	"sarsen/redact/people"
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
		text.Text = unfound(text.Text, records(text.Bounds), p)
	}
	return text
}

func unfound(text string, rows []person.Row, found index.Places) string {
	return blank(text, slices.DeleteFunc(rows, func(r person.Row) bool { return found.Touch(r.Start, r.End) }))
}

// blank puts line ends in place of rows, which are in order.
func blank(text string, rows []person.Row) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range rows {
		if r.Start < b.Len() || r.End > len(text) {
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

// longText is from how many bytes on only the subject's rows of a list are looked
// at when it is redacted: all others are somebody else's.
const longText = 512 << 10

// othersRows marks the rows in which nothing is the subject's, in those tables of
// a long text that have rows of theirs, and returns text and hints without them.
func othersRows(d *people.Doc, hits []person.Hit) (string, []detect.Hint) {
	theirs := map[int]bool{} // tables
	for _, r := range d.Rows {
		theirs[r.Table] = theirs[r.Table] || r.Subject
	}
	if len(d.Text) < longText || len(theirs) == 0 {
		return d.Text, d.Hints
	}
	others, n := []person.Row(nil), 0
	for i := range d.Rows {
		r := &d.Rows[i]
		for n < len(hits) && hits[n].End <= r.Start {
			n++
		}
		if r.Other = theirs[r.Table] && !r.Subject && (n == len(hits) || hits[n].Start >= r.End); r.Other {
			others = append(others, person.Row{Span: person.Span{Start: r.Start, End: r.End}})
		}
	}
	var hints []detect.Hint
	n = 0
	for _, h := range d.Hints {
		for n < len(others) && others[n].End <= h.Start {
			n++
		}
		if n == len(others) || h.Start < others[n].Start {
			hints = append(hints, h)
		}
	}
	return blank(d.Text, others), hints
}

var lineEnds = strings.Repeat("\n", 256)
