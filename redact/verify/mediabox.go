package verify

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// boxes are those of an MP4 or QuickTime file that hold sound, pictures and how
// to play them; true for those with boxes inside.
var boxes = map[string]bool{
	"ftyp": false, "styp": false, "mdat": false, "wide": false, "sidx": false, "mfro": false, "iods": false,
	"moov": true, "mvhd": false, "trak": true, "tkhd": false, "edts": true, "elst": false, "mdia": true, "mdhd": false, "hdlr": false,
	"minf": true, "vmhd": false, "smhd": false, "nmhd": false, "gmhd": false, "dinf": true, "dref": false,
	"stbl": true, "stsd": false, "stts": false, "stss": false, "ctts": false, "cslg": false, "stsc": false, "stsz": false, "stz2": false,
	"stco": false, "co64": false, "sgpd": false, "sbgp": false, "sdtp": false, "stps": false, "tapt": true, "clef": false, "prof": false, "enof": false,
	"mvex": true, "mehd": false, "trex": false, "moof": true, "mfhd": false, "traf": true, "tfhd": false, "tfdt": false, "trun": false,
	"mfra": true, "tfra": false,
}

// deepestBox bounds boxes in each other.
const deepestBox = 12

func mp4Extra(b []byte) string {
	if len(b) < 8 || string(b[4:8]) != "ftyp" {
		return "not the recording that its name says"
	}
	return boxExtra(b, 0)
}

// boxExtra looks for boxes that hold something else: properties, places,
// pictures of covers, captions, bytes of no use.
func boxExtra(b []byte, depth int) string {
	if depth > deepestBox {
		return "boxes in boxes"
	}
	for len(b) > 0 {
		kind, body, rest, ok := nextBox(b)
		if !ok {
			return "bytes that belong to no box"
		}
		holds, plays := boxes[kind]
		switch {
		case kind == "free" || kind == "skip":
			if len(bytes.Trim(body, "\x00")) > 0 {
				return "bytes that play no part"
			}
		case !plays:
			return "properties of the recording"
		case kind == "hdlr" && (len(body) < 12 || !plays4(string(body[8:12]))):
			return "a track that is neither sound nor pictures"
		}
		if holds {
			if detail := boxExtra(body, depth+1); detail != "" {
				return detail
			}
		}
		b = rest
	}
	return ""
}

// plays4 reports whether a track of this kind is seen or heard, or says where
// the bytes of one are.
func plays4(kind string) bool {
	return kind == "soun" || kind == "vide" || kind == "url " || kind == "alis"
}

func nextBox(b []byte) (kind string, body, rest []byte, ok bool) {
	if len(b) < 8 {
		return "", nil, nil, false
	}
	size, head := uint64(binary.BigEndian.Uint32(b)), uint64(8)
	switch size {
	case 0: // to the end
		size = uint64(len(b))
	case 1:
		if len(b) < 16 {
			return "", nil, nil, false
		}
		size, head = binary.BigEndian.Uint64(b[8:]), 16
	}
	if size < head || size > uint64(len(b)) {
		return "", nil, nil, false
	}
	return string(b[4:8]), b[head:size], b[size:], true
}

// Elements of a WebM file.
const (
	ebmlHead    = 0x1a45dfa3
	ebmlSegment = 0x18538067
	ebmlSeek    = 0x114d9b74
	ebmlInfo    = 0x1549a966
	ebmlTracks  = 0x1654ae6b
	ebmlTrack   = 0xae
	ebmlCluster = 0x1f43b675
	ebmlCues    = 0x1c53bb6b
	ebmlVoid    = 0xec
	ebmlCRC     = 0xbf
)

// elements are those that play; a list for those that are looked into.
var elements = map[uint64]map[uint64]bool{
	0:           {ebmlHead: true, ebmlSegment: true, ebmlVoid: true},
	ebmlSegment: {ebmlSeek: true, ebmlInfo: true, ebmlTracks: true, ebmlCluster: true, ebmlCues: true, ebmlVoid: true, ebmlCRC: true},
	// scale, duration, programs
	ebmlInfo:   {0x2ad7b1: true, 0x4489: true, 0x4d80: true, 0x5741: true, ebmlVoid: true, ebmlCRC: true},
	ebmlTracks: {ebmlTrack: true, ebmlVoid: true, ebmlCRC: true},
	// all but the track's name and what is attached to it
	ebmlTrack: {
		0xd7: true, 0x73c5: true, 0x83: true, 0xb9: true, 0x88: true, 0x55aa: true, 0x9c: true, 0x6de7: true, 0x6df8: true, 0x23e383: true,
		0x234e7a: true, 0x23314f: true, 0x537f: true, 0x55ee: true, 0x22b59c: true, 0x22b59d: true, 0x86: true, 0x63a2: true, 0x258688: true,
		0xaa: true, 0x56aa: true, 0x56bb: true, 0xe0: true, 0xe1: true, 0x6d80: true, ebmlVoid: true, ebmlCRC: true,
	},
}

func webmExtra(b []byte) string {
	if len(b) < 4 || binary.BigEndian.Uint32(b) != ebmlHead {
		return "not the recording that its name says"
	}
	return ebmlExtra(b, 0)
}

// ebmlExtra looks for elements that hold something else: titles, tags,
// chapters, attachments, dates.
func ebmlExtra(b []byte, in uint64) string {
	for len(b) > 0 {
		id, n, ok := vint(b, true)
		if !ok {
			return "bytes that belong to no element"
		}
		size, m, ok := vint(b[n:], false)
		if !ok {
			return "bytes that belong to no element"
		}
		body := b[n+m:]
		if unknown := uint64(1)<<(7*m) - 1; size == unknown && (id == ebmlSegment || id == ebmlCluster) {
			size = uint64(len(body)) // of what was sent while it was made
			if id == ebmlCluster {
				return ""
			}
		}
		if size > uint64(len(body)) {
			return "bytes that belong to no element"
		}
		switch {
		case !elements[in][id]:
			return "properties of the recording"
		case id == ebmlVoid && len(bytes.Trim(body[:size], "\x00")) > 0:
			return "bytes that play no part"
		case elements[id] != nil:
			if detail := ebmlExtra(body[:size], id); detail != "" {
				return detail
			}
		}
		b = body[size:]
	}
	return ""
}

// vint reads a number of variable length; keep leaves the marker of its length
// in, as identifiers have it.
func vint(b []byte, keep bool) (v uint64, n int, ok bool) {
	if len(b) == 0 || b[0] == 0 {
		return 0, 0, false
	}
	n = bits.LeadingZeros8(b[0]) + 1
	if n > len(b) {
		return 0, 0, false
	}
	v = uint64(b[0])
	if !keep {
		v &= 0xff >> n
	}
	for _, c := range b[1:n] {
		v = v<<8 | uint64(c)
	}
	return v, n, true
}
