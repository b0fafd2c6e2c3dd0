package rtf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
)

// finishPicture makes a part of a picture.
func (p *parser) finishPicture() {
	data := p.takeHex()
	if len(data) == 0 {
		return
	}
	p.pictures++
	p.part(fmt.Sprintf("picture %d%s", p.pictures, p.picture), data)
}

// finishObject makes a part of an embedded object.
func (p *parser) finishObject() {
	data := p.takeHex()
	if len(data) == 0 {
		return
	}
	p.objects++
	name, content := unwrap(data)
	if name == "" {
		name = fmt.Sprintf("object %d", p.objects)
	}
	if len(content) == 0 {
		p.out.Problem("RTF document: an embedded object could not be taken out")
		return
	}
	p.part(name, content)
}

func (p *parser) part(name string, data []byte) {
	p.out.Part(name, "", func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil })
}

// takeHex returns the bytes of the group.
func (p *parser) takeHex() []byte {
	data := p.binary
	p.binary = nil
	high := -1
	for _, c := range p.hex {
		d := digit(c)
		switch {
		case d < 0:
		case high < 0:
			high = d
		default:
			data = append(data, byte(high<<4|d)) //nolint:gosec // two hex digits
			high = -1
		}
	}
	p.hex = p.hex[:0]
	return data
}

// unwrap takes the content out of an OLE 1 object: header, class, topic, item,
// length, content. A "Package" holds a file with its name.
func unwrap(data []byte) (name string, content []byte) {
	if len(data) < 8 {
		return "", nil
	}
	r := &fields{data: data[8:]}
	class := r.counted()
	_, _ = r.counted(), r.counted()
	content = r.bytes(int64(r.uint32()))
	if class == "Package" {
		if name, inner, ok := unpackage(content); ok {
			return name, inner
		}
	}
	return "", content
}

// unpackage reads what the Windows object packager writes.
func unpackage(data []byte) (name string, content []byte, ok bool) {
	r := &fields{data: data}
	r.bytes(2)
	label := r.terminated()
	r.terminated() // path it came from
	r.bytes(4)
	r.bytes(int64(r.uint32())) // path it was unpacked to
	content = r.bytes(int64(r.uint32()))
	if i := strings.LastIndexAny(label, `\/`); i >= 0 {
		label = label[i+1:]
	}
	return label, content, len(content) > 0
}

// fields reads little-endian fields; past the end everything is empty.
type fields struct{ data []byte }

func (f *fields) bytes(n int64) []byte {
	n = min(max(n, 0), int64(len(f.data)))
	b := f.data[:n]
	f.data = f.data[n:]
	return b
}

func (f *fields) uint32() uint32 {
	b := f.bytes(4)
	if len(b) < 4 {
		return 0
	}
	return binary.LittleEndian.Uint32(b)
}

func (f *fields) counted() string {
	return strings.TrimRight(string(f.bytes(int64(f.uint32()))), "\x00")
}

func (f *fields) terminated() string {
	i := bytes.IndexByte(f.data, 0)
	if i < 0 {
		i = len(f.data)
	}
	s := string(f.bytes(int64(i)))
	f.bytes(1)
	return s
}
