// Package psttest writes small Outlook stores for tests: of every layout and
// encoding, behind a password, with folders, messages, recipients, named properties, attachments
// and attached messages, and with the faults that real ones have.
package psttest

import (
	"encoding/binary"
	"unicode/utf16"
)

// The layouts of a store, by the version in its header.
const (
	ANSI     = 14
	Unicode  = 23
	Unicode4 = 36 // pages of 4096 bytes
)

// A Store is what is to be written.
type Store struct {
	Version int
	Crypt   byte // the encoding that the header tells
	// Encode encodes a block of data in place, by its identifier; nil leaves
	// it as it is.
	Encode  func(data []byte, id uint32)
	Packed  bool // pack blocks, for Unicode4
	Names   []Name
	Folders []Folder
}

// A Name is that of the named property whose ID is 0x8000 plus its place in
// the list of names: a number or, if it is not "", a text in a property set.
type Name struct {
	Set    [16]byte
	Number uint32
	Text   string
}

// A Folder is a folder below the topmost one.
type Folder struct {
	Name     string
	In       int // the folder that it is in, from 1 by its place in the list; 0 is the topmost
	Said     int // how many messages it says it holds; 0 tells the truth
	Messages []Message
	Hidden   []Message
}

// A Message is a message, or anything else that a store keeps.
type Message struct {
	Props       []Prop
	Recipients  [][]Prop
	Attachments []Attachment
	Unlisted    bool // deleted: no folder lists it
	Absent      bool // listed, but not there
}

// An Attachment has Data or is a Message.
type Attachment struct {
	Props   []Prop
	Data    []byte
	Message *Message
}

// A Prop is a property with its value as bytes of the wire.
type Prop struct {
	ID, Type uint16
	Value    []byte
}

// Text is a property of text.
func Text(id uint16, s string) Prop { return Prop{id, 0x001F, utf16le(s)} }

// Text8 is a property of text in a code page.
func Text8(id uint16, s string) Prop { return Prop{id, 0x001E, []byte(s)} }

// Int is a property that is a number.
func Int(id uint16, n uint32) Prop {
	return Prop{id, 0x0003, binary.LittleEndian.AppendUint32(nil, n)}
}

// Binary is a property of bytes.
func Binary(id uint16, data []byte) Prop { return Prop{id, 0x0102, data} }

// Texts is a property of several texts.
func Texts(id uint16, list ...string) Prop {
	at := 4 + 4*len(list)
	head := binary.LittleEndian.AppendUint32(nil, uint32(len(list))) //nolint:gosec // small
	var body []byte
	for _, s := range list {
		head = binary.LittleEndian.AppendUint32(head, uint32(at+len(body))) //nolint:gosec // small
		body = append(body, utf16le(s)...)
	}
	return Prop{id, 0x101F, append(head, body...)}
}

// Bytes writes the store.
func (s Store) Bytes() []byte {
	w := newWriter(s)
	root := w.pc([]Prop{Text(0x3001, "")}, nil)
	w.node(0x122, root, 0, 0x122)
	w.node(0x8022, w.pc([]Prop{Text(0x3001, "Top of Personal Folders")}, nil), 0, 0x122)
	entry := append(make([]byte, 20), binary.LittleEndian.AppendUint32(nil, 0x8022)...)
	password := Int(0x67FF, 0x5F3759DF) // the sum of one: it protects nothing
	w.node(0x21, w.pc([]Prop{Binary(0x0FF9, []byte("0123456789abcdef")), Binary(0x35E0, entry), password}, nil), 0, 0)
	w.names(s.Names)
	next := uint32(0x200024)
	for i, f := range s.Folders {
		nid := folderID(i + 1)
		w.folder(f, nid, folderID(f.In), &next)
	}
	return w.finish()
}

func folderID(i int) uint32 { return 0x8022 + uint32(i)*0x20 } //nolint:gosec // small

func utf16le(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, u)
	}
	return out
}
