package xls

import (
	"strings"

	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/ole"
)

// headerFooter reads the header or footer of printed pages.
func (p *page) headerFooter(c *cursor) {
	if c.done() {
		return
	}
	text := ""
	if p.version == biff8 {
		text = c.long()
	} else {
		text = c.short()
	}
	p.addFurniture(text)
}

// otherHeaders reads those of even and of first pages.
func (p *page) otherHeaders(r record) {
	c := p.cursor(r.segs)
	c.take(28 + 2)
	var lengths [4]int
	for i := range lengths {
		lengths[i] = c.uint16()
	}
	for _, n := range lengths {
		if n > 0 {
			p.addFurniture(c.counted(n))
		}
	}
}

func (p *page) addFurniture(text string) {
	if text = grid.PlainHeader(text); text != "" && len(p.furniture) < maxNotes {
		p.furniture = append(p.furniture, text)
	}
}

// note reads a comment on a cell. In older files its text is in the record,
// and one of more than 2048 bytes goes on in the next.
func (p *page) note(c *cursor) {
	if len(p.comments) >= maxNotes {
		return
	}
	row := c.uint16()
	c.take(2)
	if p.version == biff8 {
		c.take(2)
		object := c.uint16()
		p.comments = append(p.comments, comment{object: object, author: strings.TrimSpace(c.long())})
		return
	}
	length := c.uint16()
	text := ole.Decode(c.take(int64(min(length, 2048))), p.page)
	if n := len(p.comments); row == 0xFFFF && n > 0 {
		p.comments[n-1].text += text
		return
	}
	p.comments = append(p.comments, comment{object: -1, text: text})
}

// textBox reads the text of a shape: it follows in the record's next part.
func (p *page) textBox(r record) {
	f := r.fields()
	f.Skip(10)
	n := int(f.Uint16())
	if n == 0 || len(r.segs) < 2 || len(p.order) >= maxNotes {
		return
	}
	c := p.cursor(r.segs[1:])
	flags := 0
	if p.version == biff8 {
		flags = c.uint8()
	}
	text := c.chars(n, flags)
	if _, taken := p.texts[p.object]; taken || p.object < 0 {
		p.object = -2 - len(p.order)
	}
	p.texts[p.object] = text
	p.order = append(p.order, p.object)
}

// shapes reads the texts that shapes hold beside their text boxes.
func (p *page) shapes(data []byte) {
	ole.Visit(data, func(r ole.Record) bool {
		seen, unseen := ole.Texts(r)
		for _, s := range seen {
			p.extra = append(p.extra, extra{"text in a drawing", false, s})
		}
		for _, s := range unseen {
			p.later("alternative text", s)
		}
		return len(p.extra) < maxNotes
	})
}

// inputRule reads what a rule for input says to whoever types.
func (p *page) inputRule(c *cursor) {
	c.take(4)
	for range 4 {
		if text := c.long(); text != "\x00" {
			p.later("input rule", text)
		}
	}
	for range 2 {
		n := c.uint16()
		c.take(2)
		p.literals(c.take(int64(n)))
	}
}

// scenario reads the name of a scenario, who made it, and its comment.
func (p *page) scenario(r record) {
	if p.version != biff8 {
		return
	}
	c := p.cursor(r.segs)
	c.take(4)
	name, remark, user := c.uint8(), c.uint8(), c.uint8()
	p.later("scenario", c.counted(name))
	if user > 0 {
		p.later("scenario", c.long())
	}
	if remark > 0 {
		p.later("scenario", c.long())
	}
}

// chartRecord reads the titles and labels of a chart.
func (p *page) chartRecord(r record) {
	switch r.kind {
	case recSeriesText:
		c := p.cursor(r.segs)
		c.take(2)
		p.chartText(c.short())
	case recLabel:
		c := p.cursor(r.segs)
		c.take(6)
		p.chartText(c.long())
	case recText:
		p.textBox(r)
	case recHeader, recFooter:
		p.headerFooter(p.cursor(r.segs))
	}
}

// chartText writes a text of a chart once.
func (p *page) chartText(text string) {
	if key := "chart:" + text; !p.known[key] && len(p.known) < maxNotes && strings.TrimSpace(text) != "" {
		p.known[key] = true
		p.extra = append(p.extra, extra{"chart", false, text})
	}
}

// link reads the target of a link.
func (p *page) link(data []byte) {
	if len(data) <= 8 {
		return
	}
	for _, target := range ole.Hyperlink(data[8:]) {
		if !p.links[target] && len(p.links) < maxNotes {
			p.links[target] = true
			p.later("link", target)
		}
	}
}
