package verify

import (
	"bytes"
	"errors"
	"strconv"
)

// What a value of a PDF is: a number, keyword or reference is a word.
type (
	pdfName  string
	pdfWord  string
	pdfText  []byte
	pdfRef   int
	pdfArray []any
	pdfDict  map[pdfName]any
)

var errSyntax = errors.New("not PDF syntax")

// A scanner reads PDF syntax from b at at. It knows no streams and follows no
// references. It shares nothing with the reader of redact/page/vector, so that
// what that one overlooks is not overlooked here.
type scanner struct {
	b  []byte
	at int
	// comments is set when one was passed over.
	comments bool
}

// deepestValue bounds arrays and dictionaries in each other.
const deepestValue = 32

func space(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// skip passes over white space and comments.
func (s *scanner) skip() {
	for s.at < len(s.b) {
		switch c := s.b[s.at]; {
		case space(c):
			s.at++
		case c == '%':
			s.comments = true
			for s.at < len(s.b) && s.b[s.at] != '\n' && s.b[s.at] != '\r' {
				s.at++
			}
		default:
			return
		}
	}
}

// word reads what stands up to white space or a delimiter; it may be empty.
func (s *scanner) word() string {
	from := s.at
	for s.at < len(s.b) && !space(s.b[s.at]) && !delimiter(s.b[s.at]) {
		s.at++
	}
	return string(s.b[from:s.at])
}

// value reads the next value. References are read where refs is set.
func (s *scanner) value(refs bool, depth int) (any, error) {
	s.skip()
	if s.at >= len(s.b) || depth > deepestValue {
		return nil, errSyntax
	}
	rest := s.b[s.at:]
	switch {
	case bytes.HasPrefix(rest, []byte("<<")):
		s.at += 2
		return s.dict(refs, depth)
	case rest[0] == '[':
		s.at++
		return s.array(refs, depth)
	case rest[0] == '(':
		text, n := literal(rest[1:])
		s.at += 1 + n
		return pdfText(text), nil
	case rest[0] == '<':
		text, n := hexadecimal(rest[1:])
		if n == 0 {
			return nil, errSyntax
		}
		s.at += 1 + n
		return pdfText(text), nil
	case rest[0] == '/':
		s.at++
		return pdfName(plainName([]byte("/" + s.word()))), nil
	}
	w := s.word()
	if w == "" {
		return nil, errSyntax
	}
	if n, err := strconv.Atoi(w); refs && err == nil && n > 0 {
		if s.reference() {
			return pdfRef(n), nil
		}
	}
	return pdfWord(w), nil
}

// reference takes the rest of a reference, "0 R", when it follows.
func (s *scanner) reference() bool {
	from := s.at
	s.skip()
	if s.word() == "0" {
		s.skip()
		if s.word() == "R" {
			return true
		}
	}
	s.at = from
	return false
}

func (s *scanner) array(refs bool, depth int) (any, error) {
	var out pdfArray
	for {
		s.skip()
		if s.at < len(s.b) && s.b[s.at] == ']' {
			s.at++
			return out, nil
		}
		v, err := s.value(refs, depth+1)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
}

func (s *scanner) dict(refs bool, depth int) (any, error) {
	out := pdfDict{}
	for {
		s.skip()
		if bytes.HasPrefix(s.b[s.at:], []byte(">>")) {
			s.at += 2
			return out, nil
		}
		k, err := s.value(false, depth+1)
		key, ok := k.(pdfName)
		if _, twice := out[key]; err != nil || !ok || twice {
			return nil, errSyntax
		}
		if out[key], err = s.value(refs, depth+1); err != nil {
			return nil, err
		}
	}
}

// keyword takes a word when it comes next.
func (s *scanner) keyword(want string) bool {
	from := s.at
	s.skip()
	if s.word() == want {
		return true
	}
	s.at = from
	return false
}

// number takes a whole number when it comes next.
func (s *scanner) number() (int, bool) {
	from := s.at
	s.skip()
	n, err := strconv.Atoi(s.word())
	if err != nil || n < 0 {
		s.at = from
		return 0, false
	}
	return n, true
}
