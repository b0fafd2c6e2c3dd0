package pack

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How much of the text stands on each side of an occurrence, and what a mask
// takes of it.
const (
	contextBytes = 60
	maskBytes    = 10
)

func (p *plan) occurrences() *table {
	t := &table{path: "occurrences.csv", title: "Each place where your data stands", fields: []field{
		{"item", "integer", "Number of the item in this pack"},
		{"field", "string", "What it is: name, date_of_birth, address ..."},
		{"value", "string", "As it stands there"},
		{"context", "string", "The words around it, without what is withheld"},
		{"place", "string", "Page, sheet or row"},
	}, refs: map[string]string{"item": "items"}, rules: map[string]rule{"item": {Required: true}, "field": {Required: true}, "value": {Required: true}}}
	for _, e := range p.entries {
		if !e.shown() {
			continue
		}
		for _, s := range e.Subject {
			if s.Start < 0 || s.End > len(e.Text) || s.Start >= s.End || !edge(e.Text, s.Start) || !edge(e.Text, s.End) {
				continue // a place that is not in the text
			}
			if e.masked.within(s.Span) {
				continue // the subject's words, and withheld: it would say what is behind the mask
			}
			from, to := e.masked.around(s.Start, s.End)
			context := strings.Join(strings.Fields(e.masked.plain(from, to)), " ")
			t.add(strconv.Itoa(e.number), s.Fact, e.Text[s.Start:s.End], context, p.labels.Mask(placeOf(e.bounds, s.Start)))
		}
	}
	return t
}

// around widens [start, end), of which nothing is withheld, by some words to
// each side. It cuts neither words nor masks, and a mask counts the same
// however much is behind it.
func (m masked) around(start, end int) (from, to int) {
	from, to = start, end
	for at, left := start, contextBytes; at > 0 && left > 0; {
		if c := m.at(at - 1); c != nil {
			at, left = c.Start, left-maskBytes
		} else {
			r, n := utf8.DecodeLastRuneInString(m.text[:at])
			if unicode.IsSpace(r) {
				from = at
			}
			at, left = at-n, left-n
		}
		if at == 0 {
			from = 0
		}
	}
	for at, left := end, contextBytes; at < len(m.text) && left > 0; {
		if c := m.at(at); c != nil {
			at, left = c.End, left-maskBytes
		} else {
			r, n := utf8.DecodeRuneInString(m.text[at:])
			if unicode.IsSpace(r) {
				to = at
			}
			at, left = at+n, left-n
		}
		if at == len(m.text) {
			to = at
		}
	}
	return from, to
}

// placeOf names the page, sheet and row that hold a byte.
func placeOf(nodes []*node, at int) string {
	var parts []string
	for {
		n := holding(nodes, at)
		if n == nil {
			return strings.Join(parts, ", ")
		}
		switch n.Kind {
		case "page", "sheet", "row", "note", "field":
			parts = append(parts, strings.TrimSpace(n.Kind+" "+n.Label))
		case "properties":
			parts = append(parts, "document properties")
		}
		nodes = n.kids
	}
}

func holding(nodes []*node, at int) *node {
	lo, hi := 0, len(nodes)
	for lo < hi {
		if mid := (lo + hi) / 2; nodes[mid].End <= at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(nodes) && nodes[lo].Start <= at {
		return nodes[lo]
	}
	return nil
}
