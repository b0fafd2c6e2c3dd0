package person

import (
	"slices"
	"strings"

	"sarsen/index/fold"
)

// Alike reports whether two forenames may be one person's: they are the same, or
// one is a short form or another spelling of the other, or both are of a third.
func Alike(a, b string) bool {
	a, b = fold.String(a), fold.String(b)
	if a == b {
		return true
	}
	l := names()
	return slices.Contains(l.variantsOf(a), b) || slices.Contains(l.variantsOf(b), a) || slices.Contains(l.spellings[a], b)
}

// Sex tells "f" or "m" of a name by its forename, where nearly all who bear it
// share one; "" where they do not.
func Sex(full string) string {
	if _, given, ok := strings.Cut(full, ","); ok {
		full = given
	}
	if ws := strings.Fields(fold.String(full)); len(ws) > 0 {
		if s := sexed()[ws[0]]; s != 0 {
			return string(s)
		}
	}
	return ""
}
