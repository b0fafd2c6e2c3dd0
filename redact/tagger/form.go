package tagger

import (
	"math/bits"
	"unicode"
	"unicode/utf8"

	"sarsen/index/fold"
)

// A form is one spelling of a token in a text: what is known of it wherever it
// stands.
type form struct {
	hash     uint64 // of the folded word
	shape    uint64 // of its shape, runs cut to two
	brief    uint64 // of its shape, runs cut to one
	flags    uint32
	stem     int32 // index in reader.stems: the same word in any case
	sign     rune  // the sign that it is, 0 for words
	capitals int
	smalls   int
	entry    Entry
	sense    uint64       // what it is known to be, in broad terms
	affixes  []uint64     // hashes of beginnings and ends, in reader.arena
	scores   [slots]int32 // where in reader.scores what it tells at a slot is, 0 not yet
}

// A stem is a folded word in one text: how often it stood in which company.
type stem struct{ seen [evidences]uint16 }

const seed = 0xcbf29ce484222325

// mix joins two hashes, in order.
func mix(a, b uint64) uint64 {
	h := (a ^ bits.RotateLeft64(b, 23)) * 0x9e3779b97f4a7c15
	return h ^ h>>29
}

func hashBytes(b []byte) uint64 {
	h := uint64(seed)
	for _, c := range b {
		h = (h ^ uint64(c)) * 0x100000001b3
	}
	return h ^ h>>32
}

func hashString(s string) uint64 {
	h := uint64(seed)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 0x100000001b3
	}
	return h ^ h>>32
}

// intern returns the form of a spelling.
func (r *reader) intern(s string) int32 {
	key := hashString(s)
	if i, ok := r.byText[key]; ok {
		return i
	}
	i := int32(len(r.forms)) //nolint:gosec // fewer than bytes of a text in memory
	r.byText[key] = i
	r.forms = append(r.forms, form{})
	r.describe(&r.forms[i], s)
	return i
}

// describe fills in what is known of the spelling s.
func (r *reader) describe(f *form, s string) {
	r.low = r.low[:0]
	f.shape, f.brief = seed, seed
	var last byte
	run, ascii := 0, true
	for i, c := range s {
		k := kind(c)
		switch k {
		case 'X':
			f.capitals++
		case 'x':
			f.smalls++
		}
		if i == 0 && k == 'X' {
			f.flags |= isUpper
		}
		ascii = ascii && c < utf8.RuneSelf
		if ascii {
			if k == 'X' {
				c += 'a' - 'A'
			}
			r.low = append(r.low, byte(c)) //nolint:gosec // below RuneSelf
		}
		if k != last {
			last, run = k, 0
			f.brief = mix(f.brief, uint64(k))
		}
		if run++; run <= 2 {
			f.shape = mix(f.shape, uint64(k))
		}
	}
	if !ascii {
		r.low = append(r.low[:0], fold.String(s)...)
	}
	f.classify(s)
	f.hash = hashBytes(r.low)
	f.entry = r.lexicon.find(f.hash)
	f.sense = f.broadly()
	f.stem = r.stemOf(f.hash)
	f.affixes = r.affixesOf(r.low, f.flags)
}

// classify says what sort of token s is.
func (f *form) classify(s string) {
	c, n := utf8.DecodeRuneInString(s)
	switch {
	case unicode.IsNumber(c):
		f.flags |= isNumber
	case wordRune(c):
		f.flags |= isWord
	case n == len(s):
		f.sign = c
	}
	if f.capitals == 0 && f.smalls > 0 {
		f.flags |= isSmall
	}
	if f.smalls == 0 && f.capitals > 1 {
		f.flags |= isCaps
	}
}

// kind is the letter that stands for c in a shape.
func kind(c rune) byte {
	switch {
	case 'a' <= c && c <= 'z':
		return 'x'
	case 'A' <= c && c <= 'Z':
		return 'X'
	case '0' <= c && c <= '9':
		return 'd'
	case c < utf8.RuneSelf:
		return byte(c) //nolint:gosec // below RuneSelf
	case unicode.IsUpper(c):
		return 'X'
	case unicode.IsLower(c):
		return 'x'
	case unicode.IsLetter(c):
		return 'o'
	case unicode.IsNumber(c):
		return 'd'
	}
	return '?'
}

// stemOf returns the stem of a folded word.
func (r *reader) stemOf(hash uint64) int32 {
	if i, ok := r.byStem[hash]; ok {
		return i
	}
	i := int32(len(r.stems)) //nolint:gosec // fewer than bytes of a text in memory
	r.byStem[hash] = i
	r.stems = append(r.stems, stem{})
	return i
}

// longest is how many bytes of a word's beginning and end are looked at.
const longest = 5

// affixesOf returns hashes of the beginnings and ends of a folded word, in
// reader.arena.
func (r *reader) affixesOf(low []byte, flags uint32) []uint64 {
	if flags&isWord == 0 || len(low) == 0 {
		return nil
	}
	from := len(r.arena)
	for n := 1; n <= longest && n <= len(low); n++ {
		r.arena = append(r.arena, mix(uint64(n), hashBytes(low[:n])), mix(uint64(n)+8, hashBytes(low[len(low)-n:])))
	}
	for i := 0; i+3 <= len(low) && i < 24; i++ {
		r.arena = append(r.arena, mix(16, hashBytes(low[i:i+3])))
	}
	return r.arena[from:len(r.arena):len(r.arena)]
}
