package media

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// inside are the boxes that stay, by the box they are in. Those that are named
// here again are gone through, too.
var inside = map[string]string{
	"moov": "mvhd trak mvex",
	"trak": "tkhd edts mdia tapt",
	"edts": "elst",
	"tapt": "clef prof enof",
	"mdia": "mdhd hdlr minf",
	"minf": "vmhd smhd nmhd hdlr dinf stbl",
	"dinf": "dref",
	"stbl": "stsd stts ctts cslg stsc stsz stz2 stco co64 stss sdtp sbgp sgpd stps",
	"mvex": "trex mehd",
	"moof": "mfhd traf",
	"traf": "tfhd tfdt trun sdtp sbgp sgpd",
}

// clean empties a box's content in place of what does not stay. The track is
// that which the box is in, nil outside of one.
func (m *movie) clean(content []byte, kind string, t *track) error {
	return each(content, func(b []byte, name string, body []byte) error {
		switch {
		case name == "cmov":
			return damaged("its description is packed")
		case !strings.Contains(" "+inside[kind]+" ", " "+name+" "):
			freeInside(b, body)
			return nil
		case name == "trak":
			return m.trak(b, body)
		case inside[name] != "":
			return m.clean(body, name, t)
		}
		return m.leaf(name, body, t)
	})
}

// each calls fn for every box in content: the whole of it, its name and body.
func each(content []byte, fn func(b []byte, name string, body []byte) error) error {
	for len(content) > 0 {
		if len(content) < 8 {
			if len(bytes.Trim(content, "\x00")) == 0 {
				return nil // QuickTime ends a list with a zero
			}
			return damaged("it ends in the middle of a part")
		}
		n, head := uint64(binary.BigEndian.Uint32(content)), 8
		switch n {
		case 0:
			n = uint64(len(content))
		case 1:
			if len(content) < 16 {
				return damaged("it ends in the middle of a part")
			}
			n, head = binary.BigEndian.Uint64(content[8:]), 16
		}
		if n < uint64(head) || n > uint64(len(content)) {
			return damaged("a part of it is longer than what it is in")
		}
		if err := fn(content[:n], string(content[4:8]), content[head:n]); err != nil {
			return err
		}
		content = content[n:]
	}
	return nil
}

// freeInside makes a box inside a description a free one.
func freeInside(b, body []byte) {
	copy(b[4:], "free")
	clear(body)
}

// leaf empties what a box that stays says beside what plays.
func (m *movie) leaf(name string, body []byte, t *track) error {
	switch name {
	case "mvhd", "tkhd", "mdhd":
		return m.times(name, body)
	case "hdlr":
		return m.handler(body)
	case "dref":
		return m.references(body)
	case "stsd":
		return m.descriptions(body, t)
	}
	if t == nil {
		return nil
	}
	switch name {
	case "stsc", "stsz", "stz2", "stco", "co64":
		if t.tables[name] != nil {
			return damaged("a track of it is described twice")
		}
		t.tables[name] = body
	}
	return nil
}

// times empties when it was made and changed, and in which language it is.
func (m *movie) times(name string, body []byte) error {
	n := 8
	if len(body) > 0 && body[0] == 1 {
		n = 16
	}
	if len(body) < 4+n {
		return damaged("its description is too short")
	}
	at := body[4 : 4+n]
	clear(at)
	if language := 4 + n + 4 + n/2; name == "mdhd" && len(body) >= language+2 {
		copy(body[language:], []byte{0x55, 0xc4}) // undetermined
	}
	return nil
}

// handler empties the name of what plays a track.
func (m *movie) handler(body []byte) error {
	if len(body) < 24 {
		return damaged("its description is too short")
	}
	clear(body[12:])
	return nil
}

// references empties where the data lies, and refuses other files.
func (m *movie) references(body []byte) error {
	if len(body) < 8 {
		return damaged("its description is too short")
	}
	return each(body[8:], func(_ []byte, _ string, ref []byte) error {
		if len(ref) < 4 {
			return damaged("its description is too short")
		}
		if ref[3]&1 == 0 {
			return damaged("its data lies in another file")
		}
		clear(ref[4:])
		return nil
	})
}

// described are the parts of a sample's description that do not stay.
var described = map[string]bool{"udta": true, "meta": true, "uuid": true, "free": true, "skip": true, "name": true}

// descriptions empties the names of encoders in the descriptions of samples.
func (m *movie) descriptions(body []byte, t *track) error {
	if len(body) < 8 || t == nil {
		return damaged("its description is too short")
	}
	return each(body[8:], func(_ []byte, _ string, entry []byte) error {
		start := 28
		switch {
		case t.kind == "vide" && len(entry) >= 78:
			start = 78
			clear(entry[42:74])
			clear(entry[12:16]) // vendor
		case t.kind == "soun" && len(entry) >= 28:
			t.sound(entry)
			start += map[uint16]int{1: 16, 2: 36}[binary.BigEndian.Uint16(entry[8:])]
			clear(entry[12:16])
		default:
			return damaged("its description is too short")
		}
		if start > len(entry) {
			return nil
		}
		return each(entry[start:], func(b []byte, name string, inner []byte) error {
			if described[name] {
				freeInside(b, inner)
			}
			return nil
		})
	})
}
