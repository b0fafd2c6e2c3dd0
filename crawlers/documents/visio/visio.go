// Package visio reads the drawings of Visio before 2013 (.vsd, .vss, .vst).
//
// It promises the texts of shapes, page by page as they are stored, and the
// properties. Where on a page a text stands is not read, and that is said. A
// drawing whose index is damaged gives what reads like text.
package visio

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/ole"
)

// New returns the format.
func New() documents.Format { return documents.FormatFunc(read) }

const (
	maxStream = 64 << 20
	maxTotal  = 256 << 20
	maxDepth  = 12
	maxEach   = 100_000
)

func read(ctx context.Context, in documents.Input, out *documents.Builder) error {
	file, err := cfb.Open(in.Content, in.Size)
	if err != nil {
		return documents.ErrDamaged
	}
	d := &drawing{ctx: ctx, out: out, data: file.Root.Find("VisioDocument").Bytes(maxStream), left: maxTotal}
	if len(d.data) < trailerAt+18 {
		return documents.ErrDamaged
	}
	out.Problem(ole.Gathered)
	d.version = d.data[0x1A]
	d.wide = d.version >= 11
	if d.version >= 6 {
		d.pointer(ole.NewReader(d.data[trailerAt:]), maxDepth)
	}
	if out.Len() == 0 {
		for _, run := range ole.Gather(d.data, ole.Western) {
			out.Text(run + "\n")
		}
	}
	ole.Properties(file.Root, out)
	return ctx.Err()
}

const (
	trailerAt = 0x24 // where the pointer to the index of all streams stands
	trailer   = 0x14 // the kind of that index
)

// A drawing is one that is being read.
type drawing struct {
	ctx     context.Context
	out     *documents.Builder
	data    []byte
	version byte
	wide    bool
	left    int // bytes that may still be unpacked
	seen    []uint32
}

// pointer reads a pointer to a stream, and follows it.
func (d *drawing) pointer(r *ole.Reader, depth int) {
	const packed = 2
	kind := r.Uint32()
	r.Skip(4)
	at, size := r.Uint32(), r.Uint32()
	format := r.Uint16()
	if depth == 0 || d.left <= 0 || d.ctx.Err() != nil || at == 0 || int64(at) >= int64(len(d.data)) || slices.Contains(d.seen, at) {
		return
	}
	if len(d.seen) < maxEach {
		d.seen = append(d.seen, at)
	}
	body := d.data[at:min(int64(at)+int64(size), int64(len(d.data)))]
	skip := 0
	if format&packed != 0 {
		body = unpack(body, d.left)
		skip = 4
	}
	d.left -= len(body)
	const colours, stencils = 0x1A, 0x1D // stencils hold the masters of shapes
	switch form := format >> 4; {
	case kind == stencils:
	case form == 5 && kind != colours, kind == trailer:
		d.pointers(body, skip, depth)
	case form == 0xD || form == 0xC || form == 0x8:
		d.chunks(body)
	}
}

// pointers reads the list of pointers at the place that the stream's first
// number tells.
func (d *drawing) pointers(body []byte, skip, depth int) {
	const entry = 18
	r := ole.NewReader(body)
	r.Skip(int64(skip))
	at := int64(r.Uint32())
	r = ole.NewReader(body)
	r.Skip(at + int64(skip))
	count := r.Uint32()
	r.Skip(4)
	for range min(count, maxEach) {
		if r.Left() < entry {
			return
		}
		d.pointer(ole.NewReader(r.Bytes(entry)), depth-1)
	}
}

// trailed are kinds of chunks behind which eight bytes stand.
var trailed = []uint32{0x71, 0x70, 0x6B, 0x6A, 0x69, 0x66, 0x65, 0x2C}

// chunks writes the texts among the chunks of a page or shape.
func (d *drawing) chunks(data []byte) {
	const text, head = 0x0E, 19
	for !d.out.Full() {
		data = bytes.TrimLeft(data, "\x00")
		if len(data) < head {
			return
		}
		r := ole.NewReader(data)
		kind := r.Uint32()
		r.Skip(4)
		list := r.Uint32()
		size := int64(r.Uint32())
		level, mark := r.Uint16(), r.Byte()
		body := r.Bytes(size)
		if int64(len(body)) < size {
			return
		}
		if kind == text {
			d.text(body)
		}
		if list != 0 || slices.Contains(trailed, kind) {
			r.Skip(8)
		}
		if list != 0 || level == 2 && (mark == 0x55 || mark == 0x54 && kind == 0xAA) || level == 3 && mark != 0x50 && mark != 0x54 {
			r.Skip(4)
		}
		data = r.Bytes(int64(r.Left()))
	}
}

func (d *drawing) text(body []byte) {
	const head = 8
	body = body[min(head, len(body)):]
	s := ""
	if d.wide {
		s = ole.UTF16(body)
	} else {
		s = ole.Decode(body, ole.Western)
	}
	s, _, _ = strings.Cut(s, "\x00")
	if s = strings.TrimSpace(s); s != "" {
		d.out.Break()
		d.out.Text(s + "\n")
	}
}

// unpack undoes the packing of a stream: flags of eight, then bytes, or copies
// out of a window of 4096.
func unpack(data []byte, most int) []byte {
	var window [4096]byte
	var out []byte
	at := 0
	put := func(c byte) {
		window[at&4095] = c
		at++
		out = append(out, c)
	}
	for i := 0; i < len(data) && len(out) < most; {
		flags := data[i]
		i++
		for bit := 0; bit < 8 && i < len(data); bit++ {
			if flags>>bit&1 != 0 {
				put(data[i])
				i++
				continue
			}
			if i+1 >= len(data) {
				return out
			}
			n := int(data[i+1]&0x0F) + 3
			from := int(data[i]) | int(data[i+1]&0xF0)<<4
			i += 2
			if from > 4078 {
				from -= 4078
			} else {
				from += 18
			}
			for k := range n {
				put(window[(from+k)&4095])
			}
		}
	}
	return out
}
