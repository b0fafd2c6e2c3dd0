package pst

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
)

// A File is an opened store. It is not safe for concurrent use.
type File struct {
	*blocks
	head  header
	nodes tree
	where tree // of blocks
	about about

	searches int // of the whole tree of nodes
}

// maxSearches is how often a damaged tree may be searched as a whole.
const maxSearches = 8

// about is what holds for a store as a whole. It is not changed once read.
type about struct {
	key      string // tells the store apart from all others, if its maker took care
	codePage int    // of 8-bit strings, 0 when not known
	subtree  nodeID // the folder above all that a person sees
	names    names
	flawed   bool // names may be missing or wrong
}

// Open reads the header of a store and what holds for all of it. The error
// wraps ErrDamaged or ErrEncrypted when it is no store that can be read.
func Open(r io.ReaderAt, size int64) (f *File, err error) {
	defer guard(&err)
	if f, err = open(r, size); err == nil {
		f.about, err = f.read()
	}
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	return f, nil
}

func open(r io.ReaderAt, size int64) (*File, error) {
	h, err := readHeader(r, size)
	if err != nil {
		return nil, err
	}
	f := &File{head: h}
	pages := newCache[pageRef, page](cacheSize)
	f.nodes = tree{header: h, r: r, kind: pageNodes, root: h.nodesAt, pages: pages}
	f.where = tree{header: h, r: r, kind: pageBlocks, root: h.blocksAt, pages: pages}
	f.blocks = newBlocks(h.layout, h.crypt, r, f, workFor(size))
	return f, nil
}

// locate implements locator.
func (f *File) locate(id blockID) (place, error) {
	e, err := f.where.find(uint64(id &^ 1))
	if err != nil {
		return place{}, err
	}
	n := f.layout.id()
	p := place{at: offset(f.layout.num(e[n:])), size: int(binary.LittleEndian.Uint16(e[2*n:]))}
	if p.at <= 0 || p.at > f.head.size-int64(f.layout.stored(p.size)) {
		return place{}, ErrDamaged
	}
	return p, nil
}

// node finds a node. Where the tree is damaged on the way to it, all that can
// be read of the tree is searched.
func (f *File) node(id nodeID) (node, error) {
	e, err := f.nodes.find(uint64(id))
	if err == nil {
		return f.layout.node(e), nil
	}
	if !errors.Is(err, ErrDamaged) && (!f.nodes.doubt || !errors.Is(err, ErrMissing)) {
		return node{}, err
	}
	f.nodes.doubt = true
	if f.searches++; f.searches > maxSearches {
		return node{}, err
	}
	found := node{}
	_, err = f.nodes.walk(func(e []byte) error {
		if n := f.layout.node(e); n.id == id && found.id == 0 {
			found = n
		}
		return nil
	})
	switch {
	case err != nil:
		return node{}, err
	case found.id == 0:
		return node{}, ErrMissing
	}
	return found, nil
}

// props opens the properties of a node.
func (f *File) props(id nodeID) (*heap, error) {
	n, err := f.node(id)
	if err != nil {
		return nil, err
	}
	return f.heap(n)
}

// read reads what holds for the store. What is damaged is left out.
func (f *File) read() (a about, err error) {
	h, err := f.props(nodeStore)
	if err == nil {
		var found [][]byte
		// Record key, code page, entry of the topmost folder.
		found, err = h.lookup(0x0FF9, 0x66C3, 0x35E0)
		a.key = digest(found[0])
		if len(found[1]) == 4 {
			a.codePage = int(binary.LittleEndian.Uint32(found[1]) & 0xFFFF)
		}
		if len(found[2]) >= 24 {
			a.subtree = nodeID(binary.LittleEndian.Uint32(found[2][20:]))
		}
	}
	if err := outside(err); err != nil {
		return a, err
	}
	f.flawed = false
	n, err := f.node(nodeNames)
	if err == nil {
		a.names, err = f.readNames(n)
	}
	a.flawed = f.flawed || f.nodes.doubt || err != nil
	return a, outside(err)
}

// state tells apart the states of a store as far as concerns what holds for all
// of it: Outlook changes the header whenever it writes, others may not.
func (f *File) state() string {
	h := fnv.New128a()
	_, _ = h.Write(f.head.raw) // a hash takes all
	for _, id := range []nodeID{nodeStore, nodeNames} {
		if n, err := f.node(id); err == nil {
			data, _, _ := f.raw(n.data) // what cannot be read is as good as empty
			_, _ = h.Write(data)
		}
	}
	return string(h.Sum(nil))
}

// digest is a short name for bytes of any length.
func digest(data []byte) string {
	h := fnv.New64a()
	_, _ = h.Write(data) // a hash takes all
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// maxDepth is how deep folders, and messages inside one another, may lie.
const maxDepth = 64

// path returns the names of a folder and those above it, up to the topmost
// that a person sees.
func (f *File) path(id nodeID) (string, error) {
	path := ""
	for range maxDepth {
		if id == 0 || id == nodeRoot || id == f.about.subtree {
			break
		}
		n, err := f.node(id)
		if err != nil {
			return path, outside(err)
		}
		name, _, err := f.folder(n)
		if err != nil {
			return "", err
		}
		if path = join(name, path); n.parent == id {
			break
		}
		id = n.parent
	}
	return path, nil
}

// folder returns the name of a folder and how many messages it says it holds;
// -1 when it does not say.
func (f *File) folder(n node) (name string, said int, err error) {
	name, said = "folder without a name", -1
	h, err := f.heap(n)
	if err != nil {
		return name, said, outside(err)
	}
	err = h.rawProps(func(p rawProp) error {
		switch p.id {
		case 0x3001: // PidTagDisplayName
			v, err := h.prop(p)
			if s := text(v.Data, p.kind, f.about.codePage); s != "" {
				name = s
			}
			return outside(err)
		case 0x3602: // PidTagContentCount
			if p.kind == 0x0003 && p.ref < 1<<31 {
				said = int(p.ref)
			}
		}
		return nil
	})
	return name, said, outside(err)
}

// outside keeps the errors that are not about the store.
func outside(err error) error {
	if err == nil || ours(err) || errors.Is(err, errTooLarge) {
		return nil
	}
	return err
}
