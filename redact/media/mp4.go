package media

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// mostHeader is the longest description of a recording that is read.
const mostHeader = 256 << 20

// mp4 keeps the boxes that describe sound and picture, and of the data what
// their samples are; all else becomes free boxes of zeros of the same length, so
// that nothing moves.
func mp4(s source) (*plan, error) {
	m := &movie{s: s, p: &plan{ext: ".mp4"}}
	if err := m.top(); err != nil {
		return nil, err
	}
	if m.tracks == 0 {
		return nil, damaged("it has neither sound nor picture")
	}
	if m.fragments && m.dropped > 0 {
		return nil, damaged("it holds more than sound and picture, in fragments")
	}
	if err := m.assemble(); err != nil {
		return nil, err
	}
	return m.p, nil
}

// box is one, with its content from body to end.
type box struct {
	kind          string
	at, body, end int64
}

// movie plans the copy of an MP4 file.
type movie struct {
	s         source
	p         *plan
	boxes     []box
	moov      map[int64][]byte // description boxes by place, already cleaned
	samples   []extent
	tracks    int
	dropped   int
	fragments bool
}

// extent is a range of the file.
type extent struct{ from, to int64 }

// top reads the outermost boxes, and the descriptions in them.
func (m *movie) top() error {
	m.moov = map[int64][]byte{}
	for at := int64(0); at < m.s.size; {
		b, err := m.box(at)
		if err != nil {
			return err
		}
		m.boxes = append(m.boxes, b)
		if len(m.boxes) > 1<<20 {
			return damaged("it has too many parts")
		}
		switch b.kind {
		case "moov", "moof":
			if b.end-b.at > mostHeader {
				return damaged("its description is too long")
			}
			data, err := m.s.bytes(b.at, b.end-b.at)
			if err != nil {
				return err
			}
			m.fragments = m.fragments || b.kind == "moof"
			if err := m.clean(data[b.body-b.at:], b.kind, nil); err != nil {
				return err
			}
			m.moov[b.at] = data
		case "ftyp", "styp":
			head, err := m.s.bytes(b.body, min(b.end-b.body, 4))
			if err != nil {
				return err
			}
			switch {
			case string(head) == "qt  ":
				m.p.ext = ".mov"
			case string(head) == "M4A ":
				m.p.ext = ".m4a"
			}
		}
		at = b.end
	}
	return nil
}

// box reads the head of the outermost box at a place.
func (m *movie) box(at int64) (box, error) {
	h, err := m.s.head(at, 16)
	if err != nil {
		return box{}, err
	}
	if len(h) < 8 {
		return box{}, damaged("it ends in the middle of a part")
	}
	b := box{kind: string(h[4:8]), at: at, body: at + 8}
	switch n := int64(binary.BigEndian.Uint32(h)); n {
	case 0:
		b.end = m.s.size
	case 1:
		if len(h) < 16 || binary.BigEndian.Uint64(h[8:]) > math.MaxInt64/2 {
			return box{}, damaged("a part of it is longer than the whole")
		}
		b.body, b.end = at+16, at+int64(binary.BigEndian.Uint64(h[8:])) //nolint:gosec // checked
	default:
		b.end = at + n
	}
	if b.end < b.body || b.end > m.s.size {
		return box{}, damaged("a part of it is longer than the whole")
	}
	return b, nil
}

// assemble lays the boxes out: each as long as it was.
func (m *movie) assemble() error {
	slices.SortFunc(m.samples, func(a, b extent) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	m.samples = joined(m.samples)
	for _, b := range m.boxes {
		switch b.kind {
		case "ftyp", "styp", "sidx", "mfra":
			m.p.keep(b.at, b.end)
		case "moov", "moof":
			m.p.literal(m.moov[b.at])
		case "mdat":
			m.p.keep(b.at, b.body)
			m.data(b)
		default:
			m.free(b)
		}
	}
	if len(m.samples) > 0 {
		return damaged("its description points out of its data")
	}
	return nil
}

// free puts zeros in the place of a box.
func (m *movie) free(b box) {
	head, err := m.s.bytes(b.at, b.body-b.at)
	if err != nil {
		return // it was read before
	}
	copy(head[4:], "free")
	m.p.literal(head)
	m.p.blank(b.end - b.body)
}

// data keeps the samples in a box of data, and takes them off the list.
func (m *movie) data(b box) {
	if m.fragments { // all tracks are sound or picture
		m.p.keep(b.body, b.end)
		m.samples = nil
		return
	}
	at := b.body
	rest := m.samples[:0:0]
	for _, e := range m.samples {
		if e.from < b.body || e.to > b.end {
			rest = append(rest, e)
			continue
		}
		m.p.blank(e.from - at)
		m.p.keep(e.from, e.to)
		at = e.to
	}
	m.p.blank(b.end - at)
	m.samples = rest
}

// joined joins extents that are sorted and touch or overlap.
func joined(in []extent) []extent {
	var out []extent
	for _, e := range in {
		if n := len(out); n > 0 && e.from <= out[n-1].to {
			out[n-1].to = max(out[n-1].to, e.to)
			continue
		}
		if e.to > e.from {
			out = append(out, e)
		}
	}
	return out
}
