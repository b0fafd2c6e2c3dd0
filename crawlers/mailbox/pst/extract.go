package pst

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"sort"
)

// extractMagic begins an extract; see FORMAT.md. The last byte is the version.
const extractMagic = "SARSPST\x01"

const (
	extractHead = 16 // bytes before the description
	extractRow  = 24 // bytes of one row of the table of blocks
)

// A description is what an extract says of itself.
type description struct {
	Layout   layout      `json:"layout"`
	Crypt    crypt       `json:"crypt"`
	Node     nodeID      `json:"node"`
	Data     blockID     `json:"data"`
	Subs     blockID     `json:"subs"`
	Folder   string      `json:"folder,omitempty"`
	CodePage int         `json:"code_page,omitempty"`
	Names    []namedProp `json:"names,omitempty"`
	Problems []string    `json:"problems,omitempty"` // what was wrong when it was cut out
}

type namedProp struct {
	ID     uint16 `json:"id"`
	Set    string `json:"set"` // in hexadecimal
	Number uint32 `json:"number,omitempty"`
	Text   string `json:"text,omitempty"`
}

// An Extract is one message cut out of a store, with all that is attached to
// it. Its bytes are put together as they are read; the file has to stay open
// meanwhile. Reads may be concurrent if those of the file may.
type Extract struct {
	r      io.ReaderAt
	head   []byte
	places []place // of blocks in the file, with padding and trailer
	ends   []int64 // ends[i] is where block i ends in the extract
}

// Extract cuts out an item by its ID. The error wraps ErrMissing when there is
// none. The same message of an unchanged store always gives the same bytes.
func (f *File) Extract(id uint32) (e *Extract, err error) {
	defer guard(&err)
	if e, err = f.extract(nodeID(id)); err != nil {
		return nil, fmt.Errorf("cut out message: %w", err)
	}
	return e, nil
}

func (f *File) extract(id nodeID) (*Extract, error) {
	n, err := f.node(id)
	if err != nil {
		return nil, err
	}
	if k := id.kind(); k != typeMessage && k != typeHidden {
		return nil, ErrMissing
	}
	doubt := f.nodes.doubt
	c := newCollector(f)
	if err := c.node(n, 0); err != nil {
		return nil, err
	}
	d := description{
		Layout: f.layout, Crypt: f.crypt, Node: n.id, Data: n.data, Subs: n.subs,
		CodePage: f.about.codePage, Names: f.about.names.used(c),
	}
	if doubt {
		d.Problems = append(d.Problems, problemIndex)
	}
	if f.about.flawed && (c.allNames || len(c.named) > 0) {
		d.Problems = append(d.Problems, problemNames)
	}
	if d.Folder, err = f.path(n.parent); err != nil {
		return nil, err
	}
	return f.assemble(d, c)
}

// used lists the names that a message needs.
func (n names) used(c *collector) (out []namedProp) {
	for _, id := range slices.Sorted(maps.Keys(n)) {
		if c.allNames || c.named[id] {
			name := n[id]
			out = append(out, namedProp{ID: id, Set: hex.EncodeToString(name.Set[:]), Number: name.Number, Text: name.Text})
		}
	}
	return out
}

func (f *File) assemble(d description, c *collector) (*Extract, error) {
	text, err := json.Marshal(d)
	if err != nil {
		return nil, fmt.Errorf("describe message: %w", err)
	}
	ids := c.ids()
	e := &Extract{r: f.r}
	e.head = append(e.head, extractMagic...)
	e.head = binary.LittleEndian.AppendUint32(e.head, uint32(len(text))) //nolint:gosec // small
	e.head = binary.LittleEndian.AppendUint32(e.head, uint32(len(ids)))  //nolint:gosec // at most 1<<26
	e.head = append(e.head, text...)
	at := int64(len(e.head) + extractRow*len(ids))
	for _, id := range ids {
		p := c.recorder.places[id]
		e.head = binary.LittleEndian.AppendUint64(e.head, uint64(id))
		e.head = binary.LittleEndian.AppendUint64(e.head, uint64(at))
		e.head = binary.LittleEndian.AppendUint64(e.head, uint64(p.size)) //nolint:gosec // not negative
		stored := f.layout.stored(p.size)
		at += int64(stored)
		e.places = append(e.places, place{at: p.at, size: stored})
		e.ends = append(e.ends, at)
	}
	return e, nil
}

// Size is the length in bytes.
func (e *Extract) Size() int64 {
	if len(e.ends) == 0 {
		return int64(len(e.head))
	}
	return e.ends[len(e.ends)-1]
}

// ReadAt implements [io.ReaderAt].
func (e *Extract) ReadAt(buf []byte, at int64) (n int, err error) {
	if at < 0 {
		return 0, ErrDamaged
	}
	for n < len(buf) {
		c, err := e.readSome(buf[n:], at)
		n += c
		at += int64(c)
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// readSome reads from one block, or from what stands before all.
func (e *Extract) readSome(buf []byte, at int64) (int, error) {
	if at < int64(len(e.head)) {
		return copy(buf, e.head[at:]), nil
	}
	i := sort.Search(len(e.ends), func(i int) bool { return e.ends[i] > at })
	if i == len(e.ends) {
		return 0, io.EOF
	}
	p := e.places[i]
	skip := at - (e.ends[i] - int64(p.size))
	n := min(int64(len(buf)), int64(p.size)-skip)
	if err := readFull(e.r, buf[:n], p.at+skip); err != nil {
		return 0, err
	}
	return int(n), nil
}
