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
	depth  int      // level of the headings of sections: 2, 3 inside a section
	hidden []unseen // shown at the end, under a heading of their own
	// properties stand at the very end, since no reader of the original looks
	// for them in its text.
	properties []*node
}

func (p *plan) document(e *entry) []byte {
	d := &document{e: e, labels: p.labels, depth: 2}
	d.begin(fmt.Sprintf("%d. %s", e.number, e.title), "../index.html", p.in.Draft)
	d.raw("<header>\n")
	d.heading(1, "", fmt.Sprintf("%d. %s", e.number, e.title))
	d.el("p", facts(e))
	d.raw("</header>\n<main id=\"content\" tabindex=\"-1\">\n")
	if strings.TrimSpace(e.Text) == "" {
		d.el("p", "There is no text in this item.")
	}
	d.leaveOut()
	d.flow(0, len(e.Text), e.bounds)
	d.reveal()
	d.raw("</main>\n")
	return d.end(p.in.Draft)
}

// facts is the line below a document's title.
func facts(e *entry) string {
	kind := kindOf(e)
	out := strings.ToUpper(kind[:1]) + kind[1:]
	if !e.Date.IsZero() {
		out += ", " + e.Date.Format("2 January 2006")
	}
	out += "."
	if e.attachedTo != 0 {
		out += fmt.Sprintf(" It came with document %d.", e.attachedTo)
	}
	if e.byHand() {
		out += " " + byHandSentence
	}
	if e.note != "" {
		out += " " + e.note + "."
	}
	if e.disposition == Part {
		out += " Some parts are withheld; the codes are explained in the overview of this pack."
	}
	return out
}

// byHandSentence says so below the title of a document.
const byHandSentence = "The council added this by hand, or something to it."

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
			if r.head == nil && len(r.rows) > 0 && d.e.heading(r) == r.rows[0] {
				r.head, r.rows = r.rows[0], r.rows[1:]
			}
			if len(r.hidden) > 0 {
				d.hidden = append(d.hidden, unseen{rows: run{head: r.head, rows: r.hidden}})
			}
			d.rows(r)
			at = r.end
			continue
		case n.Kind == "properties":
			d.properties = append(d.properties, visible([]*node{n})...)
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
	d.heading(d.depth, "", d.labels.Mask(title))
	d.flow(n.Start, n.End, n.kids)
	d.raw("</section>\n")
}

// headline writes a heading of the text, below those of the page.
func (d *document) headline(n *node) {
	level, err := strconv.Atoi(n.Label)
	if err != nil {
		level = 1
	}
	tag := fmt.Sprintf("h%d", d.next(max(level, 1)+d.depth))
	d.raw("<" + tag + ">")
	d.inline(n.Start, n.End)
	d.raw("</" + tag + ">\n")
}

// fields writes a message's header as a table.
func (d *document) fields(nodes []*node) (int, []*node) {
	d.raw("<table class=\"mail\">\n<caption>Header of the message</caption>\n<tbody>\n")
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
	w := paragraph{d: d}
	d.e.masked.each(start, end, func(s string) {
		for i, line := range strings.Split(s, "\n") {
			if i > 0 {
				w.breaks++
			}
			if strings.TrimSpace(line) != "" || i == 0 && w.open {
				w.line(line)
			}
		}
	}, w.mask)
	w.finish()
}

// paragraph gathers one paragraph, to tell its language before it is written.
type paragraph struct {
	d      *document
	inner  page            // what is inside it
	said   strings.Builder // what can be read of it
	open   bool
	breaks int // line ends since the last words
}

// line adds words of one line.
func (w *paragraph) line(s string) {
	w.begin()
	w.inner.text(s)
	w.said.WriteString(s + " ")
}

func (w *paragraph) mask(codes []string) {
	w.begin()
	w.inner.mask(codes)
}

// begin goes on in the paragraph that is open, or begins the next.
func (w *paragraph) begin() {
	switch {
	case w.breaks > 1:
		w.finish()
	case w.breaks == 1 && w.open:
		w.inner.raw("<br>\n")
	}
	w.breaks, w.open = 0, true
}

func (w *paragraph) finish() {
	if w.open {
		w.d.raw("<p" + languageAttribute(w.said.String()) + ">" + w.inner.b.String() + "</p>\n")
	}
	w.inner, w.open = page{}, false
	w.said.Reset()
}

// languageAttribute says in which language a passage is, where it is not the
// page's.
func languageAttribute(s string) string {
	lang := languageOf(s)
	if lang == "" {
		return ""
	}
	return ` lang="` + lang + `"`
}
