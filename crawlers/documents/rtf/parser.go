package rtf

import (
	"bytes"
	"context"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding"

	"sarsen/crawlers/documents"
)

// A group is the state that braces save and restore.
type group struct {
	dest    destination
	font    int
	skip    int  // bytes that stand for a \u, from \uc
	hidden  bool // \v
	deleted bool // \deleted
	revised bool // \revised
	begins  bool // nothing of the group was read yet
	star    bool // it begins with \*
	owned   bool // it has a writer or buffer of its own, ended with it
}

// A parser goes through a document once.
type parser struct {
	lex   lexer
	out   *documents.Builder
	group group
	stack []group
	depth int // open groups, also those beyond the stack

	writers   []*writer
	finishers []func() // of the groups that own something
	raw       []byte   // bytes in a code page, not decoded yet
	units     []uint16 // from \u, not decoded yet
	ignore    int      // bytes still to leave out after \u

	fonts    map[int]encoding.Encoding
	ansi     encoding.Encoding
	property bytes.Buffer // of the info group
	when     [5]int       // year, month, day, hour, minute of the info group
	hex      []byte       // digits of a picture or object
	binary   []byte       // its raw bytes
	picture  string       // its ending
	pictures int
	objects  int
}

// maxStack is how many groups keep a state of their own; the state of deeper
// ones is that of the last.
const maxStack = 10_000

func newParser(data []byte, out *documents.Builder) *parser {
	p := &parser{lex: lexer{data: data}, out: out, fonts: map[int]encoding.Encoding{}}
	p.group.skip = 1
	p.writers = []*writer{{out: out}}
	return p
}

func (p *parser) writer() *writer { return p.writers[len(p.writers)-1] }

func (p *parser) run(ctx context.Context) error {
	for n := 0; !p.out.Full(); n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		t := p.lex.next()
		if t.kind == tokenEnd {
			break
		}
		p.token(t)
	}
	if p.depth > 0 && !p.out.Full() {
		p.out.Problem("RTF document: cut short")
	}
	p.flush()
	for len(p.stack) > 0 {
		p.close()
	}
	p.writer().end()
	return nil
}

func (p *parser) token(t token) {
	switch t.kind {
	case tokenOpen:
		p.ignore = 0
		p.open()
		return
	case tokenClose:
		p.ignore = 0
		p.close()
		return
	case tokenHex:
		p.byte(byte(t.param)) //nolint:gosec // two hex digits
	case tokenText:
		p.text(t.text)
	case tokenWord:
		p.word(t)
		if t.word == "*" {
			return
		}
	}
	p.group.begins = false
}

func (p *parser) open() {
	p.flush()
	p.depth++
	if len(p.stack) >= maxStack {
		return
	}
	p.stack = append(p.stack, p.group)
	p.group.begins, p.group.star, p.group.owned = true, false, false
}

func (p *parser) close() {
	p.flush()
	if p.depth = max(0, p.depth-1); p.depth >= maxStack || len(p.stack) == 0 {
		return
	}
	if p.group.owned {
		p.leave()
	}
	p.group = p.stack[len(p.stack)-1]
	p.stack = p.stack[:len(p.stack)-1]
}

// byte takes one byte in the code page of the font.
func (p *parser) byte(c byte) {
	if p.ignore > 0 {
		p.ignore--
		return
	}
	p.flushUnits()
	p.raw = append(p.raw, c)
}

// text takes plain bytes.
func (p *parser) text(s []byte) {
	if n := min(p.ignore, len(s)); n > 0 {
		p.ignore -= n
		s = s[n:]
	}
	if len(s) == 0 {
		return
	}
	switch p.group.dest {
	case destSkip:
	case destHex:
		p.hex = append(p.hex, s...)
	default:
		p.flushUnits()
		p.raw = append(p.raw, s...)
	}
}

// unicode takes one \u.
func (p *parser) unicode(n int) {
	p.flushRaw()
	p.units = append(p.units, uint16(n)) //nolint:gosec // negative numbers stand for the upper half
	p.ignore = p.group.skip
}

func (p *parser) flush() {
	p.flushRaw()
	p.flushUnits()
}

func (p *parser) flushRaw() {
	if len(p.raw) > 0 {
		s := decode(p.raw, p.encoding())
		p.raw = p.raw[:0]
		p.put(s)
	}
}

func (p *parser) flushUnits() {
	if len(p.units) > 0 {
		s := string(utf16.Decode(p.units))
		p.units = p.units[:0]
		p.put(s)
	}
}

func (p *parser) encoding() encoding.Encoding {
	if enc := p.fonts[p.group.font]; enc != nil {
		return enc
	}
	return p.ansi
}

// put writes decoded text where the group's text goes.
func (p *parser) put(s string) {
	switch p.group.dest {
	case destBody:
		p.writer().text(s, p.special())
	case destProperty:
		p.property.WriteString(s)
	case destSkip, destFonts, destHex, destTime:
	}
}

// special says what is special about the text of the group.
func (p *parser) special() run {
	r := run{added: p.group.revised}
	switch {
	case p.group.deleted:
		r.unseen = "deleted"
	case p.group.hidden:
		r.unseen = "hidden"
	}
	return r
}

// date returns the time of the info group.
func (p *parser) date() time.Time {
	if p.when[0] < 1900 || p.when[0] > 9999 {
		return time.Time{}
	}
	return time.Date(p.when[0], time.Month(max(1, p.when[1])), max(1, p.when[2]), p.when[3], p.when[4], 0, 0, time.UTC)
}
