package cfb

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"
)

// ErrTooLarge is returned by [Entry.Pack].
var ErrTooLarge = errors.New("over the limit of size")

// Pack returns a storage as a compound file of its own, such as an embedded
// document, with at most limit bytes of streams. Equal storages give equal
// bytes.
func (e *Entry) Pack(limit int64) ([]byte, error) {
	streams := map[string][]byte{}
	if err := e.gather("", streams, &limit); err != nil {
		return nil, err
	}
	return Build(streams), nil
}

func (e *Entry) gather(path string, streams map[string][]byte, limit *int64) error {
	for _, c := range e.Children {
		name := path + strings.ReplaceAll(c.Name, "/", "_")
		if c.Storage {
			if err := c.gather(name+"/", streams, limit); err != nil {
				return err
			}
			continue
		}
		s := c.Open()
		if *limit -= s.Size() + entryLength; *limit < 0 {
			return ErrTooLarge
		}
		streams[name] = c.Bytes(s.Size())
	}
	return nil
}

// Build returns a compound file with the given streams. Names are paths with
// '/' between storages. The whole must stay below 400 MB.
func Build(streams map[string][]byte) []byte {
	const largest = 6 << 20 // that the header alone can describe with small sectors
	b := &builder{index: map[string]int{}, sector: 512}
	total := 0
	for _, data := range streams {
		total += len(data) + 512
	}
	if total > largest {
		b.sector = 4096
	}
	b.dir("")
	for _, name := range slices.Sorted(maps.Keys(streams)) {
		b.add(name, node{size: len(streams[name]), content: streams[name], start: endOfChain})
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

const tableSector = 0xFFFFFFFD // marks a sector of the allocation table

type builder struct {
	sector int
	nodes  []node
	index  map[string]int
	data   []byte // sectors behind the tables
	fat    []uint32
	mini   []byte
	minis  []uint32
}

// dir returns the number of a storage, made with those above it if need be.
func (b *builder) dir(path string) int {
	if i, ok := b.index[path]; ok {
		return i
	}
	return b.add(path, node{storage: true, start: endOfChain})
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
	case n.size >= miniCutoff:
		n.start = b.put(n.content)
	case n.size > 0:
		n.start = sector(len(b.minis))
		b.mini = append(b.mini, pad(n.content, 64)...)
		b.minis = chain(b.minis, (n.size+63)/64)
	}
}

// put stores data in sectors of their own, numbered from the first behind the
// tables, and returns the number of the first.
func (b *builder) put(data []byte) uint32 {
	first := sector(len(b.fat))
	b.data = append(b.data, pad(data, b.sector)...)
	b.fat = chain(b.fat, (len(data)+b.sector-1)/b.sector)
	return first
}

func chain(fat []uint32, n int) []uint32 {
	for i := range n {
		next := sector(len(fat) + 1)
		if i == n-1 {
			next = endOfChain
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
	miniFAT := uint32(endOfChain)
	minis := b.words(b.minis)
	if len(minis) > 0 {
		miniFAT = b.put(minis)
	}
	per := b.sector/4 - 1 // each sector of the table has to list itself
	tables := (len(b.fat) + per - 1) / per
	shift := sector(tables)
	copy(b.data[int(dir)*b.sector:], b.directory(shift))

	fat := make([]uint32, 0, tables*b.sector/4)
	for range tables {
		fat = append(fat, tableSector)
	}
	for _, n := range b.fat {
		fat = append(fat, moved(n, shift))
	}
	out := b.header(tables, dir+shift, moved(miniFAT, shift), (len(minis)+b.sector-1)/b.sector)
	out = append(out, b.words(fat)...)
	return append(out, b.data...)
}

func moved(n, shift uint32) uint32 {
	if n >= tableSector {
		return n
	}
	return n + shift
}

// words packs numbers into whole sectors.
func (b *builder) words(list []uint32) []byte {
	out := make([]byte, 0, len(list)*4)
	for _, n := range list {
		out = binary.LittleEndian.AppendUint32(out, n)
	}
	for len(out)%b.sector != 0 {
		out = append(out, 0xFF)
	}
	return out
}

func (b *builder) header(tables int, dir, miniFAT uint32, minis int) []byte {
	h := make([]byte, b.sector)
	copy(h, Magic)
	put16 := binary.LittleEndian.PutUint16
	put32 := binary.LittleEndian.PutUint32
	put16(h[24:], 0x3E)
	put16(h[26:], 3)
	if b.sector > headerLength {
		put16(h[26:], 4)
		put32(h[40:], sector(b.directorySectors()))
	}
	put16(h[28:], 0xFFFE)
	put16(h[30:], b.shift())
	put16(h[32:], miniShift)
	put32(h[44:], sector(tables))
	put32(h[48:], dir)
	put32(h[56:], miniCutoff)
	put32(h[60:], miniFAT)
	put32(h[64:], sector(minis))
	put32(h[68:], endOfChain)
	for i := range headerSectors {
		n := uint32(none)
		if i < tables {
			n = sector(i)
		}
		put32(h[76+4*i:], n)
	}
	return h
}

// shift is the sector's size as a power of two.
func (b *builder) shift() uint16 {
	if b.sector > headerLength {
		return 12
	}
	return 9
}

// sector makes a count or number of sectors, entries or bytes a field: the
// whole file is far below 4 GB.
func sector(n int) uint32 { return uint32(n) } //nolint:gosec // see above

func (b *builder) directorySectors() int {
	per := b.sector / entryLength
	return (len(b.nodes) + per - 1) / per
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
		e := make([]byte, entryLength)
		units := utf16.Encode([]rune(n.name))
		units = units[:min(len(units), 31)]
		for j, u := range units {
			binary.LittleEndian.PutUint16(e[2*j:], u)
		}
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len(units)+2)) //nolint:gosec // at most 64
		e[66], e[67] = kind(i, n), 1
		for _, at := range []int{68, 72, 76} {
			binary.LittleEndian.PutUint32(e[at:], none)
		}
		if r, ok := right[i]; ok {
			binary.LittleEndian.PutUint32(e[72:], sector(r))
		}
		if len(n.children) > 0 {
			binary.LittleEndian.PutUint32(e[76:], sector(n.children[0]))
		}
		start := n.start
		if n.size >= miniCutoff || i == 0 {
			start = moved(start, shift)
		}
		binary.LittleEndian.PutUint32(e[116:], start)
		binary.LittleEndian.PutUint32(e[120:], sector(n.size))
		out = append(out, e...)
	}
	return out
}

func kind(i int, n node) byte {
	switch {
	case i == 0:
		return typeRoot
	case n.storage:
		return typeStorage
	}
	return typeStream
}
