package ppt

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/ole"
)

// A listed slide is one of the document's list, with the texts that its
// placeholders show.
type listed struct {
	object uint32
	id     uint32
	texts  []text
}

// A text is one with its kind.
type text struct {
	kind  uint32
	chars string
}

// Kinds of texts.
const (
	kindTitle       = 0
	kindNotes       = 2
	kindOther       = 4
	kindCentreTitle = 6
)

// document writes the presentation.
func (s *show) document(doc ole.Record) {
	var lists [3][]listed
	var footers []ole.Record
	for _, r := range ole.Records(doc.Data) {
		switch {
		case r.Type == recList && r.Instance < 3:
			lists[r.Instance] = readList(r)
		case r.Type == recObjectList:
			s.objectList(r)
		case r.Type == recHeaderFooter:
			footers = append(footers, r)
		}
	}
	const slides, masters, notes = 0, 1, 2
	bySlide := s.notesOf(lists[notes])
	for i, l := range lists[slides] {
		if s.out.Full() || s.ctx.Err() != nil {
			return
		}
		s.slide(l, i+1, bySlide[l.id])
		delete(bySlide, l.id)
	}
	s.out.Pages(len(lists[slides]))
	for _, r := range footers {
		s.footer(r)
	}
	for _, l := range lists[masters] {
		s.background(s.object(l.object))
	}
	for _, l := range lists[notes] { // of slides that are not listed
		if _, left := bySlide[slideOf(s.object(l.object))]; left {
			s.speakerNotes(s.object(l.object), l.texts, true)
		}
	}
	s.macros(doc)
}

// readList reads a list of slides, masters or notes.
func readList(r ole.Record) []listed {
	var out []listed
	kind := uint32(kindOther)
	for _, c := range ole.Records(r.Data) {
		f := ole.NewReader(c.Data)
		n := len(out) - 1
		switch {
		case c.Type == recSlidePlace:
			l := listed{object: f.Uint32()}
			f.Skip(8)
			l.id = f.Uint32()
			out = append(out, l)
		case n < 0:
		case c.Type == recTextHeader:
			kind = f.Uint32()
			out[n].texts = append(out[n].texts, text{kind: kind})
		case c.Type == recTextChars || c.Type == recTextBytes:
			if k := len(out[n].texts); k > 0 {
				out[n].texts[k-1].chars += charsOf(c)
			} else {
				out[n].texts = append(out[n].texts, text{kind, charsOf(c)})
			}
		}
	}
	return out
}

// charsOf is the text of a record of text.
func charsOf(r ole.Record) string {
	const latin1 = 28591
	if r.Type == recTextBytes {
		return ole.Decode(r.Data, latin1)
	}
	return ole.UTF16(r.Data)
}

// notesOf finds the notes of each slide.
func (s *show) notesOf(list []listed) map[uint32][]listed {
	out := map[uint32][]listed{}
	for _, l := range list {
		if id := slideOf(s.object(l.object)); id != 0 {
			out[id] = append(out[id], l)
		}
	}
	return out
}

// slideOf is the slide that notes belong to.
func slideOf(notes ole.Record) uint32 {
	const facts = 0x03F1
	for _, r := range ole.Records(notes.Data) {
		if r.Type == facts {
			return ole.NewReader(r.Data).Uint32()
		}
	}
	return 0
}

// objectList reads links, and hands over embedded objects.
func (s *show) objectList(list ole.Record) {
	for _, r := range ole.Records(list.Data) {
		switch r.Type {
		case recLink:
			s.readLink(r)
		case recEmbedded:
			s.embedded(r)
		}
	}
}

func (s *show) readLink(link ole.Record) {
	number := uint32(0)
	for _, r := range ole.Records(link.Data) {
		const name = 0
		switch {
		case r.Type == recLinkNumber:
			number = ole.NewReader(r.Data).Uint32()
		case r.Type == recString && r.Instance != name:
			s.links[number] = append(s.links[number], ole.UTF16(r.Data))
		}
	}
}

// embedded hands over one object; it is kept packed as a rule.
func (s *show) embedded(object ole.Record) {
	for _, r := range ole.Records(object.Data) {
		if r.Type != recObjectFacts {
			continue
		}
		f := ole.NewReader(r.Data)
		f.Skip(16)
		if stored := s.object(f.Uint32()); stored.Type == recStored {
			s.number++
			s.stored(stored, fmt.Sprintf("object %d", s.number))
		}
	}
}

func (s *show) stored(r ole.Record, name string) {
	data, err := unpack(r)
	if err != nil || len(data) == 0 {
		s.out.Problem("an embedded object could not be taken out")
		return
	}
	if file, err := cfb.Open(bytes.NewReader(data), int64(len(data))); err == nil {
		ole.Object(file.Root, name, s.out)
		return
	}
	s.out.Part(name, "", func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil })
}

// unpack returns what a stored object holds.
func unpack(r ole.Record) ([]byte, error) {
	if r.Instance == 0 {
		return r.Data, nil
	}
	f := ole.NewReader(r.Data)
	size := int64(f.Uint32())
	z, err := zlib.NewReader(bytes.NewReader(f.Bytes(int64(f.Left()))))
	if err != nil {
		return nil, documents.ErrDamaged
	}
	data, err := io.ReadAll(io.LimitReader(z, min(size, maxObject)))
	if len(data) > 0 {
		return data, nil
	}
	return nil, err
}

// macros writes the source of macros.
func (s *show) macros(doc ole.Record) {
	ole.Visit(doc.Data, func(r ole.Record) bool {
		if r.Type != recMacros {
			return true
		}
		stored := s.object(ole.NewReader(r.Data).Uint32())
		data, err := unpack(stored)
		if stored.Type != recStored || err != nil {
			return false
		}
		if file, err := cfb.Open(bytes.NewReader(data), int64(len(data))); err == nil {
			ole.Macros(file.Root, s.out)
		}
		return false
	})
}

// storePictures hands over the pictures of the presentation, which stand one
// behind the other in a stream of their own.
func (s *show) storePictures(stream *cfb.Stream) {
	if stream == nil {
		return
	}
	if s.decrypt != nil {
		s.out.Problem("its pictures are encrypted apart and were not read")
		return
	}
	for at := int64(0); at+8 <= stream.Size(); {
		size := int64(ole.NewReader(ole.At(stream, at+4, 4)).Uint32())
		if size <= maxObject {
			for _, r := range ole.Records(ole.At(stream, at, 8+size)) {
				s.pictures.Add(ole.Blip(r), fmt.Sprint(at))
			}
		}
		at += 8 + size
	}
}
