package pst

import (
	"io"
	"sort"
)

// maxLevel is the most levels a tree can have: with two entries on a page it
// would be larger than any disk.
const maxLevel = 32

// A tree is one of the two B-trees of a store.
type tree struct {
	header
	r     io.ReaderAt
	kind  byte
	root  pageRef
	pages *cache[pageRef, page]
	doubt bool // a page on the way to what was found does not add up
}

func (t *tree) page(ref pageRef, kind byte) (page, error) {
	if p, ok := t.pages.get(ref); ok {
		return p, nil
	}
	p, err := t.readPage(t.r, ref)
	if err != nil {
		return p, err
	}
	if p.kind != kind {
		return p, ErrDamaged
	}
	t.pages.put(ref, p, len(p.data))
	return p, nil
}

// key of an entry. The lowest bit of a block's is not part of it.
func (t *tree) key(entry []byte) uint64 {
	k := t.layout.num(entry)
	if t.kind == pageNodes {
		return uint64(uint32(k)) //nolint:gosec // nodes have 32 bits
	}
	return k &^ 1
}

// child returns where an entry of a branch leads.
func (t *tree) child(entry []byte) pageRef { return t.ref(entry[t.layout.id():]) }

// find returns the entry of a leaf by its key.
func (t *tree) find(key uint64) ([]byte, error) {
	ref := t.root
	t.doubt = false
	for above := maxLevel + 1; ; {
		p, err := t.page(ref, t.kind)
		if err != nil {
			return nil, err
		}
		if int(p.level) >= above {
			return nil, ErrDamaged
		}
		above = int(p.level)
		t.doubt = t.doubt || !p.sound
		// The last entry that is not beyond the key.
		i := sort.Search(p.count, func(i int) bool { return t.key(p.entry(i)) > key }) - 1
		switch {
		case i < 0:
			return nil, ErrMissing
		case p.level > 0:
			ref = t.child(p.entry(i))
		case t.key(p.entry(i)) != key:
			return nil, ErrMissing
		default:
			return p.entry(i), nil
		}
	}
}

// walk calls fn for the entries of all leaves, in the order of the tree; fn must
// not keep them. Where pages are damaged, keys may come twice or out of order.
// It returns how many pages could not be read or do not add up; an error is that of fn, or of
// reading the file.
func (t *tree) walk(fn func(entry []byte) error) (lost int, err error) {
	w := &treeWalk{tree: t, fn: fn, left: t.size/int64(t.layout.page()) + 1}
	err = w.visit(t.root, maxLevel+1)
	return w.lost, err
}

type treeWalk struct {
	*tree
	fn   func([]byte) error
	left int64 // pages that a file of this size can still hold
	lost int
}

func (w *treeWalk) visit(ref pageRef, above int) error {
	if w.left--; w.left < 0 {
		w.lost++
		return nil
	}
	// Not through the cache: each page is met once.
	p, err := w.readPage(w.r, ref)
	if err != nil || p.kind != w.kind || int(p.level) >= above {
		w.lost++
		if err != nil && !ours(err) {
			return err
		}
		return nil
	}
	if !p.sound {
		w.lost++
	}
	for i := range p.count {
		if p.level == 0 {
			err = w.fn(p.entry(i))
		} else {
			err = w.visit(w.child(p.entry(i)), int(p.level))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
