package page

import (
	"cmp"
	"fmt"
	"image"
	"slices"
	"strings"
	"unicode"

	"sarsen/crawlers/pdfium"
	"sarsen/index/fold"
	"sarsen/redact"
	"sarsen/redact/page/rebuild"
)

// Recognised words stand where they stand only by and large: how far a mask
// reaches beyond one, and how far it may follow ink that the box cut off, in
// heights of the word.
const (
	around = 0.15
	follow = 0.6
)

// checkScan refuses spans outside the recognised text.
func (p Page) checkScan() error {
	switch {
	case len(p.WithholdScan) == 0:
		return nil
	case p.Scan == nil:
		return fmt.Errorf("withhold recognised words of a page without any: %w", redact.ErrSpan)
	}
	_, err := redact.Apply(p.Scan.Text, p.WithholdScan)
	return err
}

// scanWords returns the recognised words in the order of their text.
func (s *sheet) scanWords() []redact.ScanWord {
	if s.what.Scan == nil {
		return nil
	}
	words := slices.Clone(s.what.Scan.Words)
	slices.SortStableFunc(words, func(a, b redact.ScanWord) int { return cmp.Compare(a.Start, b.Start) })
	return words
}

// planScan makes the masks for withheld recognised words, one for those of a
// span on one line. It returns false when one has no known place.
func (s *sheet) planScan() bool {
	words := s.scanWords()
	for _, span := range redact.Merge(s.what.WithholdScan) {
		at, first := span.Start, len(s.drawn)
		for _, w := range words {
			if !w.Overlaps(span) {
				continue
			}
			box := rect(w.Box)
			if box.Empty() || w.Start > at && !blank(s.what.Scan.Text[at:w.Start]) {
				return false
			}
			at = max(at, w.End)
			if last := len(s.drawn) - 1; last >= first && s.drawn[last].takes(box) {
				s.drawn[last].take(box)
			} else {
				s.drawn = append(s.drawn, mask{box: box, area: box.Area()})
			}
		}
		if at < span.End && !blank(s.what.Scan.Text[at:span.End]) {
			return false
		}
	}
	return true
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// loosen makes room around the masks of recognised words, and takes in the ink
// that their boxes cut off.
func (s *sheet) loosen() {
	for i := range s.drawn {
		m := &s.drawn[i]
		if m.exact {
			continue
		}
		high := min(m.box.Bottom-m.box.Top, m.box.Right-m.box.Left)
		reach := m.box
		m.box = grown(m.box, around*high)
		s.follow(m, grown(reach, follow*high))
	}
}

func grown(r pdfium.Rect, by float64) pdfium.Rect {
	return pdfium.Rect{Left: r.Left - by, Top: r.Top - by, Right: r.Right + by, Bottom: r.Bottom + by}
}

// follow moves each side of the mask outward, within reach, until it no longer
// cuts through ink.
func (s *sheet) follow(m *mask, reach pdfium.Rect) {
	limit := s.covering(reach).Intersect(s.img.Rect)
	r := s.covering(m.box).Intersect(limit)
	if r.Empty() {
		return
	}
	for grew := true; grew; {
		grew = false
		for _, side := range []struct {
			free bool
			line image.Rectangle // of pixels just outside
		}{
			{r.Min.X > limit.Min.X, image.Rect(r.Min.X-1, r.Min.Y, r.Min.X, r.Max.Y)},
			{r.Max.X < limit.Max.X, image.Rect(r.Max.X, r.Min.Y, r.Max.X+1, r.Max.Y)},
			{r.Min.Y > limit.Min.Y, image.Rect(r.Min.X, r.Min.Y-1, r.Max.X, r.Min.Y)},
			{r.Max.Y < limit.Max.Y, image.Rect(r.Min.X, r.Max.Y, r.Max.X, r.Max.Y+1)},
		} {
			if side.free && !even(s.img, side.line) {
				r, grew = r.Union(side.line), true
			}
		}
	}
	x, y := s.pixels()
	m.box = m.box.Union(pdfium.Rect{
		Left: float64(r.Min.X) / x, Top: float64(r.Min.Y) / y,
		Right: float64(r.Max.X) / x, Bottom: float64(r.Max.Y) / y,
	})
}

// inkStep is by how much of 255 ink differs from a scan's paper, with its noise.
const inkStep = 64

// even reports whether pixels are of nearly one shade.
func even(img *image.RGBA, r image.Rectangle) bool {
	low, high := uint8(255), uint8(0)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			green := img.Pix[img.PixOffset(x, y)+1]
			low, high = min(low, green), max(high, green)
		}
	}
	return int(high)-int(low) < inkStep
}

// scanKept is where recognised words stand that are not withheld.
func (s *sheet) scanKept() (kept []pdfium.Rect) {
	for _, w := range s.scanWords() {
		if !s.scanHidden(w) {
			kept = append(kept, rect(w.Box))
		}
	}
	return kept
}

func (s *sheet) scanHidden(w redact.ScanWord) bool {
	return slices.ContainsFunc(s.what.WithholdScan, w.Overlaps)
}

// recognised returns the recognised words that remain, without those that the
// page's own text holds.
func (s *sheet) recognised(own []rebuild.Word, did *Report) (words []rebuild.Word) {
	for _, w := range s.scanWords() {
		box := rect(w.Box)
		if w.Start < 0 || w.End > len(s.what.Scan.Text) || w.Start >= w.End || box.Empty() || s.scanHidden(w) {
			continue
		}
		text := strings.Join(strings.Fields(s.what.Scan.Text[w.Start:w.End]), " ")
		switch {
		case text == "" || said(own, text, box):
		case s.covered(box) || touchesAny(box, s.what.Areas):
			did.Swept += len([]rune(text))
		default:
			words = append(words, rebuild.Word{Text: text, Left: box.Left, Top: box.Top, Right: box.Right, Bottom: box.Bottom})
		}
	}
	return words
}

// said reports whether the words at a place say what was recognised there, give
// or take some letters.
func said(words []rebuild.Word, text string, box pdfium.Rect) bool {
	var there strings.Builder
	area := box.Area()
	for _, w := range words {
		r := pdfium.Rect{Left: w.Left, Top: w.Top, Right: w.Right, Bottom: w.Bottom}
		if common := r.Intersect(box).Area(); common > area/5 || common > r.Area()/2 {
			there.WriteString(w.Text)
		}
	}
	return alike(signs(there.String()), signs(text))
}

// signs is the letters and digits of s, folded.
func signs(s string) []rune {
	var out []rune
	for _, r := range fold.String(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			out = append(out, r)
		}
	}
	return out
}

// alike reports whether b is in a, with at most a third of it read otherwise.
func alike(a, b []rune) bool {
	const long = 64 // runes; a longer word is compared by its start
	a, b = a[:min(len(a), 4*long)], b[:min(len(b), long)]
	if len(a) == 0 {
		return false
	}
	// Distances from b to the piece of a that ends at each place.
	row := make([]int, len(a)+1)
	for i, r := range b {
		diagonal := row[0]
		row[0] = i + 1
		for k, q := range a {
			cost := diagonal
			if r != q {
				cost++
			}
			diagonal = row[k+1]
			row[k+1] = min(cost, row[k]+1, diagonal+1)
		}
	}
	return 3*slices.Min(row) <= len(b)
}
