// Package compose makes compound files ([MS-CFB], version 3), which
// crawlers/documents/cfb reads.
//
// It promises that the same tree always gives the same bytes, without times or
// anything else of the moment. It refuses more than fits the format it writes,
// 2 GB in one stream, and duplicates among the names of a storage.
package compose

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf16"

	"sarsen/crawlers/documents/cfb"
)

// A Node is a storage, with Nodes, or a stream, with Data.
type Node struct {
	Name    string // at most 31 units of UTF-16, without '/', '\', ':' and '!'
	Storage bool
	Class   [16]byte // of a storage
	Data    []byte
	Nodes   []Node
}

const (
	sectorSize = 512
	miniSize   = 64
	cutoff     = 4096
	perSector  = sectorSize / 4
	inHeader   = 109

	difatMark  = 0xFFFFFFFC
	fatMark    = 0xFFFFFFFD
	endOfChain = 0xFFFFFFFE
	none       = 0xFFFFFFFF
)

// errTree says that a tree does not fit the format.
var errTree = errors.New("not to be kept in a compound file")

// File returns a compound file with root as its root storage; the name of root
// does not count.
func File(root Node) ([]byte, error) {
	c := &composer{}
	root.Name, root.Storage = "Root Entry", true
	if err := c.add(root, rootEntry); err != nil {
		return nil, err
	}
	if err := c.tree(0, root.Nodes); err != nil {
		return nil, err
	}
	return c.bytes(), nil
}

// The types of directory entries.
const (
	storageEntry = 1
	streamEntry  = 2
	rootEntry    = 5
)

// An entry is one of the directory.
type entry struct {
	name               []uint16
	kind               byte
	class              [16]byte
	left, right, child uint32
	start              uint32
	size               int
	black              bool
}

// A composer lays out a file: streams come first, the tables behind them.
type composer struct {
	entries []entry
	body    bytes.Buffer // whole sectors
	fat     []uint32
	mini    bytes.Buffer // the mini stream, whole small sectors
	miniFAT []uint32
}

// add appends a directory entry, and the data of a stream.
func (c *composer) add(n Node, kind byte) error {
	name := utf16.Encode([]rune(n.Name))
	if len(name) == 0 || len(name) > 31 || strings.ContainsAny(n.Name, `/\:!`) || len(n.Data) > math.MaxInt32 {
		return fmt.Errorf("compose entry: %w", errTree)
	}
	e := entry{name: name, kind: kind, class: n.Class, left: none, right: none, child: none, start: endOfChain, black: true}
	if kind == streamEntry {
		e.size = len(n.Data)
		e.start = c.store(n.Data)
	}
	if kind == storageEntry {
		e.start = 0
	}
	c.entries = append(c.entries, e)
	return nil
}

// store puts data into sectors of a fitting size and returns the first.
func (c *composer) store(data []byte) uint32 {
	switch {
	case len(data) == 0:
		return endOfChain
	case len(data) < cutoff:
		first := uint32(len(c.miniFAT)) //nolint:gosec // below 2^31 sectors
		put(&c.mini, data, miniSize)
		c.miniFAT = chain(c.miniFAT, len(data), miniSize)
		return first
	}
	return c.sectors(data)
}

// sectors puts data into sectors and returns the first.
func (c *composer) sectors(data []byte) uint32 {
	if len(data) == 0 {
		return endOfChain
	}
	first := uint32(len(c.fat)) //nolint:gosec // below 2^31 sectors
	put(&c.body, data, sectorSize)
	c.fat = chain(c.fat, len(data), sectorSize)
	return first
}

func put(to *bytes.Buffer, data []byte, size int) {
	to.Write(data)
	if rest := len(data) % size; rest > 0 {
		to.Write(make([]byte, size-rest))
	}
}

// chain appends a chain of the sectors that size bytes need.
func chain(fat []uint32, length, size int) []uint32 {
	for n := (length + size - 1) / size; n > 1; n-- {
		fat = append(fat, uint32(len(fat)+1)) //nolint:gosec // below 2^31 sectors
	}
	return append(fat, endOfChain)
}

// tree adds the nodes of a storage and links them into a balanced tree.
func (c *composer) tree(parent int, nodes []Node) error {
	nodes = slices.Clone(nodes)
	slices.SortStableFunc(nodes, func(a, b Node) int { return order(a.Name, b.Name) })
	at := make([]int, len(nodes))
	for i, n := range nodes {
		if i > 0 && order(nodes[i-1].Name, n.Name) == 0 {
			return fmt.Errorf("compose storage: %w", errTree)
		}
		kind := byte(streamEntry)
		if n.Storage {
			kind = storageEntry
		}
		at[i] = len(c.entries)
		if err := c.add(n, kind); err != nil {
			return err
		}
	}
	c.entries[parent].child = c.balance(at, depth(len(at)))
	for i, n := range nodes {
		if n.Storage {
			if err := c.tree(at[i], n.Nodes); err != nil {
				return err
			}
		}
	}
	return nil
}

// order is how the format sorts names: by length, then in capitals.
func order(a, b string) int {
	x, y := utf16.Encode([]rune(strings.ToUpper(a))), utf16.Encode([]rune(strings.ToUpper(b)))
	if d := cmp.Compare(len(x), len(y)); d != 0 {
		return d
	}
	return slices.Compare(x, y)
}

// depth is how many full levels a balanced tree of n has.
func depth(n int) int {
	levels := 0
	for n++; n > 1; n /= 2 {
		levels++
	}
	return levels
}

// balance makes a red-black tree of sorted entries: what lies below the full
// levels is red.
func (c *composer) balance(at []int, full int) uint32 {
	if len(at) == 0 {
		return none
	}
	mid := len(at) / 2
	e := at[mid]
	c.entries[e].black = full > 0
	c.entries[e].left = c.balance(at[:mid], full-1)
	c.entries[e].right = c.balance(at[mid+1:], full-1)
	return uint32(e) //nolint:gosec // below 2^31 entries
}

// bytes writes the tables behind the streams, and the header before them.
func (c *composer) bytes() []byte {
	c.entries[0].size = c.mini.Len()
	c.entries[0].start = c.sectors(c.mini.Bytes())
	miniFAT := c.sectors(words(full(c.miniFAT)))
	miniSectors := (len(c.miniFAT) + perSector - 1) / perSector
	directory := c.sectors(c.directory())

	used := len(c.fat)
	fats, difats := tables(used)
	first := uint32(used) //nolint:gosec // below 2^31 sectors
	for range fats {
		c.fat = append(c.fat, fatMark)
	}
	for range difats {
		c.fat = append(c.fat, difatMark)
	}
	c.body.Write(words(full(c.fat)))
	list := make([]uint32, fats)
	for i := range list {
		list[i] = first + uint32(i)
	}
	firstDIFAT := uint32(endOfChain)
	if difats > 0 {
		firstDIFAT = first + uint32(fats) //nolint:gosec // below 2^31 sectors
		c.difat(list[inHeader:], firstDIFAT)
	}
	header := c.header(directory, miniFAT, miniSectors, fats, firstDIFAT, difats, list)
	return append(header, c.body.Bytes()...)
}

// tables is how many sectors the allocation table takes, and its list beyond
// the header's, for so many other sectors.
func tables(used int) (fats, difats int) {
	for {
		total := used + fats + difats
		f := (total + perSector - 1) / perSector
		d := 0
		if f > inHeader {
			d = (f - inHeader + perSector - 2) / (perSector - 1)
		}
		if f == fats && d == difats {
			return fats, difats
		}
		fats, difats = f, d
	}
}

// difat writes the list of sectors of the allocation table beyond the header.
func (c *composer) difat(list []uint32, at uint32) {
	for len(list) > 0 {
		n := min(len(list), perSector-1)
		sector := slices.Clone(list[:n])
		list = list[n:]
		for len(sector) < perSector-1 {
			sector = append(sector, none)
		}
		at++
		next := at
		if len(list) == 0 {
			next = endOfChain
		}
		c.body.Write(words(append(sector, next)))
	}
}

func (c *composer) header(directory, miniFAT uint32, miniSectors, fats int, difat uint32, difats int, list []uint32) []byte {
	h := make([]byte, 0, sectorSize)
	h = append(h, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"...)
	h = append(h, make([]byte, 16)...)
	for _, v := range []uint16{0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0} {
		h = binary.LittleEndian.AppendUint16(h, v)
	}
	h = append(h, words([]uint32{
		0, uint32(fats), directory, 0, cutoff, miniFAT, uint32(miniSectors), difat, uint32(difats), //nolint:gosec // below 2^31 sectors
	})...)
	h = append(h, words(list[:min(len(list), inHeader)])...)
	for len(h) < sectorSize {
		h = append(h, 0xFF)
	}
	return h
}

// directory writes the entries, whole sectors of them.
func (c *composer) directory() []byte {
	var out []byte
	for _, e := range c.entries {
		record := make([]byte, 128)
		for i, u := range e.name {
			binary.LittleEndian.PutUint16(record[2*i:], u)
		}
		binary.LittleEndian.PutUint16(record[64:], uint16(2*len(e.name)+2)) //nolint:gosec // at most 64
		record[66] = e.kind
		if e.black {
			record[67] = 1
		}
		binary.LittleEndian.PutUint32(record[68:], e.left)
		binary.LittleEndian.PutUint32(record[72:], e.right)
		binary.LittleEndian.PutUint32(record[76:], e.child)
		copy(record[80:], e.class[:])
		binary.LittleEndian.PutUint32(record[116:], e.start)
		binary.LittleEndian.PutUint32(record[120:], uint32(e.size)) //nolint:gosec // checked
		out = append(out, record...)
	}
	for len(out)%sectorSize != 0 {
		empty := make([]byte, 128)
		copy(empty[68:], "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF")
		out = append(out, empty...)
	}
	return out
}

// full fills up a table with marks of free sectors.
func full(table []uint32) []uint32 {
	for len(table)%perSector != 0 {
		table = append(table, none)
	}
	return table
}

func words(values []uint32) []byte {
	out := make([]byte, 0, 4*len(values))
	for _, v := range values {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return out
}

// Copy returns a node with everything in a storage or stream of another file,
// as far as it can be read, and no more than limit bytes in all.
func Copy(e *cfb.Entry, limit int64) Node { return copied(e, &limit) }

func copied(e *cfb.Entry, left *int64) Node {
	n := Node{Name: e.Name, Storage: e.Storage, Class: e.Class}
	if !e.Storage {
		n.Data = e.Bytes(*left)
		*left -= int64(len(n.Data))
		return n
	}
	for _, child := range e.Children {
		n.Nodes = append(n.Nodes, copied(child, left))
	}
	return n
}
