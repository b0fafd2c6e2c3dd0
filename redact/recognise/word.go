package recognise

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The letter case of a word.
type casing uint8

const (
	small   casing = iota // begins with a small letter
	capital               // begins with a capital
	shout                 // two capitals or more, nothing else
	initial               // one capital by itself
	numeral               // begins with a digit
)

// A word is a run of letters, with apostrophes and hyphens inside, or of
// digits with letters.
type word struct {
	start, end int
	key        string // Key of it; for small words the word itself
	class      class
	casing     casing
	opens      bool // it may have its capital because a sentence or line begins
	line       bool // a line begins with it
	owns       bool // it ends in 's
	joined     bool // nothing but blanks, or a dot after an initial, parts it from the word before
	wrapped    bool // joined across the end of a line
	edge       bool // a cell or another part of the document begins with it or just before
	glued      bool // a forename and a surname without the blank between them
}

// is reports whether the word is known as one of the classes.
func (w word) is(c class) bool { return w.class&c != 0 }

// only reports whether the word is known as nothing but the classes, or not at
// all.
func (w word) only(c class) bool { return w.class&^c == 0 }

// split cuts the text into words, once.
func (t *Text) split() []word {
	if t.words != nil || t.S == "" {
		return t.words
	}
	t.words = make([]word, 0, len(t.S)/6+1)
	lex := lexicon()
	last, hint := 0, 0
	for i := 0; i < len(t.S); {
		r, n := rune(t.S[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(t.S[i:])
		}
		if !letterOrDigit(r) {
			i += n
			continue
		}
		end := wordEnd(t.S, i)
		w := word{start: i, end: end}
		t.gap(&w, last)
		edge := false
		for ; hint < len(t.Hints) && t.Hints[hint].Start <= i; hint++ {
			edge = edge || t.Hints[hint].Start >= last
		}
		if edge { // another cell, line or part: nothing goes on across it
			w.edge, w.opens, w.joined, w.wrapped = true, true, false, false
		}
		w.read(t.S[i:end], r, lex)
		if w.class == 0 && w.casing != small && t.People != nil {
			w.class = t.listedAs(w.key)
		}
		t.words = append(t.words, w)
		last, i = end, end
	}
	return t.words
}

// listedAs returns what the directory knows a word as.
func (t *Text) listedAs(key string) class {
	var c class
	forename, surname := t.People.Part(key)
	if forename {
		c |= isForename
	}
	if surname {
		c |= isSurname
	}
	return c
}

func letterOrDigit(r rune) bool {
	if r < utf8.RuneSelf {
		return alnum(byte(r)) //nolint:gosec // ASCII
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// softHyphen may stand in a word and is not read.
const softHyphen = '\u00ad'

// wordEnd returns the end of the word at i.
func wordEnd(s string, i int) int {
	for i < len(s) {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if letterOrDigit(r) || r >= utf8.RuneSelf && unicode.Is(unicode.Mn, r) {
			i += n
			continue
		}
		if r != '\'' && r != '’' && r != softHyphen && r != '-' && r != '‐' && r != '‑' || i+n >= len(s) {
			break
		}
		if next, _ := utf8.DecodeRuneInString(s[i+n:]); !unicode.IsLetter(next) {
			break
		}
		i += n
	}
	return i
}

// read sets casing, key and class.
func (w *word) read(s string, first rune, lex map[string]class) {
	switch {
	case unicode.IsDigit(first):
		w.casing, w.key = numeral, s
		return
	case !unicode.IsUpper(first):
		w.casing, w.key = small, s
		if first >= utf8.RuneSelf {
			w.key = Key(s)
		}
		w.class = lex[w.key]
		if w.class == 0 && strings.HasSuffix(s, "'s") {
			w.key = s[:len(s)-2]
			w.class, w.owns = lex[w.key], true
		}
		if w.class == 0 && strings.ContainsAny(s, "'-") {
			w.parts(lex)
		}
		return
	case len(s) == utf8.RuneLen(first):
		w.casing = initial
	case strings.ToUpper(s) == s:
		w.casing = shout
	default:
		w.casing = capital
	}
	w.owns = strings.HasSuffix(s, "'s") || strings.HasSuffix(s, "’s") || strings.HasSuffix(s, "'S") || strings.HasSuffix(s, "’S")
	w.key = Key(s)
	w.class = lex[w.key]
	if w.class == 0 {
		w.parts(lex)
	}
	if w.class == 0 && strings.ContainsAny(s, "015") {
		w.class = misreadWord(w.key, lex)
	}
	if w.casing == shout && len(s) == 2 {
		w.class &^= isForename // "MD", "VI"
	}
	if w.class == 0 && w.casing == capital && glued(s) {
		w.class, w.glued = isForename|isSurname, true
	}
	if w.class == 0 && w.casing == capital && (surnameLike(w.key) || strings.HasPrefix(w.key, "mc") && len(w.key) > 4 && unicode.IsUpper(rune(s[2]))) {
		w.class = isSurname
	}
}

// misreadWord returns what a word with digits in it is that a scanner took for
// letters, where that is no name: "Apri1", "M0nday".
func misreadWord(key string, lex map[string]class) class {
	for _, one := range []string{"l", "i"} {
		if c := lex[strings.NewReplacer("0", "o", "1", one, "5", "s").Replace(key)]; c&impersonal != 0 && c&isSurname == 0 {
			return c &^ personal
		}
	}
	return 0
}

// glued reports whether s is a forename and a surname, each with its capital,
// that a scan or a message has lost the blank between: "JohnSmith".
func glued(s string) bool {
	k := strings.IndexFunc(s[1:], func(r rune) bool { return 'A' <= r && r <= 'Z' }) + 1
	return k > 2 && len(s)-k > 2 && sure(known(Key(s[:k])), isForename) && known(Key(s[k:]))&isSurname != 0
}

// parts takes a word with hyphens or an apostrophe for what its parts are.
func (w *word) parts(lex map[string]class) {
	for part := range strings.SplitSeq(w.key, "-") {
		w.class |= lex[part] & (isForename | isSurname)
		switch part {
		case "on", "upon", "in", "le", "under", "by", "next", "super", "the":
			w.class = isPlace // Stoke-on-Trent
			return
		}
	}
	if w.class == 0 && strings.HasPrefix(w.key, "o'") {
		w.class = isSurname
	}
}

// gap looks at what lies between the word and the one before, which ended at
// last.
func (t *Text) gap(w *word, last int) {
	between := t.S[last:w.start]
	if last == 0 && len(t.words) == 0 {
		w.opens, w.line = true, true
		return
	}
	before := t.words[len(t.words)-1]
	line := strings.IndexByte(between, '\n')
	w.line = line >= 0
	dot := strings.HasPrefix(between, ".")
	abbreviated := dot && (before.casing == initial || before.class&isTitle != 0 || before.casing == capital && before.end-before.start < 4 && before.class == 0)
	rest := between
	if abbreviated {
		rest = between[1:]
	}
	blank := strings.Trim(rest, " \t\u00a0") == "" || abbreviated && rest == "-"
	switch {
	case line >= 0:
		trimmed := strings.Trim(rest, " \t\r")
		start := lineStart(t.S, last)
		w.wrapped = (trimmed == "\n" || trimmed == "\r\n") && strings.IndexByte(t.S[start:last], '\t') < 0 // no row of a table
		w.opens = !w.wrapped || last-start < 45
		w.wrapped = w.wrapped && !w.opens && (w.end >= len(t.S) || t.S[w.end] != ':') // no label
		w.joined = w.wrapped
	case strings.IndexByte(between, '\t') >= 0:
		w.opens = true
	case blank && len(rest) <= 2:
		w.joined = rest != "" || abbreviated
	case strings.ContainsAny(between, ".!?:•|\t") && !abbreviated:
		w.opens = true
	}
	if q := strings.TrimSpace(between); q == `"` || q == "“" || q == "'" || q == "‘" || q == "(" || q == ">" || q == "*" || q == "-" && w.line {
		w.opens = true
	}
}

// lineReach is how many bytes of a line count as near to a place in it: a text
// may be one line of megabytes, and no cue stands that far from what it is for.
const lineReach = 1000

// lineStart returns where the line of s that i lies in begins, or lineReach
// bytes before i.
func lineStart(s string, i int) int {
	low := max(0, i-lineReach)
	return low + strings.LastIndexByte(s[low:i], '\n') + 1
}

// lineRest returns what stands from i on, on its line, or lineReach bytes of it.
func lineRest(s string, i int) string {
	return before(s[i:min(len(s), i+lineReach)], "\n")
}
