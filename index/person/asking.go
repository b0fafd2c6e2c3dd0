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
	seen := map[string]bool{}
	for _, n := range s.names {
		if seen[n.surname] {
			continue
		}
		seen[n.surname] = true
		surname := s.surnameQuery(n)
		if fore := s.foreQuery(n.surname); fore != nil && !n.whole {
			surname = query.All(fore, surname)
		}
		list = append(list, surname)
	}
	if q := s.loginQuery(); q != nil {
		list = append(list, q)
	}
	return list
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

// foreQuery asks for the forenames that go with a surname, in all forms, or
// their initials; nil when nothing is known of them.
func (s *Subject) foreQuery(surname string) query.Node {
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
	return q.any()
}

// surnameQuery asks for a surname in all forms. One with particles is found by
// the word they belong to, however they are written.
func (s *Subject) surnameQuery(n *name) query.Node {
	var q asking
	if n.whole {
		q.word(n.surname)
		q.near(n.surname)
		return q.any()
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
	return q.any()
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
	for _, w := range q.words {
		covered := func(near string) bool { return w != near && reached(w, near) }
		if !slices.ContainsFunc(q.nears, covered) {
			q.always(w)
		}
	}
	if len(q.list) == 0 {
		return nil
	}
	return query.Any(q.list...)
}
