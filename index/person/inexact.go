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
	if len(word) < minInexact-2 || len(word) > 40 {
		return nil
	}
	var list []atom
	mask, sound, heard := letters(word), "", false
	for i := range s.targets {
		t := &s.targets[i]
		apart := bits.OnesCount64(mask ^ t.mask)
		if n := len(word) - len(t.word); n > 4 || n < -4 || apart > 6 {
			continue
		}
		if !heard && apart <= 6 {
			sound, heard = fold.Sound(word), true
		}
		q := t.alike(word, sound)
		if q == 0 {
			continue
		}
		other := names().forename[word] || t.role == surnameRole && names().surname[word]
		if other {
			q = asAnother * q
		}
		list = append(list, atom{name: t.name, role: t.role, quality: q * t.quality, other: other})
	}
	return list
}

// letters is the set of letters and digits of a word.
func letters(word string) uint64 {
	var m uint64
	for i := range len(word) {
		switch c := word[i]; {
		case 'a' <= c && c <= 'z':
			m |= 1 << (c - 'a')
		case '0' <= c && c <= '9':
			m |= 1 << (26 + c - '0')
		default:
			m |= 1 << 40
		}
	}
	return m
}

// edits is how many typing errors in a name are looked for in the index.
func edits(name string) int {
	switch n := utf8.RuneCountInString(name); {
	case n < minInexact-1:
		return 0
	case n < 9:
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
func (t *target) alike(word, sound string) float64 {
	if word == t.word {
		return 0
	}
	near := distance(word, t.word, edits(t.word)) <= edits(t.word)
	if !near && !(telling(sound) && sound == t.sound && spelt(word) && distance(word, t.word, mostHeard) <= mostHeard) {
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

// What errors cost: one that is as likely as any other costs 1.
const (
	costLook   = 0.4 // letters that recognition takes for one another
	costSwap   = 0.6
	costDouble = 0.4 // a letter twice, or once instead of twice
	costEar    = 0.6 // letters that sound alike
	costVowel  = 0.75
	costKey    = 0.8 // the key beside
	costMute   = 0.6 // h or e, which are often not heard
	costLetter = 1.0
	costFirst  = 0.3 // more for the first letter, which is seldom wrong
)

// slip returns what it costs to make b of a by typing, hearing or misreading.
func slip(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	rows := make([][]float64, len(x)+1)
	for i := range rows {
		rows[i] = make([]float64, len(y)+1)
		for j := range rows[i] {
			switch {
			case i == 0 && j == 0:
				continue
			case i == 0:
				rows[i][j] = rows[i][j-1] + slipped(y, j-1)
			case j == 0:
				rows[i][j] = rows[i-1][j] + slipped(x, i-1)
			default:
				rows[i][j] = min(rows[i-1][j]+slipped(x, i-1), rows[i][j-1]+slipped(y, j-1),
					rows[i-1][j-1]+mistaken(x[i-1], y[j-1], i == 1 && j == 1), pairs2(rows, x, y, i, j))
			}
		}
	}
	return rows[len(x)][len(y)]
}

// pairs2 is the cost of swapped letters, and of a pair taken for one letter.
func pairs2(rows [][]float64, x, y []rune, i, j int) float64 {
	least := 1e9
	if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
		least = rows[i-2][j-2] + costSwap
	}
	if i > 1 {
		if cost, ok := merged[[3]rune{x[i-2], x[i-1], y[j-1]}]; ok {
			least = min(least, rows[i-2][j-1]+cost)
		}
	}
	if j > 1 {
		if cost, ok := merged[[3]rune{y[j-2], y[j-1], x[i-1]}]; ok {
			least = min(least, rows[i-1][j-2]+cost)
		}
	}
	return least
}

// merged are pairs of letters that look or sound like one.
var merged = func() map[[3]rune]float64 {
	m := map[[3]rune]float64{}
	add := func(cost float64, list ...string) {
		for _, s := range list {
			r := []rune(s)
			m[[3]rune{r[0], r[1], r[2]}] = cost
		}
	}
	add(costLook, "rnm", "vvw", "cld", "lih", "iiu", "rin", "nim")
	add(costEar, "phf", "ckk", "eei", "ooU", "oou", "khk", "ghg", "thT", "tht", "iey", "eyy", "ouu", "eai", "aye", "aie", "ksx", "quk", "kww", "dgj", "shs", "chc", "szs", "czc", "aoo", "auo", "aww")
	return m
}()

// slipped is the cost of letter i where there should be none, or of its absence.
func slipped(word []rune, i int) float64 {
	c := word[i]
	cost := costLetter
	switch {
	case i > 0 && word[i-1] == c, i+1 < len(word) && word[i+1] == c:
		return costDouble
	case i > 0 && (c == 'h' || c == 'e'):
		cost = costMute
	case vowel(c):
		cost = costVowel
	}
	if i == 0 {
		cost += costFirst
	}
	return cost
}

// mistaken is the cost of one letter for another.
func mistaken(a, b rune, first bool) float64 {
	if a == b {
		return 0
	}
	cost := costLetter + 0.1
	switch {
	case looksLike(a, b):
		return costLook
	case among(heard, a, b):
		cost = costEar
	case vowel(a) && vowel(b):
		cost = costVowel
	case neighbours(a, b):
		cost = costKey
	}
	if first {
		cost += costFirst
	}
	return cost
}

func vowel(r rune) bool { return strings.ContainsRune("aeiouy", r) }

// look lists what recognition takes for one another; heard what the ear does, of
// English, South Asian and Slavic names.
var (
	look  = []string{"0o", "1li|", "5s", "8b", "6bg", "9gq", "2z", "4a", "7t", "3e", "ce", "uv", "hb", "fi"}
	heard = []string{"iye", "ckq", "sz", "sc", "vw", "fv", "gj", "dt", "pb", "mn", "ou", "ae", "jy", "bv", "kg", "zj", "uw"}
)

func looksLike(a, b rune) bool { return among(look, a, b) }

func among(sets []string, a, b rune) bool {
	for _, s := range sets {
		if strings.ContainsRune(s, a) && strings.ContainsRune(s, b) {
			return true
		}
	}
	return false
}

// keyboard are the rows of a British keyboard, each key half a key to the right of
// the one above.
var keyboard = []string{"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"}

// neighbours reports whether two keys are neighbours.
func neighbours(a, b rune) bool {
	ra, ca := key(a)
	rb, cb := key(b)
	if ra < 0 || rb < 0 {
		return false
	}
	if ra > rb {
		ra, rb, ca, cb = rb, ra, cb, ca
	}
	switch rb - ra {
	case 0:
		return ca-cb == 1 || cb-ca == 1
	case 1:
		return cb == ca || cb == ca-1
	default:
		return false
	}
}

func key(r rune) (row, column int) {
	for i, keys := range keyboard {
		if j := strings.IndexRune(keys, r); j >= 0 {
			return i, j
		}
	}
	return -1, 0
}

// distance returns the number of letters to insert, delete, change or swap
// with a neighbour to make b of a, or most+1 when it is more than most.
func distance(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > most || len(y)-len(x) > most {
		return most + 1
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		best := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			best = min(best, row[j])
		}
		if best > most {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], most+1)
}

// initial returns the first letter of a folded word.
func initial(word string) string {
	_, n := utf8.DecodeRuneInString(word)
	return word[:n]
}

// misread brings letters that optical recognition confuses to one form.
var misread = strings.NewReplacer("rn", "m", "vv", "w", "cl", "d", "ii", "u", "0", "o", "1", "l", "i", "l", "5", "s", "8", "b", "6", "b", "9", "g", "|", "l")

func deOCR(word string) string { return misread.Replace(word) }

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }
