package verify

import (
	"strings"
	"unicode"

	"sarsen/redact"
)

// Encoded returns the words of text that hold a value in another writing, such
// as a link that a mail server rewrote with the recipient's address in it; the
// whole line where no word does by itself. Values that stand in text as they
// are, which Find returns, are not looked for.
func (s *Search) Encoded(text string) []Hit {
	if !s.built {
		return nil
	}
	var out []Hit
	at := 0
	for line := range strings.Lines(text) {
		if _, ok := s.encoded(line); ok {
			out = append(out, s.encodedWords(line, at)...)
		}
		at += len(line)
	}
	return out
}

// encoded returns a value that stands in text in another writing only.
func (s *Search) encoded(text string) (value int, ok bool) {
	for _, t := range unwrap(text)[1:] {
		if hits := s.find(t, mode{limit: 1, least: shortest}); len(hits) > 0 {
			return hits[0].Value, true
		}
	}
	return 0, false
}

// encodedWords returns the words of a line, which begins at byte at, that hold a
// value, or the line that does.
func (s *Search) encodedWords(line string, at int) []Hit {
	var out []Hit
	from := 0
	for from < len(line) {
		from += len(line[from:]) - len(strings.TrimLeftFunc(line[from:], unicode.IsSpace))
		to := len(line)
		if n := strings.IndexFunc(line[from:], unicode.IsSpace); n >= 0 {
			to = from + n
		}
		if v, ok := s.encoded(line[from:to]); ok {
			out = append(out, Hit{Span: redact.Span{Start: at + from, End: at + to}, Value: v})
		}
		from = to
	}
	if len(out) > 0 {
		return out
	}
	// What stands in the line as it is, is there in its other writings, too.
	if value, ok := s.encoded(s.blanked(line)); ok {
		out = append(out, Hit{Span: redact.Span{Start: at, End: at + len(strings.TrimRight(line, "\r\n"))}, Value: value})
	}
	return out
}

// blanked returns a line with spaces for the values that stand in it as they are.
func (s *Search) blanked(line string) string {
	blank := []byte(line)
	for _, h := range s.Find(line, 0) {
		copy(blank[h.Start:h.End], strings.Repeat(" ", h.End-h.Start))
	}
	return string(blank)
}
