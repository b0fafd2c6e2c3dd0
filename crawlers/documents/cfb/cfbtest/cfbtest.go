// Package cfbtest builds compound files for tests of what is kept in them.
package cfbtest

import (
	"encoding/binary"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"
)

const (
	sector = 512
	none   = 0xFFFFFFFF
	end    = 0xFFFFFFFE
	table  = 0xFFFFFFFD
	cutoff = 4096
)

// Build returns a compound file with the given streams. Names are paths with
// '/' between storages. The whole must stay below 8 MB.
func Build(streams map[string][]byte) []byte {
	b := &builder{index: map[string]int{}}
	b.dir("")
	for _, name := range slices.Sorted(maps.Keys(streams)) {
		b.add(name, node{size: len(streams[name]), content: streams[name], start: end})
	}
	dir := b.put(b.directory(0)) // written again when all places are known
	for i := range b.nodes {
		b.place(&b.nodes[i])
	}
	return b.bytes(dir)
}

type node struct {
	name     string
	storage  bool
	size     int
	content  []byte
	start    uint32
	children []int
}

type builder struct {
	nodes []node
	index map[string]int
	data  []byte // sectors behind the tables
	fat   []uint32
	mini  []byte
	minis []uint32
}

// dir returns the number of a storage, made with those above it if need be.
func (b *builder) dir(path string) int {
	if i, ok := b.index[path]; ok {
		return i
	}
	return b.add(path, node{storage: true, start: end})
}

func (b *builder) add(path string, n node) int {
	at := strings.LastIndex(path, "/")
	n.name = path[at+1:]
	i := len(b.nodes)
	if path == "" {
		n.name = "Root Entry"
		b.nodes = append(b.nodes, n)
	} else {
		parent := b.dir(path[:max(at, 0)])
		i = len(b.nodes)
		b.nodes = append(b.nodes, n)
		b.nodes[parent].children = append(b.nodes[parent].children, i)
	}
	b.index[path] = i
	return i
}

// place stores the content of a node.
func (b *builder) place(n *node) {
	switch {
	case n.size >= cutoff:
		n.start = b.put(n.content)
	case n.size > 0:
		n.start = uint32(len(b.minis))
		b.mini = append(b.mini, pad(n.content, 64)...)
		b.minis = chain(b.minis, (n.size+63)/64)
	}
}

// put stores data in sectors of their own, numbered from the first behind the
// tables, and returns the number of the first.
func (b *builder) put(data []byte) uint32 {
	first := uint32(len(b.fat))
	b.data = append(b.data, pad(data, sector)...)
	b.fat = chain(b.fat, (len(data)+sector-1)/sector)
	return first
}

func chain(fat []uint32, n int) []uint32 {
	for i := range n {
		next := uint32(len(fat) + 1)
		if i == n-1 {
			next = end
		}
		fat = append(fat, next)
	}
	return fat
}

func pad(data []byte, to int) []byte {
	return append(slices.Clone(data), make([]byte, (to-len(data)%to)%to)...)
}

func (b *builder) bytes(dir uint32) []byte {
	b.nodes[0].size = len(b.mini)
	if len(b.mini) > 0 {
		b.nodes[0].start = b.put(b.mini)
	}
	miniFAT := uint32(end)
	minis := words(b.minis)
	if len(minis) > 0 {
		miniFAT = b.put(minis)
	}
	tables := (len(b.fat) + 127) / 127
	shift := uint32(tables)
	copy(b.data[int(dir)*sector:], b.directory(shift))

	fat := make([]uint32, 0, tables*sector/4)
	for range tables {
		fat = append(fat, table)
	}
	for _, n := range b.fat {
		fat = append(fat, moved(n, shift))
	}
	out := header(tables, dir+shift, moved(miniFAT, shift), (len(minis)+sector-1)/sector)
	out = append(out, words(fat)...)
	return append(out, b.data...)
}

func moved(n, shift uint32) uint32 {
	if n >= table {
		return n
	}
	return n + shift
}

// words packs numbers into whole sectors.
func words(list []uint32) []byte {
	out := make([]byte, 0, len(list)*4)
	for _, n := range list {
		out = binary.LittleEndian.AppendUint32(out, n)
	}
	for len(out)%sector != 0 {
		out = append(out, 0xFF)
	}
	return out
}

func header(tables int, dir, miniFAT uint32, minis int) []byte {
	h := make([]byte, sector)
	copy(h, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	put16 := binary.LittleEndian.PutUint16
	put32 := binary.LittleEndian.PutUint32
	put16(h[24:], 0x3E)
	put16(h[26:], 3)
	put16(h[28:], 0xFFFE)
	put16(h[30:], 9)
	put16(h[32:], 6)
	put32(h[44:], uint32(tables))
	put32(h[48:], dir)
	put32(h[56:], cutoff)
	put32(h[60:], miniFAT)
	put32(h[64:], uint32(minis))
	put32(h[68:], end)
	for i := range 109 {
		n := uint32(none)
		if i < tables {
			n = uint32(i)
		}
		put32(h[76+4*i:], n)
	}
	return h
}

// directory writes the entries; siblings hang on one another's right side.
func (b *builder) directory(shift uint32) []byte {
	var out []byte
	right := map[int]int{}
	for _, n := range b.nodes {
		for i := 1; i < len(n.children); i++ {
			right[n.children[i-1]] = n.children[i]
		}
	}
	for i, n := range b.nodes {
		e := make([]byte, 128)
		units := utf16.Encode([]rune(n.name))
		for j, u := range units {
			binary.LittleEndian.PutUint16(e[2*j:], u)
		}
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len(units)+2))
		e[66], e[67] = kind(i, n), 1
		for _, at := range []int{68, 72, 76} {
			binary.LittleEndian.PutUint32(e[at:], none)
		}
		if r, ok := right[i]; ok {
			binary.LittleEndian.PutUint32(e[72:], uint32(r))
		}
		if len(n.children) > 0 {
			binary.LittleEndian.PutUint32(e[76:], uint32(n.children[0]))
		}
		start := n.start
		if n.size >= cutoff || i == 0 {
			start = moved(start, shift)
		}
		binary.LittleEndian.PutUint32(e[116:], start)
		binary.LittleEndian.PutUint32(e[120:], uint32(n.size))
		out = append(out, e...)
	}
	return out
}

func kind(i int, n node) byte {
	switch {
	case i == 0:
		return 5
	case n.storage:
		return 1
	}
	return 2
}
