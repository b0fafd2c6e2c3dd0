package verify

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/crawlers/pdfium"
	"sarsen/redact"
)

// errUnseen is returned for a document whose pages cannot be drawn.
var errUnseen = errors.New("pages cannot be drawn")

// look draws each page of a PDF and compares what its text says with what its
// reader sees: every word must be seen, and under every mask must be one colour.
// What pixels show is handed on to be recognised.
func (c *check) look(name string, data []byte) {
	shapes := bytes.Contains(data, []byte("/Type3"))
	if c.opts.Engine == nil {
		return
	}
	doc, err := c.opts.Engine.Open(c.ctx, data, nil)
	if err != nil {
		c.add(name, "pixels", Malformed, errUnseen.Error())
		return
	}
	defer doc.Close()
	met := map[string]bool{}
	for i := range doc.Pages() {
		if c.ctx.Err() != nil {
			return
		}
		v, fine, err := c.draw(doc, i)
		if err != nil {
			c.add(name, fmt.Sprintf("page %d", i+1), Malformed, "the page cannot be drawn")
			continue
		}
		c.rep.Pages++
		c.progress()
		c.unseen(name, doc, i, v)
		if !c.single {
			c.masks(name, i, v)
		}
		c.recognise(name, doc, i, v, fine, c.fresh(doc, i, met) || shapes)
	}
}

// Why a word is not seen.
type veil int

const (
	plainly veil = iota // it is seen
	covered             // something lies over it
	outside             // it stands off the page
	faint               // in the colour of its ground, cut off or switched off
)

var veils = map[veil]struct{ layer, detail string }{
	covered: {"covered text", "under a box or picture"},
	outside: {"text off the page", "outside the page"},
	faint:   {"unseen text", "in the colour of its ground, cut off or switched off"},
}

// unseen reports the words of a page that its reader does not see.
func (c *check) unseen(name string, doc *pdfium.Document, page int, v sight) {
	count := map[veil]int{}
	var alone *image.RGBA
	for _, w := range v.words() {
		if w.mask() || !v.hidden(w) {
			continue
		}
		if alone == nil && !v.off(w) {
			img, err := doc.Alone(c.ctx, page, lookDPI)
			if err != nil {
				img = v.Blind
			}
			alone = img
		}
		count[v.veil(w, alone)] += w.signs()
	}
	for _, why := range []veil{covered, outside, faint} {
		if n := count[why]; n > 0 {
			c.add(name, veils[why].layer, Hidden, fmt.Sprintf("page %d: text of %s that is there and not seen, %s", page+1, several(n), veils[why].detail))
		}
	}
}

func several(n int) string {
	if n == 1 {
		return "1 letter"
	}
	return fmt.Sprintf("%d letters", n)
}

// masks reports masks of the text that stand on anything but one dark colour.
// One off the page hides nothing. Where two stand side by side, readers may see
// no space between them.
func (c *check) masks(name string, page int, v sight) {
	for _, w := range v.words() {
		if !w.mask() || w.drawn() || v.off(w) {
			continue
		}
		if len(w)%utf8.RuneCountInString(redact.Mask) != 0 {
			c.lengths(name, "mask", w.text())
		}
		if !v.solid(w) {
			c.add(name, "mask", Hidden, fmt.Sprintf("page %d: under a mask of the text there is no solid box", page+1))
		}
	}
}

// A glyphs is a word: letters without white space between them.
type glyphs []pdfium.Letter

// mask reports whether the word is nothing but blocks.
func (w glyphs) mask() bool {
	for _, l := range w {
		if !block(l) {
			return false
		}
	}
	return true
}

// block reports whether a letter is the one that masks are made of.
func block(l pdfium.Letter) bool { return strings.ContainsRune(redact.Mask, l.Rune) }

// text is the word.
func (w glyphs) text() string {
	var b strings.Builder
	for _, l := range w {
		b.WriteRune(l.Rune)
	}
	return b.String()
}

// signs is how many letters and digits the word has.
func (w glyphs) signs() int {
	n := 0
	for _, l := range w {
		if sign(l) {
			n++
		}
	}
	return n
}

func sign(l pdfium.Letter) bool { return unicode.IsLetter(l.Rune) || unicode.IsDigit(l.Rune) }

// box encloses the whole word.
func (w glyphs) box() pdfium.Rect {
	var r pdfium.Rect
	for _, l := range w {
		r = r.Union(l.Ink)
	}
	return r
}

// drawn reports whether the word is drawn as text; else it lies over a picture.
func (w glyphs) drawn() bool { return w[0].Drawn }
