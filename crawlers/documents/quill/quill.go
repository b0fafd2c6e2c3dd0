// Package quill reads the texts of Microsoft Works and Publisher, which share
// a store of text.
//
// It promises the whole text of Works 4 to 9 and of Publisher 97 and later in
// the order it is stored, with properties and embedded objects. It does not
// read where on a page a text stands, so every item is partial. Files without
// that store are gathered as text without layout.
package quill

import (
	"bytes"
	"context"
	"encoding/binary"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/ole"
)

// maxStream is the most that is read of a stream, in bytes.
const maxStream = 64 << 20

// New returns the format.
func New() documents.Format { return documents.FormatFunc(read) }

func read(ctx context.Context, in documents.Input, out *documents.Builder) error {
	file, err := cfb.Open(in.Content, in.Size)
	if err != nil {
		return documents.ErrDamaged
	}
	root := file.Root
	out.Problem(ole.Gathered)
	switch {
	case chunks(root.Find("Quill", "QuillSub", "CONTENTS").Bytes(maxStream), out):
	case chunks(root.Find("CONTENTS").Bytes(maxStream), out):
	case works4(root.Find("MN0").Bytes(maxStream), out):
	default:
		gather(root, out)
	}
	ole.Properties(root, out)
	ole.Objects(root.Find("Objects"), out)
	return ctx.Err()
}

// chunks reads the store: a table of chunks of 24 bytes each, of which those
// called TEXT hold text in UTF-16. It answers false when it finds none.
func chunks(data []byte, out *documents.Builder) bool {
	const table, entry, most = 0x18, 24, 4096
	if len(data) < table || string(data[:4]) != "CHNK" {
		return false
	}
	found := false
	var texts [][2]int64
	for at, n := table, 0; at+entry <= len(data) && n < most; n++ {
		e := data[at : at+entry]
		if binary.LittleEndian.Uint16(e) != entry {
			at += 2 // headers of tables stand between
			continue
		}
		at += entry
		if string(e[2:6]) != "TEXT" {
			continue
		}
		from, size := int64(binary.LittleEndian.Uint32(e[16:])), int64(binary.LittleEndian.Uint32(e[20:]))
		if from >= int64(len(data)) {
			continue
		}
		found = true
		texts = append(texts, [2]int64{from, from + size})
		text := ole.UTF16(data[from:min(from+size, int64(len(data)))])
		out.Break()
		out.Text(strings.NewReplacer("\x00", "", "\x1F", "", "\x1E", "-").Replace(text))
		out.Break()
	}
	if found {
		links(data, texts, out)
	}
	return found
}

// links writes the addresses that stand outside the texts.
func links(data []byte, texts [][2]int64, out *documents.Builder) {
	rest := bytes.Clone(data)
	for _, t := range texts {
		clear(rest[t[0]:min(t[1], int64(len(rest)))])
	}
	for _, run := range ole.Gather(rest, ole.Western) {
		if strings.Contains(run, "://") || strings.HasPrefix(run, "mailto:") {
			ole.Note(out, "link", true, run)
		}
	}
}

// works4 reads the store of Works 4: a head, then the text in one byte a
// character up to a place that the head tells.
func works4(data []byte, out *documents.Builder) bool {
	const head, end = 0x100, 0x26
	if len(data) < head {
		return false
	}
	to := int64(binary.LittleEndian.Uint32(data[end:]))
	if to <= head || to > int64(len(data)) {
		return false
	}
	out.Text(strings.ReplaceAll(ole.Decode(data[head:to], ole.Western), "\x00", ""))
	out.Break()
	return true
}

func gather(e *cfb.Entry, out *documents.Builder) {
	for _, c := range e.Children {
		if c.Storage {
			gather(c, out)
			continue
		}
		if c.Name == "" || c.Name[0] < ' ' {
			continue
		}
		for _, run := range ole.Gather(c.Bytes(maxStream), ole.Western) {
			out.Text(run + "\n")
		}
	}
}
