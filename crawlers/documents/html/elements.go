package html

import (
	"slices"
	"time"

	"golang.org/x/net/html/atom"
)

var noTime time.Time

func set(atoms ...atom.Atom) map[atom.Atom]bool {
	m := make(map[atom.Atom]bool, len(atoms))
	for _, a := range atoms {
		m[a] = true
	}
	return m
}

var (
	// void elements have no content and no end tag.
	void = set(atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input,
		atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr, atom.Frame)

	// blocks begin and end on a line of their own.
	blocks = set(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption,
		atom.Center, atom.Dd, atom.Details, atom.Dialog, atom.Div, atom.Dl, atom.Dt, atom.Fieldset,
		atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4,
		atom.H5, atom.H6, atom.Header, atom.Hr, atom.Legend, atom.Li, atom.Main, atom.Nav, atom.Ol,
		atom.Optgroup, atom.Option, atom.P, atom.Pre, atom.Section, atom.Select, atom.Summary,
		atom.Table, atom.Textarea, atom.Title, atom.Tr, atom.Ul)

	// walls are elements that an end tag from inside does not reach through.
	walls = set(atom.Table, atom.Td, atom.Th)
	// tabular elements' end tags do, up to their own table.
	tabular = set(atom.Table, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Td, atom.Th)
)

// implied lists which open elements end where another begins.
var implied = map[atom.Atom][]atom.Atom{
	atom.Li: {atom.Li}, atom.P: {atom.P}, atom.Div: {atom.P}, atom.Dd: {atom.Dd, atom.Dt}, atom.Dt: {atom.Dd, atom.Dt},
	atom.Option: {atom.Option}, atom.Body: {atom.Head},
	atom.Td: {atom.Td, atom.Th}, atom.Th: {atom.Td, atom.Th},
	atom.Tr:    {atom.Td, atom.Th, atom.Tr},
	atom.Tbody: {atom.Td, atom.Th, atom.Tr, atom.Thead, atom.Tbody},
	atom.Tfoot: {atom.Td, atom.Th, atom.Tr, atom.Thead, atom.Tbody},
}

// autoClose ends elements whose end tag was left out before tag begins. Cells
// and rows are looked for up to their table, others only where they lie open
// innermost.
func (p *page) autoClose(tag atom.Atom) {
	ends := implied[tag]
	if ends == nil {
		return
	}
	if !tabular[tag] {
		if slices.Contains(ends, p.innermost()) {
			p.pop()
		}
		return
	}
	for i := len(p.open) - 1; i >= 0 && p.open[i].tag != atom.Table; i-- {
		if slices.Contains(ends, p.open[i].tag) {
			p.popTo(i)
		}
	}
}

// close handles an end tag: the innermost element of that name ends with all
// in it; without one the tag is ignored.
func (p *page) close(tag atom.Atom) {
	for i := len(p.open) - 1; i >= 0; i-- {
		open := p.open[i].tag
		if open == tag && tag != 0 {
			p.popTo(i)
			return
		}
		if walls[open] && (!tabular[tag] || open == atom.Table) {
			break
		}
	}
	if blocks[tag] {
		p.flow.line()
	}
}

func (p *page) popTo(i int) {
	for len(p.open) > i {
		p.pop()
	}
}

// pop ends the innermost element.
func (p *page) pop() {
	e := p.open[len(p.open)-1]
	p.open = p.open[:len(p.open)-1]
	switch e.tag {
	case atom.Td, atom.Th:
		p.closeBounds(e)
		p.endCell()
		return
	case atom.Tr:
		p.endRow()
	case atom.Table:
		p.endTable()
	}
	p.closeBounds(e)
	if blocks[e.tag] {
		p.flow.line()
	}
}

// closeBounds ends what the element opened.
func (p *page) closeBounds(e element) {
	for range e.bounds {
		p.target().Close()
	}
	switch {
	case e.outer != nil:
		inner := p.flow
		p.flow = e.outer
		p.flow.cut(e.unseen, inner)
	case e.tag == atom.Ins:
		p.flow.added(e.from, e.spaced)
	}
}
