package cfb

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf16"
)

// A Node is a storage to be written, with Nodes, or a stream, with Data.
type Node struct {
	Name    string // at most 31 units of UTF-16, without '/', '\', ':' and '!'
	Storage bool
	Class   [16]byte // of a storage
	Data    []byte
	Nodes   []Node
}

// What is written has sectors of the smaller size.
const (
	sectorSize = headerLength
	miniSize   = 1 << miniShift
	perSector  = sectorSize / 4

	difatMark = 0xFFFFFFFC
	fatMark   = 0xFFFFFFFD
)

// What a name may not have, and how many units of UTF-16 it may.
const (
	forbidden   = `/\:!`
	longestName = 31
)

// errTree says that a tree does not fit the format.
var errTree = errors.New("not to be kept in a compound file")

// Write returns a compound file of version 3 with root as its root storage; the
// name of root does not count. The same tree always gives the same bytes, without
// times or anything else of the moment. It refuses names that the format does
// not allow or that a storage has twice, and 2 GB in one stream.
func Write(root Node) ([]byte, error) {
	c := &composer{}
	root.Name, root.Storage = "Root Entry", true
	if err := c.add(root, typeRoot); err != nil {
		return nil, err
	}
	if err := c.tree(0, root.Nodes); err != nil {
		return nil, err
	}
	return c.bytes(), nil
}

// A record is one of the directory to be written.
type record struct {
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
	entries []record
	body    bytes.Buffer // whole sectors
	fat     []uint32
	mini    bytes.Buffer // the mini stream, whole small sectors
	miniFAT []uint32
}

// add appends a directory entry, and the data of a stream.
func (c *composer) add(n Node, kind byte) error {
	name := utf16.Encode([]rune(n.Name))
	if len(name) == 0 || len(name) > longestName || strings.ContainsAny(n.Name, forbidden) || len(n.Data) > math.MaxInt32 {
		return fmt.Errorf("write entry: %w", errTree)
	}
	e := record{name: name, kind: kind, class: n.Class, left: none, right: none, child: none, start: endOfChain, black: true}
	if kind == typeStream {
		e.size = len(n.Data)
		e.start = c.store(n.Data)
	}
	if kind == typeStorage {
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
	case len(data) < miniCutoff:
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
			return fmt.Errorf("write storage: %w", errTree)
		}
		kind := byte(typeStream)
		if n.Storage {
			kind = typeStorage
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
