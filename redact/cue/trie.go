package cue

import (
	"unicode"
	"unicode/utf8"

	"sarsen/redact"
)

// The classes of letters that phrases are made of.
const (
	stop  = iota // ends every phrase
	blank        // white space or a hyphen; a run of them counts as one
	apostrophe
	ampersand
	digit   // and the nine after it
	letter  = digit + 10
	other   = letter + 26 // a letter that no phrase has
	classes = other + 1
)

// A trie holds phrases by the classes of their letters.
type trie struct {
	nodes []node
}

type node struct {
	next    [classes]int32 // 0 for none: nothing leads back to the root
	end     bool           // a phrase ends here
	entries []*entry       // whose it is; none where it says nothing
}

func newTrie() *trie { return &trie{nodes: make([]node, 1)} }

// add puts a phrase in; e is nil for one that says nothing.
func (t *trie) add(phrase string, e *entry) {
	at := int32(0)
	for i := 0; i < len(phrase); {
		c, size := class(phrase[i:])
		i += size
		if t.nodes[at].next[c] == 0 {
			t.nodes = append(t.nodes, node{})
			t.nodes[at].next[c] = int32(len(t.nodes) - 1) //nolint:gosec // some thousands
		}
		at = t.nodes[at].next[c]
	}
	t.nodes[at].end = true
	if e != nil {
		t.nodes[at].entries = append(t.nodes[at].entries, e)
	}
}

// walk calls fn for the longest phrase at each place where a word begins. The
// next is looked for behind it, so that a longer phrase that says nothing hides
// the words in it.
func (t *trie) walk(text string, fn func(redact.Span, []*entry)) {
	for i := 0; i < len(text); {
		c, size := class(text[i:])
		if c < ampersand {
			i += size
			continue
		}
		if end, found := t.longest(text, i); end > i {
			if len(found) > 0 {
				fn(redact.Span{Start: i, End: end}, found)
			}
			i = end
			continue
		}
		i = wordEnd(text, i)
	}
}

// longest returns where the longest phrase that starts at i ends, i for none.
func (t *trie) longest(text string, i int) (end int, found []*entry) {
	end = i
	at, n, was := int32(0), i, stop
	for n < len(text) {
		c, size := class(text[n:])
		if c != blank || was != blank {
			if at = t.nodes[at].next[c]; at == 0 {
				break
			}
		}
		n, was = n+size, c
		if t.nodes[at].end && c != blank && whole(text[n:]) {
			end, found = n, t.nodes[at].entries
		}
	}
	return end, found
}

// whole reports whether a word that ends before rest is over.
func whole(rest string) bool {
	if rest == "" {
		return true
	}
	c, size := class(rest)
	if c == apostrophe { // "GP's" and "GPs'" are of the GP, "o'clock" has no o
		rest = rest[size:]
		return rest == "" || rest[0]|0x20 == 's' && whole(rest[1:]) || outside(rest)
	}
	return outside(rest)
}

// outside reports whether s, which is not empty, begins with no letter or digit.
func outside(s string) bool {
	c, _ := class(s)
	return c < digit
}

// wordEnd is where the word at i ends.
func wordEnd(text string, i int) int {
	for i < len(text) {
		c, size := class(text[i:])
		if c < apostrophe {
			return i
		}
		i += size
	}
	return i
}

// ascii are the classes of single bytes.
var ascii = func() (t [utf8.RuneSelf]uint8) {
	for _, c := range " \t\r\n-\u000b\u000c" {
		t[c] = blank
	}
	t['\''], t['&'] = apostrophe, ampersand
	for c := range 10 {
		t['0'+c] = uint8(digit + c)
	}
	for c := range 26 {
		t['a'+c], t['A'+c] = uint8(letter+c), uint8(letter+c)
	}
	return t
}()

// class is the class of the first letter of s, which is not empty, and its
// size in bytes. Letters with accents, as Welsh has them, are those without.
func class(s string) (c, size int) {
	if s[0] < utf8.RuneSelf {
		return int(ascii[s[0]]), 1
	}
	r, size := utf8.DecodeRuneInString(s)
	switch unicode.ToLower(r) {
	case '\u2019', '\u2018', '\u02bc':
		return apostrophe, size
	case '\u00a0', '\u2010', '\u2011', '\u2013', '\u202f':
		return blank, size
	case 'á', 'à', 'â', 'ä':
		return letter + 'a' - 'a', size
	case 'é', 'è', 'ê', 'ë':
		return letter + 'e' - 'a', size
	case 'í', 'ì', 'î', 'ï':
		return letter + 'i' - 'a', size
	case 'ó', 'ò', 'ô', 'ö':
		return letter + 'o' - 'a', size
	case 'ú', 'ù', 'û', 'ü':
		return letter + 'u' - 'a', size
	case 'ŵ', 'ẁ', 'ẃ', 'ẅ':
		return letter + 'w' - 'a', size
	case 'ŷ', 'ỳ', 'ý', 'ÿ':
		return letter + 'y' - 'a', size
	}
	if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
		return other, size
	}
	return stop, size
}
