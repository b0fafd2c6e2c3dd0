package mail

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/jhillyerd/enmime/v2"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
)

// A message writes one message.
type message struct {
	ctx  context.Context
	html documents.Format
	out  *documents.Builder
}

// body writes the text of a part and of those inside it, and notes the others.
func (m *message) body(p *enmime.Part) {
	switch {
	case p.FirstChild == nil:
		m.leaf(p)
	case strings.EqualFold(p.ContentType, "multipart/alternative"):
		m.alternative(p)
	default:
		for c := p.FirstChild; c != nil; c = c.NextSibling {
			m.body(c)
		}
	}
	if epilogue := bytes.TrimSpace(p.Epilogue); len(epilogue) > 0 {
		m.note("after the end", epilogue)
	}
}

// preamble writes what stands before the first part.
func (m *message) preamble(root *enmime.Part, body []byte) {
	if root.FirstChild == nil || root.Boundary == "" {
		return
	}
	before, _, found := bytes.Cut(body, []byte("--"+root.Boundary))
	if text := bytes.TrimSpace(before); found && len(text) > 0 {
		m.note("before the start", text)
	}
}

// note writes text that mail programs do not show.
func (m *message) note(label string, text []byte) {
	m.out.Break()
	m.out.Open(documents.Note, label, true)
	m.out.Text(documents.Decode(text, ""))
	m.out.Close()
	m.out.Break()
}

func (m *message) leaf(p *enmime.Part) {
	switch kindOf(p) {
	case plainText:
		m.plain(p)
	case htmlText:
		m.write("html", m.htmlItem(p))
	case attached:
		m.attach(p)
	}
}

// alternative writes the plain text, and the HTML where that says more.
func (m *message) alternative(p *enmime.Part) {
	var plain, html []*enmime.Part
	eachLeaf(p, func(c *enmime.Part) {
		switch kindOf(c) {
		case plainText:
			plain = append(plain, c)
		case htmlText:
			html = append(html, c)
		case attached:
			m.attach(c)
		}
	})
	known := map[string]bool{}
	for _, c := range plain {
		addWords(known, m.plain(c))
	}
	for _, c := range html {
		item := m.htmlItem(c)
		if hasOther(known, item.Text) {
			m.write("html", item)
		}
	}
}

// eachLeaf calls fn for each part without parts of its own.
func eachLeaf(p *enmime.Part, fn func(*enmime.Part)) {
	if p.FirstChild == nil {
		fn(p)
		return
	}
	for c := p.FirstChild; c != nil; c = c.NextSibling {
		eachLeaf(c, fn)
	}
}

// lost reports whether the parser had to drop something.
func lost(p *enmime.Part) bool {
	if slices.ContainsFunc(p.Errors, func(e *enmime.Error) bool { return e.Severe }) {
		return true
	}
	for c := p.FirstChild; c != nil; c = c.NextSibling {
		if lost(c) {
			return true
		}
	}
	return false
}

// plain writes plain text, takes uuencoded files out of it, and returns it.
func (m *message) plain(p *enmime.Part) string {
	content, files := extractUU(decoded(p))
	for _, f := range files {
		m.out.Part(f.name, "", func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(f.data)), nil })
	}
	text := documents.Decode(content, p.Charset)
	m.write("text", documents.Item{Text: text})
	return text
}

// htmlItem reads an HTML body on its own.
func (m *message) htmlItem(p *enmime.Part) documents.Item {
	content := decoded(p)
	inner := documents.NewBuilder(0, nil)
	in := documents.Input{Content: bytes.NewReader(content), Size: int64(len(content))}
	if p.Charset != "" && documents.Encoding(p.Charset) != nil {
		in.MediaType = `text/html; charset="` + p.Charset + `"`
	}
	if err := m.html.Read(m.ctx, in, inner); err != nil {
		m.out.Problem("message: its HTML text could not be read in full")
	}
	result := inner.Result()
	for _, problem := range result.Problems {
		m.out.Problem(problem)
	}
	return result.Item
}

// write writes one body.
func (m *message) write(label string, body documents.Item) {
	if strings.TrimSpace(body.Text) == "" {
		return
	}
	m.out.Break()
	m.out.Open(documents.Body, label, false)
	grid.Replay(m.out, body.Text, body.Bounds)
	m.out.Close()
	m.out.Break()
}

// addWords adds the words of a text to a set.
func addWords(set map[string]bool, text string) {
	for _, w := range wordsOf(text) {
		set[w] = true
	}
}

// hasOther reports whether text has a word that the set lacks.
func hasOther(set map[string]bool, text string) bool {
	for _, w := range wordsOf(text) {
		if !set[w] {
			return true
		}
	}
	return false
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}
