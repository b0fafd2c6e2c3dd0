package zipxml

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"sarsen/crawlers/documents"
)

const (
	bufSize = 64 << 10
	maxTag  = 4 << 20 // bytes of one tag with its attributes
)

// A lexer cuts XML into tags and text. It is lenient where no meaning is at
// stake (attributes, names) and strict about structure. Comments, processing
// instructions and document types are passed over unread.
type lexer struct {
	ctx context.Context
	src io.Reader
	buf []byte
	pos int
	eof bool
}

func newLexer(ctx context.Context, r io.Reader) *lexer {
	l := &lexer{ctx: ctx, src: r, buf: make([]byte, 0, bufSize)}
	return l
}

var (
	bomUTF8    = []byte("\xEF\xBB\xBF")
	bomLE      = []byte("\xFF\xFE")
	bomBE      = []byte("\xFE\xFF")
	bareLE     = []byte("<\x00?\x00")
	bareBE     = []byte("\x00<\x00?")
	commentEnd = []byte("-->")
	piEnd      = []byte("?>")
	cdataEnd   = []byte("]]>")
)

// begin decides the encoding by byte order mark or declaration.
func (l *lexer) begin() error {
	if err := l.fill(); err != nil {
		return err
	}
	head := l.buf
	switch {
	case bytes.HasPrefix(head, bomUTF8):
		l.pos = len(bomUTF8)
	case bytes.HasPrefix(head, bomLE), bytes.HasPrefix(head, bareLE):
		l.decode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
	case bytes.HasPrefix(head, bomBE), bytes.HasPrefix(head, bareBE):
		l.decode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder())
	default:
		if enc, err := htmlindex.Get(declared(head)); err == nil {
			l.decode(enc.NewDecoder())
		}
	}
	return nil
}

func (l *lexer) decode(t transform.Transformer) {
	head := bytes.Clone(l.buf)
	l.src = transform.NewReader(io.MultiReader(bytes.NewReader(head), l.src), t)
	l.buf, l.pos, l.eof = l.buf[:0], 0, false
}

// declared returns the encoding an XML declaration names, "" for UTF-8.
func declared(head []byte) string {
	end := bytes.Index(head, piEnd)
	if !bytes.HasPrefix(head, []byte("<?xml")) || end < 0 {
		return ""
	}
	name := Element{raw: string(head[:end])}.Attr("encoding")
	if len(name) >= 3 && bytes.EqualFold([]byte(name[:3]), []byte("utf")) {
		return ""
	}
	return name
}

// fill reads more, keeping what is not used yet.
func (l *lexer) fill() error {
	if l.eof {
		return nil
	}
	if err := l.ctx.Err(); err != nil {
		return err
	}
	if l.pos > 0 {
		l.buf = l.buf[:copy(l.buf, l.buf[l.pos:])]
		l.pos = 0
	}
	if len(l.buf) == cap(l.buf) {
		l.buf = append(l.buf, make([]byte, len(l.buf))...)[:len(l.buf)]
	}
	for range 100 {
		n, err := l.src.Read(l.buf[len(l.buf):cap(l.buf)])
		l.buf = l.buf[:len(l.buf)+n]
		if err == io.EOF {
			l.eof = true
			return nil
		}
		if err != nil || n > 0 {
			return err
		}
	}
	return io.ErrNoProgress
}

// rest returns at least n unused bytes where there are so many.
func (l *lexer) rest(n int) ([]byte, error) {
	for len(l.buf)-l.pos < n && !l.eof {
		if err := l.fill(); err != nil {
			return nil, err
		}
	}
	return l.buf[l.pos:], nil
}

// text returns text up to the next tag, in pieces that cut neither a
// character nor a reference; empty before a tag and at the end.
func (l *lexer) text() ([]byte, error) {
	b, err := l.rest(64)
	if err != nil {
		return nil, err
	}
	n := bytes.IndexByte(b, '<')
	if n < 0 {
		n = len(b)
		if !l.eof {
			n = wholeText(b)
		}
	}
	l.pos += n
	return b[:n], nil
}

// wholeText is the length of b without a character or reference cut short.
func wholeText(b []byte) int {
	n := len(b)
	if i := bytes.LastIndexByte(b[n-min(n, 12):], '&'); i >= 0 {
		if i += n - min(n, 12); i > 0 && bytes.IndexByte(b[i:], ';') < 0 {
			return i
		}
	}
	for i := 1; i < utf8.UTFMax && i < n; i++ {
		if utf8.RuneStart(b[n-i]) {
			if !utf8.FullRune(b[n-i:]) {
				return n - i
			}
			break
		}
	}
	return n
}

// until returns what stands before a mark, in pieces; done is set with the
// last one, and the mark is passed.
func (l *lexer) until(mark []byte) (piece []byte, done bool, err error) {
	b, err := l.rest(len(mark) + 64)
	if err != nil {
		return nil, false, err
	}
	if i := bytes.Index(b, mark); i >= 0 {
		l.pos += i + len(mark)
		return b[:i], true, nil
	}
	if l.eof {
		l.pos = len(l.buf)
		return b, true, fmt.Errorf("read xml: ends early: %w", documents.ErrDamaged)
	}
	n := wholeText(b[:len(b)-len(mark)+1])
	l.pos += n
	return b[:n], false, nil
}

func (l *lexer) skipTo(mark []byte) error {
	for {
		if _, done, err := l.until(mark); done || err != nil {
			return err
		}
	}
}

// tag returns what stands between < and >, not counting > inside quotes.
func (l *lexer) tag() ([]byte, error) {
	quote := byte(0)
	for i := 1; ; i++ {
		if l.pos+i >= len(l.buf) {
			if l.eof {
				return nil, fmt.Errorf("read xml: ends inside a tag: %w", documents.ErrDamaged)
			}
			if i > maxTag {
				return nil, fmt.Errorf("read xml: tag: %w", documents.ErrTooLarge)
			}
			if err := l.fill(); err != nil {
				return nil, err
			}
			i--
			continue
		}
		switch c := l.buf[l.pos+i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			b := l.buf[l.pos+1 : l.pos+i]
			l.pos += i + 1
			return b, nil
		}
	}
}

// docType passes over a document type with its internal subset.
func (l *lexer) docType() error {
	depth, quote := 0, byte(0)
	for {
		b, err := l.rest(1)
		if err != nil {
			return err
		}
		if len(b) == 0 {
			return fmt.Errorf("read xml: ends inside a document type: %w", documents.ErrDamaged)
		}
		c := b[0]
		l.pos++
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '<':
			depth++
		case c == '>':
			if depth--; depth == 0 {
				return nil
			}
		}
	}
}
