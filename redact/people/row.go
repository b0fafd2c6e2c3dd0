package people

import (
	"slices"
	"sort"
	"strings"

	"sarsen/redact"
)

// rows withholds whole the rows of other people, in tables in which a row is
// the subject's. A row is somebody else's when a whole cell of it is another
// person's name or identifier; a name within a note is marked by itself. When
// most rows of a table are other people's, all but the subject's are: a row
// in which nothing was recognised is then somebody's too.
func (b *builder) rows() {
	for _, t := range b.texts {
		if t.field != "" {
			continue
		}
		for _, table := range tables(t.doc.Rows) {
			b.table(t, table)
		}
		b.whole(t)
	}
	b.onlyInRows()
}

// tables groups rows by table, without the tables that hold no row of the
// subject.
func tables(rows []Row) [][]Row {
	var order []int
	by := make(map[int][]Row)
	ours := make(map[int]bool)
	for _, r := range rows {
		if _, ok := by[r.Table]; !ok {
			order = append(order, r.Table)
		}
		by[r.Table] = append(by[r.Table], r)
		ours[r.Table] = ours[r.Table] || r.Subject
	}
	var out [][]Row
	for _, n := range order {
		if ours[n] {
			out = append(out, by[n])
		}
	}
	return out
}

func (b *builder) table(t *text, rows []Row) {
	other := make([]bool, len(rows))
	count, others := 0, 0
	for i, r := range rows {
		if r.Subject || r.Start < 0 || r.End > len(t.s) || strings.TrimSpace(t.s[r.Start:r.End]) == "" {
			continue
		}
		count++
		if other[i] = b.others(t, r); other[i] {
			others++
		}
	}
	for i, r := range rows {
		blank := r.Start < 0 || r.End > len(t.s) || r.Start >= r.End || strings.TrimSpace(t.s[r.Start:r.End]) == ""
		if r.Subject || blank || !other[i] && 2*others <= count || t.touches(r.Span) {
			continue
		}
		t.withheld = append(t.withheld, r.Span)
	}
}

// whole replaces the marks in rows that are withheld whole by one each.
func (b *builder) whole(t *text) {
	t.withheld = redact.Merge(t.withheld)
	t.marks = slices.DeleteFunc(t.marks, func(m redact.Mark) bool { return t.gone(m.Span) })
	for _, r := range t.doc.Rows {
		if t.gone(r.Span) {
			t.mark(redact.Found{Span: r.Span, Kind: redact.Row, Score: 0.9}, redact.Withhold, "", redact.ThirdPartyCode(b.pol.Right), "a row about somebody else")
		}
	}
}

// gone reports whether s lies in a row that is withheld whole.
func (t *text) gone(s redact.Span) bool {
	i := sort.Search(len(t.withheld), func(k int) bool { return t.withheld[k].End > s.Start })
	return i < len(t.withheld) && t.withheld[i].Covers(s)
}

// others reports whether a row is somebody else's.
func (b *builder) others(t *text, r Row) bool {
	for _, m := range t.within(r.Start, r.End) {
		if r.Covers(m.Span) && m.who.id != SubjectID && m.who.proposal != redact.Disclose && t.wholeCell(r, m.Span) {
			return true
		}
	}
	from := sort.Search(len(t.values), func(k int) bool { return t.values[k].Start >= r.Start })
	for _, v := range t.values[from:] {
		if v.Start >= r.End {
			break
		}
		if r.Covers(v.Span) && (v.who == nil || v.who.id != SubjectID && v.who.proposal != redact.Disclose) && v.Kind != redact.Reference && t.wholeCell(r, v.Span) {
			return true
		}
	}
	return false
}

// wholeCell reports whether s is all there is in its cell. Without cells in
// the hints every span is.
func (t *text) wholeCell(r Row, s redact.Span) bool {
	cells := false
	hints := t.doc.Hints
	for _, h := range hints[sort.Search(len(hints), func(k int) bool { return hints[k].Start >= r.Start }):] {
		if h.Start >= r.End {
			break
		}
		if h.Kind != "cell" || h.End > r.End {
			continue
		}
		cells = true
		if h.Start <= s.Start && s.End <= h.End {
			rest := t.s[h.Start:s.Start] + t.s[s.End:h.End]
			return len(words(rest)) <= 1
		}
	}
	return !cells
}

// onlyInRows notes who was met in rows that are withheld whole and nowhere
// else: nobody has to decide about them.
func (b *builder) onlyInRows() {
	outside := make(map[*entity]bool)
	for _, t := range b.texts {
		for _, m := range t.mentions {
			outside[m.who] = outside[m.who] || !t.gone(m.Span)
		}
	}
	for _, e := range b.all {
		e.rowsOnly = !outside[e] && e.id != SubjectID
	}
}
