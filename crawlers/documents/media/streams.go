package media

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"time"
	"unicode/utf16"

	"sarsen/crawlers/documents"
)

// wide decodes UTF-16, little-endian.
func wide(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// flac reads FLAC files (RFC 9639).
func flac(f file, c *clip) bool {
	at := id3(f, c)
	if !f.has(at, "fLaC") {
		return false
	}
	at += 4
	for range maxChunks {
		head := f.at(at, 4)
		if len(head) < 4 {
			break
		}
		length := be32(head) & 0xFFFFFF
		switch head[0] & 0x7F {
		case 0:
			if b := f.at(at+4, 18); len(b) == 18 {
				packed := binary.BigEndian.Uint64(b[10:])
				c.length = per(int64(packed&(1<<36-1)), int64(packed>>44))
			}
		case 4:
			vorbisComment(f.at(at+4, int(min(length, 1<<16))), c)
		}
		at += 4 + length
		if head[0]&0x80 != 0 {
			break
		}
	}
	return true
}

// vorbisComment reads NAME=value fields.
func vorbisComment(b []byte, c *clip) {
	skip := func() []byte {
		n := le32(b)
		if len(b) < 4 || n > int64(len(b)-4) {
			b = nil
			return nil
		}
		field := b[4 : 4+n]
		b = b[4+n:]
		return field
	}
	skip() // the vendor
	if len(b) < 4 {
		return
	}
	count := le32(b)
	b = b[4:]
	for range min(count, maxTags) {
		name, value, _ := strings.Cut(string(skip()), "=")
		if name != "" && len(value) < 4096 && !strings.EqualFold(name, "METADATA_BLOCK_PICTURE") {
			c.tag(strings.ToUpper(name[:1])+strings.ToLower(name[1:]), value)
		}
	}
}

// ogg reads Ogg files (RFC 3533): the position of the last page over the rate.
func ogg(f file, c *clip) bool {
	if !f.has(0, "OggS") {
		return false
	}
	first := f.at(0, 8<<10)
	var rate, skip int64
	switch {
	case bytes.Contains(first, []byte("OpusHead")):
		rate = 48000
		skip = le16(first[min(bytes.Index(first, []byte("OpusHead"))+10, len(first)):])
	case bytes.Contains(first, []byte("\x01vorbis")):
		rate = le32(first[min(bytes.Index(first, []byte("\x01vorbis"))+12, len(first)):])
	case bytes.Contains(first, []byte("Speex   ")):
		rate = le32(first[min(bytes.Index(first, []byte("Speex   "))+36, len(first)):])
	case bytes.Contains(first, []byte("\x80theora")):
		c.video = true
	}
	for _, sign := range []string{"OpusTags", "\x03vorbis"} {
		if i := bytes.Index(first, []byte(sign)); i >= 0 {
			vorbisComment(first[i+len(sign):], c)
		}
	}
	tail := f.at(max(0, f.size-64<<10), 64<<10)
	if i := bytes.LastIndex(tail, []byte("OggS")); i >= 0 && len(tail) >= i+14 {
		c.length = per(le64(tail[i+6:])-skip, rate)
	}
	return true
}

// matroska reads Matroska and WebM files (RFC 9559).
func matroska(f file, c *clip) bool {
	if !f.has(0, "\x1A\x45\xDF\xA3") {
		return false
	}
	head := f.at(0, 64<<10)
	c.video = bytes.Contains(head, []byte("V_")) // the codec of a track
	scale, length := int64(1_000_000), 0.0
	ebml(head, func(id int64, value []byte) {
		switch id {
		case 0x2AD7B1:
			scale = number(value, len(value), true)
		case 0x4489:
			length = float(value)
		case 0x7BA9:
			c.tag("Title", string(value))
		}
	})
	if seconds := length * float64(scale) / 1e9; seconds > 0 && seconds < 1e9 {
		c.length = time.Duration(seconds * float64(time.Second))
	}
	return true
}

// ebml calls fn with the elements of the segment's information. Those on the
// way to it are entered, others skipped; at the end of what was read it stops.
func ebml(b []byte, fn func(id int64, value []byte)) {
	const segment, information = 0x18538067, 0x1549A966
	for range maxChunks {
		id, n := element(b)
		size, m := vint(b[n:])
		if n == 0 || m == 0 {
			return
		}
		b = b[n+m:]
		if id == segment || id == information {
			continue
		}
		if size > int64(len(b)) {
			return
		}
		fn(id, b[:size])
		b = b[size:]
	}
}

// element reads the ID of an element and how many bytes it takes.
func element(b []byte) (id int64, n int) {
	if len(b) == 0 {
		return 0, 0
	}
	for n = 1; n <= 4; n++ {
		if b[0]&(0x80>>(n-1)) != 0 && n <= len(b) {
			return number(b, n, true), n
		}
	}
	return 0, 0
}

// vint reads a number of variable length and how many bytes it takes.
func vint(b []byte) (v int64, n int) {
	if len(b) == 0 {
		return 0, 0
	}
	for n = 1; n <= 8; n++ {
		if mark := byte(0x80 >> (n - 1)); b[0]&mark != 0 && n <= len(b) {
			first := append([]byte{b[0] &^ mark}, b[1:n]...)
			return number(first, n, true), n
		}
	}
	return 0, 0
}

func float(b []byte) float64 {
	switch len(b) {
	case 4:
		return float64(math.Float32frombits(binary.BigEndian.Uint32(b)))
	case 8:
		return math.Float64frombits(binary.BigEndian.Uint64(b))
	}
	return 0
}

// amr reads AMR and AMR-WB files (RFC 4867): frames of 20 ms, here taken as
// being all as long as the first, as recorders make them.
func amr(f file, c *clip) bool {
	sizes := []int64{13, 14, 16, 18, 20, 21, 27, 32, 6}
	at := int64(6)
	switch {
	case f.has(0, "#!AMR\n"):
	case f.has(0, "#!AMR-WB\n"):
		sizes, at = []int64{18, 24, 33, 37, 41, 47, 51, 59, 61, 6}, 9
	default:
		return false
	}
	if first := f.at(at, 1); len(first) == 1 {
		if mode := int(first[0]>>3) & 15; mode < len(sizes) {
			c.length = per((f.size-at)/sizes[mode], 50)
		}
	}
	return true
}

// id3 reads the ID3v2 tag at the front of a file and returns where it ends.
func id3(f file, c *clip) int64 {
	head := f.at(0, 10)
	if len(head) < 10 || string(head[:3]) != "ID3" {
		return 0
	}
	size := int64(head[6]&0x7F)<<21 | int64(head[7]&0x7F)<<14 | int64(head[8]&0x7F)<<7 | int64(head[9]&0x7F)
	b := f.at(10, int(min(size, 1<<18)))
	names := map[string]string{"TIT2": "Title", "TPE1": "Artist", "TPE2": "Band", "TCOM": "Composer", "TDRC": "Date", "TYER": "Date", "COMM": "Comment", "TT2": "Title", "TP1": "Artist"}
	idLen, headLen := 4, 10
	if head[3] == 2 {
		idLen, headLen = 3, 6
	}
	for range maxTags {
		if len(b) < headLen || b[0] == 0 {
			break
		}
		var n int64
		switch head[3] {
		case 2:
			n = number(b[3:], 3, true)
		case 4:
			n = int64(b[4]&0x7F)<<21 | int64(b[5]&0x7F)<<14 | int64(b[6]&0x7F)<<7 | int64(b[7]&0x7F)
		default:
			n = be32(b[4:])
		}
		id := string(b[:idLen])
		b = b[headLen:]
		if n > int64(len(b)) {
			break
		}
		c.tag(names[id], id3Text(id, b[:n]))
		b = b[n:]
	}
	return 10 + size
}

func id3Text(id string, b []byte) string {
	if len(b) < 2 {
		return ""
	}
	coding := b[0]
	b = b[1:]
	if id == "COMM" && len(b) > 3 {
		b = b[3:] // the language
	}
	charset := map[byte]string{0: "iso-8859-1", 1: "utf-16", 2: "utf-16be", 3: "utf-8"}[coding]
	return strings.ReplaceAll(documents.Decode(b, charset), "\x00", " ")
}

// aac reads ADTS streams (ISO/IEC 14496-3): the length of its first frames
// stands for that of all.
func aac(f file, c *clip) bool {
	start := id3(f, c)
	at, frames := start, int64(0)
	var rate int64
	for range 500 {
		h := f.at(at, 7)
		if len(h) < 7 || h[0] != 0xFF || h[1]&0xF6 != 0xF0 {
			break
		}
		if i := int(h[2]>>2) & 15; i < len(aacRates) {
			rate = aacRates[i]
		}
		length := int64(h[3]&3)<<11 | int64(h[4])<<3 | int64(h[5]>>5)
		if length < 7 {
			break
		}
		at += length
		frames++
	}
	if frames < 2 {
		return false
	}
	c.length = per((f.size-start)*frames/(at-start)*1024, rate)
	return true
}

var (
	aacRates   = []int64{96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350}
	mp3Rates   = [4]int64{44100, 48000, 32000, 0}
	mp3Layer3  = [16]int64{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0}
	mp3Layer3b = [16]int64{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0} // of MPEG 2 and 2.5
)

// An mp3Frame is what the header of a frame of MPEG audio, layer III, says.
type mp3Frame struct{ samples, rate, kilobits, length int64 }

func mp3Header(b []byte) (mp3Frame, bool) {
	if len(b) < 4 || b[0] != 0xFF || b[1]&0xE6 != 0xE2 {
		return mp3Frame{}, false
	}
	version, index := b[1]>>3&3, b[2]>>4
	h := mp3Frame{samples: 1152, rate: mp3Rates[b[2]>>2&3], kilobits: mp3Layer3[index]}
	if version != 3 {
		h.samples, h.rate, h.kilobits = 576, h.rate/2, mp3Layer3b[index]
	}
	if version == 0 {
		h.rate /= 2
	}
	if h.rate == 0 || h.kilobits == 0 || version == 1 {
		return mp3Frame{}, false
	}
	h.length = h.samples/8*h.kilobits*1000/h.rate + int64(b[2]>>1&1)
	return h, true
}

// mp3 reads MPEG audio, layer III: the number of frames where the encoder has
// written it down, else the size over the bit rate of the first frame.
func mp3(f file, c *clip) bool {
	at := id3(f, c)
	b := f.at(at, 64<<10)
	for i := range b {
		h, ok := mp3Header(b[i:])
		if !ok {
			continue
		}
		if _, ok := mp3Header(f.at(at+int64(i)+h.length, 4)); !ok {
			continue // happens to look like one
		}
		frame := b[i:min(i+200, len(b))]
		for _, sign := range []string{"Xing", "Info"} {
			if x := bytes.Index(frame, []byte(sign)); x >= 0 && len(frame) >= x+12 && frame[x+7]&1 != 0 {
				c.length = per(be32(frame[x+8:])*h.samples, h.rate)
				return true
			}
		}
		c.length = per((f.size-at-int64(i))*8, h.kilobits*1000)
		return true
	}
	return false
}
