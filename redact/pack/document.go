package pack

import (
	"fmt"
	"html"
	"strconv"
	"strings"
)

// document writes an item's allowed text as a page, with its tables as tables
// and its headings as headings.
type document struct {
	page
	e      *entry
	labels *Labels
	hidden []unseen // shown at the end, under a heading of their own
}

func (p *plan) document(e *entry) []byte {
	d := &document{e: e, labels: p.labels}
	d.begin(fmt.Sprintf("%d. %s", e.number, e.title), "../index.html", p.in.Draft)
	d.raw("<header>\n")
	d.heading(1, "", fmt.Sprintf("%d. %s", e.number, e.title))
	d.el("p", facts(e))
	d.raw("</header>\n<main id=\"content\" tabindex=\"-1\">\n")
	if strings.TrimSpace(e.Text) == "" {
		d.el("p", "There is no text in this item.")
	}
	d.flow(0, len(e.Text), e.bounds)
	d.reveal()
	d.raw("</main>\n")
	return d.end(p.in.Draft)
}

// facts is the line below a document's title.
func facts(e *entry) string {
	parts := []string{kindOf(e)}
	if !e.Date.IsZero() {
		parts = append(parts, e.Date.Format("2 January 2006"))
	}
	if e.attachedTo != 0 {
		parts = append(parts, fmt.Sprintf("came with document %d", e.attachedTo))
	}
	if e.disposition == Part {
		parts = append(parts, "some parts are withheld; the codes are explained in the overview of this pack")
	}
	return strings.Join(parts, ", ") + "."
}

// flow writes [start, end) of the text with the boundaries in it.
func (d *document) flow(start, end int, nodes []*node) {
	at := start
	for len(nodes) > 0 {
		n := nodes[0]
		d.paragraphs(at, n.Start)
		switch {
		case n.isRow():
			var r run
			r, nodes = takeRun(d.e.Text, nodes)
			if len(r.hidden) > 0 {
				d.hidden = append(d.hidden, unseen{rows: run{head: r.head, rows: r.hidden}})
			}
			d.rows(r)
			at = r.end
			continue
		case n.Hidden:
			d.hidden = append(d.hidden, unseen{node: n})
		case n.Kind == "field":
			at, nodes = d.fields(nodes)
			continue
		default:
			d.node(n)
		}
		at, nodes = n.End, nodes[1:]
	}
	d.paragraphs(at, end)
}

// node writes one boundary that is neither row nor field.
func (d *document) node(n *node) {
	switch n.Kind {
	case "page":
		d.section(n, "Page "+n.Label+" of the original")
	case "sheet":
		d.section(n, "Sheet: "+n.Label)
	case "body":
		d.section(n, "Message")
	case "properties":
		d.section(n, "Properties of the document")
	case "note":
		d.raw("<aside>\n")
		d.el("p", "Note ("+d.labels.Mask(n.Label)+"):")
		d.flow(n.Start, n.End, n.kids)
		d.raw("</aside>\n")
	case "heading":
		d.headline(n)
	default: // tables, furniture, cells without a row
		d.flow(n.Start, n.End, n.kids)
	}
}

func (d *document) section(n *node, title string) {
	d.raw("<section>\n")
	d.heading(2, "", d.labels.Mask(title))
	d.flow(n.Start, n.End, n.kids)
	d.raw("</section>\n")
}

// headline writes a heading of the text, below those of the page.
func (d *document) headline(n *node) {
	level, err := strconv.Atoi(n.Label)
	if err != nil {
		level = 1
	}
	tag := fmt.Sprintf("h%d", min(max(level, 1)+2, 6))
	d.raw("<" + tag + ">")
	d.inline(n.Start, n.End)
	d.raw("</" + tag + ">\n")
}

// fields writes a message's header as a table.
func (d *document) fields(nodes []*node) (int, []*node) {
	d.raw("<table>\n<caption>Header of the message</caption>\n<tbody>\n")
	end := nodes[0].Start
	for len(nodes) > 0 && nodes[0].Kind == "field" && strings.TrimSpace(d.e.Text[end:nodes[0].Start]) == "" {
		n := nodes[0]
		start := n.Start
		if strings.HasPrefix(d.e.Text[start:n.End], n.Label+":") {
			start += len(n.Label) + 1
		}
		d.raw(`<tr><th scope="row">`)
		d.text(d.labels.Mask(n.Label))
		d.raw("</th><td>")
		d.inline(start, n.End)
		d.raw("</td></tr>\n")
		end, nodes = n.End, nodes[1:]
	}
	d.raw("</tbody>\n</table>\n")
	return end, nodes
}

// inline writes [start, end) without paragraphs; line ends become breaks.
func (d *document) inline(start, end int) {
	text := d.e.Text
	for start < end && strings.IndexByte(" \t\n", text[start]) >= 0 {
		start++
	}
	for start < end && strings.IndexByte(" \t\n", text[end-1]) >= 0 {
		end--
	}
	d.e.masked.each(start, end, func(s string) {
		d.raw(strings.ReplaceAll(html.EscapeString(s), "\n", "<br>\n"))
	}, d.mask)
}

// paragraphs writes [start, end) as paragraphs, parted by blank lines.
func (d *document) paragraphs(start, end int) {
	open := false
	begin := func() {
		if !open {
			d.raw("<p>")
			open = true
		}
	}
	finish := func() {
		if open {
			d.raw("</p>\n")
			open = false
		}
	}
	breaks := 0
	d.e.masked.each(start, end, func(s string) {
		for i, line := range strings.Split(s, "\n") {
			if i > 0 {
				breaks++
			}
			if strings.TrimSpace(line) == "" && (i > 0 || !open) {
				continue
			}
			switch {
			case breaks > 1:
				finish()
			case breaks == 1 && open:
				d.raw("<br>\n")
			}
			breaks = 0
			begin()
			d.text(line)
		}
	}, func(codes []string) {
		if breaks > 1 {
			finish()
		} else if breaks == 1 && open {
			d.raw("<br>\n")
		}
		breaks = 0
		begin()
		d.mask(codes)
	})
	finish()
}

// unseen is what a reader of the original does not normally see: a boundary,
// or rows of one table.
type unseen struct {
	node *node
	rows run
}

// reveal writes all that is unseen. What is hidden inside it is told apart no
// further.
func (d *document) reveal() {
	if len(d.hidden) == 0 {
		return
	}
	d.raw("<section>\n")
	d.heading(2, "", "Not normally visible in the original")
	d.el("p", "The original holds this as well, but does not show it: hidden sheets, rows or columns, deleted text, or text in the colour of the page.")
	for len(d.hidden) > 0 {
		parts := d.hidden
		d.hidden = nil
		for _, u := range parts {
			if u.node == nil {
				d.rows(u.rows)
				continue
			}
			seen := *u.node
			seen.Hidden = false
			d.flow(seen.Start, seen.End, []*node{&seen})
		}
	}
	d.raw("</section>\n")
}
