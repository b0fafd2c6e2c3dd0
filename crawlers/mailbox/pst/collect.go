package pst

import "slices"

// A recorder is a locator that remembers every block it was asked for.
type recorder struct {
	where  locator
	places map[blockID]place
	lost   map[blockID]bool
}

func (r *recorder) locate(id blockID) (place, error) {
	id &^= 1
	if p, ok := r.places[id]; ok {
		return p, nil
	}
	p, err := r.where.locate(id)
	switch {
	case err == nil:
		r.places[id] = p
	case ours(err):
		r.lost[id] = true
	}
	return p, err
}

// A collector finds the blocks that a node and all below it are made of, and
// the named properties that it uses.
type collector struct {
	*blocks
	recorder *recorder
	done     map[blockID]bool // data and lists of subnodes
	named    map[uint16]bool
	allNames bool // what is used could not be found out
}

func newCollector(f *File) *collector {
	r := &recorder{where: f, places: map[blockID]place{}, lost: map[blockID]bool{}}
	return &collector{
		blocks:   newBlocks(f.layout, f.crypt, f.r, r, workFor(f.head.size)),
		recorder: r, done: map[blockID]bool{}, named: map[uint16]bool{},
	}
}

// node takes a node. The error is that of reading the file: what is damaged is
// found again by who reads the extract.
func (c *collector) node(n node, depth int) error {
	if err := c.content(n); err != nil {
		return err
	}
	if depth > maxDepth || c.done[n.subs] {
		return nil
	}
	c.done[n.subs] = true
	err := c.subnodes(n.subs, func(sub node, err error) error {
		if err != nil {
			return outside(err)
		}
		return c.node(sub, depth+1)
	})
	return outside(err)
}

// content takes the data of a node.
func (c *collector) content(n node) error {
	if c.done[n.data] {
		return nil
	}
	c.done[n.data] = true
	err := c.leaves(n.data, func(id blockID, err error) error {
		if err == nil {
			_, err = c.recorder.locate(id)
		}
		return outside(err)
	})
	if err := outside(err); err != nil {
		return err
	}
	return c.names(n)
}

// names notes which named properties a node has.
func (c *collector) names(n node) error {
	h, err := c.heap(n)
	if err != nil || h.kind != heapProps {
		return outside(err) // not one that has properties
	}
	err = h.rawProps(func(p rawProp) error {
		if p.id >= 0x8000 {
			c.named[p.id] = true
		}
		return nil
	})
	if err != nil {
		c.allNames = true
	}
	return outside(err)
}

// ids lists the blocks in order.
func (c *collector) ids() []blockID {
	ids := make([]blockID, 0, len(c.recorder.places))
	for id := range c.recorder.places {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
