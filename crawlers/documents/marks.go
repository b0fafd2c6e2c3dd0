package documents

import (
	"iter"
	"slices"
	"strconv"
)

// marks are the bounds of a document that is being read, sixteen bytes each and
// never copied as they grow.
type marks struct {
	chunks [][]mark
	kinds  []BoundKind
	labels []string
	known  map[string]uint32 // label → its place in labels
}

type mark struct {
	start, end uint32
	label      uint32 // a place in labels, or with isNumber the number itself
	kind       uint8
	hidden     bool
}

const (
	perChunk = 4096
	isNumber = 1 << 31
)

func (m *marks) len() int {
	if n := len(m.chunks); n > 0 {
		return (n-1)*perChunk + len(m.chunks[n-1])
	}
	return 0
}

func (m *marks) at(i int) *mark { return &m.chunks[i/perChunk][i%perChunk] }

func (m *marks) add(b Bound) {
	last := len(m.chunks) - 1
	if last < 0 || len(m.chunks[last]) == perChunk {
		m.chunks = append(m.chunks, nil)
		last++
	}
	kind := slices.Index(m.kinds, b.Kind)
	if kind < 0 {
		kind = len(m.kinds)
		m.kinds = append(m.kinds, b.Kind)
	}
	m.chunks[last] = append(m.chunks[last], mark{
		start: uint32(b.Start), end: uint32(b.End), //nolint:gosec // the limit of a text is lower
		label: m.label(b.Label), kind: uint8(kind), hidden: b.Hidden, //nolint:gosec // there are few kinds
	})
}

func (m *marks) label(label string) uint32 {
	if n, ok := number(label); ok {
		return n | isNumber
	}
	n, ok := m.known[label]
	if !ok {
		if m.known == nil {
			m.known = map[string]uint32{}
		}
		n = uint32(len(m.labels)) //nolint:gosec // as many as there are bounds at most
		m.labels, m.known[label] = append(m.labels, label), n
	}
	return n
}

// drop removes the last one.
func (m *marks) drop() {
	last := len(m.chunks) - 1
	m.chunks[last] = m.chunks[last][:len(m.chunks[last])-1]
	if len(m.chunks[last]) == 0 {
		m.chunks = m.chunks[:last]
	}
}

func (m *marks) all() iter.Seq[Bound] {
	return func(yield func(Bound) bool) {
		for _, chunk := range m.chunks {
			for _, k := range chunk {
				if !yield(m.bound(k)) {
					return
				}
			}
		}
	}
}

func (m *marks) bound(k mark) Bound {
	b := Bound{Kind: m.kinds[k.kind], Start: int(k.start), End: int(k.end), Hidden: k.hidden}
	if k.label&isNumber != 0 {
		b.Label = strconv.Itoa(int(k.label &^ isNumber))
	} else {
		b.Label = m.labels[k.label]
	}
	return b
}

// bounds lists them all; nil when there are none.
func (m *marks) bounds() []Bound {
	if m.len() == 0 {
		return nil
	}
	return slices.AppendSeq(make([]Bound, 0, m.len()), m.all())
}
