package pst

import (
	"encoding/binary"
	"errors"
)

// errTooLarge is for a value that is not read into memory.
var errTooLarge = errors.New("over the limit of size")

// A nodeID names a node; its lower five bits are the node's type.
type nodeID uint32

// The types of node that matter here.
const (
	typeFolder         = 0x02
	typeSearchFolder   = 0x03
	typeMessage        = 0x04
	typeAttachment     = 0x05
	typeHidden         = 0x08 // a message associated with a folder
	typeContents       = 0x0E
	typeHiddenContents = 0x0F
)

// Nodes that are in every store or message.
const (
	nodeStore       nodeID = 0x21
	nodeNames       nodeID = 0x61
	nodeRoot        nodeID = 0x122
	nodeAttachments nodeID = 0x671
	nodeRecipients  nodeID = 0x692
)

func (id nodeID) kind() int     { return int(id & 0x1F) }
func (id nodeID) index() uint32 { return uint32(id >> 5) }

// as is the node of another type that belongs to this one.
func (id nodeID) as(kind nodeID) nodeID { return id&^0x1F | kind }

// A node is a thing with data and nodes of its own.
type node struct {
	id     nodeID
	data   blockID
	subs   blockID
	parent nodeID
}

// node reads an entry of the B-tree of nodes.
func (l layout) node(entry []byte) node {
	n := l.id()
	return node{
		id:     nodeID(l.num(entry)), //nolint:gosec // the upper half is not used
		data:   blockID(l.num(entry[n:])),
		subs:   blockID(l.num(entry[2*n:])),
		parent: nodeID(binary.LittleEndian.Uint32(entry[3*n:])),
	}
}

// subnodes calls fn for each node below another, by the block that lists them.
// A list that cannot be read is reported to fn by its error.
func (b *blocks) subnodes(id blockID, fn func(node, error) error) error {
	return b.sub(id, 2, fn)
}

func (b *blocks) sub(id blockID, depth int, fn func(node, error) error) error {
	if id&^1 == 0 {
		return nil
	}
	level, entries, err := b.subList(id, depth)
	if err != nil {
		return fn(node{}, err)
	}
	n := b.layout.id()
	for _, e := range entries {
		if err := b.step(); err != nil {
			return err
		}
		if level > 0 {
			err = b.sub(blockID(b.layout.num(e[n:])), depth-1, fn)
		} else {
			err = fn(node{
				id:   nodeID(b.layout.num(e)), //nolint:gosec // the upper half is not used
				data: blockID(b.layout.num(e[n:])), subs: blockID(b.layout.num(e[2*n:])),
			}, nil)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// subList reads a block that lists subnodes, at level 0, or such lists.
func (b *blocks) subList(id blockID, depth int) (level int, entries [][]byte, err error) {
	if !id.internal() {
		return 0, nil, ErrDamaged
	}
	data, err := b.read(id)
	if err != nil {
		return 0, nil, err
	}
	head, n := 4, b.layout.id()
	if b.layout.wide() {
		head = 8
	}
	if depth <= 0 || len(data) < head || data[0] != blockSubs || data[1] > 1 {
		return 0, nil, ErrDamaged
	}
	size := 3 * n
	if level = int(data[1]); level > 0 {
		size = 2 * n
	}
	count := min(int(binary.LittleEndian.Uint16(data[2:])), (len(data)-head)/size)
	for i := range count {
		entries = append(entries, data[head+i*size:head+(i+1)*size])
	}
	return level, entries, nil
}

// find returns the subnode of an identifier.
func (b *blocks) find(subs blockID, id nodeID) (node, error) {
	errFound := errors.New("found")
	var found node
	var lost error
	err := b.subnodes(subs, func(n node, err error) error {
		switch {
		case err != nil:
			lost = err
			if !ours(err) {
				return err
			}
		case n.id == id:
			found = n
			return errFound
		}
		return nil
	})
	switch {
	case errors.Is(err, errFound):
		return found, nil
	case err != nil:
		return node{}, err
	case lost != nil:
		return node{}, lost
	}
	return node{}, ErrMissing
}
