package rtf

import (
	"bytes"
	"unicode/utf16"

	"golang.org/x/text/encoding"

	"sarsen/crawlers/documents"
)

// HTML returns the HTML that Outlook wrapped into RTF ([MS-OXRTFEX]), as UTF-8;
// ok is false when data is not RTF made from HTML.
func HTML(data []byte) (html []byte, ok bool) {
	d := &unwrapper{lex: lexer{data: data}, fonts: map[int]encoding.Encoding{}}
	d.group.skip = 1
	d.run()
	return d.out.Bytes(), d.found
}

// An unwrapper takes HTML out of RTF: it keeps the text of groups "\*\htmltag"
// and of what is not between \htmlrtf and \htmlrtf0.
type unwrapper struct {
	lex    lexer
	out    bytes.Buffer
	found  bool // \fromhtml was met
	group  wrapped
	stack  []wrapped
	over   int // open groups beyond the stack
	fonts  map[int]encoding.Encoding
	ansi   encoding.Encoding
	raw    []byte
	units  []uint16
	ignore int
}

// wrapped is the state of a group.
type wrapped struct {
	dest   destination
	font   int
	skip   int
	tag    bool // in \*\htmltag
	rtf    bool // between \htmlrtf and \htmlrtf0
	star   bool
	begins bool
}

// fromHTMLWithin is how many tokens at the start may hold \fromhtml; the
// specification says ten, writers are not so strict.
const fromHTMLWithin = 64

func (d *unwrapper) run() {
	for n := 0; ; n++ {
		t := d.lex.next()
		if t.kind == tokenEnd || n > fromHTMLWithin && !d.found {
			d.flush()
			return
		}
		d.token(t)
	}
}

func (d *unwrapper) token(t token) {
	switch t.kind {
	case tokenOpen:
		d.flush()
		d.ignore = 0
		if len(d.stack) >= maxStack {
			d.over++
			return
		}
		d.stack = append(d.stack, d.group)
		d.group.begins, d.group.star = true, false
		return
	case tokenClose:
		d.flush()
		d.ignore = 0
		if d.over > 0 {
			d.over--
		} else if n := len(d.stack); n > 0 {
			d.group = d.stack[n-1]
			d.stack = d.stack[:n-1]
		}
		return
	case tokenHex:
		d.bytes([]byte{byte(t.param)}) //nolint:gosec // two hex digits
	case tokenText:
		d.bytes(t.text)
	case tokenWord:
		if d.word(t); t.word == "*" {
			return
		}
	}
	d.group.begins = false
}

// silent reports that the text here is no HTML.
func (d *unwrapper) silent() bool { return d.group.dest != destBody || d.group.rtf }

func (d *unwrapper) bytes(s []byte) {
	n := min(d.ignore, len(s))
	d.ignore -= n
	if s = s[n:]; len(s) == 0 || d.silent() {
		return
	}
	d.flushUnits()
	d.raw = append(d.raw, s...)
}

func (d *unwrapper) text(s string) {
	if d.ignore > 0 {
		d.ignore--
		return
	}
	if !d.silent() {
		d.flush()
		d.out.WriteString(s)
	}
}

// wrappedSymbols are the words that stand for HTML of their own.
var wrappedSymbols = map[string]string{
	"par": "\r\n", "line": "\r\n", "tab": "\t", "lquote": "&lsquo;", "rquote": "&rsquo;", "ldblquote": "&ldquo;",
	"rdblquote": "&rdquo;", "bullet": "&bull;", "endash": "&ndash;", "emdash": "&mdash;", "~": "&nbsp;", "_": "&shy;",
	"{": "{", "}": "}", "\\": "\\", "\n": "\r\n", "\r": "\r\n",
}

func (d *unwrapper) word(t token) {
	if t.word == "bin" {
		d.lex.skip(t.param)
		return
	}
	if t.word == "u" && t.has {
		if !d.silent() {
			d.flushRaw()
			d.units = append(d.units, uint16(t.param)) //nolint:gosec // negative numbers stand for the upper half
		}
		d.ignore = d.group.skip
		return
	}
	if s, ok := wrappedSymbols[t.word]; ok {
		d.text(s)
		return
	}
	d.flush()
	d.ignore = 0
	if t.word == "*" {
		d.group.star = d.group.begins
		return
	}
	if (d.group.begins || d.group.star) && d.enter(t.word) {
		d.group.star = false
		return
	}
	d.format(t)
}

// enter makes the group the destination that word names.
func (d *unwrapper) enter(word string) bool {
	switch {
	case word == "htmltag":
		d.group.tag = true
	case word == "mhtmltag":
		d.group.dest = destSkip
	case d.group.dest == destSkip:
		return false
	case word == "fonttbl":
		d.group.dest = destFonts
	case word == "pntext":
		// the bullet that a list item shows is in the HTML as a tag
		d.group.dest = destSkip
	case transparent[word]:
		return true
	case word == "info", word == "pict", word == "objdata", skipped[word], d.group.star:
		d.group.dest = destSkip
	default:
		return false
	}
	return true
}

func (d *unwrapper) format(t token) {
	on := !t.has || t.param != 0
	switch t.word {
	case "fromhtml":
		d.found = d.found || on
	case "htmlrtf":
		d.group.rtf = on
	case "uc":
		d.group.skip = max(0, t.param)
	case "f", "deff":
		d.group.font = t.param
	case "plain":
		d.group.font = 0
	case "fcharset":
		if d.group.dest == destFonts {
			d.fonts[d.group.font] = documents.Encoding(charsets[t.param])
		}
	case "cpg":
		if d.group.dest == destFonts {
			d.fonts[d.group.font] = codepage(t.param)
		}
	case "ansicpg":
		d.ansi = codepage(t.param)
	}
}

func (d *unwrapper) flush() {
	d.flushRaw()
	d.flushUnits()
}

// flushRaw writes bytes in the code page of the font. In a tag that is the
// document's, unless the group has set a font.
func (d *unwrapper) flushRaw() {
	if len(d.raw) == 0 {
		return
	}
	enc := d.fonts[d.group.font]
	if enc == nil || d.group.tag {
		enc = d.ansi
	}
	d.out.WriteString(decode(d.raw, enc))
	d.raw = d.raw[:0]
}

func (d *unwrapper) flushUnits() {
	if len(d.units) > 0 {
		d.out.WriteString(string(utf16.Decode(d.units)))
		d.units = d.units[:0]
	}
}
