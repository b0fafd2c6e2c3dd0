// Package alike tells texts that are nearly the same, and what of a message
// repeats an earlier one.
//
// Near compares two texts word by word and says whether they are one document
// in two versions: the same letter with another date, number or reference, or
// with another footer. The same template filled in for somebody else is not:
// there a name or an address differs. A [Sketch] is small, and an [Index] of
// them names the few texts that are worth comparing among very many.
//
// A [Thread] holds the earlier messages of a conversation. Its Quotes method
// finds what a message repeats of them, marked as a quotation or not, so that
// what is new is what no earlier message has. Quotations of messages that the
// thread does not hold are found by their marks, and said to be unverified.
//
// Texts are compared by folded words: white space, line breaks, punctuation,
// quotation marks before lines and markup count for nothing. Nothing is guessed
// from meaning, and nothing is remembered between calls. All offsets are bytes
// of the text given. The same texts give the same answers. Functions and methods
// that do not say otherwise are safe for concurrent use.
package alike

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"sarsen/index/fold"
)

// A Span is a byte range of a text.
type Span struct{ Start, End int }

// word is a run of letters and digits, with a hash of its folded form.
type word struct {
	start, end int32
	hash       uint64
}

func (w word) in(text string) string { return text[w.start:w.end] }

const (
	hashSeed  = 14695981039346656037
	hashPrime = 1099511628211
)

// words splits a text. Letters of scripts without spaces are words by
// themselves. Texts up to 2 GiB.
func words(text string) []word {
	out := make([]word, 0, len(text)/6+1)
	for i := 0; i < len(text); {
		start, h := i, uint64(hashSeed)
		for i < len(text) && plain[text[i]] != 0 {
			h = (h ^ uint64(plain[text[i]])) * hashPrime
			i++
		}
		if i < len(text) && text[i] >= utf8.RuneSelf {
			if end := special(text, start, i); end > i {
				i, h = end, hashOf(fold.String(text[start:end]))
			} else if i == start {
				_, n := utf8.DecodeRuneInString(text[i:])
				i += n
				continue
			}
		} else if i == start {
			i++
			continue
		}
		out = append(out, word{int32(start), int32(i), mix(h)}) //nolint:gosec // texts are far below 2 GiB
	}
	return out
}

// special returns the end of a word that starts at start and has a rune beyond
// ASCII at i; i when that rune belongs to no word.
func special(text string, start, i int) int {
	for i < len(text) {
		if text[i] < utf8.RuneSelf {
			if plain[text[i]] == 0 {
				break
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
			if i == start {
				return i + n
			}
			return i
		case unicode.IsLetter(r), unicode.IsDigit(r), i > start && unicode.In(r, unicode.M, unicode.Cf):
			i += n
		default:
			return i
		}
	}
	return i
}

// plain maps the letters and digits of ASCII to lower case, all else to 0.
var plain = func() (t [256]byte) {
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = c, c
	}
	return t
}()

func hashOf(s string) uint64 {
	h := uint64(hashSeed)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * hashPrime
	}
	return h
}

// mix spreads the bits of a hash.
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// shingle is a hash of words in their order.
func shingle(ws []word) uint64 {
	h := uint64(hashSeed)
	for _, w := range ws {
		h = (h ^ w.hash) * 0x9e3779b97f4a7c15
		h ^= h >> 29
	}
	return h
}

// first returns which of the words is the first that begins at a byte or after it.
func first(ws []word, at int) int {
	i, _ := slices.BinarySearchFunc(ws, at, func(w word, at int) int { return int(w.start) - at })
	return i
}

// from returns the words that begin at a byte or after it.
func from(ws []word, at int) []word { return ws[first(ws, at):] }

// cover is the byte range of words [from, to), which is not empty.
func cover(ws []word, from, to int) Span { return Span{int(ws[from].start), int(ws[to-1].end)} }
