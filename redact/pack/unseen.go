package pack

// unseen is what a reader of the original does not normally see: a boundary,
// or rows of one table.
type unseen struct {
	node *node
	rows run
}

// reveal writes all that is unseen, and then the document's properties. What is
// hidden inside what is hidden is told apart no further.
func (d *document) reveal() {
	if len(d.hidden) > 0 {
		d.raw("<section>\n")
		d.heading(2, "", "Not normally visible in the original")
		d.el("p", "The original holds this as well, but does not show it: hidden sheets, rows or columns, deleted text, or text in the colour of the page.")
		d.depth = 3
		for _, u := range d.hidden {
			if u.node == nil {
				u.rows.repeated = u.rows.head != nil
				u.rows.rows = visible(u.rows.rows)
				d.rows(u.rows)
				continue
			}
			d.flow(u.node.Start, u.node.End, visible([]*node{u.node}))
		}
		d.depth = 2
		d.raw("</section>\n")
	}
	for i := 0; i < len(d.properties); i++ { // one may hold another
		d.section(d.properties[i], "Properties of the document")
	}
}

// visible returns copies of nodes in which nothing is hidden.
func visible(nodes []*node) []*node {
	out := make([]*node, len(nodes))
	for i, n := range nodes {
		seen := *n
		seen.Hidden, seen.kids = false, visible(n.kids)
		out[i] = &seen
	}
	return out
}
