package media

import (
	"bytes"
	"encoding/binary"
)

// mp3 keeps the frames of sound. What is not one is left out, whatever it is:
// only an ID3 tag is looked for, since a picture in it may look like sound.
func mp3(s source) (*plan, error) {
	p := &plan{ext: ".mp3"}
	w := &window{s: s}
	var first frame
	frames, at := 0, int64(0)
	stray := false // among bytes that are no sound
	for at < s.size {
		h, err := w.at(at, 10)
		if err != nil {
			return nil, err
		}
		if n := tagAt(h); n > 0 && !stray {
			at += min(n, s.size-at)
			continue
		}
		f := frameOf(h)
		if f.size == 0 || at+f.size > s.size || frames > 0 && !f.like(first) || !follows(w, at, f, frames > 0 && !stray) {
			at++
			stray = true
			continue
		}
		stray = false
		if frames == 0 {
			first = f
		}
		p.keep(at, at+f.size)
		frames++
		at += f.size
	}
	if frames < 2 {
		return nil, damaged("it has no sound")
	}
	return p, nil
}

// frame is one of MPEG audio.
type frame struct {
	size                 int64 // bytes; 0 for what is none
	version, layer, rate byte
}

// like reports whether two frames are of one recording.
func (f frame) like(o frame) bool {
	return f.version == o.version && f.layer == o.layer && f.rate == o.rate
}

// kilobits a second, by row of rateRow.
var kilobits = [5][16]int64{
	{0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
	{0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
	{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
	{0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
	{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
}

var hertz = [4]int64{44100, 48000, 32000, 0}

// frameOf reads the four bytes that begin a frame. Frames of free length are
// none: nobody writes them.
func frameOf(h []byte) frame {
	if len(h) < 4 || h[0] != 0xff || h[1]&0xe0 != 0xe0 {
		return frame{}
	}
	version, layer := h[1]>>3&3, h[1]>>1&3 // 3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5; 3: I, 2: II, 1: III
	if version == 1 || layer == 0 {
		return frame{}
	}
	row := 3 - layer
	if version != 3 {
		row = map[byte]byte{3: 3, 2: 4, 1: 4}[layer]
	}
	bits, rate := kilobits[row][h[2]>>4]*1000, hertz[h[2]>>2&3]
	if version == 2 {
		rate /= 2
	} else if version == 0 {
		rate /= 4
	}
	if bits == 0 || rate == 0 {
		return frame{}
	}
	pad := int64(h[2] >> 1 & 1)
	f := frame{version: version, layer: layer, rate: h[2] >> 2 & 3}
	switch {
	case layer == 3:
		f.size = (12*bits/rate + pad) * 4
	case layer == 1 && version != 3:
		f.size = 72*bits/rate + pad
	default:
		f.size = 144*bits/rate + pad
	}
	return f
}

// follows reports whether a frame is one: after another one it is, elsewhere
// one like it has to follow, since two bytes may look like a frame by chance.
func follows(w *window, at int64, f frame, certain bool) bool {
	if certain {
		return true
	}
	h, err := w.at(at+f.size, 4)
	if err != nil {
		return false
	}
	next := frameOf(h)
	return next.size > 0 && next.like(f)
}

// tagAt returns the length of the tag that begins with h; 0 for none.
func tagAt(h []byte) int64 {
	if len(h) < 10 || !bytes.HasPrefix(h, []byte("ID3")) || h[3] == 0xff || h[4] == 0xff || (h[6]|h[7]|h[8]|h[9])&0x80 != 0 {
		return 0
	}
	n := int64(h[6])<<21 | int64(h[7])<<14 | int64(h[8])<<7 | int64(h[9])
	if h[5]&0x10 != 0 {
		n += 10 // a footer
	}
	return n + 10
}

// window reads through a buffer.
type window struct {
	s    source
	from int64
	buf  []byte
}

// at returns up to n bytes at a place.
func (w *window) at(at, n int64) ([]byte, error) {
	const ahead = 1 << 16
	if at < w.from || at+n > w.from+int64(len(w.buf)) {
		buf, err := w.s.head(at, max(n, ahead))
		if err != nil {
			return nil, err
		}
		w.from, w.buf = at, buf
	}
	return w.buf[at-w.from : min(at-w.from+n, int64(len(w.buf)))], nil
}

// big reads a number of up to eight bytes, the first one the highest.
func big(b []byte) uint64 {
	var full [8]byte
	copy(full[8-len(b):], b)
	return binary.BigEndian.Uint64(full[:])
}
