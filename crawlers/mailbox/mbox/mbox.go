// Package mbox finds the messages of an mbox file: mail one after another,
// each behind a line that begins with "From ".
//
// There is no standard to hold such files to, so it is tolerant: of line ends
// of either kind, of dates in any of the usual forms, of a missing empty line
// or a missing last newline, of lines of any length. A line of text that
// merely begins with "From " does not split a message. Where a message claims
// a Content-Length (mboxcl, mboxcl2) and a message or the end of the file does
// follow there, nothing inside splits it. Files of MMDF, whose messages lie
// between lines of control characters, are read as well. It reads in one go
// and in constant memory, and it never interprets what a message holds.
package mbox

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
)

// A Message is the place of one message in the file.
type Message struct {
	Index int // from 1
	// Offset and Length say where its bytes lie: after the "From " line, up to
	// and without the empty line before the next one.
	Offset, Length int64
	// Escaped reports that lines were put behind a '>' when the message was
	// stored, so that its bytes are to be read through Unescape.
	Escaped bool
}

// Split calls fn for each message of r, in order. What stands before the
// first "From " line belongs to no message, unless there is no such line at
// all: then there are no messages. A Content-Length counts if r is an
// io.ReaderAt of the same bytes, too. It returns the error of fn or of reading.
func Split(r io.Reader, fn func(Message) error) error {
	at, _ := r.(io.ReaderAt)
	s := splitter{lines: newLines(r), at: at, fn: fn}
	if err := s.run(); err != nil {
		return fmt.Errorf("split mbox: %w", err)
	}
	return nil
}

// Is reports whether head, the beginning of a file, is that of an mbox. The
// first 4096 bytes are plenty.
func Is(head []byte) bool {
	first, rest, ok := bytes.Cut(head, []byte("\n"))
	if fence(first) {
		return ok && (field.Match(rest) || bytes.HasPrefix(rest, []byte("From ")))
	}
	first = trimBOM(first)
	for ok && blank(first) {
		first, rest, ok = bytes.Cut(rest, []byte("\n"))
	}
	if !ok || rank(first) == 0 {
		return false
	}
	next, _, _ := bytes.Cut(rest, []byte("\n"))
	return follows(rank(first), next)
}

// Unescape takes one '>' off every line that is "From " behind one or more of
// them, as mboxrd has it; for the older mboxo it is the best that can be done.
func Unescape(message []byte) []byte {
	out := make([]byte, 0, len(message))
	for line := range bytes.Lines(message) {
		if escaped(line) {
			line = line[1:]
		}
		out = append(out, line...)
	}
	return out
}

var (
	// dated is the line as mail programs write it: sender, weekday, date, year.
	dated = regexp.MustCompile(`^From .*\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +([A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2})\b.*\b\d{4}\b`)
	// bare is a sender's address alone.
	bare  = regexp.MustCompile(`^From +\S+@\S+\s*$`)
	year  = regexp.MustCompile(`\b(19|20)\d\d\b`)
	clock = regexp.MustCompile(`\b\d{1,2}:\d\d\b`)
	// field is the beginning of a header field.
	field = regexp.MustCompile(`^[!-9;-~]+[ \t]*:`)
)

// rank says how much a line looks like a separator: 0 not at all, 1 it has a
// time and a year or nothing but an address, 2 it is of the form that mail
// programs write.
func rank(line []byte) int {
	if !bytes.HasPrefix(line, []byte("From ")) {
		return 0
	}
	timed := clock.Match(line)
	switch {
	case timed && dated.Match(line):
		return 2
	case timed && year.Match(line), bare.Match(line):
		return 1
	}
	return 0
}

// follows reports whether next may be the line after a separator of the given
// rank: a header field, another separator that was quoted, or, after one that
// is beyond doubt, nothing.
func follows(rank int, next []byte) bool {
	if field.Match(next) || bytes.HasPrefix(next, []byte(">From ")) {
		return rank > 0
	}
	return rank == 2 && blank(next)
}

func blank(line []byte) bool { return len(bytes.TrimRight(line, "\r\n")) == 0 }

func escaped(line []byte) bool {
	return len(line) > 0 && line[0] == '>' && bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From "))
}
