package documents

import (
	"encoding/binary"
	"errors"
	"iter"
	"slices"
	"strconv"
)

// Packed are bounds in little memory, some five bytes for each instead of
// sixty: a long table has a bound for every cell. The zero value is none. Such
// bytes are kept on disk, so that their meaning does not change.
//
// Each bound is its kind, label, start and length. Starts are the distance to
// the one before. Words are numbers where they came before.
type Packed []byte

// What stands for a word; further numbers count the words that came before.
const (
	newWord    = iota // its length and bytes follow
	nextNumber        // the number after the last one, as rows are labelled
	aNumber           // it follows
	knownWord
)

// mostUnpacked is up to how many bounds of an item are not packed.
const mostUnpacked = 20_000

// ErrPacked is returned for bytes that are no packed bounds.
var ErrPacked = errors.New("bounds are not as they were packed")

// Pack packs bounds.
func Pack(bounds []Bound) Packed { return pack(slices.Values(bounds)) }

func pack(bounds iter.Seq[Bound]) Packed {
	p := packer{words: map[string]uint64{}}
	start := 0
	for b := range bounds {
		p.word(string(b.Kind))
		p.word(b.Label)
		p.out = binary.AppendVarint(p.out, int64(b.Start-start))
		length := uint64(b.End-b.Start) << 1 //nolint:gosec // never negative
		if b.Hidden {
			length |= 1
		}
		p.out = binary.AppendUvarint(p.out, length)
		start = b.Start
	}
	return p.out
}

type packer struct {
	out    []byte
	words  map[string]uint64
	number uint32 // the last one
}

func (p *packer) word(w string) {
	if n, ok := number(w); ok {
		if n == p.number+1 {
			p.out = append(p.out, nextNumber)
		} else {
			p.out = binary.AppendUvarint(append(p.out, aNumber), uint64(n))
		}
		p.number = n
		return
	}
	n, ok := p.words[w]
	if ok {
		p.out = binary.AppendUvarint(p.out, n)
		return
	}
	p.words[w] = uint64(len(p.words) + knownWord)
	p.out = append(binary.AppendUvarint(append(p.out, newWord), uint64(len(w))), w...)
}

// number reads a label that is a number and written like one.
func number(label string) (uint32, bool) {
	if label == "" || len(label) > 9 || label[0] == '0' && label != "0" {
		return 0, false
	}
	n := uint32(0)
	for i := range len(label) {
		d := label[i] - '0'
		if d > 9 {
			return 0, false
		}
		n = n*10 + uint32(d)
	}
	return n, true
}

// Each calls fn for every bound until it returns false. It fails with ErrPacked
// where the bytes are not what Pack makes; the bounds before come nevertheless.
// No start, end or order is checked.
func (p Packed) Each(fn func(Bound) bool) error {
	r := unpacker{rest: p}
	for len(r.rest) > 0 {
		b := r.next()
		if r.bad {
			return ErrPacked
		}
		if !fn(b) {
			return nil
		}
	}
	return nil
}

// Bounds unpacks all bounds.
func (p Packed) Bounds() ([]Bound, error) {
	if len(p) == 0 {
		return nil, nil
	}
	bounds := make([]Bound, 0, len(p)/usual+1)
	err := p.Each(func(b Bound) bool { bounds = append(bounds, b); return true })
	return slices.Clip(bounds), err
}

// usual is how many bytes a packed bound has at least, as a rule.
const usual = 4

type unpacker struct {
	rest   []byte
	words  []string
	number uint32
	start  int
	bad    bool
}

func (r *unpacker) next() Bound {
	var b Bound
	b.Kind, b.Label = BoundKind(r.word()), r.word()
	step, n := binary.Varint(r.rest)
	r.skip(n)
	r.start += int(step)
	length := r.uvarint()
	b.Start, b.End, b.Hidden = r.start, r.start+int(length>>1), length&1 != 0
	return b
}

func (r *unpacker) word() string {
	switch n := r.uvarint(); {
	case n == nextNumber:
		r.number++
		return strconv.Itoa(int(r.number))
	case n == aNumber:
		r.number = uint32(r.uvarint()) //nolint:gosec // packed from 32 bits
		return strconv.Itoa(int(r.number))
	case n >= knownWord && n-knownWord < uint64(len(r.words)):
		return r.words[n-knownWord]
	case n != newWord:
		r.bad = true
		return ""
	}
	size := r.uvarint()
	if size > uint64(len(r.rest)) {
		r.bad = true
		return ""
	}
	w := string(r.rest[:size])
	r.rest, r.words = r.rest[size:], append(r.words, w)
	return w
}

func (r *unpacker) uvarint() uint64 {
	v, n := binary.Uvarint(r.rest)
	r.skip(n)
	return v
}

func (r *unpacker) skip(n int) {
	if n <= 0 {
		r.rest, r.bad = nil, true
		return
	}
	r.rest = r.rest[n:]
}

// Each calls fn for every bound, packed or not, until it returns false. It fails
// with ErrPacked as [Packed.Each] does.
func (i *Item) Each(fn func(Bound) bool) error {
	for _, b := range i.Bounds {
		if !fn(b) {
			return nil
		}
	}
	return i.Packed.Each(fn)
}

// Unpack returns the item with all its bounds in Bounds. What is not to be
// unpacked has none.
func (i Item) Unpack() Item {
	if len(i.Packed) > 0 {
		i.Bounds, _ = i.Packed.Bounds() // the pool of workers has looked at them
		i.Packed = nil
	}
	return i
}
