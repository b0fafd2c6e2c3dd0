// Package wordperfect reads the documents of WordPerfect 5 and 6 and later.
//
// It promises the text of the body with its tabs, line ends and cells, and of
// headers, footers, notes and boxes behind it. Letters outside ASCII are read
// in the sets for western European languages and for signs; of other sets the
// letters are missing, and that is said. It refuses documents with a password.
package wordperfect

import (
	"bytes"
	"context"
	"encoding/binary"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/ole"
)

// New returns the format.
func New() documents.Format { return documents.FormatFunc(read) }

const (
	magic      = "\xFFWPC"
	headLength = 16
	maxSize    = 256 << 20
)

func read(ctx context.Context, in documents.Input, out *documents.Builder) error {
	data := ole.At(in.Content, 0, min(in.Size, maxSize))
	if bytes.HasPrefix(data, []byte(cfb.Magic)) {
		file, err := cfb.Open(in.Content, in.Size)
		if err != nil {
			return documents.ErrDamaged
		}
		data = file.Root.Find("PerfectOffice_MAIN").Bytes(maxSize)
		defer ole.Properties(file.Root, out)
	}
	if len(data) < headLength || string(data[:4]) != magic {
		return documents.ErrDamaged
	}
	const program, document = 1, 0x0A
	if data[8] != program || data[9] != document && data[9] != 0x2C {
		return documents.Because(documents.ErrUnsupported, "file of WordPerfect that is not a document; open it by hand")
	}
	if data[12]|data[13] != 0 {
		return documents.ErrEncrypted
	}
	from := int64(binary.LittleEndian.Uint32(data[4:]))
	if from < headLength || from > int64(len(data)) {
		return documents.ErrDamaged
	}
	w := &writer{out: out}
	if data[10] == 0 {
		w.five(data[from:], 0)
	} else {
		w.six(data[from:])
		w.packets(data)
	}
	w.end()
	return ctx.Err()
}

// A writer gathers text and writes it line by line.
type writer struct {
	out     *documents.Builder
	text    strings.Builder
	aside   []string // texts of notes and headers, written behind the body
	unknown bool     // a letter of a set that is not known
}

func (w *writer) put(s string) { w.text.WriteString(s) }

// letter writes a character of a set.
func (w *writer) letter(set, n byte) {
	if c := letterOf(set, n); c != 0 {
		w.text.WriteRune(c)
		return
	}
	w.unknown = true
	w.text.WriteRune('\uFFFD')
}

func (w *writer) end() {
	w.out.Text(w.text.String())
	w.out.Break()
	for _, s := range w.aside {
		ole.Note(w.out, "header, footer or note", false, s)
	}
	if w.unknown {
		w.out.Problem("some letters are of a set that is not known")
	}
}
