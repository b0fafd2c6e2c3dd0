// Package mail reads messages and mail stores.
//
// Of a message it promises the header lines people know, each in a bound of
// its own, then as hidden ones those others that name people, and of the lines
// between machines the addresses that stand nowhere else; then the body; attachments, pictures and messages inside it are
// parts. Where a body comes as plain text and as HTML, the plain text is read,
// and the HTML as well when it holds a word the plain text lacks. A message
// that breaks the rules gives what can be read of it.
package mail

import (
	"bytes"
	"context"

	"github.com/jhillyerd/enmime/v2"

	"sarsen/crawlers/documents"
)

// Message returns the format of single messages; html reads their HTML bodies.
func Message(html documents.Format) documents.Format {
	parser := enmime.NewParser(
		enmime.RawContent(true), // transfer encodings and charsets are decoded here
		enmime.SkipMalformedParts(true),
		enmime.MultipartWOBoundaryAsSinglePart(true),
		enmime.DisableCharacterDetection(true),
		enmime.DisableTextConversion(true),
		enmime.MaxStoredPartErrors(10),
	)
	return &format{parser: parser, html: html}
}

type format struct {
	parser *enmime.Parser
	html   documents.Format
}

// maxMultiparts is how many multiparts a message may have, so that none can
// nest too deep for the parser; one with more is read as text.
const maxMultiparts = 2000

// Read implements [documents.Format].
func (f *format) Read(ctx context.Context, in documents.Input, out *documents.Builder) error {
	data, err := in.Whole()
	if err != nil {
		return err
	}
	data = tidy(data)
	h, body := splitHeader(data)
	m := &message{ctx: ctx, html: f.html, out: out}
	m.header(h)
	root, err := f.parse(data)
	if err != nil {
		out.Problem("message: its structure could not be read; it is shown as it was sent")
		m.write("text", documents.Item{Text: documents.Decode(body, "")})
		return nil
	}
	m.preamble(root, body)
	m.body(root)
	if lost(root) {
		out.Problem("message: a part of it could not be read")
	}
	return ctx.Err()
}

func (f *format) parse(data []byte) (*enmime.Part, error) {
	if bytes.Count(bytes.ToLower(data), []byte("content-type: multipart/")) > maxMultiparts {
		return nil, documents.ErrTooLarge
	}
	return f.parser.ReadParts(bytes.NewReader(data))
}

// tidy brings a message into the form the parser wants: in bytes of an
// encoding that extends ASCII, and beginning with its header.
func tidy(data []byte) []byte {
	if documents.IsWide(data) {
		data = []byte(documents.Decode(data, ""))
	}
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	data = bytes.TrimLeft(data, "\r\n")
	for _, sign := range []string{"From ", ">From "} {
		if bytes.HasPrefix(data, []byte(sign)) {
			if i := bytes.IndexByte(data, '\n'); i > 0 {
				data = data[i+1:]
			}
		}
	}
	return data
}
