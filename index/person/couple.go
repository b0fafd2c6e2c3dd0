package person

import (
	"slices"
	"strings"
)

// joinedByAnd reports whether an ampersand, or the word, stands before token k.
func (d *document) joinedByAnd(k int) bool {
	if k <= 0 || k >= len(d.tokens) {
		return false
	}
	return d.tokens[k-1].word == "and" || strings.TrimSpace(d.s[d.tokens[k-1].end:d.tokens[k].start]) == "&"
}

// wordyBetween reports whether there are one or two capitalised words, titles
// aside, in [from, to).
func (d *document) wordyBetween(from, to int) bool {
	if to-from < 1 || to-from > 3 {
		return false
	}
	return !slices.ContainsFunc(d.tokens[from:to], func(t token) bool { return !t.wordy() })
}

// couple reads "John and Jane Smith" for John: only the forename is his own. The
// word or sign between them stands before or at token k.
func (s *Subject) couple(d *document, p *parts, surname part, k int) (found, bool) {
	for _, end := range []int{k, k - 1} {
		if fore, ok := best(p.byEnd[end], surname.name, foreRole); ok && d.capital(fore) && d.capital(surname) && !surname.other && !fore.other && d.joinedByAnd(max(end, k)) || ok && end == k && d.at(k).word == "and" {
			return found{from: fore.from, to: fore.to, fact: surname.name.fact, strength: asHalf * fore.quality * surname.quality}, fore.quality*surname.quality >= asNick
		}
	}
	return found{}, false
}

// calledBy reads a middle name with the surname, where no forename is: many
// people are called by it.
func (s *Subject) calledBy(d *document, middle int, surname part, quality float64) (found, bool) {
	if l := names(); middle < 0 || l.chain[d.at(middle).word] || l.double[d.at(middle).word] || l.middling[d.at(middle).word] || len(surname.name.seconds) > 0 ||
		slices.Contains(surname.name.middles, "bin") || slices.Contains(surname.name.middles, "bint") {
		return found{}, false // of the father's names
	}
	if surname.other || !d.at(middle).wordy() || len(d.at(middle).word) < 2 || s.ownSurname(d.at(middle).word) || !d.capital(surname) {
		return found{}, false
	}
	f := found{from: middle, to: surname.to, fact: surname.name.fact, strength: asHalf * quality}
	return f, f.strength >= leastName
}

// places follow names that streets, houses and companies are called by.
var places = set("road rd street st avenue ave lane close drive court house way terrace crescent gardens grove place square row hill park walk mews school centre hall lodge estate ward ltd limited plc llp trust foundation bridge")

// place reports whether the name before token i is that of a place or a company.
func (s *Subject) place(d *document, i int) bool {
	t := d.at(i)
	return t.link == linkSpace && t.upper && places[t.word] && !s.ownSurname(t.word)
}

// formerName returns the token after a former name that begins at token i, as in
// Smith (née Jones), John.
func (d *document) formerName(i int) (end int, ok bool) {
	end = i + 2
	if end >= len(d.tokens) || d.tokens[i].link != linkSpace || !introduces(d.tokens[i].word) {
		return 0, false
	}
	gap := strings.TrimSpace(d.s[d.tokens[end-1].end:d.tokens[end].start])
	return end, gap == "" || gap == "," || gap == ")" || gap == "),"
}

// introduces reports whether a former name follows a word.
func introduces(word string) bool { return word == "nee" || word == "formerly" }
