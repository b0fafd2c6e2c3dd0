package ppt

import (
	"strconv"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/ole"
)

// slide writes one slide inside its page, with its notes and comments.
func (s *show) slide(l listed, number int, notes []listed) {
	slide := s.object(l.object)
	if slide.Type != recSlide {
		s.dropped = true
	}
	s.out.Break()
	s.out.Open(documents.Page, strconv.Itoa(number), isHidden(slide))
	s.drawn(slide, l.texts, false)
	for _, n := range notes {
		s.speakerNotes(s.object(n.object), n.texts, false)
	}
	s.comments(slide)
	s.out.Break()
	s.out.Close()
}

// isHidden reports whether a slide is left out of the show.
func isHidden(slide ole.Record) bool {
	const hidden = 4
	for _, r := range ole.Records(slide.Data) {
		if r.Type == recShown {
			f := ole.NewReader(r.Data)
			f.Skip(10)
			return f.Uint16()&hidden != 0
		}
	}
	return false
}

// drawn writes the shapes of a slide, a page of notes or a master, its
// footers, and those of its texts that no shape shows.
func (s *show) drawn(slide ole.Record, texts []text, onlyOwn bool) {
	d := &drawing{show: s, texts: texts, shown: make([]bool, len(texts)), onlyOwn: onlyOwn}
	for _, r := range ole.Records(slide.Data) {
		switch r.Type {
		case recDrawing:
			d.records(r.Data, 0)
		case recHeaderFooter:
			s.footer(r)
		}
	}
	for i, t := range texts {
		if !d.shown[i] {
			s.words(t)
		}
	}
}

// words writes a text on lines of its own; a title is a heading.
func (s *show) words(t text) {
	if strings.TrimSpace(t.chars) == "" {
		return
	}
	s.out.Break()
	title := t.kind == kindTitle || t.kind == kindCentreTitle
	if title {
		s.out.Open(documents.Heading, "1", false)
	}
	s.out.Text(t.chars)
	if title {
		s.out.Close()
	}
	s.out.Break()
}

func (s *show) speakerNotes(notes ole.Record, texts []text, hidden bool) {
	s.out.Break()
	s.out.Open(documents.Note, "speaker's note", hidden)
	s.drawn(notes, texts, false)
	s.out.Break()
	s.out.Close()
}

// footer writes a header, footer or date that was typed in, once each.
func (s *show) footer(r ole.Record) {
	for _, c := range ole.Records(r.Data) {
		if c.Type != recString {
			continue
		}
		line := strings.TrimSpace(documents.Normalise(ole.UTF16(c.Data)))
		if line == "" || s.furnished[line] {
			continue
		}
		s.furnished[line] = true
		s.out.Break()
		s.out.Open(documents.Furniture, "", false)
		s.out.Text(line)
		s.out.Close()
		s.out.Break()
	}
}

// background writes what a master shows of its own: everything but the
// placeholders, which only say "click to edit".
func (s *show) background(master ole.Record) {
	if master.Type != recMaster && master.Type != recSlide {
		return
	}
	const template, name = 2, 3
	for _, r := range ole.Records(master.Data) {
		if r.Type == recString && (r.Instance == template || r.Instance == name) {
			s.out.Property("Design", ole.UTF16(r.Data))
		}
	}
	s.out.Break()
	s.out.Open(documents.Furniture, "", false)
	s.drawn(master, nil, true)
	s.out.Break()
	s.out.Close()
}

// comments writes the comments on a slide, which stand in a block that older
// programs do not look into.
func (s *show) comments(slide ole.Record) {
	ole.Visit(slide.Data, func(r ole.Record) bool {
		switch r.Type {
		case recTagBlob:
			ole.Visit(r.Data, func(r ole.Record) bool {
				if r.Type == recComment {
					s.comment(r)
				}
				return r.Type != recComment
			})
		case recDrawing:
			return false
		}
		return true
	})
}

func (s *show) comment(r ole.Record) {
	author, body := "", ""
	for _, c := range ole.Records(r.Data) {
		switch {
		case c.Type != recString:
		case c.Instance == 0:
			author = ole.UTF16(c.Data)
		case c.Instance == 1:
			body = ole.UTF16(c.Data)
		}
	}
	if author != "" {
		body = author + ":\n" + body
	}
	ole.Note(s.out, "comment", false, body)
}
