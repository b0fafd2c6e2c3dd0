package mapi

import (
	"bytes"
	"regexp"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/mail"
	"sarsen/crawlers/documents/rtf"
)

// body writes the text of an item. It may be kept as HTML, as RTF and plain:
// the richest is written, and of the others those that have words it lacks.
func (w *writer) body() {
	w.used[Body], w.used[BodyHTML], w.used[BodyRTF] = true, true, true
	p := &w.m.Props
	known := mail.Words{}
	if item, ok := w.htmlBody(); ok {
		w.write("html", item, known)
	}
	if item, ok := w.rtfBody(len(known) > 0); ok && known.Lack(item.Text) {
		w.write("rtf", item, known)
	}
	plain := p.Text(Body)
	if raw, _ := p.Get(Body); raw.Type == TypeBinary {
		plain = documents.Decode(raw.Data, charset(p.codePage()))
	}
	if len(known) > 0 && !known.Lack(withoutLinks(plain)) {
		w.links(plain, known)
		return
	}
	w.write("text", documents.Item{Text: plain}, known)
}

// write writes one body and adds its words to what is known.
func (w *writer) write(label string, item documents.Item, known mail.Words) {
	if strings.TrimSpace(item.Text) == "" {
		return
	}
	w.out.Break()
	w.out.Open(documents.Body, label, false)
	grid.Replay(w.out, item.Text, item.Bounds)
	w.out.Close()
	w.out.Break()
	known.Add(item.Text)
}

// htmlBody reads the HTML body.
func (w *writer) htmlBody() (documents.Item, bool) {
	p := &w.m.Props
	raw, _ := p.Get(BodyHTML)
	switch {
	case len(raw.Data) == 0:
		return documents.Item{}, false
	case raw.Type == TypeString:
		return w.page([]byte(decodeWide(raw.Data)), "utf-8"), true
	case raw.Type != TypeBinary && raw.Type != TypeString8:
		return documents.Item{}, false
	}
	declared := ""
	if n, ok := p.Int(InternetCodePage); ok {
		declared = charset(int(n))
	}
	return w.page(bytes.TrimRight(raw.Data, "\x00"), declared), true
}

// Word leaves settings for itself in the pages it makes: blocks that only it
// reads, and marks of conditions.
var (
	wordBlock = regexp.MustCompile(`(?is)<!--\[if[^\]>]*\]>\s*<xml>.*?</xml>\s*<!\[endif\]-->`)
	wordMark  = regexp.MustCompile(`(?i)<!\[(?:if[^\]>]*|endif)\]>`)
)

// withoutSettings takes Word's settings out of a page; its properties, which
// may name an author, stay.
func withoutSettings(html []byte) []byte {
	html = wordBlock.ReplaceAllFunc(html, func(block []byte) []byte {
		if bytes.Contains(block, []byte("DocumentProperties")) {
			return block
		}
		return nil
	})
	return wordMark.ReplaceAll(html, nil)
}

// page reads a page of HTML.
func (w *writer) page(html []byte, charset string) documents.Item {
	html = withoutSettings(html)
	in := documents.Input{Content: bytes.NewReader(html), Size: int64(len(html))}
	if charset != "" {
		in.MediaType = `text/html; charset="` + charset + `"`
	}
	return w.read(w.html, in, "its HTML text could not be read in full").Item
}

// rtfBody reads the body in RTF, or the HTML that is wrapped in it. Pictures
// and objects in it are parts, unless HTML was met already.
func (w *writer) rtfBody(known bool) (documents.Item, bool) {
	compressed := w.m.Props.Bytes(BodyRTF)
	if len(compressed) == 0 {
		return documents.Item{}, false
	}
	raw, err := rtf.Decompress(compressed)
	if err != nil {
		w.out.Problem("message: its formatted text is damaged")
	}
	if len(raw) == 0 {
		return documents.Item{}, false
	}
	if html, ok := rtf.HTML(raw); ok {
		return w.page(html, "utf-8"), true
	}
	in := documents.Input{Content: bytes.NewReader(raw), Size: int64(len(raw))}
	result := w.read(rtf.New(), in, "its formatted text could not be read in full")
	if !known {
		for _, part := range result.Parts {
			w.out.Part(part.Name, part.MediaType, part.Open)
		}
	}
	return result.Item, true
}

// read reads a body on its own.
func (w *writer) read(f documents.Format, in documents.Input, problem string) documents.Result {
	inner := documents.NewBuilder(0, w.out.Passwords())
	if err := f.Read(w.ctx, in, inner); err != nil {
		w.out.Problem("message: " + problem)
	}
	result := inner.Result()
	for _, p := range result.Problems {
		w.out.Problem(p)
	}
	return result
}

// link is a target that Outlook puts behind the words of a link when it makes
// plain text of a page, or a picture's.
var link = regexp.MustCompile(`(?i)<?\b(?:https?|ftp|file|cid|mailto|tel|callto|sip|notes|outlook):[^\s<>"]+>?|<[^\s<>]+>|HYPERLINK\s+(?:\\[a-z]\s*)?"[^"\n]*"|\[cid:[^\]\n]+\]|\[https?:[^\]\n]+\]`)

func withoutLinks(plain string) string { return link.ReplaceAllString(plain, " ") }

// links writes the targets of links, which people do not see, that are only in
// a plain text.
func (w *writer) links(plain string, known mail.Words) {
	var lacking []string
	for _, l := range link.FindAllString(plain, -1) {
		if known.Lack(l) {
			lacking = append(lacking, strings.Trim(l, "<>[]"))
			known.Add(l)
		}
	}
	if len(lacking) == 0 {
		return
	}
	w.out.Break()
	w.out.Open(documents.Note, "link", true)
	w.out.Text(strings.Join(lacking, "\n"))
	w.out.Close()
	w.out.Break()
}
