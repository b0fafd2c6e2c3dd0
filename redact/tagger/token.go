package tagger

import (
	"unicode"
	"unicode/utf8"
)

// What a token is and what stands around it, one bit each.
const (
	isWord     = 1 << iota // letters, perhaps with digits
	isNumber               // digits only, or digits first
	isUpper                // begins with a capital
	isSmall                // has letters, all of them small
	isCaps                 // has two letters or more, all capitals
	isGlued                // no blank before it
	afterTab               // a tab or more than one blank before it, in its line
	lineStart              // first of its line
	lineEnd                // last of its line
	blockStart             // first after an empty line, or of the text
	sentence               // a sentence begins here
	inAddress              // in a chunk with "@" or "://", a machine's address
)

// A token is a word, a number, or one sign. It is on rune boundaries but for
// bytes that are no UTF-8, which belong to the token before them.
type token struct {
	start, end int
	form       int32 // index in reader.forms
	line       int32 // index in reader.lines
	flags      uint32
}

// A line is a line of the text that is not empty: its tokens from..to.
type line struct {
	from, to int
	label    uint64 // hash of the word before its colon, 0 without
	colon    int    // token of that colon
	small    bool   // has letters, none of them capital
	caps     bool   // has letters, none of them small
	block    bool   // an empty line stands before it
}

// asciiWord tells which bytes make words.
var asciiWord = func() (t [utf8.RuneSelf]bool) {
	for c := range t {
		r := rune(c)
		t[c] = unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return t
}()

// wordRune reports whether r is part of a word.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return asciiWord[r]
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == '\u200c' || r == '\u200d' || r == '\u00ad'
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '`' }

// wordEnd returns where the word that begins at i ends. An apostrophe between
// letters is inside, unless a possessive "s" ends the word there.
func wordEnd(text string, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if wordRune(r) {
			i += n
			continue
		}
		if !apostrophe(r) || i+n >= len(text) {
			break
		}
		next, m := utf8.DecodeRuneInString(text[i+n:])
		if !unicode.IsLetter(next) || possessive(text, i+n, next, m) {
			break
		}
		i += n + m
	}
	return i
}

// possessive reports whether the rune at i is the "s" of a possessive.
func possessive(text string, i int, r rune, n int) bool {
	if r != 's' && r != 'S' {
		return false
	}
	after, _ := utf8.DecodeRuneInString(text[i+n:])
	return i+n >= len(text) || !wordRune(after)
}

// tokenEnd returns the end of the token at i, a rune that is no blank.
func tokenEnd(text string, i int) int {
	r, n := utf8.DecodeRuneInString(text[i:])
	end := i + n
	if wordRune(r) {
		end = wordEnd(text, i)
	} else if apostrophe(r) && end < len(text) { // "'s" is one token
		if next, m := utf8.DecodeRuneInString(text[end:]); i > 0 && possessive(text, end, next, m) {
			end += m
		}
	}
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	return end
}

// split cuts the text into tokens and lines.
func (r *reader) split(text string) {
	gap := gaps{lines: 2} // the text begins like a new block
	for i := 0; i < len(text); {
		c, n := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(c) || c == '\ufeff' || c == '\u200b' {
			gap.see(c)
			i += n
			continue
		}
		end := tokenEnd(text, i)
		r.push(text, i, end, gap)
		gap, i = gaps{}, end
	}
	if len(r.tokens) > 0 {
		r.close(len(r.tokens))
	}
}

// gaps is what blanks stand between two tokens.
type gaps struct{ lines, tabs, blanks int }

func (g *gaps) see(c rune) {
	switch c {
	case '\n', '\u2028', '\u2029', '\f', '\v':
		g.lines++
	case '\r':
	case '\t':
		g.tabs++
	default:
		g.blanks++
	}
}

// push adds the token text[start:end].
func (r *reader) push(text string, start, end int, gap gaps) {
	form := r.intern(text[start:end])
	flags := r.forms[form].flags
	at := len(r.tokens)
	switch {
	case gap.lines > 0:
		if at > 0 {
			r.close(at)
		}
		flags |= lineStart | sentence
		if gap.lines > 1 {
			flags |= blockStart
		}
		r.lines = append(r.lines, line{from: at, block: gap.lines > 1})
	case gap.tabs > 0 || gap.blanks > 2:
		flags |= afterTab
	case gap.blanks == 0:
		flags |= isGlued
	}
	if at > 0 && r.ends(at-1) {
		flags |= sentence
	}
	r.tokens = append(r.tokens, token{start: start, end: end, form: form, line: int32(len(r.lines) - 1), flags: flags}) //nolint:gosec // fewer lines than bytes of a text in memory
}

// ends reports whether a sentence ends with the token at i, or did before the
// quotation mark there.
func (r *reader) ends(i int) bool {
	switch r.forms[r.tokens[i].form].sign {
	case '.', '!', '?', '•', '*', '"', '“', '”':
		return true
	}
	return false
}

// close ends the last line before token to and says what the line is.
func (r *reader) close(to int) {
	l := &r.lines[len(r.lines)-1]
	l.to = to
	r.tokens[to-1].flags |= lineEnd
	upper, small := false, false
	for i := l.from; i < to; i++ {
		t := &r.tokens[i]
		f := &r.forms[t.form]
		upper, small = upper || f.capitals > 0, small || f.smalls > 0
		if f.sign == ':' && l.label == 0 && i > l.from && i-l.from <= 6 && t.flags&isGlued != 0 {
			l.label, l.colon = r.forms[r.tokens[i-1].form].hash, i
		}
	}
	l.small, l.caps = small && !upper, upper && !small
	r.machines(l)
}

// machines flags the tokens of chunks that are a machine's address.
func (r *reader) machines(l *line) {
	for from := l.from; from < l.to; {
		to, found := from+1, r.forms[r.tokens[from].form].sign == '@'
		for to < l.to && r.tokens[to].flags&isGlued != 0 {
			s := r.forms[r.tokens[to].form].sign
			found = found || s == '@' || s == '/' && r.forms[r.tokens[to-1].form].sign == ':'
			to++
		}
		for i := from; found && i < to; i++ {
			r.tokens[i].flags |= inAddress
		}
		from = to
	}
}
