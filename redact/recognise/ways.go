package recognise

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

var (
	//go:embed data/ways.txt
	waysList string
	//go:embed data/countries.txt
	countriesList string
)

// A way says what a word does in the name of a street.
type way uint8

const (
	noWay    way = iota
	wayFirst     // stands before the name: Via Roma
	wayLast      // stands behind it: Kossuth utca, High Street
	wayEnd       // ends in the word for a street: Hauptstrasse
)

// streetWords are the words that name nothing but a street.
var streetWords = strings.Fields("street st road rd avenue ave av lane ln close drive dr crescent cres terrace terr way gardens gdns grove square sq walk parade boulevard blvd mews parkway pkwy highway hwy turnpike circle cir trail squares avenues roads streets")

// foreignWays are the words of ways.txt.
type foreignWays struct {
	words map[string]way
	ends  map[string]bool
}

var ways = sync.OnceValue(func() foreignWays {
	f := foreignWays{words: map[string]way{}, ends: map[string]bool{}}
	for line := range strings.Lines(withoutHeader(waysList)) {
		name, list, _ := strings.Cut(line, ":")
		for _, w := range strings.Fields(list) {
			switch name {
			case "first":
				f.words[w] = wayFirst
			case "last":
				f.words[w] = wayLast
			case "end":
				f.ends[w] = true
			}
		}
	}
	for _, w := range streetWords {
		if f.words[w] == noWay {
			f.words[w] = wayLast
		}
	}
	return f
})

// wayOf returns what w does in the name of a street.
func wayOf(w word) way {
	if w.casing == numeral {
		return noWay
	}
	f := ways()
	if k, ok := f.words[w.key]; ok && (k == wayFirst || w.casing == small || slices.Contains(streetWords, w.key) || w.class&isStreet == 0) {
		return k
	}
	if w.class&^isSurname != 0 {
		return noWay
	}
	for n := 3; n <= 8 && n+3 <= len(w.key); n++ {
		if f.ends[w.key[len(w.key)-n:]] {
			return wayEnd
		}
	}
	return noWay
}

// misspelt reports whether w is no known word and one slip away from a word for
// a street: "Stret", "Raod".
func misspelt(w word) bool {
	return w.class&^isSurname == 0 && len(w.key) > 3 && slices.ContainsFunc(streetWords, func(s string) bool {
		return len(s) > 3 && len(s)-len(w.key) <= 1 && len(w.key)-len(s) <= 1 && oneSlip(w.key, s)
	})
}

// oneSlip reports whether a becomes b by one letter more, less or other, or by two
// neighbours changing places. The first letter is never wrong.
func oneSlip(a, b string) bool {
	if a[0] != b[0] {
		return false
	}
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	if i == len(a) || i == len(b) {
		return true
	}
	return a[i:] == b[i+1:] || a[i+1:] == b[i:] || a[i+1:] == b[i+1:] ||
		i+1 < len(a) && i+1 < len(b) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// countries holds, by its first word, the further words of each country's name,
// the longest name first come or not.
var countries = sync.OnceValue(func() map[string][][]string {
	m := make(map[string][][]string)
	for name := range strings.SplitSeq(withoutHeader(countriesList), ",") {
		ws := strings.FieldsFunc(name, func(r rune) bool { return r != '\'' && r != '-' && !letterOrDigit(r) })
		for i, w := range ws {
			ws[i] = Key(w)
		}
		if len(ws) > 0 {
			m[ws[0]] = append(m[ws[0]], ws[1:])
		}
	}
	return m
})

// country returns the word behind the longest name of a country that begins
// with word i, i when there is none.
func (t *Text) country(i int) int {
	end := i
	for _, rest := range countries()[t.words[i].key] {
		k := i + 1
		for _, w := range rest {
			if k >= len(t.words) || t.words[k].key != w {
				k = 0
				break
			}
			k++
		}
		end = max(end, k)
	}
	return end
}
