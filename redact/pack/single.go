package pack

import (
	"fmt"

	"sarsen/redact"
)

// Page writes one item's allowed text as a page by itself, as it would stand
// in a pack. Values are masked in its title. The error wraps redact.ErrSpan
// when a withheld span does not fit the text.
func Page(item Item, values []Value) ([]byte, error) {
	p, err := newPlan(Input{Items: []Item{item}, Values: values})
	if err != nil {
		return nil, err
	}
	e := p.entries[0]
	d := &document{e: e, labels: p.labels}
	d.begin(e.title, "", false)
	d.raw("<main id=\"content\" tabindex=\"-1\">\n")
	d.heading(1, "", e.title)
	d.flow(0, len(e.Text), e.bounds)
	d.reveal()
	d.raw("</main>\n")
	return d.end(false), nil
}

// Rows writes the rows of an item's tables as one CSV, with masks for what is
// withheld and cells that a spreadsheet would run made harmless.
func Rows(item Item) ([]byte, error) {
	spans := make([]redact.Span, len(item.Withhold))
	for i, w := range item.Withhold {
		spans[i] = w.Span
	}
	var rows [][]string
	var row redact.Span
	for _, b := range item.Bounds {
		switch b.Kind {
		case "row", "headrow":
			rows, row = append(rows, nil), redact.Span{Start: b.Start, End: b.End}
		case "cell":
			if len(rows) == 0 || !row.Covers(redact.Span{Start: b.Start, End: b.End}) {
				continue
			}
			cell, err := redact.Apply(item.Text[b.Start:b.End], clip(spans, b.Start, b.End))
			if err != nil {
				return nil, fmt.Errorf("write rows: %w", err)
			}
			rows[len(rows)-1] = append(rows[len(rows)-1], cell)
		}
	}
	return writeCSV(rows)
}

// clip returns the parts of spans inside [start, end), counted from start.
func clip(spans []redact.Span, start, end int) []redact.Span {
	var out []redact.Span
	for _, s := range spans {
		if s.Start < end && start < s.End {
			out = append(out, redact.Span{Start: max(s.Start, start) - start, End: min(s.End, end) - start})
		}
	}
	return out
}
