package rule

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"

	"sarsen/redact"
)

const (
	// reach is how far a match may go for sure, in bytes.
	reach = 200
	// look is how much of a text a pattern is tried on at a time: a pattern that
	// goes on and on before it knows better is not asked to do so for each of its
	// matches.
	look = 4096
	// steps is how long the program of a pattern may be. Each byte of a text takes
	// so many steps at worst.
	steps = 5000
)

// long reports whether the program of a pattern has too many steps.
func long(pattern string) bool {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return true
	}
	prog, err := syntax.Compile(tree.Simplify())
	return err != nil || len(prog.Inst) > steps
}

// runeStart returns the last rune boundary at or before i; where the text is
// not UTF-8, i or something at most three bytes before it.
func runeStart(s string, i int) int {
	for n := 1; n < utf8.UTFMax && i > 0 && i < len(s) && !utf8.RuneStart(s[i]); n++ {
		i--
	}
	return i
}

// A begin is a pattern that begins with a word: it is tried where a word
// begins with one of certain bytes, which is a few times faster than to have
// the pattern look for itself.
type begin struct {
	re    *regexp.Regexp
	bytes [256]bool
}

// beginning returns the begin of a pattern, nil for one that does not begin
// with a word.
func beginning(pattern string) *begin {
	rest := strings.TrimPrefix(pattern, "(?i)")
	if !strings.HasPrefix(rest, `\b`) || strings.Contains(rest, "|") && !grouped(rest) {
		return nil
	}
	re, err := regexp.Compile(`\A(?:` + pattern + `)`)
	if err != nil {
		return nil
	}
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	b := &begin{re: re}
	if b.first(tree.Simplify()) {
		return nil // it may be empty
	}
	return b
}

// grouped reports whether no alternative of a pattern stands outside brackets,
// as far as is easily seen.
func grouped(pattern string) bool {
	depth := 0
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			i++
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case '|':
			if depth == 0 {
				return false
			}
		}
	}
	return true
}

// first adds the bytes that a match of re may begin with, and reports whether
// re may match nothing.
func (b *begin) first(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpLiteral:
		b.add(re.Rune[0], re.Rune[0])
		if re.Flags&syntax.FoldCase != 0 {
			for _, r := range strings.ToLower(string(re.Rune[0])) + strings.ToUpper(string(re.Rune[0])) {
				b.add(r, r)
			}
		}
	case syntax.OpCharClass:
		for i := 0; i+1 < len(re.Rune); i += 2 {
			b.add(re.Rune[i], re.Rune[i+1])
		}
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if !b.first(sub) {
				return false
			}
		}
		return true
	case syntax.OpAlternate:
		empty := false
		for _, sub := range re.Sub {
			empty = b.first(sub) || empty
		}
		return empty
	case syntax.OpCapture, syntax.OpPlus:
		return b.first(re.Sub[0])
	case syntax.OpStar, syntax.OpQuest:
		b.first(re.Sub[0])
		return true
	case syntax.OpRepeat:
		return b.first(re.Sub[0]) || re.Min == 0
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return true
	default: // any character
		b.add(0, utf8.MaxRune)
	}
	return false
}

// add adds the first bytes of the runes from lo to hi.
func (b *begin) add(lo, hi rune) {
	for r := lo; r <= hi && r < utf8.RuneSelf; r++ {
		b.bytes[r] = true
	}
	for c := utf8.RuneSelf; hi >= utf8.RuneSelf && c < 256; c++ {
		b.bytes[c] = true
	}
}

// match returns the first match in text that begins at i or behind it and
// before end, as the pattern's own indices and where it was tried from, nil
// when there is none.
func (b *begin) match(text string, i, end int) (m []int, from int, part redact.Span) {
	for ; i < end; i++ {
		c := text[i]
		if !b.bytes[c] || i > 0 && word(text[i-1]) && word(c) || !utf8.RuneStart(c) {
			continue
		}
		part = redact.Span{Start: i, End: min(end, i+reach)}
		if m = b.re.FindStringSubmatchIndex(text[i:part.End]); m != nil {
			return m, i, part
		}
	}
	return nil, end, part
}
