package ppt

import (
	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/ole"
)

// Types of records.
const (
	recDocument     = 0x03E8
	recSlide        = 0x03EE
	recSlideFacts   = 0x03EF
	recNotes        = 0x03F0
	recSlidePlace   = 0x03F3
	recMaster       = 0x03F8
	recShown        = 0x03F9
	recMacros       = 0x0400
	recObjectList   = 0x0409
	recDrawing      = 0x040C
	recObjectRef    = 0x0BC1
	recPlaceholder  = 0x0BC3
	recOutlineRef   = 0x0F9E
	recTextHeader   = 0x0F9F
	recTextChars    = 0x0FA0
	recTextBytes    = 0x0FA8
	recString       = 0x0FBA
	recObjectFacts  = 0x0FC3
	recHandout      = 0x0FC9
	recEmbedded     = 0x0FCC
	recLinkNumber   = 0x0FD3
	recLink         = 0x0FD7
	recHeaderFooter = 0x0FD9
	recList         = 0x0FF0
	recAction       = 0x0FF2
	recActionFacts  = 0x0FF3
	recEdit         = 0x0FF5
	recUser         = 0x0FF6
	recStored       = 0x1011
	recTagBlob      = 0x138B
	recIndex        = 0x1772
	recComment      = 0x2EE0
	recSession      = 0x2F14
)

const (
	maxEdits   = 10_000
	maxObjects = 1 << 20
	maxObject  = 64 << 20
)

// index reads where the objects lie: a list of edits, the last one first, each
// with the places of the objects it wrote. It returns the numbers of the
// document and of the facts about its encryption, 0 without.
func (s *show) index(root *cfb.Entry) (document, session uint32) {
	s.places = map[uint32]int64{}
	r := ole.NewReader(root.Find("Current User").Bytes(64))
	r.Skip(16)
	at := int64(r.Uint32())
	if s.head(at).Type != recEdit {
		at = s.lastEdit()
	}
	for range maxEdits {
		rec := s.head(at)
		if rec.Type != recEdit {
			break
		}
		e := ole.NewReader(ole.At(s.content, at+8, 32))
		e.Skip(8)
		before, table := int64(e.Uint32()), int64(e.Uint32())
		number := e.Uint32()
		e.Skip(8)
		if document == 0 {
			document = number
			if rec.size() >= 32 {
				session = e.Uint32()
			}
		}
		s.indexTable(table)
		if before == 0 || before >= at {
			break
		}
		at = before
	}
	return document, session
}

// indexTable reads one table of places; later edits were read first and win.
func (s *show) indexTable(at int64) {
	h := s.head(at)
	if h.Type != recIndex {
		return
	}
	for r := ole.NewReader(ole.At(s.content, at+8, min(h.size(), maxObject))); r.Left() >= 8; {
		entry := r.Uint32()
		number := entry & 0xFFFFF
		for range entry >> 20 {
			if r.Left() < 4 || len(s.places) >= maxObjects {
				return
			}
			place := int64(r.Uint32())
			if _, known := s.places[number]; !known {
				s.places[number] = place
			}
			number++
		}
	}
}

// A head is the beginning of a record.
type head struct {
	ole.Record
	length uint32
}

func (h head) size() int64 { return int64(h.length) }

func (s *show) head(at int64) head {
	b := ole.At(s.content, at, 8)
	if at <= 0 && len(b) < 8 || len(b) < 8 {
		return head{}
	}
	r := ole.NewReader(b)
	first := r.Uint16()
	h := head{Record: ole.Record{Version: byte(first & 0xF), Instance: first >> 4, Type: r.Uint16()}}
	h.length = r.Uint32()
	return h
}

// lastEdit looks for the last edit among the records of the stream.
func (s *show) lastEdit() int64 {
	last := int64(-1)
	s.each(func(at int64, h head) {
		if h.Type == recEdit {
			last = at
		}
	})
	return last
}

// each calls fn for every record that the stream itself holds.
func (s *show) each(fn func(at int64, h head)) {
	for at, n := int64(0), 0; at+8 <= s.size && n < maxObjects; n++ {
		h := s.head(at)
		if h.Type == 0 {
			return
		}
		fn(at, h)
		at += 8 + h.size()
	}
}

// object reads the object of a number, decrypted if need be. One that is not
// there has the type 0.
func (s *show) object(number uint32) ole.Record {
	at, known := s.places[number]
	if !known {
		return ole.Record{}
	}
	return s.objectAt(at, number)
}

func (s *show) objectAt(at int64, number uint32) ole.Record {
	b := ole.At(s.content, at, 8)
	if len(b) < 8 {
		return ole.Record{}
	}
	if s.decrypt != nil {
		s.decrypt.Block(b, number)
	}
	size := int64(ole.NewReader(b[4:]).Uint32())
	if size > maxObject {
		s.dropped = true
		return ole.Record{}
	}
	all := ole.At(s.content, at, 8+size)
	if s.decrypt != nil {
		s.decrypt.Block(all, number)
	}
	if list := ole.Records(all); len(list) > 0 {
		return list[0]
	}
	return ole.Record{}
}
