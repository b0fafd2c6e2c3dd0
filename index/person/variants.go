package person

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A variant is a way to write a part of a name.
type variant struct {
	word    string // folded, without signs
	quality float64
	exact   bool
	nick    bool // a nickname, or the name that one is of
	glued   bool // only as one word
}

// mostVariants is how many ways to write one part of a name are looked for; those
// that are found as misspellings of it anyway do not count.
const mostVariants = 16

func (v variant) as(n *name, r role) atom {
	return atom{name: n, role: r, quality: v.quality, exact: v.exact, nick: v.nick, glued: v.glued}
}

// variants are ways to write one part of a name, each once, the surest first.
type variants []variant

func (l *variants) add(quality float64, words ...string) {
	for _, w := range words {
		l.put(variant{word: w, quality: quality})
	}
}

func (l *variants) put(v variant) {
	if utf8.RuneCountInString(v.word) < 2 {
		return
	}
	if stem, ok := strings.CutSuffix(v.word, "ς"); ok { // in capitals the last letter has the common form
		capital := v
		capital.word = stem + "σ"
		l.put(capital)
	}
	for i, o := range *l {
		if o.word == v.word {
			if v.quality > o.quality {
				(*l)[i] = v
			}
			return
		}
	}
	*l = append(*l, v)
}

// misread adds what recognition may make of a word.
func (l *variants) misread(word string) {
	for _, w := range unknown(misreadings(word)) {
		l.put(variant{word: w, quality: asTyped, glued: true})
	}
}

// best sorts by quality and keeps the first, and misspellings of near.
func (l variants) best(near string) variants {
	slices.SortStableFunc(l, func(a, b variant) int { return cmp.Compare(b.quality, a.quality) })
	n := 0
	return slices.DeleteFunc(l, func(v variant) bool {
		if reached(v.word, near) {
			return false
		}
		n++
		return n > mostVariants
	})
}

// surnames returns the ways to write the surname.
func (n *name) surnames() variants {
	l := names()
	list := variants{{word: n.surname, quality: asGiven, exact: true}}
	for _, w := range respelt(n.given) {
		list.put(variant{word: w, quality: asSpelt, exact: true})
	}
	for _, w := range latin(n.surname) {
		list.put(variant{word: w, quality: asSpelt, exact: true})
	}
	list.add(asSpelt, l.surnames[n.surname]...)
	list.add(asSpelt, celtic(n)...)
	list.add(asNick, endings(n.surname)...)
	list.add(asAbroad, l.abroad[n.surname]...)
	list.add(asSounds, n.bare)
	if n.bare != n.surname {
		list.add(asTyped, l.surnames[n.bare]...)
	}
	for _, v := range n.seconds {
		list.put(v)
	}
	list.add(asNick, unknown(schemes(n.surname))...)
	list.misread(n.surname)
	if !strings.HasSuffix(n.surname, "s") && len(n.surname) > 2 {
		list.add(asTyped, unknown([]string{n.surname + "s"})...)
	}
	return list.best(n.surname)
}

// forenames returns the ways to write the first forename.
func (n *name) forenames() variants {
	if n.fore == "" {
		return nil
	}
	l := names()
	list := variants{{word: n.fore, quality: asGiven, exact: true}}
	for _, w := range respelt(n.called) {
		list.put(variant{word: w, quality: asSpelt, exact: true})
	}
	for _, w := range latin(n.fore) {
		list.put(variant{word: w, quality: asSpelt, exact: true})
	}
	list.add(asSpelt, l.spellings[n.fore]...)
	list.add(asSpelt, servantForms(n.fore)...)
	list.add(asSpelt, n.together()...)
	for _, w := range slices.Concat(l.variantsOf(n.fore), praised(n.fore)) {
		list.put(variant{word: w, quality: asNick, exact: true, nick: true})
	}
	for _, w := range l.abroad[n.fore] {
		if !l.common[w] || !l.common[n.fore] { // John and Ian are two people
			list.add(asAbroad, w)
		}
	}
	if parts := n.foreOf; n.eastern {
		if len(parts) == 0 {
			parts = []string{n.fore}
		}
		list.add(asTyped, l.syllabled(parts)...)
	}
	for i, w := range n.foreOf {
		switch {
		case i == 0 && !n.eastern:
			list.put(variant{word: w, quality: asTyped})
		case len(w) > 2:
			list.put(variant{word: w, quality: asHalf})
		}
	}
	list.add(asNick, unknown(schemes(n.fore))...)
	list.misread(n.fore)
	return list.best(n.fore)
}

// together writes the first two forenames as one: Maryann, Venkataramana.
func (n *name) together() []string {
	if len(n.middles) == 0 || len(n.middles[0]) < 3 || len(n.fore) < 3 || len(n.fore)+len(n.middles[0]) > 2*mostVariants {
		return nil
	}
	return unknown([]string{n.fore + n.middles[0]})
}

// praises begin long West African forenames, which are called by what follows.
var praises = []string{"chukwu", "oluwa", "olu", "ola", "ade", "ayo", "temi", "ife", "baba", "chi", "nwa", "nne"}

// praised cuts the beginning off such a name: Chukwuemeka, Emeka; Olufunmilayo,
// Funmilayo and Funmi.
func praised(fore string) []string {
	l := names()
	for _, p := range praises {
		rest, ok := strings.CutPrefix(fore, p)
		if !ok || len(rest) < 4 || len(fore) < 8 {
			continue
		}
		return append([]string{rest}, l.short[rest]...)
	}
	return nil
}

// unknown keeps the words that are not names in their own right.
func unknown(words []string) []string {
	l := names()
	return slices.DeleteFunc(words, func(w string) bool { return l.forename[w] || l.surname[w] || l.word[w] })
}

// misreadings are the ways in which recognition misreads one pair of letters of
// a word for one letter, or one for a pair. What takes one letter for another is
// a misspelling like others.
func misreadings(word string) []string {
	const most = 3
	var list []string
	for _, c := range [][2]string{{"m", "rn"}, {"rn", "m"}, {"w", "vv"}, {"d", "cl"}, {"cl", "d"}, {"h", "li"}, {"li", "h"}, {"ri", "n"}} {
		if at := strings.Index(word, c[0]); at >= 0 && len(list) < most && len(word) >= minInexact-1 {
			list = append(list, word[:at]+c[1]+word[at+len(c[0]):])
		}
	}
	for _, c := range [][2]string{{"o", "0"}, {"l", "1"}, {"i", "1"}, {"s", "5"}, {"l", "i"}} {
		if strings.Count(word, c[0]) > edits(word) { // once or twice it is a typing error like others
			list = append(list, strings.ReplaceAll(word, c[0], c[1]))
		}
	}
	return list
}

// servantOf returns rahman for abdulrahman, and "" for other names.
func servantOf(word string) string {
	for _, before := range []string{"abdul", "abdel", "abdal", "abdur", "abdus", "abdi"} {
		if rest, ok := strings.CutPrefix(word, before); ok && len(rest) > 2 {
			if rest = strings.TrimPrefix(strings.TrimPrefix(rest, "al"), "el"); len(rest) > 2 {
				return rest
			}
		}
	}
	return ""
}

// servantForms are other ways to write a name with Abd al-.
func servantForms(word string) []string {
	rest := servantOf(word)
	if rest == "" {
		return nil
	}
	return []string{"abdul" + rest, "abdel" + rest, "abdal" + rest, "abdu" + rest[:1] + rest, "abd" + rest}
}
