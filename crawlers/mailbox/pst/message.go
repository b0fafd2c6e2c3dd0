package pst

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
)

// A Message is what an extract holds: a message, or any other item of Outlook.
type Message struct {
	// Folder is the path of the folder it was in.
	Folder string
	// CodePage is the store's for 8-bit strings, 0 when it is not known.
	CodePage    int
	Props       []Property
	Recipients  [][]Property
	Attachments []Attachment
	// Problems are plain phrases on what could not be read.
	Problems []string
}

// An Attachment is attached to a message. At most one of Content and Embedded
// is set.
type Attachment struct {
	Props []Property
	// Content is read from the extract when it is read.
	Content Content
	// Embedded returns the item that is attached.
	Embedded func() (*Message, error)
}

// Content is the bytes of an attachment. It is not safe for concurrent use.
type Content interface {
	io.ReaderAt
	Size() int64
}

// ReadMessage reads an extract of size bytes. It keeps r for the content of
// attachments. The error wraps ErrDamaged when nothing of it can be read.
func ReadMessage(r io.ReaderAt, size int64) (m *Message, err error) {
	defer guard(&err)
	x, d, err := openExtract(r, size)
	if err != nil {
		return nil, fmt.Errorf("read message: %w", err)
	}
	if m, err = x.message(node{id: d.Node, data: d.Data, subs: d.Subs}, 0); err != nil {
		return nil, fmt.Errorf("read message: %w", err)
	}
	m.Folder = d.Folder
	for _, p := range d.Problems {
		m.problem(p)
	}
	return m, nil
}

// A reader reads objects out of an extract.
type reader struct {
	*blocks
	names    names
	codePage int
}

func openExtract(r io.ReaderAt, size int64) (*reader, description, error) {
	var d description
	buf := make([]byte, extractHead)
	if err := readFull(r, buf, 0); err != nil {
		return nil, d, err
	}
	length, count := int64(binary.LittleEndian.Uint32(buf[8:])), int64(binary.LittleEndian.Uint32(buf[12:]))
	if string(buf[:8]) != extractMagic || extractHead+length+extractRow*count > size {
		return nil, d, ErrDamaged
	}
	text := make([]byte, length)
	if err := readFull(r, text, extractHead); err != nil {
		return nil, d, err
	}
	if err := json.Unmarshal(text, &d); err != nil || !d.Layout.valid() || d.Crypt.known() != nil {
		return nil, d, ErrDamaged
	}
	where := &blockTable{r: r, size: size, start: extractHead + length, count: int(count)}
	x := &reader{
		blocks: newBlocks(d.Layout, d.Crypt, r, where, workFor(size)),
		names:  names{}, codePage: d.CodePage,
	}
	for _, n := range d.Names {
		name := Name{Number: n.Number, Text: n.Text}
		if set, err := hex.DecodeString(n.Set); err == nil {
			copy(name.Set[:], set)
		}
		x.names[n.ID] = name
	}
	return x, d, nil
}
