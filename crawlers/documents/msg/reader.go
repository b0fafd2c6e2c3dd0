package msg

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strconv"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/mapi"
)

const propertyStream = "__properties_version1.0"

// The lengths of what stands before the properties of an object.
const (
	topHeader      = 32
	embeddedHeader = 24
	partHeader     = 8
)

// A reader reads the objects of one file.
type reader struct {
	size  int64 // of the file
	left  int64 // bytes of values that may still be read: no file holds more than its size
	names map[uint16]mapi.Key
}

// message reads the item in a storage.
func (r *reader) message(e *cfb.Entry, header int) *mapi.Message {
	m := &mapi.Message{}
	var broken bool
	r.left = r.size
	m.Props, broken = r.props(e, header)
	for _, child := range e.Children {
		name := strings.ToLower(child.Name)
		switch {
		case strings.HasPrefix(name, "__recip_version1.0_") && child.Storage:
			p, short := r.props(child, partHeader)
			m.Recipients = append(m.Recipients, p)
			broken = broken || short
		case strings.HasPrefix(name, "__attach_version1.0_") && child.Storage:
			a, short := r.attachment(child)
			m.Attachments = append(m.Attachments, a)
			broken = broken || short
		case strings.HasPrefix(name, mapi.ProblemStream) && !child.Storage:
			m.Problems = append(m.Problems, string(bytes.ToValidUTF8(child.Bytes(maxProblem), []byte("?"))))
		}
	}
	if broken {
		m.Problems = append(m.Problems, "message: a part of it is damaged or cut short")
	}
	recipients, attachments := counts(e.Find(propertyStream).Bytes(embeddedHeader))
	if len(m.Recipients) < recipients {
		m.Problems = append(m.Problems, fmt.Sprintf("message: %d of %d recipients could not be found in it", recipients-len(m.Recipients), recipients))
	}
	if len(m.Attachments) < attachments {
		m.Problems = append(m.Problems, fmt.Sprintf("message: %d of %d attachments could not be found in it", attachments-len(m.Attachments), attachments))
	}
	return m
}

// maxProblem bounds what is read of a note on what is missing.
const maxProblem = 400

// counts returns how many recipients and attachments a file says it has; none
// where the numbers make no sense.
func counts(head []byte) (recipients, attachments int) {
	const most = 100_000
	if len(head) < embeddedHeader {
		return 0, 0
	}
	n, k := binary.LittleEndian.Uint32(head[16:]), binary.LittleEndian.Uint32(head[20:])
	if n > most || k > most {
		return 0, 0
	}
	return int(n), int(k)
}

// attachment reads an attachment; its content is left where it is.
func (r *reader) attachment(e *cfb.Entry) (a mapi.Attachment, short bool) {
	a.Props, short = r.props(e, partHeader)
	if data := e.Find("__substg1.0_37010102"); data != nil && !data.Storage {
		stream := data.Open()
		a.Open = func() (io.ReadCloser, error) { return content{stream.Reader()}, nil }
		return a, short || stream.Short()
	}
	object := e.Find("__substg1.0_3701000D")
	switch method, _ := a.Props.Int(mapi.AttachMethod); {
	case object == nil:
	case !object.Storage:
		stream := object.Open()
		a.Open = func() (io.ReadCloser, error) { return content{stream.Reader()}, nil }
	case method == mapi.AttachEmbedded || method != mapi.AttachOLE && object.Find(propertyStream) != nil:
		a.Embedded = func() (*mapi.Message, error) { return r.inner(object), nil }
	default:
		a.Open = func() (io.ReadCloser, error) { return r.ole(object) }
	}
	return a, short
}

// inner reads an item inside the item. Its named properties are in the table
// of the file, unless it brings one of its own.
func (r *reader) inner(e *cfb.Entry) *mapi.Message {
	if e.Find("__nameid_version1.0") != nil {
		own := &reader{size: r.size, names: names(e)}
		return own.message(e, embeddedHeader)
	}
	return r.message(e, embeddedHeader)
}

// ole makes a file of its own of an embedded object.
func (r *reader) ole(e *cfb.Entry) (io.ReadCloser, error) {
	data, err := e.Pack(r.size)
	if err != nil {
		return nil, fmt.Errorf("take out object: %w", documents.ErrDamaged)
	}
	return io.NopCloser(bytes.NewReader(data)), nil
}

// content is a stream that is read where it lies.
type content struct{ *io.SectionReader }

// Close implements [io.Closer]; there is nothing to close.
func (content) Close() error { return nil }

// props reads the properties of a storage: values of fixed length stand in one
// stream, all others have streams of their own, which are found by their names.
func (r *reader) props(e *cfb.Entry, header int) (p mapi.Props, short bool) {
	list := e.Find(propertyStream)
	short = list == nil || list.Storage || list.Open().Short()
	data := list.Bytes(maxNames)
	data = data[min(header, len(data)):]
	for ; len(data) >= 16; data = data[16:] {
		t := mapi.Type(binary.LittleEndian.Uint16(data))
		if size := t.Size(); size > 0 && size <= 8 && t&mapi.Many == 0 {
			p.Add(r.key(binary.LittleEndian.Uint16(data[2:])), t, data[8:8+size])
		}
	}
	values := map[string]*cfb.Entry{}
	for _, child := range e.Children {
		if strings.HasPrefix(child.Name, valuePrefix) && !child.Storage {
			values[strings.ToUpper(child.Name)] = child
		}
	}
	for _, child := range e.Children {
		if child.Storage || !strings.HasPrefix(child.Name, valuePrefix) || strings.Contains(child.Name, "-") {
			continue
		}
		tag, err := strconv.ParseUint(child.Name[len(valuePrefix):], 16, 32)
		if err != nil || tag>>16 == uint64(mapi.AttachData.ID) {
			continue
		}
		short = short || child.Open().Short()
		p.List = append(p.List, r.value(child, values, mapi.Type(tag&0xFFFF), r.key(uint16(tag>>16))))
	}
	return p, short
}

const valuePrefix = "__substg1.0_"

// hasValues reports that a storage has a property at all.
func hasValues(e *cfb.Entry) bool {
	for _, child := range e.Children {
		if strings.HasPrefix(child.Name, valuePrefix) {
			return true
		}
	}
	return false
}

// value reads a property that has a stream, or several.
func (r *reader) value(e *cfb.Entry, streams map[string]*cfb.Entry, t mapi.Type, key mapi.Key) mapi.Property {
	x := mapi.Property{Key: key, Type: t}
	data := r.bytes(e)
	size := t.Size()
	switch {
	case t&mapi.Many == 0:
		x.Data = data
	case size > 0:
		for ; len(data) >= size; data = data[size:] {
			x.Values = append(x.Values, data[:size])
		}
	default:
		for i := 0; ; i++ {
			part, ok := streams[strings.ToUpper(fmt.Sprintf("%s-%08X", e.Name, i))]
			if !ok {
				break
			}
			x.Values = append(x.Values, r.bytes(part))
		}
	}
	return x
}

// bytes reads a stream of values.
func (r *reader) bytes(e *cfb.Entry) []byte {
	data := e.Bytes(min(r.left, documents.MaxWhole))
	r.left -= int64(len(data))
	return data
}

// key returns the key of an ID in this file.
func (r *reader) key(id uint16) mapi.Key {
	if key, ok := r.names[id]; ok {
		return key
	}
	return mapi.Key{ID: id}
}
