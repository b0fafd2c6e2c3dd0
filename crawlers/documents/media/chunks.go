package media

import (
	"bytes"
	"math"
	"time"
)

// maxChunks is how many pieces of a file are looked at.
const maxChunks = 10_000

// riff reads WAVE and AVI files: [ID, length, bytes] with lengths little-endian.
func riff(f file, c *clip) bool {
	if !f.has(0, "RIFF") && !f.has(0, "RF64") {
		return false
	}
	c.video = f.has(8, "AVI ")
	var rate, data int64
	at := int64(12)
	for range maxChunks {
		head := f.at(at, 8)
		if len(head) < 8 {
			break
		}
		id, length := string(head[:4]), le32(head[4:])
		switch id {
		case "fmt ":
			rate = le32(f.at(at+16, 4)) // bytes a second
		case "ds64":
			data = le64(f.at(at+16, 8))
		case "data":
			if length != 0xFFFFFFFF {
				data = length
			}
			data = min(data, f.size-at-8)
		case "LIST":
			switch string(f.at(at+8, 4)) {
			case "hdrl":
				avih := f.at(at+20, 20) // its first chunk
				c.length = time.Duration(le32(avih)) * time.Microsecond * time.Duration(min(le32(avih[min(16, len(avih)):]), 1<<31))
			case "INFO":
				riffInfo(f, c, at+12, at+8+length)
			}
		}
		at += 8 + length + length&1
	}
	if !c.video {
		c.length = per(data, rate)
	}
	return true
}

func riffInfo(f file, c *clip, at, end int64) {
	names := map[string]string{"INAM": "Title", "IART": "Artist", "ICMT": "Comment", "ICOP": "Copyright", "IENG": "Engineer", "ICRD": "Date", "ISBJ": "Subject"}
	for range maxTags {
		head := f.at(at, 8)
		if len(head) < 8 || at >= end {
			return
		}
		length := le32(head[4:])
		c.tag(names[string(head[:4])], string(f.at(at+8, int(min(length, 4096)))))
		at += 8 + length + length&1
	}
}

// aiff reads AIFF files: as riff, but big-endian.
func aiff(f file, c *clip) bool {
	if !f.has(0, "FORM") || !f.has(8, "AIF") {
		return false
	}
	at := int64(12)
	for range maxChunks {
		head := f.at(at, 8)
		if len(head) < 8 {
			break
		}
		length := be32(head[4:])
		switch string(head[:4]) {
		case "COMM":
			frames, ext := be32(f.at(at+10, 4)), f.at(at+16, 10)
			if len(ext) == 10 { // the rate is an 80-bit float
				rate := math.Ldexp(float64(be32(ext[2:])), int(be16(ext)&0x7FFF)-16383-31)
				c.length = per(frames, int64(min(rate, 1<<31)))
			}
		case "NAME":
			c.tag("Title", string(f.at(at+8, int(min(length, 4096)))))
		case "AUTH":
			c.tag("Artist", string(f.at(at+8, int(min(length, 4096)))))
		case "ANNO":
			c.tag("Comment", string(f.at(at+8, int(min(length, 4096)))))
		}
		at += 8 + length + length&1
	}
	return true
}

// mp4 reads ISO base media files (ISO/IEC 14496-12): MP4, M4A, 3GP, QuickTime.
func mp4(f file, c *clip) bool {
	if kind := string(f.at(4, 4)); kind != "ftyp" && kind != "moov" && kind != "mdat" && kind != "wide" && kind != "free" {
		return false
	}
	brand := string(f.at(8, 3))
	c.video = brand != "M4A" && brand != "M4B"
	m := &movie{file: f, clip: c}
	m.boxes(0, f.size, "", 0)
	return true
}

type movie struct {
	file
	*clip
	boxesSeen int
}

// boxes goes through the boxes between two places.
func (m *movie) boxes(at, end int64, inside string, depth int) {
	const maxDepth = 8
	for at < end && depth < maxDepth && m.boxesSeen < maxChunks {
		m.boxesSeen++
		head := m.at(at, 16)
		if len(head) < 8 {
			return
		}
		length, body := be32(head), at+8
		kind := string(head[4:8])
		switch length {
		case 0:
			length = end - at
		case 1:
			length, body = be64(head[min(8, len(head)):]), at+16
		}
		if length < 8 || length > end-at {
			length = end - at
		}
		next := at + length
		switch {
		case kind == "moov", kind == "udta", kind == "ilst", inside == "ilst":
			m.boxes(body, next, kind, depth+1)
		case kind == "meta":
			if m.has(body+4, "hdlr") { // QuickTime's has no version before its boxes
				body -= 4
			}
			m.boxes(body+4, next, kind, depth+1)
		case kind == "mvhd":
			m.duration(m.at(body, 32))
		case kind == "data" && itunes[inside] != "":
			m.tag(itunes[inside], string(m.at(body+8, int(min(next-body-8, 4096)))))
		case kind == "\xA9xyz":
			m.tag("Location", string(m.at(body+4, int(min(next-body-4, 100)))))
		}
		at = next
	}
}

var itunes = map[string]string{"\xA9nam": "Title", "\xA9ART": "Artist", "\xA9aut": "Author", "\xA9cmt": "Comment", "\xA9day": "Date", "desc": "Description", "\xA9wrt": "Writer"}

// duration reads the movie header. Its times are of 32 or, in version 1, 64
// bits.
func (m *movie) duration(b []byte) {
	if len(b) < 20 {
		return
	}
	if b[0] == 1 && len(b) >= 32 {
		m.length = per(be64(b[24:]), be32(b[20:]))
		return
	}
	m.length = per(be32(b[16:]), be32(b[12:]))
}

// asf reads Windows Media files.
func asf(f file, c *clip) bool {
	if !f.has(0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11") {
		return false
	}
	c.video = bytes.Contains(f.at(0, 64<<10), []byte("\xC0\xEF\x19\xBC\x4D\x5B\xCF\x11")) // a stream of that kind
	at := int64(30)
	for range maxChunks {
		head := f.at(at, 24)
		if len(head) < 24 {
			break
		}
		length := le64(head[16:])
		switch string(head[:4]) {
		case "\xA1\xDC\xAB\x8C": // file properties
			b := f.at(at+64, 24)
			if len(b) == 24 {
				played, preroll := le64(b), le64(b[16:])
				c.length = time.Duration(min(played, 1<<55))*100 - time.Duration(min(preroll, 1<<40))*time.Millisecond
			}
		case "\x33\x26\xB2\x75": // content description: title, author, copyright, description
			lengths := f.at(at+24, 10)
			place := at + 34
			for i, name := range []string{"Title", "Artist", "Copyright", "Description"} {
				n := le16(lengths[min(2*i, len(lengths)):])
				c.tag(name, wide(f.at(place, int(n))))
				place += n
			}
		}
		if length < 24 || at+length < at {
			break
		}
		at += length
	}
	return true
}

// flv reads Flash video: the last tag's time is the length.
func flv(f file, c *clip) bool {
	if !f.has(0, "FLV\x01") {
		return false
	}
	c.video = true
	last := be32(f.at(f.size-4, 4))
	if tag := f.at(f.size-4-last, 11); len(tag) == 11 {
		c.length = time.Duration(int64(tag[7])<<24|be32(append([]byte{0}, tag[4:7]...))) * time.Millisecond
	}
	return true
}

// mpeg tells MPEG programme and transport streams, whose length stands nowhere.
func mpeg(f file, c *clip) bool {
	c.video = f.has(0, "\x00\x00\x01\xBA") || f.has(0, "\x00\x00\x01\xB3") || f.has(0, "G") && f.has(188, "G") && f.has(376, "G")
	return c.video
}
