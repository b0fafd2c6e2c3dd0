package pipeline

import (
	"cmp"
	"slices"
	"strings"

	"sarsen/agent/catalogue"
	"sarsen/crawlers/documents"
	"sarsen/redact"
	"sarsen/redact/pack"
)

// formFacts are the values of a form that the subject filled in, as far as they
// are not withheld: all of them are the subject's, whatever they say.
func formFacts(text catalogue.Text, withhold []pack.Redaction) []pack.SubjectSpan {
	var spans []redact.Span
	for _, w := range withhold {
		spans = append(spans, w.Span)
	}
	spans = redact.Merge(spans)
	var out []pack.SubjectSpan
	row := redact.Span{}
	for _, b := range text.Bounds {
		switch {
		case b.Kind == documents.Row:
			row = redact.Span{Start: b.Start, End: b.End}
		case b.Kind == documents.Cell && b.Start > row.Start && b.End <= row.End: // not the first, the field
			for _, s := range outside(redact.Span{Start: b.Start, End: b.End}, spans) {
				if strings.TrimSpace(text.Text[s.Start:s.End]) != "" {
					out = append(out, pack.SubjectSpan{Span: s, Fact: "form"})
				}
			}
		}
	}
	return out
}

// outside returns what of s no other span covers. Those are sorted and apart.
func outside(s redact.Span, spans []redact.Span) []redact.Span {
	var out []redact.Span
	at := s.Start
	for _, o := range spans {
		if !o.Overlaps(s) {
			continue
		}
		if o.Start > at {
			out = append(out, redact.Span{Start: at, End: o.Start})
		}
		at = o.End
	}
	if at < s.End {
		out = append(out, redact.Span{Start: at, End: s.End})
	}
	return out
}

// withFacts adds facts to those of an item, in their order.
func withFacts(item *pack.Item, facts []pack.SubjectSpan) {
	item.Subject = append(slices.Clone(item.Subject), facts...)
	slices.SortStableFunc(item.Subject, func(a, b pack.SubjectSpan) int { return cmp.Compare(a.Start, b.Start) })
}
