package mapi

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"

	"sarsen/crawlers/documents/cfb"
)

// object makes a storage of properties.
func (e *encoder) object(p Props, head []byte) (cfb.Node, error) {
	node := cfb.Node{Storage: true}
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
	node.Nodes = append(node.Nodes, cfb.Node{Name: "__properties_version1.0", Data: list})
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
func encodeProperty(id uint16, x Property) (record []byte, streams []cfb.Node) {
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
		streams = []cfb.Node{{Name: name, Data: data}}
	case x.Type&Many != 0:
		var lengths []byte
		for i, v := range x.Values {
			v = append(v[:len(v):len(v)], make([]byte, ends)...)
			lengths = binary.LittleEndian.AppendUint32(lengths, uint32(len(v))) //nolint:gosec // checked by take
			if ends == 0 {
				lengths = append(lengths, 0, 0, 0, 0)
			}
			streams = append(streams, cfb.Node{Name: fmt.Sprintf("%s-%08X", name, i), Data: v})
		}
		binary.LittleEndian.PutUint32(value, uint32(len(lengths))) //nolint:gosec // checked by take
		streams = append(streams, cfb.Node{Name: name, Data: lengths})
	case size > 0 && size <= 8:
		copy(value, x.Data)
	case x.Type == TypeObject:
		copy(value, x.Data)
	default:
		binary.LittleEndian.PutUint32(value, uint32(len(x.Data)+ends)) //nolint:gosec // checked by take
		streams = []cfb.Node{{Name: name, Data: x.Data}}
	}
	return append(record, value...), streams
}

func streamName(id uint16, t Type) string { return fmt.Sprintf("__substg1.0_%04X%04X", id, uint16(t)) }

// problemNode keeps in the file what could not be read of a message; other
// readers leave it out.
func problemNode(n int, problem string) cfb.Node {
	return cfb.Node{Name: fmt.Sprintf("__problem_%08X", n), Data: []byte(strings.ToValidUTF8(problem, "?"))}
}

// ProblemStream begins the names of streams that hold, in message files made
// by [Encode], what could not be read of the message: one of Problems each.
const ProblemStream = "__problem_"
