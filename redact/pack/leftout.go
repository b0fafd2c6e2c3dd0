package pack

import (
	"cmp"
	"html"
	"path"
	"slices"
	"strings"

	"sarsen/redact"
)

// What a page of an item's text says when it stands beside pages that do not show
// all of it.
const (
	leftOutTitle = "What the pages do not show"
	leftOutText  = "The pages of this document leave out what follows, such as comments, deleted text, or the addresses that links lead to. " +
		"Each is given with the note, row or line that it stands in."
	toPages    = "The pages of this document"
	wholeTitle = "All of its text"
	wholeText  = "If you have read the pages, you need not read on. This is the same text once more, with what the pages leave out, in one piece."
)

// leaveOut begins the page with what a copy of the item does not show, so that
// nobody has to compare the two.
func (d *document) leaveOut() {
	if len(d.e.unshown) == 0 {
		return
	}
	d.raw("<section>\n")
	d.heading(d.depth, "", leftOutTitle)
	d.el("p", leftOutText)
	d.raw(`<p><a href="` + html.EscapeString(path.Base(d.e.document)) + `">` + toPages + "</a> (PDF)</p>\n")
	d.depth++
	for _, p := range d.e.passages(d.e.unshown) {
		d.flow(p.Start, p.End, p.nodes)
	}
	d.depth--
	d.raw("</section>\n")
	d.heading(d.depth, "", wholeTitle)
	d.el("p", wholeText)
}

// A passage is a stretch of the text that can be read by itself.
type passage struct {
	redact.Span
	nodes []*node // inside it
}

// passages returns the notes, rows, headings and lines that hold some of the
// spans, in order. Nothing in them counts as hidden, since all of them are shown
// where the reader looks for what is.
func (e *entry) passages(spans []redact.Span) []passage {
	var all []passage
	for _, s := range spans {
		s = redact.Span{Start: max(s.Start, 0), End: min(s.End, len(e.Text))}
		if s.Start < s.End {
			all = append(all, e.passage(s))
		}
	}
	slices.SortStableFunc(all, func(a, b passage) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	var out []passage
	for _, p := range all {
		if n := len(out); n > 0 && out[n-1].Covers(p.Span) {
			continue
		}
		out = append(out, p)
	}
	return out
}

// passage returns the least of the text around a span that reads by itself.
func (e *entry) passage(s redact.Span) passage {
	inside, nodes := redact.Span{End: len(e.Text)}, e.bounds
	for {
		i := slices.IndexFunc(nodes, func(n *node) bool { return n.span().Covers(s) })
		if i < 0 {
			break
		}
		if n := nodes[i]; n.whole() {
			return passage{n.span(), visible([]*node{n})}
		}
		inside, nodes = nodes[i].span(), nodes[i].kids
	}
	line := redact.Span{
		Start: max(inside.Start, strings.LastIndexByte(e.Text[:s.Start], '\n')+1),
		End:   inside.End,
	}
	if n := strings.IndexByte(e.Text[s.End:], '\n'); n >= 0 {
		line.End = min(line.End, s.End+n)
	}
	var within []*node
	for _, n := range nodes { // what crosses an end of the line belongs to it
		if n.span().Overlaps(line) {
			line.Start, line.End = min(line.Start, n.Start), max(line.End, n.End)
			within = append(within, n)
		}
	}
	return passage{line, visible(within)}
}

func (n *node) span() redact.Span { return redact.Span{Start: n.Start, End: n.End} }

// whole reports whether a boundary is read as one.
func (n *node) whole() bool {
	return n.Hidden || n.isRow() || slices.Contains([]string{"note", "heading", "field"}, n.Kind)
}
