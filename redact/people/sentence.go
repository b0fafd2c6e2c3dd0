package people

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// mostSentence is how far a sentence is followed to each side, in bytes.
const mostSentence = 400

// sentence returns the sentence around offset i, without blanks at its ends: up
// to a full stop, an empty line, the edge of a cell, or the end of a line that
// is one by itself. A line broken for its width does not end one.
func (t *text) sentence(i int) redact.Span {
	lo, hi := i, i
	for lo > 0 && i-lo < mostSentence && !t.ends(lo) {
		_, size := utf8.DecodeLastRuneInString(t.s[:lo])
		lo -= size
	}
	for hi < len(t.s) && hi-i < mostSentence && (hi == i || !t.ends(hi)) {
		_, size := utf8.DecodeRuneInString(t.s[hi:])
		hi += size
	}
	for lo < hi && blank(t.s[lo]) {
		lo++
	}
	for hi > lo && blank(t.s[hi-1]) {
		hi--
	}
	return redact.Span{Start: lo, End: hi}
}

// following returns the sentence behind s in the same paragraph.
func (t *text) following(s redact.Span) (redact.Span, bool) {
	at := s.End
	for at < len(t.s) && (t.s[at] == ' ' || t.s[at] == '\n' && at+1 < len(t.s) && t.s[at+1] != '\n') {
		at++
	}
	if at >= len(t.s) || at == s.End || blank(t.s[at]) {
		return redact.Span{}, false
	}
	return t.sentence(at), true
}

func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// ends reports whether a sentence may end right before offset i, which is
// neither end of the text.
func (t *text) ends(i int) bool {
	switch t.s[i-1] {
	case '\t':
		return true
	case '\n':
		return t.lineEnds(i - 1)
	case ' ':
		return stop(t.s[:i-1]) && opensSentence(t.s[i:])
	}
	return false
}

// lineEnds reports whether the line that ends at i ends a sentence: it is empty,
// or the next is, or it is short, closed, or one of a form.
func (t *text) lineEnds(i int) bool {
	line := strings.TrimRight(t.s[strings.LastIndexByte(t.s[:i], '\n')+1:i], " \r")
	next, _, _ := strings.Cut(t.s[i+1:], "\n")
	if len(line) < 40 || strings.TrimSpace(next) == "" || strings.HasSuffix(line, ":") || stop(line) {
		return true
	}
	label := strings.IndexAny(next, ":\t")
	return label > 0 && label < 30
}

// stop reports whether s ends with the end of a sentence, and not with an
// abbreviation or an initial.
func stop(s string) bool {
	s = strings.TrimRight(s, `"'”’)`)
	if s == "" || !strings.ContainsRune(".!?", rune(s[len(s)-1])) {
		return false
	}
	if s[len(s)-1] != '.' {
		return true
	}
	word := s[strings.LastIndexAny(s, " \n\t(")+1 : len(s)-1]
	if utf8.RuneCountInString(word) == 1 && word != "I" && !unicode.IsDigit(rune(word[0])) || recognise.Title(word) {
		return false
	}
	switch strings.ToLower(word) {
	case "no", "e.g", "i.e", "etc", "ref", "tel", "st", "approx", "incl":
		return false
	}
	return true
}

// opensSentence reports whether a sentence may begin with s.
func opensSentence(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLower(r)
}
