package ppt

import (
	"strings"
	"unicode"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/ole"
)

// maxLeft is the most text of earlier versions that is looked at, in bytes.
const maxLeft = 8 << 20

// leftover writes the texts of objects that no index names any more: slides
// that were deleted, and earlier versions of others. What the presentation
// still says is left out.
func (s *show) leftover() {
	if s.decrypt != nil {
		return // which object it was is not known, nor is its key
	}
	used := map[int64]bool{}
	for _, at := range s.places {
		used[at] = true
	}
	known := s.knownLines()
	var left []string
	total := 0
	s.each(func(at int64, h head) {
		if used[at] || !h.Container() || h.size() > maxObject || total > maxLeft {
			return
		}
		switch h.Type {
		case recDocument, recSlide, recNotes, recMaster:
		default:
			return
		}
		for _, line := range textsIn(ole.At(s.content, at, 8+h.size())) {
			if key := strings.TrimSpace(line); key != "" && !known[key] {
				known[key] = true
				total += len(line)
				left = append(left, line)
			}
		}
	})
	ole.Note(s.out, "left over from an earlier version, may not be visible", true, strings.Join(left, "\n"))
}

// knownLines are the lines of the objects that are used.
func (s *show) knownLines() map[string]bool {
	known := map[string]bool{}
	for number := range s.places {
		if s.ctx.Err() != nil {
			return known
		}
		r := s.object(number)
		switch r.Type {
		case recDocument, recSlide, recNotes, recMaster, recHandout:
			for _, line := range textsIn(r.Data) {
				known[strings.TrimSpace(line)] = true
			}
		}
	}
	return known
}

// textsIn gathers the lines of all texts among records.
func textsIn(data []byte) []string {
	var lines []string
	ole.Visit(data, func(r ole.Record) bool {
		if r.Type == recTextChars || r.Type == recTextBytes {
			lines = append(lines, strings.Split(documents.Normalise(charsOf(r)), "\n")...)
		}
		return true
	})
	return lines
}

// withoutIndex writes all texts in the order they are stored.
func (s *show) withoutIndex() error {
	found := false
	s.each(func(at int64, h head) {
		if !h.Container() || h.size() > maxObject || s.out.Full() {
			return
		}
		for _, line := range textsIn(ole.At(s.content, at, 8+h.size())) {
			found = true
			s.words(text{kindOther, line})
		}
	})
	if !found {
		return documents.ErrDamaged
	}
	s.out.Problem("the presentation's index is damaged: its text was gathered in the order it is stored")
	return nil
}

// salvage writes what reads like text in a presentation of before 1997.
func salvage(e *cfb.Entry, out *documents.Builder) {
	out.Problem("the text was gathered without its layout; some may be missing")
	text := ole.Decode(e.Bytes(maxObject), ole.Western)
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\t' || r == '\uFFFD' }) {
		letters := 0
		for _, r := range line {
			if unicode.IsLetter(r) || r == ' ' {
				letters++
			}
		}
		if n := len([]rune(line)); n >= 4 && letters*10 >= n*8 {
			out.Text(line + "\n")
		}
	}
}
