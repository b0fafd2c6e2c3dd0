package mapi

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/cfb/compose"
)

// Encode returns the message, with all that is attached to it, as a message
// file (.msg, [MS-OXMSG]) that Outlook and crawlers/documents/msg read: what
// stands for its bytes where it has none of its own, such as in a mail store.
// Strings are written as Unicode. The same message always gives the same
// bytes. It fails with documents.ErrTooLarge over documents.MaxWhole, and where
// items are attached to one another without end. An attachment that cannot be
// opened is in the file without its content.
func Encode(m *Message) ([]byte, error) {
	e := &encoder{room: documents.MaxWhole, names: newNameTable()}
	root, err := e.message(m, topHeader, 0)
	if err != nil {
		return nil, err
	}
	root.Class = [16]byte(set(0x00020D0B))
	root.Nodes = append(root.Nodes, e.names.storage())
	data, err := compose.File(root)
	if err != nil {
		return nil, fmt.Errorf("encode message: %w", err)
	}
	return data, nil
}

// The lengths of what stands before the properties of an object.
const (
	topHeader      = 32
	embeddedHeader = 24
	partHeader     = 8
)

// maxNesting is how deep items may be attached to one another.
const maxNesting = 32

// An encoder makes one message file.
type encoder struct {
	room  int64 // bytes that may still be written
	names *nameTable
}

// take counts bytes against the limit.
func (e *encoder) take(n int) error {
	if e.room -= int64(n); e.room < 0 {
		return fmt.Errorf("encode message: %w", documents.ErrTooLarge)
	}
	return nil
}

// message makes the storage of a message.
func (e *encoder) message(m *Message, header, depth int) (compose.Node, error) {
	if depth > maxNesting {
		return compose.Node{}, fmt.Errorf("encode message: %w", documents.ErrTooLarge)
	}
	head := make([]byte, header)
	for i, n := range []int{len(m.Recipients), len(m.Attachments), len(m.Recipients), len(m.Attachments)} {
		binary.LittleEndian.PutUint32(head[8+4*i:], uint32(n)) //nolint:gosec // far below 2^31
	}
	node, err := e.object(unicodeStore(m.Props), head)
	if err != nil {
		return node, err
	}
	for i, p := range m.Problems {
		node.Nodes = append(node.Nodes, problemNode(i, p))
	}
	for i, p := range m.Recipients {
		r, err := e.object(p, make([]byte, partHeader))
		if err != nil {
			return node, err
		}
		r.Name = fmt.Sprintf("__recip_version1.0_#%08X", i)
		node.Nodes = append(node.Nodes, r)
	}
	for i := range m.Attachments {
		a, err := e.attachment(&m.Attachments[i], depth)
		if err != nil {
			return node, err
		}
		a.Name = fmt.Sprintf("__attach_version1.0_#%08X", i)
		node.Nodes = append(node.Nodes, a)
	}
	return node, nil
}

// unicodeStore returns properties that say that strings are in Unicode.
func unicodeStore(p Props) Props {
	const unicodeStrings = 0x40000
	mask, _ := p.Int(StoreSupportMask)
	all := Props{CodePage: p.CodePage}
	all.Add(StoreSupportMask, TypeInt32, binary.LittleEndian.AppendUint32(nil, uint32(mask)|unicodeStrings)) //nolint:gosec // bits
	all.List = append(all.List, p.List...)
	return all
}

// attachment makes the storage of an attachment.
func (e *encoder) attachment(a *Attachment, depth int) (compose.Node, error) {
	p := Props{CodePage: a.Props.codePage()}
	for _, x := range a.Props.List {
		if x.Key != AttachData && (x.Key != AttachMethod || a.Open == nil && a.Embedded == nil) {
			p.List = append(p.List, x)
		}
	}
	var content *compose.Node
	switch {
	case a.Embedded != nil:
		p.Add(AttachMethod, TypeInt32, []byte{AttachEmbedded, 0, 0, 0})
		inner, err := a.Embedded()
		if err != nil {
			break // without its content
		}
		n, err := e.message(inner, embeddedHeader, depth+1)
		if err != nil {
			return n, err
		}
		content = &n
	case a.Open != nil:
		data, err := e.read(a.Open)
		if err != nil {
			return compose.Node{}, err
		}
		method, _ := a.Props.Int(AttachMethod)
		if n, ok := oleStorage(data); ok && method == AttachOLE {
			p.Add(AttachMethod, TypeInt32, []byte{AttachOLE, 0, 0, 0})
			content = &n
		} else {
			p.Add(AttachMethod, TypeInt32, []byte{AttachByValue, 0, 0, 0})
			p.Add(AttachData, TypeBinary, data)
		}
	}
	if content != nil {
		p.Add(AttachData, TypeObject, []byte{0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0})
	}
	node, err := e.object(p, make([]byte, partHeader))
	if content != nil {
		content.Name, content.Storage = streamName(AttachData.ID, TypeObject), true
		node.Nodes = append(node.Nodes, *content)
	}
	return node, err
}

// read returns the content of an attachment; nothing where it cannot be opened.
func (e *encoder) read(open func() (io.ReadCloser, error)) ([]byte, error) {
	r, err := open()
	if err != nil {
		return nil, nil //nolint:nilerr // the attachment is without its content
	}
	defer func() { _ = r.Close() }()
	data, _ := io.ReadAll(io.LimitReader(r, e.room+1)) // what can be read of it
	return data, e.take(len(data))
}

// oleStorage returns the storage that data is a compound file of.
func oleStorage(data []byte) (compose.Node, bool) {
	f, err := cfb.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return compose.Node{}, false
	}
	return compose.Copy(f.Root, documents.MaxWhole), true
}

// object makes a storage of properties.
func (e *encoder) object(p Props, head []byte) (compose.Node, error) {
	node := compose.Node{Storage: true}
	list := head
	seen := map[uint16]bool{}
	for _, x := range p.List {
		id := e.names.id(x.Key)
		if seen[id] || id == 0 {
			continue
		}
		seen[id] = true
		if x.Type&Many == 0 && len(x.Data) < x.Type.Size() {
			continue // cut short
		}
		x = wide(&p, x)
		record, streams := encodeProperty(id, x)
		list = append(list, record...)
		for _, s := range streams {
			if err := e.take(len(s.Data)); err != nil {
				return node, err
			}
		}
		node.Nodes = append(node.Nodes, streams...)
	}
	node.Nodes = append(node.Nodes, compose.Node{Name: "__properties_version1.0", Data: list})
	return node, e.take(len(list))
}

// wide makes Unicode of strings in a code page.
func wide(p *Props, x Property) Property {
	if x.Type&^Many != TypeString8 {
		return x
	}
	again := func(data []byte) []byte { return utf16Bytes(p.decode(data, TypeString8)) }
	if x.Type&Many == 0 {
		return Property{Key: x.Key, Type: TypeString, Data: again(x.Data)}
	}
	values := make([][]byte, len(x.Values))
	for i, v := range x.Values {
		values[i] = again(v)
	}
	return Property{Key: x.Key, Type: TypeString | Many, Values: values}
}

func utf16Bytes(s string) []byte {
	out := make([]byte, 0, 2*len(s))
	for _, u := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, u)
	}
	return out
}

// encodeProperty returns the record of a property and the streams that hold
// its value where that is not in the record.
func encodeProperty(id uint16, x Property) (record []byte, streams []compose.Node) {
	record = binary.LittleEndian.AppendUint16(nil, uint16(x.Type))
	record = binary.LittleEndian.AppendUint16(record, id)
	record = binary.LittleEndian.AppendUint32(record, 6) // readable and writable
	size := x.Type.Size()
	value := make([]byte, 8)
	name := streamName(id, x.Type)
	ends := 0 // bytes of the zero that ends a string
	if x.Type&^Many == TypeString {
		ends = 2
	}
	switch {
	case x.Type&Many != 0 && size > 0:
		data := bytes.Join(x.Values, nil)
		binary.LittleEndian.PutUint32(value, uint32(len(data))) //nolint:gosec // checked by take
		streams = []compose.Node{{Name: name, Data: data}}
	case x.Type&Many != 0:
		var lengths []byte
		for i, v := range x.Values {
			v = append(v[:len(v):len(v)], make([]byte, ends)...)
			lengths = binary.LittleEndian.AppendUint32(lengths, uint32(len(v))) //nolint:gosec // checked by take
			if ends == 0 {
				lengths = append(lengths, 0, 0, 0, 0)
			}
			streams = append(streams, compose.Node{Name: fmt.Sprintf("%s-%08X", name, i), Data: v})
		}
		binary.LittleEndian.PutUint32(value, uint32(len(lengths))) //nolint:gosec // checked by take
		streams = append(streams, compose.Node{Name: name, Data: lengths})
	case size > 0 && size <= 8:
		copy(value, x.Data)
	case x.Type == TypeObject:
		copy(value, x.Data)
	default:
		binary.LittleEndian.PutUint32(value, uint32(len(x.Data)+ends)) //nolint:gosec // checked by take
		streams = []compose.Node{{Name: name, Data: x.Data}}
	}
	return append(record, value...), streams
}

func streamName(id uint16, t Type) string { return fmt.Sprintf("__substg1.0_%04X%04X", id, uint16(t)) }

// problemNode keeps in the file what could not be read of a message; other
// readers leave it out.
func problemNode(n int, problem string) compose.Node {
	return compose.Node{Name: fmt.Sprintf("__problem_%08X", n), Data: []byte(strings.ToValidUTF8(problem, "?"))}
}

// ProblemStream begins the names of streams that hold, in message files made
// by [Encode], what could not be read of the message: one of Problems each.
const ProblemStream = "__problem_"
