package vector

import (
	"errors"
	"strconv"
)

// maxNested bounds arrays and dictionaries inside one another.
const maxNested = 32

var (
	errSyntax = errors.New("unexpected syntax")
	errEnd    = errors.New("unexpected end")
	errNested = errors.New("nested too deeply")
)

// A lexer reads PDF syntax: of objects, or of content, which has no references.
type lexer struct {
	b    []byte
	at   int
	refs bool
}

func space(c byte) bool {
	return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' '
}

func delimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

// skip passes white space and comments.
func (l *lexer) skip() {
	for l.at < len(l.b) {
		switch c := l.b[l.at]; {
		case space(c):
			l.at++
		case c == '%':
			for l.at < len(l.b) && l.b[l.at] != '\n' && l.b[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

// done reports whether nothing more follows.
func (l *lexer) done() bool {
	l.skip()
	return l.at >= len(l.b)
}

// next reads a value or a word.
func (l *lexer) next() (any, error) { return l.value(0) }

func (l *lexer) value(depth int) (any, error) {
	if depth > maxNested {
		return nil, errNested
	}
	if l.done() {
		return nil, errEnd
	}
	switch c := l.b[l.at]; {
	case c == '/':
		l.at++
		return l.name()
	case c == '(':
		l.at++
		return l.literal()
	case c == '<' && l.at+1 < len(l.b) && l.b[l.at+1] == '<':
		l.at += 2
		return l.dict(depth)
	case c == '<':
		l.at++
		return l.hex()
	case c == '[':
		l.at++
		return l.array(depth)
	case delimiter(c):
		return nil, errSyntax
	}
	return l.regular()
}

// run returns the regular characters that follow.
func (l *lexer) run() string {
	start := l.at
	for l.at < len(l.b) && !space(l.b[l.at]) && !delimiter(l.b[l.at]) {
		l.at++
	}
	return string(l.b[start:l.at])
}

func (l *lexer) regular() (any, error) {
	s := l.run()
	switch s {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	if f, ok := numeral(s); ok {
		if l.refs {
			if r, ok := l.reference(f); ok {
				return r, nil
			}
		}
		return f, nil
	}
	if len(s) > 127 {
		return nil, errSyntax
	}
	return word(s), nil
}

// numeral reads a number of PDF: no exponents.
func numeral(s string) (float64, bool) {
	if len(s) == 0 || len(s) > 64 {
		return 0, false
	}
	digits := false
	for i := range len(s) {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			digits = true
		case c == '.' || i == 0 && (c == '-' || c == '+'):
		default:
			return 0, false
		}
	}
	if !digits {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f > 1e12 || f < -1e12 {
		return 0, false
	}
	return f, true
}

// reference reads the rest of "12 0 R", or nothing.
func (l *lexer) reference(f float64) (ref, bool) {
	n, err := whole(f, 1, maxObjects)
	if err != nil {
		return 0, false
	}
	back := l.at
	l.skip()
	if gen := l.run(); gen == "0" {
		l.skip()
		if l.run() == "R" {
			return ref(n), true
		}
	}
	l.at = back
	return 0, false
}

func (l *lexer) name() (any, error) {
	raw := l.run()
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) {
			if v, err := strconv.ParseUint(raw[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(v))
				i += 2
				continue
			}
		}
		out = append(out, raw[i])
	}
	if len(out) > 127 {
		return nil, errSyntax
	}
	return name(out), nil
}

func (l *lexer) array(depth int) (any, error) {
	a := array{}
	for {
		if l.done() {
			return nil, errEnd
		}
		if l.b[l.at] == ']' {
			l.at++
			return a, nil
		}
		v, err := l.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if _, ok := v.(word); ok {
			return nil, errSyntax
		}
		a = append(a, v)
	}
}

func (l *lexer) dict(depth int) (any, error) {
	d := dict{}
	for {
		if l.done() {
			return nil, errEnd
		}
		if l.b[l.at] == '>' {
			if l.at+1 >= len(l.b) || l.b[l.at+1] != '>' {
				return nil, errSyntax
			}
			l.at += 2
			return d, nil
		}
		k, err := l.value(depth + 1)
		if err != nil {
			return nil, err
		}
		key, ok := k.(name)
		if !ok {
			return nil, errSyntax
		}
		v, err := l.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if _, ok := v.(word); ok {
			return nil, errSyntax
		}
		if _, twice := d[key]; twice {
			return nil, errSyntax
		}
		d[key] = v
	}
}

func (l *lexer) hex() (any, error) {
	out := text{}
	half, odd := byte(0), false
	for ; l.at < len(l.b); l.at++ {
		c := l.b[l.at]
		switch v, ok := nibble(c); {
		case c == '>':
			l.at++
			if odd {
				out = append(out, half<<4)
			}
			return out, nil
		case space(c):
		case !ok:
			return nil, errSyntax
		case odd:
			out, odd = append(out, half<<4|v), false
		default:
			half, odd = v, true
		}
	}
	return nil, errEnd
}

func nibble(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

// literal reads a string in brackets, after the first.
func (l *lexer) literal() (any, error) {
	out := text{}
	depth := 1
	for l.at < len(l.b) {
		c := l.b[l.at]
		l.at++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return out, nil
			}
		case '\\':
			out = l.escaped(out)
			continue
		case '\r':
			c = '\n'
			l.pass('\n')
		}
		out = append(out, c)
	}
	return nil, errEnd
}

// escaped reads what follows a backslash.
func (l *lexer) escaped(out text) text {
	if l.at >= len(l.b) {
		return out
	}
	c := l.b[l.at]
	l.at++
	switch c {
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case 'b':
		c = '\b'
	case 'f':
		c = '\f'
	case '\r':
		l.pass('\n')
		return out
	case '\n':
		return out
	}
	if c < '0' || c > '7' {
		return append(out, c)
	}
	v := int(c - '0')
	for range 2 {
		if l.at < len(l.b) && '0' <= l.b[l.at] && l.b[l.at] <= '7' {
			v = v<<3 | int(l.b[l.at]-'0')
			l.at++
		}
	}
	return append(out, byte(v))
}

// pass skips c if it is next.
func (l *lexer) pass(c byte) {
	if l.at < len(l.b) && l.b[l.at] == c {
		l.at++
	}
}
