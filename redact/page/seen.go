package page

import (
	"bytes"
	"cmp"
	"context"
	"image"
	"slices"
	"unicode"
	"unicode/utf8"

	"sarsen/crawlers/pdfium"
	"sarsen/redact"
)

// What is seen is judged by the pixels of the page. Steps are of 255, in the
// colour that differs most.
const (
	seenStep = 16 // by which ink differs from even paper
	drawStep = 8  // by which a pixel differs with text and without
	dimStep  = 48 // by which ink differs from the paper of a scan
)

// seenPart is the part of a character's rows, and of its columns, in which some
// of it must show. What a box leaves of a character is less.
const seenPart = 0.3

// look finds out which characters are not seen on the page: those outside it,
// in the colour of the paper, and under something else. The picture must be as
// the engine drew it.
//
// The verifier judges the same in a way of its own, so that neither repeats a
// mistake of the other: the two share no code on purpose.
//
// Around most words the paper is even, and what differs from it inside is the
// word. Where it is not, the page is drawn without its text to see what the
// text makes of it.
func (s *sheet) look(ctx context.Context, doc *pdfium.Document, i int) error {
	s.unseen = make([]bool, len(s.Glyphs))
	var doubtful []redact.Span
	for _, w := range words(s.Glyphs) {
		around := s.covering(inkOf(s.Glyphs[w.Start:w.End])).Intersect(s.img.Rect)
		paper, ok := evenAround(s.img, around)
		if !ok || w.End > w.Start+1 && solid(s.img, around, paper) {
			doubtful = append(doubtful, w)
			continue
		}
		for k := w.Start; k < w.End; k++ {
			s.unseen[k] = !s.onPage(k) || !differs(s.img, s.covering(s.Glyphs[k].Ink), paper)
		}
		s.settle(w)
	}
	if len(doubtful) == 0 {
		return nil
	}
	blind, undrawn, err := doc.Blind(ctx, i, s.img.Rect.Size(), s.bands(doubtful))
	if err != nil {
		return err
	}
	s.undrawn = make([]bool, len(s.Glyphs))
	drawn := make([]bool, len(s.Glyphs))
	switch {
	case blind == nil: // no text is drawn
	case undrawn:
		letters, err := doc.Letters(ctx, i)
		if err != nil {
			return err
		}
		drawn = drawnOf(s.Glyphs, letters)
	default:
		for k := range drawn {
			drawn[k] = true
		}
	}
	for k := range drawn {
		s.undrawn[k] = !drawn[k]
	}
	for _, w := range doubtful {
		// Of a word that draws nothing the picture below it is seen.
		below := !drawn[w.Start] && inked(s.img, s.covering(inkOf(s.Glyphs[w.Start:w.End])), w.End-w.Start)
		for k := w.Start; k < w.End; k++ {
			shown := below
			if drawn[k] {
				shown = changed(s.img, blind, s.covering(s.Glyphs[k].Ink))
			}
			s.unseen[k] = !s.onPage(k) || !shown
		}
		s.settle(w)
	}
	return nil
}

// words returns the ranges of glyphs that follow one another at once, which are
// words.
func words(glyphs []pdfium.Glyph) (words []redact.Span) {
	for start := 0; start < len(glyphs); {
		end := start + 1
		for end < len(glyphs) && glyphs[end].Start == glyphs[end-1].End {
			end++
		}
		words = append(words, redact.Span{Start: start, End: end})
		start = end
	}
	return words
}

func inkOf(glyphs []pdfium.Glyph) (r pdfium.Rect) {
	for _, g := range glyphs {
		r = r.Union(g.Ink)
	}
	return r
}

// onPage reports whether half of a character or more is on the visible part of
// the page.
func (s *sheet) onPage(k int) bool {
	ink := s.Glyphs[k].Ink
	return ink.Intersect(pdfium.Rect{Right: s.Width, Bottom: s.Height}).Area() >= ink.Area()/2
}

// settle lets marks that are too small to judge, and characters without a
// place, go with the letters beside them.
func (s *sheet) settle(word redact.Span) {
	beside, known := false, false
	var small []int
	for k := word.Start; k < word.End; k++ {
		g := s.Glyphs[k]
		r, _ := utf8.DecodeRuneInString(s.Text[g.Start:g.End])
		if g.Ink.Empty() || g.End > g.Start && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			small = append(small, k)
			continue
		}
		for _, p := range small {
			s.unseen[p] = s.unseen[k] && (!known || beside)
		}
		small, beside, known = small[:0], s.unseen[k], true
	}
	for _, p := range small {
		if known {
			s.unseen[p] = beside
		}
	}
}

// evenAround returns the colour of the pixels around a rectangle, if there is
// one.
func evenAround(img *image.RGBA, r image.Rectangle) (paper [3]uint8, ok bool) {
	const away = 2 // pixels, beyond what smoothing reaches
	r = r.Inset(-away).Intersect(img.Rect)
	if r.Dx() <= 2*away || r.Dy() <= 2*away {
		return paper, true // outside the page
	}
	paper = [3]uint8(img.Pix[img.PixOffset(r.Min.X, r.Min.Y):])
	for _, side := range []image.Rectangle{
		image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+1), image.Rect(r.Min.X, r.Max.Y-1, r.Max.X, r.Max.Y),
		image.Rect(r.Min.X, r.Min.Y, r.Min.X+1, r.Max.Y), image.Rect(r.Max.X-1, r.Min.Y, r.Max.X, r.Max.Y),
	} {
		if differs(img, side, paper) {
			return paper, false
		}
	}
	return paper, true
}

// solid reports whether a rectangle is all but filled, as a box fills it and
// letters do not.
func solid(img *image.RGBA, r image.Rectangle, paper [3]uint8) bool {
	const letters = 0.3 // of the pixels are paper at least
	bare, enough := 0, int(letters*float64(r.Dx()*r.Dy()))
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := img.Pix[img.PixOffset(r.Min.X, y):]
		for x := range r.Dx() {
			if apart([3]uint8(row[4*x:]), paper) <= seenStep {
				bare++
			}
		}
		if bare > enough {
			return false
		}
	}
	return !r.Empty()
}

// differs reports whether any pixel is of another colour than the paper.
func differs(img *image.RGBA, r image.Rectangle, paper [3]uint8) bool {
	r = r.Intersect(img.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := img.Pix[img.PixOffset(r.Min.X, y):]
		for x := range r.Dx() {
			if apart([3]uint8(row[4*x:]), paper) > seenStep {
				return true
			}
		}
	}
	return false
}

func apart(a, b [3]uint8) (most int) {
	for i := range a {
		d := int(a[i]) - int(b[i])
		most = max(most, d, -d)
	}
	return most
}

// bands returns rectangles of pixels that hold the words, none over another.
func (s *sheet) bands(list []redact.Span) (bands []image.Rectangle) {
	all := make([]image.Rectangle, 0, len(list))
	for _, w := range list {
		if r := s.covering(inkOf(s.Glyphs[w.Start:w.End])).Intersect(s.img.Rect); !r.Empty() {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b image.Rectangle) int { return cmp.Compare(a.Min.Y, b.Min.Y) })
	for _, r := range all {
		if n := len(bands); n > 0 && r.Min.Y < bands[n-1].Max.Y {
			bands[n-1] = bands[n-1].Union(r)
			continue
		}
		bands = append(bands, r)
	}
	return bands
}

// changed reports whether the page differs from what it is without text in
// enough of the rows and columns of a rectangle.
func changed(page *image.RGBA, blind []*image.RGBA, r image.Rectangle) bool {
	r = r.Intersect(page.Rect)
	at := slices.IndexFunc(blind, func(b *image.RGBA) bool { return r.In(b.Rect) })
	if at < 0 || r.Empty() {
		return false
	}
	rows, columns := make([]bool, r.Dy()), make([]bool, r.Dx())
	for y := range rows {
		p := page.Pix[page.PixOffset(r.Min.X, r.Min.Y+y):]
		q := blind[at].Pix[blind[at].PixOffset(r.Min.X, r.Min.Y+y):]
		for x := range columns {
			if apart([3]uint8(p[4*x:]), [3]uint8(q[4*x:])) > drawStep {
				rows[y], columns[x] = true, true
			}
		}
	}
	return enough(rows) && enough(columns)
}

// inked reports whether a rectangle of a scan holds a word of so many letters:
// its rows go from light to dark and back, its columns vary. The edge of a box
// is no word.
func inked(img *image.RGBA, r image.Rectangle, letters int) bool {
	r = r.Intersect(img.Rect)
	rows, columns := make([]bool, r.Dy()), make([]bool, r.Dx())
	light, dark := make([]uint8, r.Dx()), bytes.Repeat([]byte{255}, r.Dx())
	for y := range rows {
		pix := img.Pix[img.PixOffset(r.Min.X, r.Min.Y+y):]
		low, high := uint8(255), uint8(0)
		for x := range columns {
			green := pix[4*x+1]
			low, high = min(low, green), max(high, green)
			dark[x], light[x] = min(dark[x], green), max(light[x], green)
		}
		rows[y] = high-low > dimStep && crossings(pix, r.Dx(), low/2+high/2) >= min(letters, 3)
	}
	for x := range columns {
		columns[x] = light[x]-min(dark[x], light[x]) > dimStep
	}
	return enough(rows) && enough(columns)
}

// crossings counts how often a row of pixels passes a shade.
func crossings(pix []byte, width int, shade uint8) (n int) {
	for x := 1; x < width; x++ {
		if (pix[4*x-3] > shade) != (pix[4*x+1] > shade) {
			n++
		}
	}
	return n
}

func enough(marked []bool) bool {
	n := 0
	for _, m := range marked {
		if m {
			n++
		}
	}
	return n > 0 && float64(n) >= seenPart*float64(len(marked))
}

// drawnOf tells which glyphs are of text that draws something. The letters are
// the same characters with others between.
func drawnOf(glyphs []pdfium.Glyph, letters []pdfium.Letter) []bool {
	drawn := make([]bool, len(glyphs))
	next := 0
	for i, g := range glyphs {
		drawn[i] = true
		for k := next; k < len(letters); k++ {
			if letters[k].Ink == g.Ink && letters[k].Box == g.Box {
				drawn[i], next = letters[k].Drawn, k+1
				break
			}
		}
	}
	return drawn
}
