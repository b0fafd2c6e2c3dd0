package person

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"sarsen/index/fold"
	"sarsen/index/query"
)

// nameQueries asks for each surname once, with the forenames of all names that
// have it, and for the names that people log in by.
func (s *Subject) nameQueries() []query.Node {
	var list []query.Node
	var pairs []pair
	seen := map[string]bool{}
	for _, n := range s.names {
		if seen[n.surname] {
			continue
		}
		seen[n.surname] = true
		p := pair{surnames: s.surnameForms(n)}
		if !n.whole {
			p.fores = s.foreForms(n.surname)
		}
		pairs = append(pairs, p)
	}
	for _, p := range crossed(pairs) {
		list = append(list, p.query())
	}
	return append(list, s.loginQuery())
}

// A pair is what asks for a surname, and for the forenames that go with it; of
// those there are none where any will do.
type pair struct{ fores, surnames []query.Node }

func (p pair) query() query.Node {
	if len(p.fores) == 0 {
		return query.Any(p.surnames...)
	}
	return query.All(query.Any(p.fores...), query.Any(p.surnames...))
}

// crossed asks only once for what is the surname in one pair and the forename in
// the other, where it is not known which is which: Zhang Wei.
func crossed(pairs []pair) []pair {
	for i := range pairs {
		for j := i + 1; j < len(pairs); j++ {
			a, b := &pairs[i], &pairs[j]
			if len(b.fores) == 0 || len(b.surnames) == 0 || !holds(a.fores, b.surnames[0]) {
				continue
			}
			rest := slices.DeleteFunc(slices.Clone(a.fores), func(n query.Node) bool { return holds(b.surnames, n) })
			own := slices.DeleteFunc(slices.Clone(b.fores), func(n query.Node) bool { return holds(a.surnames, n) })
			b.fores = slices.Concat(a.surnames, own)
			if a.fores = rest; len(rest) == 0 {
				return slices.Delete(pairs, i, i+1)
			}
			return pairs
		}
	}
	return pairs
}

func holds(list []query.Node, n query.Node) bool {
	return slices.ContainsFunc(list, func(o query.Node) bool { return o.String() == n.String() })
}

// SurnameQueries returns queries for items in which a surname of the subject
// stands, whatever the forename: far more than are about them.
func (s *Subject) SurnameQueries() []query.Node {
	var list []query.Node
	for _, n := range s.names {
		q := query.Node(query.Word{Text: n.surname})
		if n.bare != n.surname {
			q = query.Any(q, query.Phrase{Text: n.apart})
		}
		if !n.whole && !slices.ContainsFunc(list, func(o query.Node) bool { return o.String() == q.String() }) {
			list = append(list, q)
		}
	}
	return list
}

// foreForms asks for the forenames that go with a surname, in all forms, or
// their initials; nil when nothing is known of them.
func (s *Subject) foreForms(surname string) []query.Node {
	var q asking
	for _, n := range s.names {
		if n.surname != surname || n.whole || n.initials == "" {
			continue
		}
		if n.fore == "" {
			return nil // any forename with that initial
		}
		for _, v := range n.forenames() {
			q.word(v.word)
		}
		q.near(n.fore)
		if rest := servantOf(n.fore); rest != "" {
			q.near(rest)
			for _, w := range names().spellings[rest] {
				q.word(w)
			}
		}
		for _, w := range n.middles {
			q.word(w)
		}
		for i, r := range n.initials {
			q.always(string(r))
			if i > 0 {
				q.always(n.initials[:i+utf8.RuneLen(r)])
			}
		}
	}
	for _, nick := range slices.Sorted(maps.Keys(s.nicknames)) {
		if len(q.list) > 0 {
			q.word(nick)
		}
	}
	return q.all()
}

// surnameForms asks for a surname in all forms. One with particles is found by
// the word they belong to, however they are written.
func (s *Subject) surnameForms(n *name) []query.Node {
	var q asking
	if n.whole {
		q.word(n.surname)
		q.near(n.surname)
		return q.all()
	}
	for _, v := range n.surnames() {
		q.word(v.word)
	}
	for _, word := range n.meant() {
		q.near(word)
	}
	if strings.Contains(n.apart, "'") {
		q.add(query.Phrase{Text: strings.Join(words(n.apart), " ")}) // Ng ang a
	}
	if numberable(n.surname) {
		q.add(query.Wildcard{Pattern: n.surname + "*"})
	}
	return q.all()
}

// An asking gathers what one part of a name is asked by.
type asking struct {
	words []string
	list  []query.Node
	seen  map[string]bool
	nears []string
}

func (q *asking) add(n query.Node) {
	if q.seen == nil {
		q.seen = map[string]bool{}
	}
	if text := n.String(); !q.seen[text] {
		q.seen[text] = true
		q.list = append(q.list, n)
	}
}

// word asks for a word, unless it is asked for as a misspelling. (Of very many
// misspellings the index takes the commonest, and a known form is common.)
func (q *asking) word(w string) { q.words = append(q.words, w) }

// always asks for a word.
func (q *asking) always(w string) { q.add(query.Word{Text: w}) }

// near asks for misspellings of a word: as many as alike may take for it.
func (q *asking) near(word string) {
	if word == "" || slices.Contains(q.nears, word) {
		return
	}
	q.nears = append(q.nears, word)
	q.always(word)
	if e := edits(word); e > 0 {
		q.add(query.Fuzzy{Text: word, Edits: e})
	}
	if telling(fold.Sound(word)) {
		q.add(query.Sounds{Text: word})
	}
}

// any asks for everything gathered; nil when that is nothing.
func (q *asking) any() query.Node {
	if list := q.all(); len(list) > 0 {
		return query.Any(list...)
	}
	return nil
}

// all returns everything gathered.
func (q *asking) all() []query.Node {
	for _, w := range q.words {
		covered := func(near string) bool { return w != near && reached(w, near) }
		if !slices.ContainsFunc(q.nears, covered) {
			q.always(w)
		}
	}
	return q.list
}
