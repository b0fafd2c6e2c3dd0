package pack

import (
	"slices"
	"strings"

	"sarsen/index/fold"
	"sarsen/redact"
)

// veil keeps withheld texts out of what officers wrote and of paths, in the
// part of a case file that is not sealed.
type veil struct {
	labels *Labels
	words  []string // withheld, but too common to be masked in any spelling
}

func newVeil(in CaseInput, all []removed) veil {
	known := map[string]bool{}
	for _, v := range in.Values {
		known[folded(v.Text)] = true
	}
	own := fold.String(strings.Join(in.Keep, "\n"))
	v := veil{labels: NewLabels(in.Values, in.Keep)}
	met := map[string]bool{}
	for _, r := range all {
		word := strings.TrimSpace(r.text)
		if r.position == "item" || r.position == "page" || r.kind == string(redact.Row) || word == "" || known[folded(word)] || strings.Contains(own, fold.String(word)) {
			continue
		}
		if !met[word] {
			met[word] = true
			v.words = append(v.words, word)
		}
	}
	// The longest first: a part of a name must not leave the rest of it.
	slices.SortFunc(v.words, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return v
}

// hide returns s with a mask in place of each withheld text: of those that the
// pack was searched for in any spelling, of the others as they stand there.
func (v veil) hide(s string) string {
	s = v.labels.Mask(s)
	for _, w := range v.words {
		s = replaceWhole(s, w)
	}
	return s
}

func replaceWhole(s, word string) string {
	if !strings.Contains(s, word) {
		return s
	}
	var b strings.Builder
	for at := 0; ; {
		i := strings.Index(s[at:], word)
		if i < 0 {
			b.WriteString(s[at:])
			return b.String()
		}
		start, end := at+i, at+i+len(word)
		b.WriteString(s[at:start])
		if fold.Whole(s, start, end) {
			b.WriteString(redact.Mask)
		} else {
			b.WriteString(word)
		}
		at = end
	}
}

// written are the columns in which words of officers and names of files stand.
var written = []string{"reason", "place", "path", "part", "query", "note", "location", "source", "recipient", "to", "authority", "method", "outcome"}

// cover hides withheld texts in the columns of a table that may hold some.
func (v veil) cover(t *table) {
	hidden := map[string]string{} // reasons and places repeat
	for i, f := range t.fields {
		if !slices.Contains(written, f.Name) {
			continue
		}
		for _, row := range t.rows {
			out, ok := hidden[row[i]]
			if !ok {
				out = v.hide(row[i])
				hidden[row[i]] = out
			}
			row[i] = out
		}
	}
}
