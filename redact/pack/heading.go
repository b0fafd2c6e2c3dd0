package pack

import (
	"strings"
	"unicode"

	"sarsen/redact"
)

// longestHeading is the longest heading of a column, in bytes.
const longestHeading = 60

// heading returns the header row of a table: the one that is marked as such,
// else the first row that fills more than one column, if it reads like one.
// Only titles, rows of a single cell, may stand above it.
func (e *entry) heading(r run) *node {
	if r.head != nil {
		return r.head
	}
	for i, n := range r.rows {
		if n.Kind == "headrow" {
			return n // a hidden one
		}
		if len(n.cells(e.Text)) < 2 {
			continue
		}
		if e.readsLikeHeadings(n) && e.dataBelow(n, r.rows[i+1:]) {
			return n
		}
		break
	}
	return nil
}

// readsLikeHeadings reports whether the cells of a row are short, different
// from each other and nobody's data.
func (e *entry) readsLikeHeadings(n *node) bool {
	if n.hides() || e.marked(n) {
		return false
	}
	seen := map[string]bool{}
	for _, c := range n.cells(e.Text) {
		title := strings.ToLower(strings.Join(strings.Fields(e.Text[c.Start:c.End]), " "))
		if title == "" || len(title) > longestHeading || seen[title] || strings.ContainsFunc(title, noHeading) {
			return false
		}
		seen[title] = true
	}
	return true
}

func noHeading(r rune) bool { return unicode.IsDigit(r) || strings.ContainsRune("@:=", r) }

// dataBelow reports whether the rows are those of a table below headings and
// not the lines of a form: figures or somebody's data stand in the column of
// the first heading, and no row fills a column without a heading.
func (e *entry) dataBelow(head *node, rows []*node) bool {
	titled := map[string]bool{}
	for _, c := range head.cells(e.Text) {
		titled[c.Label] = true
	}
	first, found := head.cells(e.Text)[0].Label, false
	for _, n := range rows {
		for _, c := range n.cells(e.Text) {
			if !titled[c.Label] {
				return false
			}
			found = found || c.Label == first && (strings.ContainsFunc(e.Text[c.Start:c.End], unicode.IsDigit) || e.marked(c))
		}
	}
	return found
}

// marked reports whether data of the subject, or something withheld, stands in
// a boundary.
func (e *entry) marked(n *node) bool {
	span := redact.Span{Start: n.Start, End: n.End}
	for _, s := range e.Subject {
		if s.Overlaps(span) {
			return true
		}
	}
	return e.masked.within(span)
}
