package person

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"sarsen/index/fold"
)

// minInexact is how many letters a part of a name needs before most misspellings
// of it are looked for. One letter less allows for the likeliest only.
const minInexact = 5

// mostInexact is how many bytes a word may have for it to be a misspelling.
const mostInexact = 40

// A target is a part of a name that words may be misspellings of.
type target struct {
	word    string
	name    *name
	role    role
	mask    uint64 // its letters
	sound   string
	quality float64 // of the part itself
}

// meant returns the words of a surname that misspellings are looked for of.
func (n *name) meant() []string {
	list := []string{n.surname}
	if n.bare != n.surname {
		list = append(list, n.bare)
	}
	switch rest, ok := cutPrefix(n.surname, joinedParticles); {
	case n.doubled():
		list = append(list, n.seconds[1].word, n.seconds[2].word)
	case ok && n.bare == n.surname:
		list = append(list, rest) // Mac Donald
	}
	if forms := latin(n.surname); len(forms) > 0 && forms[0][0] < utf8.RuneSelf {
		list = append(list, forms[0])
	}
	return list
}

// doubled reports whether the surname is double-barrelled.
func (n *name) doubled() bool { return len(n.seconds) == 3 && strings.Contains(n.apart, "-") }

// aim adds the parts of a name to those that misspellings are looked for of.
func (s *Subject) aim(n *name) {
	if n.whole {
		return
	}
	add := func(word string, r role, quality float64) {
		if edits(word) > 0 {
			s.targets = append(s.targets, target{word, n, r, letters(word), fold.Sound(word), quality})
		}
	}
	for _, w := range n.meant() {
		switch {
		case w == n.bare && w != n.surname:
			add(w, surnameRole, asSounds)
		case w == n.surname || w[0] >= utf8.RuneSelf || n.surname[0] >= utf8.RuneSelf:
			add(w, surnameRole, 1)
		}
	}
	add(n.fore, foreRole, 1)
}

// inexact returns the parts of names that a word may be a misspelling of.
func (s *Subject) inexact(word string) []atom {
	mask := letters(word)
	if !s.aimed(len(word), mask) {
		return nil
	}
	atoms, ok := s.judged.get(word)
	if !ok {
		atoms = s.judge(word, mask)
		s.judged.put(strings.Clone(word), atoms) // without the text that it is of
	}
	return atoms
}

// judge is inexact for a word that is not known yet, of these letters.
func (s *Subject) judge(word string, mask uint64) []atom {
	var list []atom
	for i := range s.targets {
		t := &s.targets[i]
		if !t.near(len(word), mask) {
			continue
		}
		q := t.alike(word)
		if q == 0 {
			continue
		}
		other := names().forename[word] || t.role == surnameRole && names().surname[word]
		switch {
		case other && t.unheard():
			q, other = asMeant*q, false
		case other:
			q = asAnother * q
		default:
			q *= solitary(word, t)
		}
		list = append(list, atom{name: t.name, role: t.role, quality: q * t.quality, other: other})
	}
	return list
}

// unheard reports whether a part of the profile's own name is nobody else's: it
// may be the one that is misspelt.
func (t *target) unheard() bool {
	l := names()
	return !l.forename[t.word] && !l.surname[t.word] && !l.word[t.word]
}

// mostLikeness is how much less sure a word is of which many names are as near.
const mostLikeness = 0.8

// solitary rates how few other known names a word may as well be a slip of.
func solitary(word string, t *target) float64 {
	known, mask, others := names().forename, letters(word), 0
	if t.role == surnameRole {
		known = names().surname
	}
	for n := range known {
		if n != t.word && len(n) >= minInexact-1 && bits.OnesCount64(mask^letters(n)) <= 2 && distance(word, n, 1) <= 1 {
			others++
		}
	}
	return max(mostLikeness, 1/(1+0.08*float64(others)))
}

// letters is the set of letters and digits of a word.
func letters(word string) uint64 {
	var m uint64
	for i := range len(word) {
		m |= letterBits[word[i]]
	}
	return m
}

// letterBits has a bit for each letter and digit, and one for all other bytes.
var letterBits = func() (set [256]uint64) {
	for i := range set {
		switch c := byte(i); {
		case 'a' <= c && c <= 'z':
			set[i] = 1 << (c - 'a')
		case '0' <= c && c <= '9':
			set[i] = 1 << (26 + c - '0')
		default:
			set[i] = 1 << 40
		}
	}
	return set
}()

// edits is how many typing errors in a name are looked for in the index.
func edits(name string) int {
	switch n := utf8.RuneCountInString(name); {
	case n < minInexact-1:
		return 0
	case n < 8:
		return 1
	default:
		return 2
	}
}

// reached reports whether the misspellings that are looked for of a name hold a
// word.
func reached(word, name string) bool {
	sound := fold.Sound(name)
	return distance(word, name, edits(name)) <= edits(name) || telling(sound) && spelt(word) && fold.Sound(word) == sound
}

// spelt reports whether a word is of the letters that fold.Sound hears.
func spelt(word string) bool {
	return strings.IndexFunc(word, func(r rune) bool { return r < 'a' || r > 'z' }) < 0
}

// mostHeard is how many letters of words that sound alike may differ.
const mostHeard = 2

// telling reports whether a key of fold.Sound has enough in it to be searched by.
func telling(sound string) bool { return len(sound) >= 3 }

// alike rates how surely a word was meant to be the target, 0 for not at all. A
// word is taken only when the queries ask for it too: it is so many edits away,
// or sounds the same.
func (t *target) alike(word string) float64 {
	if word == t.word {
		return 0
	}
	errors := distance(word, t.word, mostHeard)
	if errors > mostHeard || errors > edits(t.word) && !(telling(t.sound) && spelt(word) && fold.Sound(word) == t.sound) {
		return 0
	}
	cost := slip(word, t.word)
	if cost > allowance(len(t.word)) {
		return 0
	}
	return asSpelt - 0.15*cost*shortness(len(t.word))
}

// allowance is the most that errors in a name of so many letters may cost: what
// is left has to tell whose it is.
func allowance(n int) float64 {
	switch {
	case n < minInexact:
		return 1
	case n == minInexact:
		return 1.2
	case n < 9:
		return 1.7
	default:
		return 2.6
	}
}

// shortness is how much more an error counts in a short name.
func shortness(n int) float64 { return min(max(6/float64(n), 0.6), 1.3) }

// initial returns the first letter of a folded word.
func initial(word string) string {
	_, n := utf8.DecodeRuneInString(word)
	return word[:n]
}

// misread brings letters that optical recognition confuses to one form.
var misread = strings.NewReplacer("rn", "m", "vv", "w", "cl", "d", "ii", "u", "0", "o", "1", "l", "i", "l", "5", "s", "8", "b", "6", "b", "9", "g", "|", "l")

func deOCR(word string) string { return misread.Replace(word) }

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }
