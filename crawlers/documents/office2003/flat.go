package office2003

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"strings"

	"sarsen/crawlers/documents"
)

// Flat returns the format of a package written as one XML file. It makes the
// package again and has it read by the format of its kind.
func Flat(docx, xlsx, pptx documents.Format) documents.Format {
	return documents.FormatFunc(func(ctx context.Context, in documents.Input, out *documents.Builder) error {
		data, err := in.Whole()
		if err != nil {
			return err
		}
		packed, folder, err := pack(ctx, documents.Decode(data, ""))
		if err != nil {
			return err
		}
		format := docx
		switch folder {
		case "xl":
			format = xlsx
		case "ppt":
			format = pptx
		}
		return format.Read(ctx, documents.Input{Name: in.Name, Content: bytes.NewReader(packed), Size: int64(len(packed))}, out)
	})
}

// pack makes a zip of the parts, and says which folder the document lies in.
// Parts are copied as they are written, from tag to tag.
func pack(ctx context.Context, text string) (packed []byte, folder string, err error) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict = false
	name, parts := "", 0
	for ctx.Err() == nil {
		tok, err := d.RawToken()
		if err != nil {
			break
		}
		start, ok := tok.(xml.StartElement)
		if !ok || start.Name.Space != "pkg" {
			continue
		}
		switch start.Name.Local {
		case "part":
			name = strings.TrimPrefix(attribute(start, "name"), "/")
			if dir, _, found := strings.Cut(name, "/"); found && (dir == "word" || dir == "xl" || dir == "ppt") {
				folder = dir
			}
		case "xmlData", "binaryData":
			content, err := partContent(d, text, start.Name.Local == "binaryData")
			if err != nil {
				continue
			}
			if part, err := w.Create(name); err == nil {
				_, _ = part.Write(content)
				parts++
			}
		}
	}
	if parts == 0 || w.Close() != nil {
		return nil, "", documents.ErrDamaged
	}
	return buf.Bytes(), folder, ctx.Err()
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

var errUnended = errors.New("part without an end")

// partContent returns what stands up to the end of the element just begun.
func partContent(d *xml.Decoder, text string, packed bool) ([]byte, error) {
	from := d.InputOffset()
	for {
		before := d.InputOffset()
		tok, err := d.RawToken()
		if err != nil {
			return nil, errUnended
		}
		end, ok := tok.(xml.EndElement)
		if !ok || end.Name.Space != "pkg" {
			continue
		}
		content := text[from:before]
		if !packed {
			return []byte(content), nil
		}
		return base64.StdEncoding.DecodeString(strings.Join(strings.Fields(content), ""))
	}
}
