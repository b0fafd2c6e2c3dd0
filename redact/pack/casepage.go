package pack

import (
	"fmt"
	"strings"
)

// page writes case.html, the record for a person to read: the second reviewer,
// the regulator, a court.
func (c *caseFile) page(tables []*table, sealed sealedSet) []byte {
	var p page
	r := c.in.Request
	p.begin("Case file of request "+r.ID, "", c.in.Draft)
	p.raw("<header>\n")
	p.heading(1, "", "Case file of request "+r.ID)
	p.raw("<p class=\"draft\" role=\"note\">The council's own record. It is not for the requester and must not be sent with the pack.</p>\n")
	p.el("p", c.opening())
	p.raw("</header>\n<nav aria-label=\"Contents\">\n<ul>\n")
	for _, t := range tables {
		fmt.Fprintf(&p.b, "<li><a href=\"#%s\">", t.name())
		p.text(t.title)
		p.raw("</a></li>\n")
	}
	p.raw("<li><a href=\"#sealed\">The sealed set</a></li>\n</ul>\n</nav>\n<main id=\"content\" tabindex=\"-1\">\n")
	for _, t := range tables {
		p.table(t)
	}
	c.sealedWords(&p, sealed)
	p.raw("</main>\n")
	return p.end(c.in.Draft)
}

// opening says in a few sentences what was found and given.
func (c *caseFile) opening() string {
	r, s := c.in.Request, c.plan.summary()
	var b strings.Builder
	fmt.Fprintf(&b, "%s received a request (%s) from %s", c.plan.council(), r.Right, r.Subject)
	if !r.Received.IsZero() {
		fmt.Fprintf(&b, " on %s", r.Received.Format("2 January 2006"))
	}
	fmt.Fprintf(&b, ". The schedule has %d items; the redaction log has %d entries. ", s.Items, len(c.removed))
	if c.in.ReleasedBy == "" {
		b.WriteString("This is the record of a draft, which nobody has released.")
	} else {
		fmt.Fprintf(&b, "%s released it.", c.in.ReleasedBy)
	}
	b.WriteString(" This page, and the tables beside it, hold no withheld text: what was withheld is told by a keyed hash, and stands in the sealed set.")
	return b.String()
}

func (c *caseFile) sealedWords(p *page, sealed sealedSet) {
	p.raw("<section>\n")
	p.heading(2, "sealed", "The sealed set")
	p.el("p", fmt.Sprintf("%s holds %d originals, %d texts and the text of all that was withheld, encrypted (age). A court may ask to see it (DPA 2018 s.180A). Open it with: sarsen case open %s --identity FILE -o FOLDER; any other program for age opens it too, and what comes out is a zip.",
		sealedName, len(sealed.originals), len(sealed.texts), c.in.Request.ID))
	if len(sealed.notes) > 0 {
		p.el("p", fmt.Sprintf("Originals that are not in it: %d. The list of items says which.", len(sealed.notes)))
	}
	p.el("p", "Who can open it: "+strings.Join(c.in.SealedFor, "; ")+".")
	p.el("p", "To find out whether a text is among what was withheld, without opening it: sarsen case check "+c.in.Request.ID+" --text “…”.")
	p.raw("</section>\n")
}

// name is what a table is called without its ending.
func (t *table) name() string { return strings.TrimSuffix(t.path, ".csv") }

// table writes a table with its heading.
func (p *page) table(t *table) {
	p.raw("<section>\n")
	p.heading(2, t.name(), t.title)
	if len(t.rows) == 0 {
		p.el("p", "None.")
		p.raw("</section>\n")
		return
	}
	p.raw("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"" + t.name() + "\">\n<table>\n<thead><tr>")
	for _, f := range t.fields {
		p.raw(`<th scope="col">`)
		p.text(strings.ReplaceAll(f.Name, "_", " "))
		p.raw("</th>")
	}
	p.raw("</tr></thead>\n<tbody>\n")
	for _, row := range t.rows {
		p.raw("<tr>")
		for _, cell := range row {
			p.raw("<td>")
			p.text(cell)
			p.raw("</td>")
		}
		p.raw("</tr>\n")
	}
	p.raw("</tbody>\n</table>\n</div>\n</section>\n")
}
