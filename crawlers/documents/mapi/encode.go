package mapi

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
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
	data, err := cfb.Write(root)
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
func (e *encoder) message(m *Message, header, depth int) (cfb.Node, error) {
	if depth > maxNesting {
		return cfb.Node{}, fmt.Errorf("encode message: %w", documents.ErrTooLarge)
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
func (e *encoder) attachment(a *Attachment, depth int) (cfb.Node, error) {
	p := Props{CodePage: a.Props.codePage()}
	for _, x := range a.Props.List {
		if x.Key != AttachData && (x.Key != AttachMethod || a.Open == nil && a.Embedded == nil) {
			p.List = append(p.List, x)
		}
	}
	var content *cfb.Node
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
			return cfb.Node{}, err
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
func oleStorage(data []byte) (cfb.Node, bool) {
	f, err := cfb.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return cfb.Node{}, false
	}
	n := f.Root.Copy(documents.MaxWhole)
	_, err = cfb.Write(n)
	return n, err == nil // a hostile one may have entries that cannot be written
}
