package person

import "strings"

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
