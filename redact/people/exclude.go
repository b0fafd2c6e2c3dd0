package people

import "sarsen/redact"

// exclusions are the values that are never marked, by their form.
func exclusions(list []string) map[string]bool {
	out := make(map[string]bool, len(list))
	for _, s := range list {
		if c := compact(s); c != "" {
			out[c] = true
		}
	}
	return out
}

// spare takes away the marks of excluded values, whatever made them. Whole rows,
// and what a confidential source is told by, stay: there the value is not what
// is withheld.
func (b *builder) spare() {
	if len(b.never) == 0 {
		return
	}
	for _, t := range b.texts {
		kept := t.marks[:0]
		for _, m := range t.marks {
			if m.Kind == redact.Row || m.Class == redact.ClassConfidential || !b.never[compact(m.Text)] {
				kept = append(kept, m)
			}
		}
		t.marks = kept
	}
}
