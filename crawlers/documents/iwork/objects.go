package iwork

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/snappy"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/ole"
	"sarsen/crawlers/documents/zipxml"
)

const (
	maxObjects = 256 << 20
	maxChunk   = 16 << 20
)

// readObjects gathers the texts of the packed objects. They lie in the package
// or in a zip inside it.
func readObjects(ctx context.Context, pkg *zipxml.Package, in documents.Input, out *documents.Builder) error {
	out.Problem(ole.Gathered)
	if pkg.Has("index.zip") {
		data, err := pkg.Bytes("index.zip")
		if err != nil {
			return err
		}
		inner, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return documents.ErrDamaged
		}
		return members(ctx, inner, out)
	}
	z, err := zip.NewReader(in.Content, in.Size)
	if err != nil {
		return documents.ErrDamaged
	}
	return members(ctx, z, out)
}

// members reads the members that hold objects, the document's own first.
func members(ctx context.Context, z *zip.Reader, out *documents.Builder) error {
	var files []*zip.File
	for _, f := range z.File {
		if path.Ext(f.Name) == ".iwa" && !strings.Contains(f.Name, "Stylesheet") && !strings.Contains(f.Name, "MasterSlide") && !strings.Contains(f.Name, "TemplateSlide") {
			files = append(files, f)
		}
	}
	slices.SortStableFunc(files, func(a, b *zip.File) int { return rank(a.Name) - rank(b.Name) })
	left := int64(maxObjects)
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		r, err := f.Open()
		if err != nil {
			out.Problem("some parts of the document could not be read")
			continue
		}
		data, err := io.ReadAll(io.LimitReader(r, left))
		_ = r.Close()
		if left -= int64(len(data)); err != nil || left <= 0 {
			out.Problem("some parts of the document could not be read")
		}
		objects(unpack(data), out)
	}
	return nil
}

func rank(name string) int {
	if strings.HasPrefix(path.Base(name), "Document") {
		return 0
	}
	return 1
}

// unpack undoes the packing of objects: chunks of a byte, a length of three,
// and Snappy without a sum. What is damaged ends it.
func unpack(data []byte) []byte {
	var out []byte
	for len(data) >= 4 && data[0] == 0 && len(out) < maxObjects {
		n := int(data[1]) | int(data[2])<<8 | int(data[3])<<16
		data = data[4:]
		if n > len(data) {
			break
		}
		if size, err := snappy.DecodedLen(data[:n]); err != nil || size > maxChunk {
			break
		}
		chunk, err := snappy.Decode(nil, data[:n])
		if err != nil {
			break
		}
		out = append(out, chunk...)
		data = data[n:]
	}
	return out
}

// Types of objects that hold text.
var (
	storages = []uint64{2001, 2005, 2011} // bodies, boxes, notes: the text is field 3
	lists    = []uint64{6005, 6201}       // values of cells: entries are field 3, the text in them field 3
	comments = []uint64{3056}             // the text is field 1
)

// objects writes the texts of a list of objects: each a description with the
// types and lengths of its messages, then those.
func objects(data []byte, out *documents.Builder) {
	for len(data) > 0 && !out.Full() {
		info, rest, ok := counted(data)
		if !ok {
			return
		}
		data = rest
		for _, m := range fields(info) {
			if m.number != 2 || m.bytes == nil {
				continue
			}
			kind, size := message(m.bytes)
			if size > uint64(len(data)) {
				return
			}
			object(kind, data[:size], out)
			data = data[size:]
		}
	}
}

// message reads the type and length of a message.
func message(info []byte) (kind, size uint64) {
	for _, f := range fields(info) {
		switch f.number {
		case 1:
			kind = f.value
		case 3:
			size = f.value
		}
	}
	return kind, size
}

func object(kind uint64, data []byte, out *documents.Builder) {
	switch {
	case slices.Contains(storages, kind):
		for _, f := range fields(data) {
			if f.number == 3 {
				write(f.bytes, out)
			}
		}
	case slices.Contains(lists, kind):
		for _, entry := range fields(data) {
			if entry.number != 3 {
				continue
			}
			for _, f := range fields(entry.bytes) {
				if f.number == 3 {
					write(f.bytes, out)
				}
			}
		}
	case slices.Contains(comments, kind):
		for _, f := range fields(data) {
			if f.number == 1 && utf8.Valid(f.bytes) {
				ole.Note(out, "comment", false, string(f.bytes))
			}
		}
	}
}

func write(text []byte, out *documents.Builder) {
	if s := strings.ReplaceAll(string(text), "\uFFFC", ""); utf8.ValidString(s) && strings.TrimSpace(s) != "" {
		out.Break()
		out.Text(s)
		out.Break()
	}
}

// counted cuts off what a length before it tells.
func counted(data []byte) (body, rest []byte, ok bool) {
	n, k := binary.Uvarint(data)
	if k <= 0 || n > maxObjects || int(n) > len(data)-k {
		return nil, nil, false
	}
	end := k + int(n)
	return data[k:end:end], data[end:], true
}

// A value is a field of a message.
type value struct {
	number uint64
	value  uint64
	bytes  []byte // nil unless the field has bytes
}

// fields reads the fields of a message; what makes no sense ends it.
func fields(data []byte) []value {
	var out []value
	for len(data) > 0 {
		key, k := binary.Uvarint(data)
		if k <= 0 {
			return out
		}
		data = data[k:]
		v := value{number: key >> 3}
		n := 0
		switch key & 7 {
		case 0:
			v.value, n = binary.Uvarint(data)
		case 1:
			n = 8
		case 2:
			body, rest, ok := counted(data)
			if !ok {
				return out
			}
			n = len(data) - len(rest)
			v.bytes = body
		case 5:
			n = 4
		}
		if n <= 0 || n > len(data) {
			return out
		}
		data = data[n:]
		out = append(out, v)
	}
	return out
}
