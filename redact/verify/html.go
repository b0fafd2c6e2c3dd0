package verify

import (
	"bytes"
	"encoding/base64"
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// set is a set of words.
type set map[string]bool

func words(s string) set {
	out := set{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

// What a page of a pack is made of. Anything else is a finding.
var (
	blocks = words(`html head meta title style body header main nav footer section article aside
		h1 h2 h3 h4 h5 h6 p pre ul ol li dl dt dd table caption thead tbody tr th td div`)
	inlines    = words(`a span strong em time code br`)
	attributes = words(`lang charset name content http-equiv class id href role aria-label aria-labelledby
		title scope datetime tabindex dir`)
)

// Policy is the content security policy that each page declares.
const Policy = "default-src 'none'; style-src 'unsafe-inline'"

// page gathers the text of one HTML file.
type page struct {
	c    *check
	name string
	tree *tree
	text strings.Builder
	// attrs are the values of all attributes: a value may be cut into two.
	attrs strings.Builder
	raw   string // the raw-text element that is open: title or style
}

// html checks a page: elements, attributes, comments, and its text both as it
// is seen and token by token.
func (c *check) html(name string, data []byte, t *tree) {
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		c.plainText(name, data)
	}
	p := &page{c: c, name: name, tree: t}
	z := html.NewTokenizer(bytes.NewReader(data))
	z.SetMaxBuf(0)
	for {
		switch z.Next() {
		case html.ErrorToken:
			c.text(name, "text", p.text.String(), mode{})
			c.lengths(name, "text", p.text.String())
			c.text(name, "attribute", p.attrs.String(), mode{})
			return
		case html.TextToken:
			p.words(string(z.Raw()), z.Token().Data)
		case html.CommentToken:
			c.add(name, "comment", Hidden, "the page carries a comment")
			c.text(name, "comment", string(z.Text()), mode{})
		case html.DoctypeToken:
			if kind := string(z.Text()); !strings.EqualFold(strings.TrimSpace(kind), "html") { // Text gives it once
				c.add(name, "doctype", Malformed, "not an HTML page")
				c.text(name, "doctype", kind, mode{})
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			p.element(z.Token())
		case html.EndTagToken:
			p.end(z.Token().Data)
		}
	}
}

// words takes in a piece of text. Raw is as it stands in the file.
func (p *page) words(raw, text string) {
	if p.raw == "style" {
		if raw != Style && !(p.c.rep.Draft && raw == Style+Preview) {
			p.c.add(p.name, "style", Hidden, "a style sheet that packs do not use")
			p.c.text(p.name, "style", raw, mode{})
		}
		return
	}
	p.text.WriteString(text)
}

func (p *page) element(t html.Token) {
	tag := t.Data
	switch {
	case tag == "br":
		p.text.WriteString("\n")
	case blocks[tag]:
		p.text.WriteString(apart)
	case !inlines[tag]:
		p.c.add(p.name, "element", Hidden, "an element that packs do not use")
		p.c.text(p.name, "element", tag, mode{})
	}
	if tag == "style" || tag == "title" {
		p.raw = tag
	}
	for _, a := range t.Attr {
		p.attribute(tag, a)
	}
}

func (p *page) end(tag string) {
	if blocks[tag] {
		p.text.WriteString(apart)
	}
	if tag == p.raw {
		p.raw = ""
	}
}

func (p *page) attribute(tag string, a html.Attribute) {
	p.attrs.WriteString(a.Val + apart)
	p.c.text(p.name, "attribute", a.Key, mode{})
	switch {
	case !attributes[a.Key]:
		p.c.add(p.name, "attribute", Hidden, "an attribute that packs do not use")
	case a.Key == "href" && tag != "a":
		p.c.add(p.name, "attribute", Hidden, "a reference to another file")
	case a.Key == "href":
		p.link(a.Val)
	case a.Key == "charset" && !strings.EqualFold(a.Val, "utf-8"):
		p.c.add(p.name, "attribute", Malformed, "to be read as something else than UTF-8")
	case a.Key == "http-equiv" && !strings.EqualFold(a.Val, "Content-Security-Policy"):
		p.c.add(p.name, "attribute", Hidden, "an instruction to the browser")
	}
	if strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "data:") {
		p.dataURI(a.Val)
	}
}

// link checks that a reference leads to another place of the pack.
func (p *page) link(href string) {
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "" || u.Host != "" || u.RawQuery != "" || strings.HasPrefix(u.Path, "/") {
		p.c.add(p.name, "link", Malformed, "a link leads out of the pack")
		return
	}
	if u.Path == "" {
		return
	}
	if _, ok := p.tree.byName[path.Join(path.Dir(p.name), u.Path)]; !ok {
		p.c.add(p.name, "link", Malformed, "a link leads nowhere")
	}
}

func (p *page) dataURI(uri string) {
	p.c.add(p.name, "attribute", Hidden, "content inside an attribute")
	head, body, _ := strings.Cut(uri, ",")
	data := []byte(body)
	if u, err := url.PathUnescape(body); err == nil {
		data = []byte(u)
	}
	if strings.HasSuffix(strings.TrimSpace(head), ";base64") {
		if b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(data))); err == nil {
			data = b
		}
	}
	p.c.anything(p.name, data, nestDepth)
}
