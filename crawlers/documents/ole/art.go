package ole

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"

	"sarsen/crawlers/documents"
)

// Types of the records of drawings ([MS-ODRAW]).
const (
	ArtBSE        = 0xF007 // a picture's entry in the store
	ArtShape      = 0xF00A
	ArtOptions    = 0xF00B
	ArtText       = 0xF00D // the client's text box
	ArtClientData = 0xF011
	artBlipFirst  = 0xF018
	artBlipLast   = 0xF117
	artOptions2   = 0xF121
	artOptions3   = 0xF122
)

// A Record is one record of a drawing or of a presentation.
type Record struct {
	Version  byte
	Instance uint16
	Type     uint16
	Data     []byte
}

// Container reports whether the content is records.
func (r Record) Container() bool { return r.Version == 0xF }

// Records cuts data into records; what is cut short is given as far as it
// goes, and ends the list.
func Records(data []byte) []Record {
	var out []Record
	for r := NewReader(data); r.Left() >= 8; {
		head := r.Uint16()
		rec := Record{Version: byte(head & 0xF), Instance: head >> 4, Type: r.Uint16()}
		n := int64(r.Uint32())
		rec.Data = r.Bytes(n)
		out = append(out, rec)
		if int64(len(rec.Data)) < n {
			break
		}
	}
	return out
}

// maxNesting is how deep records are followed.
const maxNesting = 30

// Visit calls fn for every record in data and in its containers, outer ones
// first; where fn answers false the content is left out.
func Visit(data []byte, fn func(Record) bool) { visit(data, fn, maxNesting) }

func visit(data []byte, fn func(Record) bool, depth int) {
	if depth == 0 {
		return
	}
	for _, r := range Records(data) {
		if fn(r) && r.Container() {
			visit(r.Data, fn, depth-1)
		}
	}
}

// Texts returns what the options of a shape say in words: the text of word
// art, which is seen, and the texts that stand for the shape, which are not.
func Texts(options Record) (seen, unseen []string) {
	if options.Type != ArtOptions && options.Type != artOptions2 && options.Type != artOptions3 {
		return nil, nil
	}
	const (
		wordArt     = 0x00C0
		description = 0x0381
		tooltip     = 0x038D
		withData    = 0x8000
	)
	table := NewReader(options.Data)
	values := NewReader(table.Bytes(6 * int64(options.Instance)))
	for values.Left() >= 6 {
		id, n := values.Uint16(), int64(values.Uint32())
		if id&withData == 0 {
			continue
		}
		text := table.Bytes(n)
		switch id & 0x3FFF {
		case wordArt:
			seen = append(seen, cString(text))
		case description, tooltip:
			unseen = append(unseen, cString(text))
		}
	}
	return seen, unseen
}

func cString(raw []byte) string {
	text := UTF16(raw)
	for i, c := range text {
		if c == 0 {
			return text[:i]
		}
	}
	return text
}

// A Picture is the place of a picture among records: its bytes are made when
// it is opened.
type Picture struct {
	Extension string // such as ".png"
	open      func() ([]byte, error)
}

// Blip returns the picture that a record is, nil when it is none.
func Blip(r Record) *Picture {
	if r.Type == ArtBSE {
		const entry = 36
		if len(r.Data) < entry {
			return nil
		}
		name := int(r.Data[33])
		for _, inner := range Records(r.Data[min(entry+name, len(r.Data)):]) {
			return Blip(inner)
		}
		return nil
	}
	return blip(r)
}

// Delayed returns where in another stream the picture of an entry lies.
func Delayed(r Record) (at, size int64, ok bool) {
	if r.Type != ArtBSE || len(r.Data) < 36 {
		return 0, 0, false
	}
	at, size = int64(binary.LittleEndian.Uint32(r.Data[28:])), int64(binary.LittleEndian.Uint32(r.Data[20:]))
	return at, size, size > 0 && at != 0xFFFFFFFF
}

// blip reads the kinds of picture: after one or two identifiers of 16 bytes
// come a byte and the picture, or a header and a metafile.
func blip(r Record) *Picture {
	if r.Type < artBlipFirst || r.Type > artBlipLast {
		return nil
	}
	data := NewReader(r.Data)
	data.Skip(16 + 16*int64(r.Instance&1))
	switch r.Type {
	case 0xF01A:
		return metafile(".emf", data)
	case 0xF01B:
		return metafile(".wmf", data)
	case 0xF01C:
		return metafile(".pict", data)
	case 0xF01D, 0xF02A:
		return bitmap(".jpg", data, nil)
	case 0xF01E:
		return bitmap(".png", data, nil)
	case 0xF01F:
		return bitmap(".bmp", data, bitmapHeader)
	case 0xF029:
		return bitmap(".tif", data, nil)
	}
	return nil
}

func bitmap(extension string, data *Reader, head func([]byte) []byte) *Picture {
	data.Skip(1)
	content := data.data
	if len(content) == 0 {
		return nil
	}
	return &Picture{extension, func() ([]byte, error) {
		if head != nil {
			return append(head(content), content...), nil
		}
		return content, nil
	}}
}

// bitmapHeader makes the header of a file for a bitmap that has none.
func bitmapHeader(dib []byte) []byte {
	h := make([]byte, 14)
	copy(h, "BM")
	binary.LittleEndian.PutUint32(h[2:], uint32(14+len(dib))) //nolint:gosec // below 4 GB
	r := NewReader(dib)
	size := r.Uint32()
	r.Skip(10)
	bits := r.Uint16()
	r.Skip(16)
	colours := r.Uint32()
	if colours == 0 && bits <= 8 {
		colours = 1 << bits
	}
	binary.LittleEndian.PutUint32(h[10:], 14+size+4*min(colours, 256))
	return h
}

// metafile reads a metafile, which is compressed as a rule.
func metafile(extension string, data *Reader) *Picture {
	size := int64(data.Uint32())
	data.Skip(28) // bounds, measures, and the stored size
	packed := data.Byte() == 0
	data.Skip(1)
	content := data.data
	if len(content) == 0 {
		return nil
	}
	return &Picture{extension, func() ([]byte, error) {
		if !packed {
			return content, nil
		}
		r, err := zlib.NewReader(bytes.NewReader(content))
		if err != nil {
			return nil, documents.ErrDamaged
		}
		out, err := io.ReadAll(io.LimitReader(r, min(size, maxObject)))
		if err != nil && len(out) == 0 {
			return nil, documents.ErrDamaged
		}
		return out, nil
	}}
}

// Pictures hands over pictures as parts, numbered; a picture that is met twice
// is handed over once.
type Pictures struct {
	out  *documents.Builder
	n    int
	seen map[string]bool
}

// NewPictures returns Pictures that hand over to out.
func NewPictures(out *documents.Builder) *Pictures {
	return &Pictures{out: out, seen: map[string]bool{}}
}

// maxPictures is more than any document has.
const maxPictures = 10_000

// Add hands over a picture; nil is none. The place is what tells it from the
// others.
func (p *Pictures) Add(picture *Picture, place string) {
	if picture == nil || p.seen[place] || p.n >= maxPictures {
		return
	}
	p.seen[place] = true
	p.n++
	p.out.Part(fmt.Sprintf("picture %d%s", p.n, picture.Extension), "", func() (io.ReadCloser, error) {
		data, err := picture.open()
		if err != nil {
			return nil, err
		}
		return io.NopCloser(bytes.NewReader(data)), nil
	})
}
