package rtf

import "bytes"

// The kinds of token.
const (
	tokenEnd = iota
	tokenOpen
	tokenClose
	tokenWord // a control word or symbol
	tokenHex  // \'hh
	tokenText
)

// A token is one piece of RTF. Text points into the source.
type token struct {
	kind  int
	word  string
	param int
	has   bool // the word has a parameter
	text  []byte
}

// A lexer cuts RTF into tokens.
type lexer struct {
	data []byte
	at   int
}

func (l *lexer) next() token {
	for l.at < len(l.data) && (l.data[l.at] == '\r' || l.data[l.at] == '\n' || l.data[l.at] == 0) {
		l.at++
	}
	if l.at >= len(l.data) {
		return token{kind: tokenEnd}
	}
	switch l.data[l.at] {
	case '{':
		l.at++
		return token{kind: tokenOpen}
	case '}':
		l.at++
		return token{kind: tokenClose}
	case '\\':
		l.at++
		return l.control()
	}
	n := bytes.IndexAny(l.data[l.at:], "{}\\\r\n\x00")
	if n < 0 {
		n = len(l.data) - l.at
	}
	text := l.data[l.at : l.at+n]
	l.at += n
	return token{kind: tokenText, text: text}
}

// control reads what follows a backslash.
func (l *lexer) control() token {
	if l.at >= len(l.data) {
		return token{kind: tokenEnd}
	}
	c := l.data[l.at]
	if !isLetter(c) {
		l.at++
		if c == '\'' {
			return l.hex()
		}
		return token{kind: tokenWord, word: string(rune(c))}
	}
	start := l.at
	for l.at < len(l.data) && isLetter(l.data[l.at]) && l.at-start < 64 {
		l.at++
	}
	t := token{kind: tokenWord, word: string(l.data[start:l.at])}
	t.param, t.has = l.number()
	if l.at < len(l.data) && l.data[l.at] == ' ' {
		l.at++
	}
	return t
}

// hex reads the two digits of \'hh.
func (l *lexer) hex() token {
	if l.at+2 > len(l.data) {
		l.at = len(l.data)
		return token{kind: tokenEnd}
	}
	hi, lo := digit(l.data[l.at]), digit(l.data[l.at+1])
	if hi < 0 || lo < 0 {
		return token{kind: tokenWord, word: "'"}
	}
	l.at += 2
	return token{kind: tokenHex, param: hi<<4 | lo}
}

// number reads a parameter; one of more than nine digits is cut.
func (l *lexer) number() (n int, has bool) {
	at, negative := l.at, false
	if at < len(l.data) && l.data[at] == '-' {
		negative = true
		at++
	}
	start := at
	for at < len(l.data) && l.data[at] >= '0' && l.data[at] <= '9' {
		if at-start < 9 {
			n = n*10 + int(l.data[at]-'0')
		}
		at++
	}
	if at == start {
		return 0, false
	}
	l.at = at
	if negative {
		n = -n
	}
	return n, true
}

// skip leaves out n raw bytes.
func (l *lexer) skip(n int) []byte {
	end := l.at + min(max(n, 0), len(l.data)-l.at)
	raw := l.data[l.at:end]
	l.at = end
	return raw
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func digit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
