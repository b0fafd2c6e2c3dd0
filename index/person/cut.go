package person

import (
	"slices"

	"sarsen/index/query"
)

// leastCut is how many letters a name needs before it is looked for in two, of
// which one has to have more than leastHalf.
const (
	leastCut  = 6
	leastHalf = 3
)

// A half is a word that recognition has cut in two by a blank, or by a bar that
// it saw in the letter l or i: Morr Ison, Wi|liams.
type half struct{ first, gap, rest, word string }

// halves returns the ways to cut a word in two. Two words in their own right are
// no name, and two short ones are too often a word each: one ill.
func halves(word string) []half {
	if len(word) < leastCut || !spelt(word) {
		return nil
	}
	var list []half
	l := names()
	known := func(w string) bool { return l.forename[w] || l.surname[w] || l.word[w] }
	for i := 2; i+2 <= len(word); i++ {
		if i <= leastHalf && len(word)-i <= leastHalf {
			continue
		}
		if !known(word[:i]) || !known(word[i:]) {
			list = append(list, half{word[:i], " ", word[i:], word})
		}
		if c := word[i]; (c == 'l' || c == 'i') && i+2 < len(word) {
			list = append(list, half{word[:i], "|", word[i+1:], word})
		}
	}
	return list
}

// halves returns the ways to cut the forename and the surname.
func (n *name) halves() []half { return append(halves(n.fore), halves(n.surname)...) }

// cut returns what token i and the next may stand for as halves of one word.
func (s *Subject) cut(d *document, i int) []atom {
	if !d.tokens[i].upper || i+1 == len(d.tokens) {
		return nil
	}
	var list []atom
	for _, h := range s.halves[d.tokens[i].word] {
		if d.tokens[i+1].word != h.rest || d.between(i+1) != h.gap {
			continue
		}
		for _, a := range s.lookup[h.word] {
			if a.role == foreRole && a.name.fore == h.word || a.role == surnameRole && a.name.surname == h.word {
				a.quality, a.exact = asTyped, false
				list = append(list, a)
			}
		}
	}
	return list
}

// cutQueries ask for the names cut in two. Halves that are everyday words bring up
// many items: bound them.
func (s *Subject) cutQueries() []query.Node {
	var list []query.Node
	seen := map[string]bool{}
	for _, n := range s.names {
		if n.whole {
			continue
		}
		if q := n.cutQuery(seen); q != nil {
			list = append(list, q)
		}
	}
	return list
}

// cutQuery asks for both halves, of words that were not seen before. As a phrase the
// index would take them for the whole word.
func (n *name) cutQuery(seen map[string]bool) query.Node {
	var q asking
	for _, h := range n.halves() {
		if !seen[h.word] {
			q.add(query.All(query.Word{Text: h.first}, query.Word{Text: h.rest}))
		}
	}
	seen[n.fore], seen[n.surname] = true, true
	return q.any()
}

// cutUp notes the halves of a name's parts.
func (s *Subject) cutUp(n *name) {
	if n.whole {
		return
	}
	for _, h := range n.halves() {
		if !slices.Contains(s.halves[h.first], h) {
			s.halves[h.first] = append(s.halves[h.first], h)
		}
	}
}
