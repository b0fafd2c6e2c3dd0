package people

import "strings"

// Names are full names for which shorter ones may stand.
type Names struct{ list []name }

// NewNames takes those of list that have a forename and a surname.
func NewNames(list []string) Names {
	var out Names
	seen := make(map[string]bool)
	for _, s := range list {
		if n := parse(s); n.full() && !seen[s] {
			seen[s] = true
			out.list = append(out.list, n)
		}
	}
	return out
}

// May reports whether a name, as it is written, may be a form of one of n:
// "Mr Smith" or "J. Smith" for John Smith.
func (n Names) May(written string) bool {
	short := parse(written)
	for _, full := range n.list {
		if short.fits(full) {
			return true
		}
	}
	return false
}

// Telling reports whether a name tells by itself who is meant: it has more
// than one word. Of the others many are everyday words, and all are shared.
func Telling(written string) bool { return len(strings.Fields(written)) > 1 }
