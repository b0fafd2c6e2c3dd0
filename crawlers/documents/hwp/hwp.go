// Package hwp reads the documents of Hangul 5 (.hwp).
//
// It promises the text of all paragraphs in their order, those in tables, notes
// and boxes among them, and pictures as parts. Tables are not kept apart. It
// refuses documents with a password.
package hwp

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/ole"
)

// New returns the format.
func New() documents.Format { return documents.FormatFunc(read) }

const (
	maxSection  = 64 << 20
	maxSections = 10_000

	flagPacked = 1
	flagLocked = 2
	flagSpread = 4 // for reading only, packed in a way of its own
)

func read(ctx context.Context, in documents.Input, out *documents.Builder) error {
	file, err := cfb.Open(in.Content, in.Size)
	if err != nil {
		return documents.ErrDamaged
	}
	head := ole.NewReader(file.Root.Find("FileHeader").Bytes(64))
	head.Skip(36)
	flags := head.Uint32()
	switch {
	case flags&flagLocked != 0:
		return documents.ErrEncrypted
	case flags&flagSpread != 0:
		return documents.Because(documents.ErrUnsupported, "Hangul document for distribution only; open it by hand or save it as .docx")
	}
	for i := range maxSections {
		section := file.Root.Find("BodyText", fmt.Sprintf("Section%d", i))
		if section == nil {
			if i == 0 {
				return documents.ErrDamaged
			}
			break
		}
		records(unpack(section.Bytes(maxSection), flags), out)
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	pictures(file.Root.Find("BinData"), flags, out)
	ole.Properties(file.Root, out)
	return nil
}

// unpack undoes the packing of a stream, as far as it is whole.
func unpack(data []byte, flags uint32) []byte {
	if flags&flagPacked == 0 {
		return data
	}
	out, _ := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(data)), maxSection)) // what came before damage counts
	return out
}

// records writes the text of paragraphs among the records of a section.
func records(data []byte, out *documents.Builder) {
	const paragraphText, long = 67, 0xFFF
	for r := ole.NewReader(data); r.Left() >= 4 && !out.Full(); {
		h := r.Uint32()
		size := int64(h >> 20)
		if size == long {
			size = int64(r.Uint32())
		}
		body := r.Bytes(size)
		if h&0x3FF == paragraphText {
			out.Break()
			out.Text(paragraph(body))
			out.Break()
		}
	}
}

// paragraph reads characters; those below the space are marks, and all but a
// few of them take eight places.
func paragraph(data []byte) string {
	const tab, line, hyphen, space = 9, 10, 24, 30
	var units []uint16
	for len(data) >= 2 {
		c := binary.LittleEndian.Uint16(data)
		n := 2
		switch {
		case c >= ' ':
			units = append(units, c)
		case c == 0, c == line, c == 13, c >= 25 && c <= 29:
			if c == line {
				units = append(units, '\n')
			}
		case c == hyphen:
			units = append(units, '-')
		case c == space, c == 31:
			units = append(units, ' ')
		default:
			n = 16
			if c == tab {
				units = append(units, '\t')
			}
		}
		data = data[min(n, len(data)):]
	}
	return strings.TrimRight(string(utf16.Decode(units)), " ")
}

// pictures hands over what is kept beside the text.
func pictures(store *cfb.Entry, flags uint32, out *documents.Builder) {
	if store == nil {
		return
	}
	for _, e := range store.Children {
		if e.Storage {
			continue
		}
		out.Part(e.Name, "", func() (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader(unpack(e.Bytes(maxSection), flags))), nil
		})
	}
}
