package rtf

import (
	"time"

	"sarsen/crawlers/documents"
)

var noTime time.Time

// symbols are control words that stand for characters.
var symbols = map[string]string{
	"tab": "\t", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ",
	"bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
	"~": " ", "_": "\u2011", "{": "{", "}": "}", "\\": "\\", "line": "\n", "lbr": "\n", "-": "",
}

// breaks are control words that end a line.
var breaks = map[string]bool{"par": true, "page": true, "sect": true, "column": true, "\n": true, "\r": true}

// word handles a control word or symbol.
func (p *parser) word(t token) {
	if t.word == "bin" {
		raw := p.lex.skip(t.param)
		if p.group.dest == destHex {
			p.binary = append(p.binary, raw...)
		}
		return
	}
	if t.word == "u" && t.has {
		if p.group.dest != destSkip {
			p.unicode(t.param)
		}
		return
	}
	if s, ok := symbols[t.word]; ok {
		p.symbol(s)
		return
	}
	p.flush()
	p.ignore = 0
	switch {
	case t.word == "*":
		p.group.star = p.group.begins
	case breaks[t.word]:
		p.symbol("\n")
	case (p.group.begins || p.group.star) && p.enter(t.word):
		p.group.star = false
	case t.word == "footnote", t.word == "objdata", t.word == "pict":
		p.enter(t.word) // some writers put other words before these
	default:
		p.format(t)
	}
}

// symbol writes a character that a control word stands for. It counts as one
// where characters are to be left out after \u.
func (p *parser) symbol(s string) {
	if p.ignore > 0 {
		p.ignore--
		return
	}
	p.flush()
	p.put(s)
}

// format handles words that change the state of the group or the table.
func (p *parser) format(t token) {
	on := !t.has || t.param != 0
	switch t.word {
	case "uc":
		p.group.skip = max(0, t.param)
	case "v":
		p.group.hidden = on
	case "deleted":
		p.group.deleted = on
	case "revised":
		p.group.revised = on
	case "plain":
		p.group.hidden, p.group.deleted, p.group.revised = false, false, false
	case "f":
		p.group.font = t.param
	case "deff":
		p.group.font = t.param
	case "fcharset":
		if p.group.dest == destFonts {
			p.fonts[p.group.font] = documents.Encoding(charsets[t.param])
		}
	case "cpg":
		if p.group.dest == destFonts {
			p.fonts[p.group.font] = codepage(t.param)
		}
	case "ansicpg":
		p.ansi = codepage(t.param)
	case "mac":
		p.ansi = codepage(10000)
	case "pc":
		p.ansi = codepage(437)
	case "pca":
		p.ansi = codepage(850)
	default:
		p.formatTable(t)
		p.formatInfo(t)
	}
}

func (p *parser) formatTable(t token) {
	if p.group.dest != destBody {
		return
	}
	w := p.writer()
	switch t.word {
	case "intbl":
		w.inTable()
	case "itap":
		w.depth(t.param)
	case "cell":
		w.endCell()
	case "row":
		w.endRow()
	case "nestcell":
		w.endInnerCell()
	case "nestrow":
		w.endInnerRow()
	}
}

func (p *parser) formatInfo(t token) {
	switch p.group.dest {
	case destTime:
		for i, word := range []string{"yr", "mo", "dy", "hr", "min"} {
			if t.word == word {
				p.when[i] = t.param
			}
		}
	case destHex:
		switch t.word {
		case "pngblip":
			p.picture = ".png"
		case "jpegblip":
			p.picture = ".jpg"
		case "emfblip":
			p.picture = ".emf"
		case "wmetafile":
			p.picture = ".wmf"
		case "dibitmap", "wbitmap":
			p.picture = ".bmp"
		}
	case destBody, destSkip, destFonts, destProperty:
	}
}
