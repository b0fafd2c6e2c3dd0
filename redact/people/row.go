package people

import (
	"slices"
	"sort"
	"strings"

	"sarsen/redact"
)

// rows withholds whole the rows of other people: in tables in which a row is
// the subject's, and in those that are lists of people. A row is somebody
// else's when a whole cell of it is another person's name or identifier, or a
// column of private persons holds somebody; a name within a note is marked by
// itself. When most rows of a table are other people's, all but the subject's
// are: a row in which nothing was recognised is then somebody's too.
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

// tables groups rows by table, in the order in which tables begin.
func tables(rows []Row) [][]Row {
	var out [][]Row
	at := make(map[int]int)
	for _, r := range rows {
		i, ok := at[r.Table]
		if !ok {
			i = len(out)
			at[r.Table] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], r)
	}
	return out
}

func (b *builder) table(t *text, rows []Row) {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r Row) bool {
		return r.Start < 0 || r.End > len(t.s) || r.Start >= r.End || strings.TrimSpace(t.s[r.Start:r.End]) == ""
	})
	rows = slices.DeleteFunc(rows, func(r Row) bool {
		if r.Other {
			t.withheld = append(t.withheld, r.Span)
		}
		return r.Other
	})
	other := make([]bool, len(rows))
	count, others, records := 0, 0, 0
	for i, r := range rows {
		if r.Subject {
			continue
		}
		count++
		n := b.foreign(t, r)
		if other[i] = n > 0; other[i] {
			others++
		}
		if n > 1 {
			records++
		}
	}
	if list := 2*records > count; !list && count == len(rows) {
		return // no row is the subject's, and it is no list of people
	}
	for i, r := range rows {
		if !r.Subject && (other[i] || 2*others > count) && !t.namesSubject(r.Span) {
			t.withheld = append(t.withheld, r.Span)
		}
	}
}

// namesSubject reports whether the subject's name stands in s. An address or a
// number is shared in a household, and does not make a row theirs.
func (t *text) namesSubject(s redact.Span) bool {
	i := sort.Search(len(t.subject), func(k int) bool { return t.subject[k].End > s.Start })
	for ; i < len(t.subject) && t.subject[i].Start < s.End; i++ {
		if sp := t.subject[i]; !strings.ContainsAny(t.s[sp.Start:sp.End], "0123456789") && !t.inAddress(sp) {
			return true
		}
	}
	return false
}

// inAddress reports whether s is a part of an address, as a town is.
func (t *text) inAddress(s redact.Span) bool {
	i := sort.Search(len(t.found), func(k int) bool { return t.found[k].End > s.Start })
	return i < len(t.found) && t.found[i].Kind == redact.Address && t.found[i].Covers(s)
}

// whole replaces the marks in rows that are withheld whole by one each.
func (b *builder) whole(t *text) {
	t.withheld = redact.Merge(t.withheld)
	t.marks = slices.DeleteFunc(t.marks, func(m redact.Mark) bool { return t.gone(m.Span) })
	for _, r := range t.doc.Rows {
		if t.gone(r.Span) {
			t.mark(redact.Found{Span: r.Span, Kind: redact.Row, Score: 0.9}, "", b.withhold("a row about somebody else"))
		}
	}
}

// gone reports whether s lies in a row that is withheld whole.
func (t *text) gone(s redact.Span) bool {
	i := sort.Search(len(t.withheld), func(k int) bool { return t.withheld[k].End > s.Start })
	return i < len(t.withheld) && t.withheld[i].Covers(s)
}

// foreign counts the names and values of other people that fill a cell of a
// row, or stand in a column of private persons.
func (b *builder) foreign(t *text, r Row) int {
	n := 0
	fills := func(s redact.Span) bool {
		return r.Covers(s) && (t.wholeCell(r, s) || related(t.column(s.Start)))
	}
	for _, m := range t.within(r.Start, r.End) {
		if m.who.id != SubjectID && (m.who.proposed.verdict != redact.Disclose || m.private) && fills(m.Span) {
			n++
		}
	}
	from := sort.Search(len(t.values), func(k int) bool { return t.values[k].Start >= r.Start })
	for _, v := range t.values[from:] {
		if v.Start >= r.End {
			break
		}
		if v.Kind != redact.Reference && (v.who == nil || v.who.id != SubjectID && v.who.proposed.verdict != redact.Disclose) && fills(v.Span) {
			n++
		}
	}
	return n
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
		e.rowsOnly = !outside[e] && e.id != SubjectID && e.role != redact.Body
	}
}
