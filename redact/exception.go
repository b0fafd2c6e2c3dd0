package redact

import (
	"cmp"
	"slices"
)

// An Exception is a value that leaves in one place and is withheld in another.
// It may be right, and has to be seen.
type Exception struct {
	Text string // as it is written first
	Kind Kind
	// Disclosed and Withheld are the marks of it, in the order given. What is
	// left for judgement is withheld until somebody decides.
	Disclosed, Withheld []Mark
}

// Fewer returns those marks of the value that are the exception: the fewer
// ones, the disclosed ones of as many.
func (e Exception) Fewer() []Mark {
	if len(e.Withheld) < len(e.Disclosed) {
		return e.Withheld
	}
	return e.Disclosed
}

// LowConfidence reports whether marks of the kind are phrases that may tell who
// is meant, and are for a look after all others.
func (k Kind) LowConfidence() bool {
	return k == Age || k == Relation || k == Post || k == Context
}

// Exceptions returns the values that are not marked the same way everywhere,
// whoever they are taken to belong to, those with the most marks first. Phrases,
// rows of tables and areas are no values.
func Exceptions(marks []Mark) []Exception {
	byValue := make(map[string]*Exception)
	var order []*Exception
	for _, m := range marks {
		value := ValueOf(m.Text)
		if value == "" || m.Kind.LowConfidence() || m.Kind == Row || m.Kind == Drawn {
			continue
		}
		e := byValue[value]
		if e == nil {
			e = &Exception{Text: m.Text, Kind: m.Kind}
			byValue[value] = e
			order = append(order, e)
		}
		if m.Withheld() {
			e.Withheld = append(e.Withheld, m)
		} else {
			e.Disclosed = append(e.Disclosed, m)
		}
	}
	var out []Exception
	for _, e := range order {
		if len(e.Disclosed) > 0 && len(e.Withheld) > 0 {
			out = append(out, *e)
		}
	}
	slices.SortStableFunc(out, func(a, b Exception) int {
		return cmp.Compare(len(b.Disclosed)+len(b.Withheld), len(a.Disclosed)+len(a.Withheld))
	})
	return out
}
