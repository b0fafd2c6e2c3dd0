package person

import (
	"strings"
	"unicode/utf8"

	"sarsen/index/fold"
)

// minInexact is how many letters a part of a name needs before misspellings of
// it are looked for.
const minInexact = 5

// inexact returns the parts of names that a word may be a misspelling of.
func (s *Subject) inexact(word string) []atom {
	if len(word) < minInexact-1 || len(word) > 40 {
		return nil
	}
	var list []atom
	for _, n := range s.names {
		if n.whole {
			continue
		}
		if q := likeSurname(word, n.surname); q > 0 {
			list = append(list, atom{n, surnameRole, q, false, false})
		}
		if q := likeForename(word, n.fore); q > 0 {
			list = append(list, atom{n, foreRole, q, false, false})
		}
	}
	return list
}

// likeForename rates a word as a misspelling of a forename. A word that is
// itself a forename is another person's.
func likeForename(word, fore string) float64 {
	if names().forename[word] {
		return 0
	}
	return alike(word, fore)
}

// likeSurname rates a word as a misspelling of a surname.
func likeSurname(word, surname string) float64 {
	if names().surname[word] || names().forename[word] {
		return 0
	}
	return alike(word, surname)
}

// alike rates how surely word was meant to be name, 0 for not at all.
func alike(word, name string) float64 {
	if len(name) < minInexact {
		if len(name) == minInexact-1 && word != name && deOCR(word) == deOCR(name) && hasDigit(word) {
			return asTyped
		}
		return 0
	}
	if len(word) > len(name)+4 || len(name) > len(word)+4 {
		return 0
	}
	if deOCR(word) == deOCR(name) {
		return asTyped
	}
	d := distance(word, name, 2)
	switch {
	case d == 1:
		return asTyped
	case d > 2:
		return 0
	case fold.Sound(word) == fold.Sound(name):
		return asTyped
	case len(name) >= 9:
		return asTyped2
	default:
		return 0
	}
}

// misread brings letters that optical recognition confuses to one form.
var misread = strings.NewReplacer("rn", "m", "vv", "w", "cl", "d", "ii", "u", "0", "o", "1", "l", "i", "l", "5", "s", "8", "b", "6", "b", "9", "g", "|", "l")

func deOCR(word string) string { return misread.Replace(word) }

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

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
