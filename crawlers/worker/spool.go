package worker

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"sarsen/crawlers/documents"
)

// spoolMemory is how many bytes of an entry's parts wait in memory.
const spoolMemory = 4 << 20

// A spool keeps items in the order in which they came: in memory, and when they
// are many in a file that has no name, so that nothing is left of it whatever
// happens.
type spool struct {
	dir    string
	memory bytes.Buffer // frames, while there is no file
	file   *os.File
	out    *bufio.Writer // to file
}

// add puts an item at the end.
func (s *spool) add(i documents.Item) error {
	text := i.Text
	i.Text = ""
	var w io.Writer = &s.memory
	if s.file != nil {
		w = s.out
	}
	if err := writeFrame(w, i, strings.NewReader(text), int64(len(text))); err != nil {
		return fmt.Errorf("keep parts: %w", err)
	}
	if s.file == nil && s.memory.Len() > spoolMemory {
		return s.spill()
	}
	return nil
}

// spill goes on in a file.
func (s *spool) spill() error {
	f, err := unnamed(s.dir)
	if err != nil {
		return fmt.Errorf("keep parts: %w", err)
	}
	s.file, s.out = f, bufio.NewWriterSize(f, 1<<20)
	if _, err := s.memory.WriteTo(s.out); err != nil {
		return fmt.Errorf("keep parts: %w", err)
	}
	s.memory = bytes.Buffer{}
	return nil
}

// each calls fn for every item.
func (s *spool) each(fn func(documents.Item) error) error {
	var r io.Reader = bytes.NewReader(s.memory.Bytes())
	if s.file != nil {
		if err := s.out.Flush(); err != nil {
			return fmt.Errorf("keep parts: %w", err)
		}
		if _, err := s.file.Seek(0, io.SeekStart); err != nil {
			return fmt.Errorf("keep parts: %w", err)
		}
		r = bufio.NewReaderSize(s.file, 1<<20)
	}
	for {
		var i documents.Item
		text, err := readFrame(r, &i)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read parts: %w", err)
		}
		i.Text = string(text)
		if err := fn(i); err != nil {
			return err
		}
	}
}

// clear forgets everything.
func (s *spool) clear() {
	if s.file != nil {
		_ = s.file.Close() // it has no name and goes with it
		remove(s.file)
	}
	*s = spool{dir: s.dir}
}
