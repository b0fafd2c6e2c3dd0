package person

import (
	"slices"
	"strings"

	"sarsen/index/query"
)

// How surely a word such as jsmith is the subject's.
const (
	asLogin      = 0.85 // johnsmith
	asShortLogin = 0.4  // jsmith: many people's
	minLogin     = 5
	minOpenLogin = 8 // outside of e-mail addresses and file names
)

// A login is a name as people log in by it, in one word.
type login struct {
	fact     string
	strength float64
}

// addLogins enters the words that people of a name log in by.
func (s *Subject) addLogins(n *name) {
	if n.whole || n.initials == "" {
		return
	}
	add := func(fact string, strength float64, words ...string) {
		for _, w := range words {
			if old, ok := s.logins[w]; len(w) >= minLogin && (!ok || old.strength < strength) {
				s.logins[w] = login{fact, strength}
			}
		}
	}
	add(FactInitials, asShortLogin, initial(n.initials)+n.surname, n.surname+initial(n.initials))
	if len(n.initials) > 1 {
		add(FactInitials, asHalf, n.initials+n.surname)
	}
	if n.fore != "" {
		add(n.fact, asLogin, n.fore+n.surname, n.surname+n.fore)
	}
}

// matchLogins finds such words in e-mail addresses and file names, with the digits
// after them left out; one of forename and surname anywhere.
func (s *Subject) matchLogins(d *document, hits []Hit) []Hit {
	if len(s.logins) == 0 {
		return hits
	}
	for i := range d.tokens {
		t := &d.tokens[i]
		if len(t.word) < minLogin {
			continue
		}
		address := strings.HasPrefix(d.s[t.end:], "@") || t.start > 0 && d.s[t.start-1] == '@'
		word := t.word
		if address {
			word = strings.TrimRight(word, "0123456789")
		}
		if len(word) < minLogin || !address && !d.caseless && len(word) < minOpenLogin || !s.users.may(word[0], len(word)) {
			continue
		}
		l, ok := s.logins[word]
		if !ok || !address && !d.caseless && l.strength <= asHalf {
			continue
		}
		hits = append(hits, d.hit(l.fact, t.start, t.start+len(word), l.strength, false))
	}
	return hits
}

// loginQuery asks for such words, with anything after them.
func (s *Subject) loginQuery() query.Node {
	var q asking
	seen := map[string]bool{}
	for _, n := range s.names {
		if n.whole || n.initials == "" || seen[n.surname+n.fore] {
			continue
		}
		seen[n.surname+n.fore] = true
		words := []string{initial(n.initials) + n.surname, n.surname + initial(n.initials)}
		if n.fore != "" {
			words = append(words, n.fore+n.surname, n.surname+n.fore)
		}
		if len(n.initials) > 1 {
			words = append(words, n.initials+n.surname)
		}
		for _, w := range words {
			if len(w) >= minLogin && !slices.ContainsFunc(words, func(o string) bool { return o != w && len(o) >= minLogin && strings.HasPrefix(w, o) }) {
				q.add(query.Wildcard{Pattern: w + "*"})
			}
		}
	}
	return q.any()
}
