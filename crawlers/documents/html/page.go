package html

import (
	"context"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sarsen/crawlers/documents"
)

// maxOpen is how many elements may be open inside one another; deeper ones are
// read, but nothing is remembered of them.
const maxOpen = 400

// An element is one that is open.
type element struct {
	tag    atom.Atom
	bounds int    // bounds to close with it
	kept   bool   // white space is kept
	outer  *flow  // to go on with, when it is not seen where it stands
	unseen string // and why
	from   int    // where it began
	spaced bool   // with a space due before it
}

// A page writes the tokens of one page.
type page struct {
	out   *documents.Builder
	flow  *flow
	open  []element
	table []*table
	depth int // of comments read as pages
	files int // written into the page and handed over
}

func newPage(out *documents.Builder) *page {
	return &page{out: out, flow: &flow{out: out}}
}

func (p *page) read(ctx context.Context, source string) {
	z := html.NewTokenizer(strings.NewReader(source))
	for n := 0; !p.out.Full(); n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return
		}
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			p.text(ctx, string(z.Text()))
		case html.CommentToken:
			p.comment(ctx, string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			p.start(z.Token())
		case html.EndTagToken:
			name, _ := z.TagName()
			p.close(atom.Lookup(name))
		}
	}
}

// end closes everything.
func (p *page) end() {
	for len(p.open) > 0 {
		p.pop()
	}
	p.flow.line()
}

// text writes a run of text as the innermost element has it.
func (p *page) text(ctx context.Context, s string) {
	switch p.innermost() {
	case atom.Script, atom.Style:
	case atom.Title:
		p.property("Title", s)
	case atom.Noscript, atom.Noframes, atom.Iframe, atom.Noembed, atom.Xmp:
		p.within(ctx, "alternative", s)
	default:
		p.flow.write(s, p.keeps())
	}
}

func (p *page) innermost() atom.Atom {
	if len(p.open) == 0 {
		return 0
	}
	return p.open[len(p.open)-1].tag
}

func (p *page) keeps() bool { return len(p.open) > 0 && p.open[len(p.open)-1].kept }

// comment writes a comment, in which there may be mark-up.
func (p *page) comment(ctx context.Context, s string) {
	if strings.HasPrefix(s, "[if") || strings.HasPrefix(s, "<![endif") {
		_, s, _ = strings.Cut(s, "]>")
	}
	s = strings.TrimSuffix(s, "<![endif]")
	if strings.TrimSpace(s) != "" && !looksLikeStyle(s) {
		p.within(ctx, "comment", s)
	}
}

var styleRule = regexp.MustCompile(`(?s)^\s*(@[a-z-]+|[.#a-z][^{}<]*)\s*\{[^{}]*:`)

func looksLikeStyle(s string) bool { return styleRule.MatchString(s) }

// within reads mark-up that is not shown as a hidden note; inside such a note
// it is kept as it stands.
func (p *page) within(ctx context.Context, label, source string) {
	if p.depth > 0 {
		p.flow.note(label, source)
		return
	}
	inner := documents.NewBuilder(0, nil)
	sub := newPage(inner)
	sub.depth = p.depth + 1
	sub.read(ctx, source)
	sub.end()
	p.flow.note(label, inner.Result().Item.Text)
}

func (p *page) property(name, value string) {
	value = strings.Join(strings.Fields(value), " ")
	p.out.Property(name, value)
	switch strings.ToLower(name) {
	case "title":
		p.out.Meta(value, "", noTime, noTime)
	case "author":
		p.out.Meta("", value, noTime, noTime)
	}
}

func (p *page) target() *documents.Builder { return p.flow.out }

// start opens an element.
func (p *page) start(t html.Token) {
	p.autoClose(t.DataAtom)
	if blocks[t.DataAtom] {
		p.flow.line()
	}
	if len(p.open) >= maxOpen && !void[t.DataAtom] {
		return
	}
	e := element{tag: t.DataAtom, kept: p.keeps() || t.DataAtom == atom.Pre || t.DataAtom == atom.Textarea}
	p.hide(t, &e)
	p.special(t, &e)
	if void[t.DataAtom] {
		p.closeBounds(e)
		return
	}
	p.open = append(p.open, e)
}

// hide sees to an element that is not seen, or struck out. A block is a note
// in its place; what stands between words follows below their line.
func (p *page) hide(t html.Token, e *element) {
	hidden := isHidden(t) && !tabular[t.DataAtom]
	switch {
	case hidden && (blocks[t.DataAtom] || void[t.DataAtom]):
		p.target().Open(documents.Note, "hidden", true)
		e.bounds++
	case hidden:
		e.unseen = "hidden"
	case t.DataAtom == atom.Del:
		e.unseen = "deleted"
	}
	if e.unseen != "" {
		e.outer = p.flow
		p.flow = &flow{out: documents.NewBuilder(0, nil)}
	}
	e.from, e.spaced = p.target().Len(), p.flow.space
}

// special does what single elements need.
func (p *page) special(t html.Token, e *element) {
	switch t.DataAtom {
	case atom.Br:
		p.flow.breakLine()
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.target().Open(documents.Heading, t.Data[1:], false)
		e.bounds++
	case atom.Table:
		p.startTable()
	case atom.Tr:
		p.startRow(isHidden(t))
	case atom.Td, atom.Th:
		p.startCell(t.DataAtom == atom.Th, isHidden(t))
	case atom.Meta:
		p.meta(t)
	case atom.Img, atom.Area:
		p.flow.note("picture", attribute(t, "alt"))
	case atom.A:
		p.link(attribute(t, "href"))
	case atom.Input:
		p.input(t)
	}
	p.flow.note("tooltip", attribute(t, "title"))
	p.inline(t)
}

func (p *page) meta(t html.Token) {
	name := strings.ToLower(attribute(t, "name") + attribute(t, "property"))
	switch name {
	case "", "viewport", "generator", "progid", "robots", "format-detection":
		return
	}
	p.property(name, attribute(t, "content"))
}

// link notes whom a link writes to or calls; other targets are not personal
// enough to be worth the noise.
func (p *page) link(href string) {
	for _, scheme := range []string{"mailto:", "tel:", "sms:"} {
		if len(href) > len(scheme) && strings.EqualFold(href[:len(scheme)], scheme) {
			target := href[len(scheme):]
			if plain, err := url.PathUnescape(target); err == nil {
				target = plain
			}
			p.flow.note("link", target)
		}
	}
}

func (p *page) input(t html.Token) {
	value := attribute(t, "value")
	switch strings.ToLower(attribute(t, "type")) {
	case "submit", "button", "reset", "checkbox", "radio", "image":
	case "hidden", "password":
		p.flow.note("hidden", value)
	default:
		p.flow.write(" "+value+" ", false)
	}
}

func attribute(t html.Token, key string) string {
	i := slices.IndexFunc(t.Attr, func(a html.Attribute) bool { return a.Key == key })
	if i < 0 {
		return ""
	}
	return t.Attr[i].Val
}

var hiddenStyle = regexp.MustCompile(`(?i)(display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(px|pt|em)?\s*(;|$|!))`)

func isHidden(t html.Token) bool {
	for _, a := range t.Attr {
		if a.Key == "hidden" || a.Key == "style" && hiddenStyle.MatchString(a.Val) {
			return true
		}
	}
	return false
}
