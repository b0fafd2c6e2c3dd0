package cfb

import (
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf16"
)

// Types of directory entries.
const (
	typeStorage = 1
	typeStream  = 2
	typeRoot    = 5
)

const (
	entryLength = 128
	maxEntries  = 1 << 20
)

// An Entry is a storage (a folder) or a stream (a file).
type Entry struct {
	Name    string
	Storage bool
	// Size is what the directory says a stream has, in bytes; what can be read
	// may be less, see [Stream.Short].
	Size int64
	// Class says which program made a storage; zero where none does.
	Class [16]byte
	// Created and Modified are set for some storages only.
	Created, Modified time.Time
	// Children are in the order of the directory tree, which is by length of
	// name first.
	Children []*Entry

	file               *File
	start              uint32
	left, right, child uint32
	kind               byte
	placed             bool
}

// loadDirectory reads all entries and builds the tree.
func (f *File) loadDirectory(first uint32) error {
	buf := make([]byte, f.sector)
	for _, s := range f.chain(first, f.count) {
		n := f.readSector(s, buf)
		for at := 0; at+entryLength <= n && len(f.entries) < maxEntries; at += entryLength {
			f.entries = append(f.entries, f.parseEntry(buf[at:at+entryLength]))
		}
	}
	if len(f.entries) == 0 || f.entries[0].kind != typeRoot {
		return fmt.Errorf("read directory: %w", ErrDamaged)
	}
	f.Root = f.entries[0]
	f.Root.placed = true
	f.place(f.Root)
	for _, e := range f.entries {
		if !e.placed && (e.kind == typeStorage || e.kind == typeStream) {
			e.placed = true
			f.Root.Children = append(f.Root.Children, e)
			f.place(e)
		}
	}
	return nil
}

func (f *File) parseEntry(b []byte) *Entry {
	e := &Entry{
		file: f, Name: entryName(b), kind: b[66], Storage: b[66] != typeStream,
		left: binary.LittleEndian.Uint32(b[68:]), right: binary.LittleEndian.Uint32(b[72:]),
		child: binary.LittleEndian.Uint32(b[76:]), start: binary.LittleEndian.Uint32(b[116:]),
		Created: filetime(b[100:]), Modified: filetime(b[108:]),
	}
	copy(e.Class[:], b[80:96])
	e.Size = int64(binary.LittleEndian.Uint32(b[120:]))
	if high := binary.LittleEndian.Uint32(b[124:]); f.sector > headerLength && high < 1<<31 {
		e.Size |= int64(high) << 32 // older files leave garbage there
	}
	return e
}

func entryName(b []byte) string {
	n := min(int(binary.LittleEndian.Uint16(b[64:])), 64) / 2
	units := make([]uint16, 0, 32)
	for i := range n {
		c := binary.LittleEndian.Uint16(b[2*i:])
		if c == 0 {
			break
		}
		units = append(units, c)
	}
	return string(utf16.Decode(units))
}

// filetime converts hundreds of nanoseconds since 1601.
func filetime(b []byte) time.Time {
	const epoch = 116444736000000000
	t := binary.LittleEndian.Uint64(b)
	if t == 0 || t > 1<<62 {
		return time.Time{}
	}
	since := int64(t) - epoch
	return time.Unix(since/1e7, since%1e7*100).UTC()
}

// place hangs the entries below storages into the tree, each once.
func (f *File) place(storage *Entry) {
	for todo := []*Entry{storage}; len(todo) > 0; {
		parent := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !parent.Storage {
			continue
		}
		parent.Children = append(parent.Children, f.inOrder(parent.child)...)
		todo = append(todo, parent.Children...)
	}
}

// inOrder goes through a tree of siblings, by a stack of its own since a
// hostile one may be as deep as it has entries.
func (f *File) inOrder(first uint32) []*Entry {
	var out, stack []*Entry
	for at := f.fresh(first); at != nil || len(stack) > 0; {
		for at != nil {
			stack = append(stack, at)
			at = f.fresh(at.left)
		}
		e := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		out = append(out, e)
		at = f.fresh(e.right)
	}
	return out
}

// fresh returns an entry that has no place yet, and marks it.
func (f *File) fresh(n uint32) *Entry {
	if int64(n) >= int64(len(f.entries)) {
		return nil
	}
	e := f.entries[n]
	if e.placed || e.kind != typeStorage && e.kind != typeStream {
		return nil
	}
	e.placed = true
	return e
}

// Find returns the entry below e that the names lead to, whatever their case,
// or nil. Find on nil returns nil.
func (e *Entry) Find(names ...string) *Entry {
	for _, name := range names {
		e = e.childNamed(name)
	}
	return e
}

func (e *Entry) childNamed(name string) *Entry {
	if e == nil {
		return nil
	}
	for _, c := range e.Children {
		if strings.EqualFold(c.Name, name) {
			return c
		}
	}
	return nil
}

// Bytes returns the content of a stream, at most limit bytes of it, and of a
// damaged one what there is. On nil and on a storage it returns nil.
func (e *Entry) Bytes(limit int64) []byte {
	s := e.Open()
	if s == nil {
		return nil
	}
	out := make([]byte, min(s.Size(), limit))
	n, _ := io.ReadFull(io.NewSectionReader(s, 0, s.Size()), out) // short when the file changed meanwhile
	return out[:n]
}
