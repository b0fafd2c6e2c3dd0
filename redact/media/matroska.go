package media

import (
	"bytes"
	"encoding/binary"
)

// Elements of Matroska and WebM.
const (
	idHeader   = 0x1a45dfa3
	idSegment  = 0x18538067
	idSeekHead = 0x114d9b74
	idInfo     = 0x1549a966
	idTracks   = 0x1654ae6b
	idCluster  = 0x1f43b675
	idCues     = 0x1c53bb6b
	idTags     = 0x1254c367
	idAttached = 0x1941a469
	idChapters = 0x1043a770
	idVoid     = 0xec
	idCRC      = 0xbf
	idTrack    = 0xae
	idGroup    = 0xa0
	idSimple   = 0xa3
	idBlock    = 0xa1
)

// emptied are the names of programs, which a file must have: they stay as zeros.
var emptied = map[uint64]bool{0x4d80: true, 0x5741: true}

// kept are the elements that stay, by the element they are in.
var kept = map[uint64][]uint64{
	idInfo: {0x2ad7b1, 0x4489, 0x4d80, 0x5741}, // scale of time, duration
	idTrack: {0xd7, 0x73c5, 0x83, 0xb9, 0x88, 0x55aa, 0x9c, 0x23e383, 0x23314f, 0x55ee, // numbers and flags
		0x86, 0x63a2, 0x56aa, 0x56bb, 0xe0, 0xe1, 0x6d80, 0x6de7, 0x6df8, 0xaa, 0x22b59c}, // codec, picture, sound
	idCluster: {0xe7, 0xa7, 0xab, idSimple, idGroup},
	idGroup:   {idBlock, 0x9b, 0xfa, 0xfb, 0xfd, 0x75a1, 0x75a2, 0xa4},
}

// element is one, from at to end, with its content from body.
type element struct {
	id            uint64
	at, body, end int64
	endless       bool // its length was not known when it was written
}

// webm plans the copy of a Matroska file.
type webm struct {
	s       source
	p       *plan
	window  *window
	dropped map[uint64]bool // tracks that are neither sound nor picture
	tracks  int
}

// matroska keeps the header and one segment, and in it what plays: all else
// becomes void of the same length, so that nothing moves.
func matroska(s source) (*plan, error) {
	m := &webm{s: s, p: &plan{ext: ".mkv"}, window: &window{s: s}, dropped: map[uint64]bool{}}
	head, err := m.element(0, s.size)
	if err != nil {
		return nil, err
	}
	if head.endless || head.end-head.body > 1<<12 {
		return nil, damaged("its head is too long")
	}
	kind, err := s.bytes(head.body, head.end-head.body)
	if err != nil {
		return nil, err
	}
	if bytes.Contains(kind, []byte("webm")) {
		m.p.ext = ".webm"
	}
	m.p.keep(0, head.end)
	seg, err := m.element(head.end, s.size)
	if err != nil || seg.id != idSegment {
		return nil, damaged("it has no segment")
	}
	m.p.keep(seg.at, seg.body)
	if err := m.segment(seg); err != nil {
		return nil, err
	}
	if m.tracks == 0 {
		return nil, damaged("it has neither sound nor picture")
	}
	return m.p, nil
}

// segment goes through the parts of the segment.
func (m *webm) segment(seg element) error {
	for at := seg.body; at < seg.end; {
		e, err := m.element(at, seg.end)
		if err != nil {
			return err
		}
		switch e.id {
		case idInfo:
			err = m.children(e, m.plain(idInfo))
		case idTracks:
			err = m.children(e, m.track)
		case idCluster:
			err = m.cluster(&e)
		case idSeekHead, idCues:
			m.p.keep(e.at, e.end)
		default:
			m.void(e)
		}
		if err != nil {
			return err
		}
		at = e.end
	}
	return nil
}

// children keeps an element's head and calls fn for each part of it.
func (m *webm) children(e element, fn func(element) error) error {
	if e.endless {
		return damaged("a part of it has no length")
	}
	m.p.keep(e.at, e.body)
	for at := e.body; at < e.end; {
		c, err := m.element(at, e.end)
		if err != nil {
			return err
		}
		if err := fn(c); err != nil {
			return err
		}
		at = c.end
	}
	return nil
}

// plain keeps the parts of an element that are known.
func (m *webm) plain(in uint64) func(element) error {
	return func(e element) error {
		for _, id := range kept[in] {
			if id != e.id {
				continue
			}
			if emptied[id] {
				m.p.keep(e.at, e.body)
				m.p.blank(e.end - e.body)
			} else {
				m.p.keep(e.at, e.end)
			}
			return nil
		}
		m.void(e)
		return nil
	}
}

// track keeps a track of sound or picture, and drops others.
func (m *webm) track(e element) error {
	if e.id != idTrack {
		m.void(e)
		return nil
	}
	var number, kind uint64
	for at := e.body; at < e.end; {
		c, err := m.element(at, e.end)
		if err != nil {
			return err
		}
		if c.id == 0xd7 || c.id == 0x83 {
			b, err := m.s.bytes(c.body, min(c.end-c.body, 8))
			if err != nil {
				return err
			}
			if c.id == 0xd7 {
				number = big(b)
			} else {
				kind = big(b)
			}
		}
		at = c.end
	}
	if kind != 1 && kind != 2 {
		m.dropped[number] = true
		m.void(e)
		return nil
	}
	m.tracks++
	return m.children(e, m.plain(idTrack))
}

// cluster keeps the blocks of the tracks that stay. One without a length ends
// where the next part of the segment begins.
func (m *webm) cluster(e *element) error {
	m.p.keep(e.at, e.body)
	at := e.body
	for at < e.end {
		c, err := m.element(at, e.end)
		if err != nil {
			return err
		}
		if e.endless && topLevel(c.id) {
			break
		}
		block := c
		switch c.id {
		case idGroup:
			if block, err = m.find(c, idBlock); err != nil {
				return err
			}
			fallthrough
		case idSimple:
			drop, err := m.drops(block)
			if err != nil {
				return err
			}
			switch {
			case drop:
				m.void(c)
			case c.id == idGroup:
				err = m.children(c, m.plain(idGroup))
			default:
				m.p.keep(c.at, c.end)
			}
			if err != nil {
				return err
			}
		default:
			if err := m.plain(idCluster)(c); err != nil {
				return err
			}
		}
		at = c.end
	}
	e.end = at
	return nil
}

func topLevel(id uint64) bool {
	switch id {
	case idCluster, idCues, idTags, idSeekHead, idInfo, idTracks, idAttached, idChapters, idSegment, idHeader:
		return true
	}
	return false
}

func (m *webm) find(in element, id uint64) (element, error) {
	for at := in.body; at < in.end; {
		c, err := m.element(at, in.end)
		if err != nil || c.id == id {
			return c, err
		}
		at = c.end
	}
	return element{}, damaged("a block of it is empty")
}

// drops reports whether a block is of a track that does not stay.
func (m *webm) drops(block element) (bool, error) {
	if len(m.dropped) == 0 {
		return false, nil
	}
	b, err := m.window.at(block.body, 8)
	if err != nil {
		return false, err
	}
	number, _, ok := vint(b, false)
	if !ok {
		return false, damaged("a block of it has no track")
	}
	return m.dropped[number], nil
}

// void puts a void element in the place of another one.
func (m *webm) void(e element) {
	total := e.end - e.at
	if total-2 < 127 {
		m.p.literal([]byte{idVoid, 0x80 | byte(total-2)}) //nolint:gosec // below 127
		m.p.blank(total - 2)
		return
	}
	// eight bytes of length, the first of which says that there are eight
	m.p.literal(binary.BigEndian.AppendUint64([]byte{idVoid}, uint64(total-9)|1<<56))
	m.p.blank(total - 9)
}

// element reads the head of the element at a place before end.
func (m *webm) element(at, end int64) (element, error) {
	h, err := m.window.at(at, 12)
	if err != nil {
		return element{}, err
	}
	id, n, ok := vint(h, true)
	if !ok || n > 4 {
		return element{}, damaged("it is not Matroska all through")
	}
	length, l, ok := vint(h[n:], false)
	if !ok {
		return element{}, damaged("it is not Matroska all through")
	}
	e := element{id: id, at: at, body: at + int64(n+l)}
	if length == 1<<(7*l)-1 {
		e.endless, e.end = true, end
		if id != idSegment && id != idCluster {
			return element{}, damaged("a part of it has no length")
		}
		return e, nil
	}
	if e.body > end || length > uint64(end-e.body) { //nolint:gosec // not negative
		return element{}, damaged("a part of it is longer than the whole")
	}
	e.end = e.body + int64(length) //nolint:gosec // below end
	return e, nil
}

// vint reads a number of variable length; the ID of an element keeps its
// marker.
func vint(b []byte, marker bool) (v uint64, n int, ok bool) {
	if len(b) == 0 || b[0] == 0 {
		return 0, 0, false
	}
	n = 1
	for mask := byte(0x80); b[0]&mask == 0; mask >>= 1 {
		n++
	}
	if len(b) < n {
		return 0, 0, false
	}
	v = big(b[:n])
	if !marker {
		v &= 1<<(7*n) - 1
	}
	return v, n, true
}
