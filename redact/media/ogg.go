package media

import (
	"bytes"
	"encoding/binary"
)

// ogg keeps the pages, with the comments emptied in place: a page's checksum is
// all that changes beside them.
func ogg(s source) (*plan, error) {
	p := &plan{ext: ".ogg"}
	streams := map[uint32]*oggStream{}
	for at := int64(0); at < s.size; {
		page, err := oggPage(s, at)
		if err != nil {
			return nil, err
		}
		if page == nil {
			at++
			continue
		}
		at += int64(len(page))
		serial := binary.LittleEndian.Uint32(page[14:])
		st := streams[serial]
		if page[5]&2 != 0 { // a stream begins
			if st, err = newOggStream(page); err != nil {
				return nil, err
			}
			streams[serial] = st
		}
		if st == nil {
			return nil, damaged("a page of it belongs to no stream")
		}
		changed, err := st.page(page)
		if err != nil {
			return nil, err
		}
		if changed {
			checksum(page)
			p.literal(page)
		} else {
			p.keep(at-int64(len(page)), at)
		}
	}
	for _, st := range streams {
		if !st.done {
			return nil, damaged("it has no sound")
		}
	}
	if len(streams) == 0 {
		return nil, damaged("it has no sound")
	}
	return p, nil
}

// oggPage returns the page at a place, nil when there is none.
func oggPage(s source, at int64) ([]byte, error) {
	h, err := s.head(at, 27+255)
	if err != nil || len(h) < 27 || string(h[:4]) != "OggS" || h[4] != 0 {
		return nil, err
	}
	segments := int(h[26])
	if len(h) < 27+segments {
		return nil, nil
	}
	n := int64(27 + segments)
	for _, l := range h[27 : 27+segments] {
		n += int64(l)
	}
	if at+n > s.size {
		return nil, nil
	}
	return s.bytes(at, n)
}

// oggStream is one stream: its second packet holds the comments.
type oggStream struct {
	codec  string
	packet int // number of the packet that comes next or is under way
	within int // bytes of it that were seen
	magic  string
	done   bool
}

// oggCodecs begin the first packet of a stream; the magic begins its comments.
var oggCodecs = []struct{ begins, codec, magic string }{
	{"\x01vorbis", "vorbis", "\x03vorbis"},
	{"OpusHead", "opus", "OpusTags"},
	{"\x80theora", "theora", "\x81theora"},
}

func newOggStream(page []byte) (*oggStream, error) {
	body := page[27+int(page[26]):]
	for _, c := range oggCodecs {
		if bytes.HasPrefix(body, []byte(c.begins)) {
			return &oggStream{codec: c.codec, magic: c.magic}, nil
		}
	}
	return nil, damaged("it holds a stream of an unknown kind")
}

// page empties the comments in a page, and reports whether there are any.
func (st *oggStream) page(page []byte) (changed bool, err error) {
	lengths := page[27 : 27+int(page[26])]
	at := 27 + len(lengths)
	if page[5]&1 != 0 && st.within == 0 && st.packet > 0 && !st.done {
		return false, damaged("a packet of it is missing")
	}
	for _, l := range lengths {
		seg := page[at : at+int(l)]
		if st.packet == 1 {
			changed = true
			if err := st.comments(seg); err != nil {
				return false, err
			}
		}
		st.within += len(seg)
		at += int(l)
		if l == 255 {
			continue
		}
		if st.packet == 1 {
			if st.within < len(st.empty()) {
				return false, damaged("its comments are too short")
			}
			st.done = true
		}
		st.packet++
		st.within = 0
	}
	return changed, nil
}

// comments overwrites a piece of the comments.
func (st *oggStream) comments(seg []byte) error {
	if st.within == 0 && !bytes.HasPrefix(seg, []byte(st.magic)) {
		return damaged("its comments are not where they should be")
	}
	clear(seg)
	if empty := st.empty(); st.within < len(empty) {
		copy(seg, empty[st.within:])
	}
	return nil
}

// empty are comments that say nothing: no vendor, no entry, and what has to
// follow. Zeros after it are padding.
func (st *oggStream) empty() []byte {
	out := append([]byte(st.magic), 0, 0, 0, 0, 0, 0, 0, 0)
	if st.codec == "vorbis" {
		out = append(out, 1)
	}
	return out
}

var crcTable = func() (t [256]uint32) {
	for i := range t {
		r := uint32(i) << 24
		for range 8 {
			if r&(1<<31) != 0 {
				r = r<<1 ^ 0x04c11db7
			} else {
				r <<= 1
			}
		}
		t[i] = r
	}
	return t
}()

// checksum puts a page's checksum right.
func checksum(page []byte) {
	clear(page[22:26])
	sum := uint32(0)
	for _, b := range page {
		sum = sum<<8 ^ crcTable[byte(sum>>24)^b]
	}
	binary.LittleEndian.PutUint32(page[22:], sum)
}
