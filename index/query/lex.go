package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A kind says what a token is.
type kind int

const (
	endToken kind = iota
	wordToken
	phraseToken
	openToken
	closeToken
	minusToken
	fieldToken
	andToken
	orToken
	notToken
)

// A token is a piece of a query. Words come with their escapes resolved;
// stars and tilde are kept apart from escaped ones.
type token struct {
	kind  kind
	at    int    // byte offset in the query
	text  string // word without its tilde suffix, phrase, or field name in lower case
	tilde bool   // ended with an unescaped ~
	edits string // what followed it
	star  bool   // holds an unescaped *
}

func blank(r rune) bool { return unicode.IsSpace(r) || r == 0 }

// lex cuts a query into tokens, ended by an endToken.
func lex(q string) ([]token, error) {
	var tokens []token
	for i := 0; i < len(q); {
		r, n := utf8.DecodeRuneInString(q[i:])
		if blank(r) {
			i += n
			continue
		}
		t, next, err := next(q, i, r)
		if err != nil {
			return nil, err
		}
		tokens = append(tokens, t)
		i = next
	}
	return append(tokens, token{kind: endToken, at: len(q)}), nil
}

// next reads the token at i, whose first rune is r.
func next(q string, i int, r rune) (token, int, error) {
	switch r {
	case '(':
		return token{kind: openToken, at: i}, i + 1, nil
	case ')':
		return token{kind: closeToken, at: i}, i + 1, nil
	case '"', '“', '”':
		return phrase(q, i, utf8.RuneLen(r))
	case '-':
		if i+1 < len(q) && !strings.ContainsAny(q[i+1:i+2], " \t\n-)") {
			return token{kind: minusToken, at: i}, i + 1, nil
		}
	}
	return word(q, i)
}

// phrase reads from the quotation mark at i to the closing one.
func phrase(q string, i, width int) (token, int, error) {
	var b strings.Builder
	for j := i + width; j < len(q); {
		r, n := utf8.DecodeRuneInString(q[j:])
		switch {
		case r == '\\' && j+n < len(q):
			escaped, m := utf8.DecodeRuneInString(q[j+n:])
			b.WriteRune(escaped)
			n += m
		case r == '"' || r == '“' || r == '”':
			return token{kind: phraseToken, at: i, text: b.String()}, j + n, nil
		default:
			b.WriteRune(r)
		}
		j += n
	}
	return token{}, 0, fail(q, i, "the quotation mark is not closed", `end the phrase with "`)
}

// word reads a word, an operator, or a field name with its colon.
func word(q string, i int) (token, int, error) {
	t := token{kind: wordToken, at: i}
	var b, suffix strings.Builder
	escaped := false
	j := i
loop:
	for j < len(q) {
		r, n := utf8.DecodeRuneInString(q[j:])
		switch {
		case r == '\\' && j+n < len(q):
			e, m := utf8.DecodeRuneInString(q[j+n:])
			b.WriteRune(e)
			n += m
			escaped = true
		case blank(r) || r == '(' || r == ')' || r == '"':
			break loop
		case r == ':' && !escaped && !t.star && fieldName(q[i:j]) && !strings.HasPrefix(q[j+1:], "//"):
			t.kind, t.text = fieldToken, strings.ToLower(q[i:j])
			return t, j + 1, nil
		case r == '~' && !t.tilde:
			t.tilde = true
		case t.tilde:
			suffix.WriteRune(r)
		default:
			t.star = t.star || r == '*'
			b.WriteRune(r)
		}
		j += n
	}
	t.text, t.edits = b.String(), suffix.String()
	if !escaped {
		t.kind = operatorKind(q[i:j])
	}
	return t, j, nil
}

func operatorKind(s string) kind {
	switch s {
	case "AND":
		return andToken
	case "OR":
		return orToken
	case "NOT":
		return notToken
	default:
		return wordToken
	}
}

// fieldName reports whether s, which stands before a colon, is meant as the
// name of a field.
func fieldName(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return s != ""
}
