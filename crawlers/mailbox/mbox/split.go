package mbox

import (
	"bufio"
	"errors"
	"io"
)

// longest is how much of a line is looked at. What is longer is no separator.
const longest = 4096

// A line is one line's beginning and its place.
type line struct {
	text   []byte // at most longest bytes, with the line end if it fits; valid until the next call
	offset int64
	length int64 // of the whole line with its end
}

// lines reads lines of any length in constant memory.
type lines struct {
	r      *bufio.Reader
	offset int64
}

func newLines(r io.Reader) *lines { return &lines{r: bufio.NewReaderSize(r, 64<<10)} }

// next fills l, reusing its space; it answers io.EOF when there is no more.
func (s *lines) next(l *line) error {
	l.text, l.offset, l.length = l.text[:0], s.offset, 0
	for {
		chunk, err := s.r.ReadSlice('\n')
		l.text = append(l.text, chunk[:min(len(chunk), longest-len(l.text))]...)
		l.length += int64(len(chunk))
		s.offset += int64(len(chunk))
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && l.length > 0:
			return nil
		}
		return err
	}
}

// A splitter walks the lines one ahead, since whether a line is a separator
// shows in the line after it.
type splitter struct {
	lines *lines
	at    io.ReaderAt // the same; nil when it can only be read in one go
	fn    func(Message) error

	open     bool // inside a message
	message  Message
	blankLen int64 // length of the line before when it was empty, else 0
	claim    claim
	mmdf     bool // messages lie between lines of control characters
}

func (s *splitter) run() error {
	var current, next line
	err := s.lines.next(&current)
	s.mmdf = fence(current.text)
	for err == nil {
		err = s.lines.next(&next)
		if err != nil {
			next.text = next.text[:0]
		}
		if ferr := s.take(&current, next.text); ferr != nil {
			return ferr
		}
		current, next = next, current
	}
	if !errors.Is(err, io.EOF) {
		return err
	}
	return s.end(s.lines.offset)
}

// take handles one line, given the one after it.
func (s *splitter) take(l *line, next []byte) error {
	separates, err := s.separates(l, next)
	if err != nil {
		return err
	}
	if separates {
		if err := s.end(l.offset); err != nil {
			return err
		}
		s.begin(l)
		return nil
	}
	if s.mmdf && s.open && l.offset == s.message.Offset && rank(l.text) > 0 {
		s.message.Offset += l.length // some write both kinds of separator
	}
	if escaped(l.text) {
		s.message.Escaped = s.open && !s.mmdf
	}
	s.blankLen = 0
	if blank(l.text) && !s.mmdf {
		s.blankLen = l.length
	}
	return nil
}

// begin opens a message that starts after a line. Of the two lines between
// messages of MMDF the first only closes.
func (s *splitter) begin(l *line) {
	s.blankLen = 0
	if s.mmdf && s.open {
		s.open = false
		return
	}
	s.open = true
	s.message = Message{Index: s.message.Index + 1, Offset: l.offset + l.length}
	s.claim = claim{header: true}
}

// separates reports whether l begins a message. After an empty line, or at
// the start, any likely line will do; elsewhere only one beyond doubt. Inside
// a length that the message claims, and that holds, nothing does.
func (s *splitter) separates(l *line, next []byte) (bool, error) {
	if s.mmdf {
		return fence(l.text), nil
	}
	if s.open {
		inside, err := s.claim.holds(l, s.at)
		if inside || err != nil {
			return false, err
		}
	}
	if l.length > longest {
		return false, nil
	}
	text := l.text
	if l.offset == 0 {
		text = trimBOM(text)
	}
	r := rank(text)
	if r == 0 || !follows(r, next) {
		return false, nil
	}
	return !s.open || s.blankLen > 0 || s.claim.end > 0 || r == 2 && !blank(next), nil
}

// end hands over the open message, which ends at offset end.
func (s *splitter) end(end int64) error {
	if !s.open {
		return nil
	}
	s.message.Length = max(0, end-s.blankLen-s.message.Offset)
	if s.claim.end > 0 {
		s.message.Length = min(s.claim.end, end) - s.message.Offset
		s.message.Escaped = s.message.Escaped && !s.claim.plain
	}
	return s.fn(s.message)
}

func trimBOM(text []byte) []byte {
	if len(text) >= 3 && string(text[:3]) == "\xef\xbb\xbf" {
		return text[3:]
	}
	return text
}
