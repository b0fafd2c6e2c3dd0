package zipxml

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"sarsen/crawlers/documents"
)

const (
	maxDepth  = 600     // elements inside elements
	maxText   = 8 << 20 // bytes that Text returns
	maxIntern = 4096    // names kept for reuse
)

// void is an element that Excel writes without an end into its drawings.
const void = "br"

// A Reader walks the elements of an XML stream from front to back. It holds
// one tag and one piece of text at a time. Errors wrap documents.ErrDamaged
// where the XML is not well-formed, documents.ErrTooLarge over a limit, or
// are the context's.
type Reader struct {
	lex   *lexer
	names map[string]string
	stack []string // full names of the open elements
	elem  Element
	text  []byte
	raw   bool // text stands as it is, being CDATA
	empty bool // the tag read last was empty: its end follows
	cdata bool // inside CDATA
	begun bool
}

type kind int

const (
	kindEOF kind = iota
	kindStart
	kindEnd
	kindText
)

// NewReader returns a reader that stands before the root element. Encodings
// other than UTF-8 are decoded by byte order mark or declaration.
func NewReader(ctx context.Context, r io.Reader) *Reader {
	return &Reader{lex: newLexer(ctx, r), names: map[string]string{}}
}

// Each calls fn for each child element of the one the reader stands in (at
// the start: for the root), and returns behind its end tag. What fn does not
// read of a child, by Each, Mixed or Text, is passed over. Text between the
// children is too. An error of fn ends it.
func (r *Reader) Each(fn func(Element) error) error { return r.Mixed(fn, nil) }

// Mixed is like Each and calls text, in order, for the text between the
// children. The pieces are unescaped, and cut at arbitrary characters.
func (r *Reader) Mixed(fn func(Element) error, text func(string) error) error {
	base := len(r.stack)
	for {
		k, err := r.next()
		if err != nil {
			return err
		}
		switch k {
		case kindStart:
			if err := fn(r.elem); err != nil {
				return err
			}
			if err := r.leave(base); err != nil {
				return err
			}
		case kindText:
			if text == nil || base == 0 {
				continue
			}
			if err := text(unescape(r.text, r.raw)); err != nil {
				return err
			}
		default:
			return nil
		}
	}
}

// Text returns all text of the element the reader stands in, its children's
// included, and moves behind its end tag.
func (r *Reader) Text() (string, error) {
	var b strings.Builder
	base := len(r.stack)
	for len(r.stack) >= base && base > 0 {
		k, err := r.next()
		if err != nil {
			return b.String(), err
		}
		if k == kindText && b.Len() < maxText {
			b.WriteString(unescape(r.text, r.raw))
		}
	}
	return b.String(), nil
}

// leave passes over what is left of elements deeper than base.
func (r *Reader) leave(base int) error {
	for len(r.stack) > base {
		if _, err := r.next(); err != nil {
			return err
		}
	}
	return nil
}

func (r *Reader) next() (kind, error) {
	if !r.begun {
		r.begun = true
		if err := r.lex.begin(); err != nil {
			return kindEOF, err
		}
	}
	if r.empty {
		r.empty = false
		r.stack = r.stack[:len(r.stack)-1]
		return kindEnd, nil
	}
	for {
		piece, err := r.piece()
		if err != nil {
			return kindEOF, err
		}
		if len(piece) > 0 {
			r.text = piece
			return kindText, nil
		}
		if k, found, err := r.markup(); found || err != nil {
			return k, err
		}
	}
}

// piece returns the text before the next markup; empty if there is none.
func (r *Reader) piece() (piece []byte, err error) {
	for r.cdata && len(piece) == 0 {
		var done bool
		if piece, done, err = r.lex.until(cdataEnd); err != nil {
			return nil, err
		}
		r.cdata = !done
		r.raw = true
	}
	if len(piece) > 0 {
		return piece, nil
	}
	r.raw = false
	return r.lex.text()
}

// markup reads what begins with <. It answers false for what is passed over.
func (r *Reader) markup() (kind, bool, error) {
	b, err := r.lex.rest(len("<![CDATA["))
	if err != nil {
		return kindEOF, false, err
	}
	switch {
	case len(b) == 0:
		if len(r.stack) > 0 {
			err = fmt.Errorf("read xml: ends early: %w", documents.ErrDamaged)
		}
		return kindEOF, true, err
	case bytes.HasPrefix(b, []byte("<!--")):
		r.lex.pos += len("<!--")
		return 0, false, r.lex.skipTo(commentEnd)
	case bytes.HasPrefix(b, []byte("<![CDATA[")):
		r.lex.pos += len("<![CDATA[")
		r.cdata = true
		return 0, false, nil
	case bytes.HasPrefix(b, []byte("<!")):
		return 0, false, r.lex.docType()
	case bytes.HasPrefix(b, []byte("<?")):
		return 0, false, r.lex.skipTo(piEnd)
	}
	tag, err := r.lex.tag()
	if err != nil {
		return kindEOF, false, err
	}
	if name, isEnd := bytes.CutPrefix(tag, []byte("/")); isEnd {
		name = bytes.TrimSpace(name)
		return kindEnd, string(name) != void, r.end(name)
	}
	return kindStart, true, r.start(tag)
}

func (r *Reader) start(tag []byte) error {
	if n := len(tag); n > 0 && tag[n-1] == '/' {
		r.empty = true
		tag = tag[:n-1]
	}
	n := bytes.IndexAny(tag, " \t\r\n")
	if n < 0 {
		n = len(tag)
	}
	if n == 0 {
		return fmt.Errorf("read xml: tag without a name: %w", documents.ErrDamaged)
	}
	if len(r.stack) >= maxDepth {
		return fmt.Errorf("read xml: nests too deep: %w", documents.ErrTooLarge)
	}
	full := r.intern(tag[:n])
	r.empty = r.empty || full == void
	r.stack = append(r.stack, full)
	prefix, local, found := strings.Cut(full, ":")
	if !found {
		prefix, local = "", full
	}
	r.elem = Element{Prefix: prefix, Name: local, raw: string(tag[n:])}
	return nil
}

func (r *Reader) end(name []byte) error {
	top := len(r.stack) - 1
	if string(name) == void {
		return nil
	}
	if top < 0 || r.stack[top] != string(name) {
		return fmt.Errorf("read xml: tags do not match: %w", documents.ErrDamaged)
	}
	r.stack = r.stack[:top]
	return nil
}

func (r *Reader) intern(name []byte) string {
	if s, ok := r.names[string(name)]; ok {
		return s
	}
	s := string(name)
	if len(r.names) < maxIntern {
		r.names[s] = s
	}
	return s
}
