package page

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"sarsen/crawlers/pdfium"
)

// A token is what stays together when a line is set anew: a word that remains
// or a part of one, or what one mask hides.
type token struct {
	from, to int // glyphs, to exclusive
	mask     int // of the sheet, or -1
	box, ink pdfium.Rect
}

// A line is a run of tokens beside one another, from left to right. What a wide
// gap parts, such as the cells of a table, are lines of their own.
type line struct {
	tokens []token
	left   float64 // end of the line before it in the same row
	right  float64 // start of the next
}

func (l line) box() (r pdfium.Rect) {
	for _, t := range l.tokens {
		r = r.Union(t.box)
	}
	return r
}

func (l line) masked() bool {
	return slices.ContainsFunc(l.tokens, func(t token) bool { return t.mask >= 0 })
}

// size is the size of the line's type: the height that the middle one of its
// tokens gives it, in half points. What is hidden has no say where anything
// remains.
func (l line) size() float64 {
	const leading = 1.15 // height of a line's box in sizes of its type
	tokens := slices.DeleteFunc(slices.Clone(l.tokens), func(t token) bool { return t.mask >= 0 })
	if len(tokens) == 0 {
		tokens = l.tokens
	}
	return math.Round(2*middle(tokens, func(t token) float64 { return t.box.Bottom - t.box.Top })/leading) / 2
}

// middle returns the middle one of what of returns, 0 for none.
func middle[T any](list []T, of func(T) float64) float64 {
	if len(list) == 0 {
		return 0
	}
	values := make([]float64, len(list))
	for i, v := range list {
		values[i] = of(v)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// tokens returns what is seen or hidden on the page, in the order of the text.
func (s *sheet) tokens() (list []token) {
	for i, g := range s.Glyphs {
		if g.Box.Empty() || s.of[i] < 0 && (s.unseen[i] || g.Start == g.End) || s.blank(g) {
			continue
		}
		if n := len(list); n > 0 && s.continues(list[n-1], i) {
			t := &list[n-1]
			t.to, t.box, t.ink = i+1, t.box.Union(g.Box), t.ink.Union(g.Ink)
			continue
		}
		list = append(list, token{from: i, to: i + 1, mask: s.of[i], box: g.Box, ink: g.Ink})
	}
	return list
}

// blank reports whether a glyph stands for white space, to which some fonts give
// a box.
func (s *sheet) blank(g pdfium.Glyph) bool {
	return g.Start < g.End && strings.TrimSpace(s.Text[g.Start:g.End]) == ""
}

// continues reports whether glyph i belongs to the token before it.
func (s *sheet) continues(t token, i int) bool {
	if t.mask >= 0 || s.of[i] >= 0 {
		return t.mask == s.of[i]
	}
	last, g := s.Glyphs[t.to-1], s.Glyphs[i]
	return t.to == i && last.End == g.Start && last.Box.Left <= g.Box.Left && beside(last.Box, g.Box)
}

// beside reports whether two boxes share half of the lower one's height.
func beside(a, b pdfium.Rect) bool {
	return min(a.Bottom, b.Bottom)-max(a.Top, b.Top) >= min(a.Bottom-a.Top, b.Bottom-b.Top)/2
}

// lines puts the tokens of the page into lines.
func (s *sheet) lines() (all []line) {
	rows := rowsOf(s.tokens())
	begins := beginnings(rows)
	for i, row := range rows {
		all = append(all, s.split(row, func(t token) bool { return begins.column(i, t) })...)
	}
	return all
}

// rowsOf puts tokens into rows, each from left to right.
func rowsOf(tokens []token) (rows [][]token) {
	const back = 8 // rows that a token may still belong to
	slices.SortStableFunc(tokens, func(a, b token) int {
		return cmp.Compare(a.box.Top+a.box.Bottom, b.box.Top+b.box.Bottom)
	})
	for _, t := range tokens {
		at := -1
		for k := len(rows) - 1; k >= max(0, len(rows)-back) && at < 0; k-- {
			if beside(rows[k][0].box, t.box) {
				at = k
			}
		}
		if at < 0 {
			rows, at = append(rows, nil), len(rows)
		}
		rows[at] = append(rows[at], t)
	}
	for _, row := range rows {
		slices.SortStableFunc(row, func(a, b token) int { return cmp.Compare(a.box.Left, b.box.Left) })
	}
	return rows
}

// Gaps, in sizes of the type.
const (
	wide   = 1.1  // parts a row unless its gaps are all as wide
	ample  = 0.65 // parts it where a column starts
	joint  = 0.1  // is no space
	lapped = -0.3 // is text over text
)

// A beginning is a place where a row, or what comes after an ample gap in it,
// starts.
type beginning struct {
	row  int
	left float64
}

type starts []beginning // by left

func beginnings(rows [][]token) (list starts) {
	for i, row := range rows {
		for k, t := range row {
			if k == 0 || t.box.Left-row[k-1].box.Right > ample*(t.box.Bottom-t.box.Top) {
				list = append(list, beginning{i, t.box.Left})
			}
		}
	}
	slices.SortFunc(list, func(a, b beginning) int { return cmp.Compare(a.left, b.left) })
	return list
}

// column reports whether a token starts where two of the rows near it have
// something start as well.
func (s starts) column(row int, t token) bool {
	const near, off = 12, 0.6 // rows, points
	at, _ := slices.BinarySearchFunc(s, t.box.Left-off, func(b beginning, left float64) int { return cmp.Compare(b.left, left) })
	n := 0
	for ; at < len(s) && s[at].left <= t.box.Left+off; at++ {
		if d := s[at].row - row; d != 0 && -near <= d && d <= near {
			n++
		}
	}
	return n >= 2
}

// split cuts a row into lines.
func (s *sheet) split(row []token, column func(token) bool) (lines []line) {
	var gaps []float64
	size := line{tokens: row}.size()
	for k := 1; k < len(row); k++ {
		if gap := row[k].box.Left - row[k-1].box.Right; gap > joint*size {
			gaps = append(gaps, gap)
		}
	}
	usual := middle(gaps, func(g float64) float64 { return g })
	start := 0
	for k := 1; k <= len(row); k++ {
		if k < len(row) {
			gap := row[k].box.Left - row[k-1].box.Right
			apart := gap > wide*size && (len(gaps) < 3 || gap > 1.8*usual || gap > 1.5*wide*size)
			if !apart && !(gap > ample*size && column(row[k])) {
				continue
			}
		}
		l := line{tokens: row[start:k], right: s.Width}
		if start > 0 {
			l.left = row[start-1].box.Right
		}
		if k < len(row) {
			l.right = row[k].box.Left
		}
		lines, start = append(lines, l), k
	}
	return lines
}

// settable reports whether the tokens are one line that can be set anew: level,
// from left to right, nothing over something else.
func (s *sheet) settable(l line) bool {
	const uneven = 0.4 // sizes: where the engine knows no line height, letters hang below it
	size := l.size()
	base := middle(l.tokens, func(t token) float64 { return t.box.Bottom })
	for i, t := range l.tokens {
		if math.Abs(t.box.Bottom-base) > uneven*size || t.mask >= 0 && s.masks[t.mask].vertical {
			return false
		}
		if i > 0 && t.box.Left-l.tokens[i-1].box.Right < lapped*size {
			return false
		}
		for k := t.from; k < t.to; k++ {
			if g := s.Glyphs[k]; rightToLeft(s.Text[g.Start:g.End]) {
				return false
			}
			if t.mask >= 0 && s.of[k] != t.mask || s.undrawn != nil && s.undrawn[k] {
				return false
			}
		}
	}
	return size > 0
}

// glued reports whether there is no space before token i of a line.
func (s *sheet) glued(l line, i int) bool {
	before, t := l.tokens[i-1], l.tokens[i]
	from, to := s.Glyphs[before.to-1].End, s.Glyphs[t.from].Start
	if from <= to && !containsSpace(s.Text[from:to]) {
		return true
	}
	return t.box.Left-before.box.Right < joint*l.size()
}

func containsSpace(s string) bool {
	for _, r := range s {
		if unicode.IsSpace(r) {
			return true
		}
	}
	return false
}
