package pack

import (
	"fmt"
	"html"
	"strings"

	"sarsen/redact"
	"sarsen/redact/verify"
)

// page writes one HTML page: landmarks, one style sheet, no script, no
// reference to anything outside the pack.
type page struct {
	b     strings.Builder
	level int // of the last heading
}

func (p *page) raw(s string)  { p.b.WriteString(s) }
func (p *page) text(s string) { p.b.WriteString(html.EscapeString(s)) }

// el writes an element around a text.
func (p *page) el(tag, text string) {
	p.raw("<" + tag + ">")
	p.text(text)
	tag, _, _ = strings.Cut(tag, " ")
	p.raw("</" + tag + ">\n")
}

// mask stands in place of what is withheld. Screen readers say "withheld".
func (p *page) mask(codes []string) {
	p.raw(`<span class="mask" role="img" aria-label="withheld">` + redact.Mask + `</span>`)
	if len(codes) > 0 {
		p.raw(` <span class="code">[`)
		p.text(strings.Join(codes, ", "))
		p.raw(`]</span>`)
	}
}

// begin writes the page up to the content. Home is the way to the index, ""
// on the index itself.
func (p *page) begin(title, home string, draft bool) {
	p.raw("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n")
	p.raw(`<meta name="viewport" content="width=device-width, initial-scale=1">` + "\n")
	p.raw(`<meta http-equiv="Content-Security-Policy" content="` + html.EscapeString(verify.Policy) + `">` + "\n")
	p.raw("<title>")
	if draft {
		p.raw("DRAFT: ")
	}
	p.text(title)
	class, style := "", verify.Style
	if draft {
		class, style = ` class="preview"`, style+verify.Preview
	}
	p.raw("</title>\n<style>" + style + "</style>\n</head>\n<body" + class + ">\n")
	if draft {
		p.raw("<p class=\"draft\" role=\"note\">" + draftBanner + "</p>\n")
	}
	p.raw(`<nav class="way" aria-label="Page"><a href="#content">Skip to the content</a>`)
	if home != "" {
		p.raw(` <a href="` + home + `">Overview of this pack</a>`)
	}
	p.raw("</nav>\n")
}

// draftBanner is at the head of every page of a draft.
const draftBanner = "DRAFT. This is not the council's answer and must not be sent out."

func (p *page) end(draft bool) []byte {
	if draft {
		p.raw("<footer><p class=\"foot\">DRAFT. This is not the council's answer.</p></footer>\n")
	}
	p.raw("</body>\n</html>\n")
	return []byte(p.b.String())
}

// heading writes a heading with an ID for links, "" for none.
func (p *page) heading(level int, id, text string) {
	if id != "" {
		id = ` id="` + id + `"`
	}
	level = p.next(level)
	fmt.Fprintf(&p.b, "<h%d%s%s>%s</h%d>\n", level, id, languageAttribute(text), html.EscapeString(text), level)
}

// next is the level of a heading: none is left out below the one before.
func (p *page) next(level int) int {
	p.level = min(level, p.level+1, 6)
	return p.level
}
