package pack

import (
	"strings"
	"unicode"
)

// node is a boundary with those inside it.
type node struct {
	Bound
	kids []*node
}

// nest makes a tree of bounds that are sorted, outer before inner. A bound
// that does not fit the text or crosses another is left out; its text stays.
func nest(text string, bounds []Bound) []*node {
	root := &node{Bound: Bound{End: len(text)}}
	stack := []*node{root}
	at := 0
	for _, b := range bounds {
		if b.Start < at || b.End < b.Start || b.End > len(text) || !edge(text, b.Start) || !edge(text, b.End) {
			continue
		}
		for len(stack) > 1 && b.Start >= stack[len(stack)-1].End {
			stack = stack[:len(stack)-1]
		}
		outer := stack[len(stack)-1]
		if b.End > outer.End {
			continue
		}
		n := &node{Bound: b}
		outer.kids = append(outer.kids, n)
		stack = append(stack, n)
		at = b.Start
	}
	return root.kids
}

func (n *node) isRow() bool { return n.Kind == "row" || n.Kind == "headrow" }

// cells returns the cells of a row. Words beside them become a cell without a
// label, and a row without any is one cell: no words are lost. What only
// announces a cell by its label, or parts it from the next, is none.
func (n *node) cells(text string) []*node {
	var out []*node
	at := n.Start
	rest := func(end int, label string) {
		between := strings.TrimSpace(text[at:end])
		if between == "" || len(n.kids) > 0 && (between == label+":" || !strings.ContainsFunc(between, wordly)) {
			return
		}
		out = append(out, &node{Bound: Bound{Kind: "cell", Start: at, End: end}})
	}
	for _, k := range n.kids {
		if k.Kind != "cell" {
			continue
		}
		rest(k.Start, k.Label)
		out = append(out, k)
		at = k.End
	}
	rest(n.End, "")
	return out
}

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// run is a stretch of consecutive rows: one table.
type run struct {
	head   *node
	rows   []*node
	hidden []*node // do not interrupt the table
	end    int     // where it ends in the text
	// repeated: the header row was shown already, above other rows.
	repeated bool
}

// takeRun splits the rows at the start of nodes from the rest. Only blanks may
// stand between the rows of one run, and a header row begins a new one.
func takeRun(text string, nodes []*node) (run, []*node) {
	var r run
	for i, n := range nodes {
		if !n.isRow() || i > 0 && (n.Kind == "headrow" || strings.TrimSpace(text[r.end:n.Start]) != "") {
			return r, nodes[i:]
		}
		switch {
		case n.Hidden:
			r.hidden = append(r.hidden, n)
		case n.Kind == "headrow":
			r.head = n
		default:
			r.rows = append(r.rows, n)
		}
		r.end = n.End
	}
	return r, nil
}
