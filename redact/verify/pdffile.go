package verify

import (
	"bytes"
	"fmt"
	"strconv"
)

// pdfObject is one object of a file.
type pdfObject struct {
	at     int // byte of the file
	value  any
	stream []byte // as it is stored; nil for none
}

// binaryMark is the comment behind the first line, which tells transports that
// the file is binary.
const binaryMark = "%\xE2\xE3\xCF\xD3\n"

// nothing is a file without objects, which hides nothing; what it should show is
// for readers to say.
const nothing = "%PDF-1.7\n%%EOF\n"

// pdfFile reads a file as the writer of packs writes it: a head, objects one
// after the other, one table of their places, one trailer. It refuses
// everything else, so that there is no place for bytes that no reader shows.
func pdfFile(data []byte) (objects map[int]pdfObject, root int, err error) {
	s := scanner{b: data}
	if string(data) == nothing {
		return nil, 0, nil
	}
	if len(data) < 9 || data[8] != '\n' || !bytes.HasPrefix(data[9:], []byte(binaryMark)) {
		return nil, 0, fmt.Errorf("head: %w", errSyntax)
	}
	s.at = 9 + len(binaryMark)
	objects = map[int]pdfObject{}
	for !s.keyword("xref") {
		s.skip()
		at := s.at
		n, o, err := s.object()
		if err != nil {
			return nil, 0, fmt.Errorf("object %d: %w", len(objects)+1, err)
		}
		if _, twice := objects[n]; twice {
			return nil, 0, fmt.Errorf("object %d is there twice: %w", n, errSyntax)
		}
		o.at = at
		objects[n] = o
	}
	table := s.at - len("xref")
	if err := s.places(objects); err != nil {
		return nil, 0, err
	}
	root, err = s.trailer(len(objects)+1, table)
	if err == nil && s.comments {
		err = fmt.Errorf("a comment: %w", errSyntax)
	}
	return objects, root, err
}

// object reads one object with its stream.
func (s *scanner) object() (n int, o pdfObject, err error) {
	n, ok := s.number()
	if !ok || n == 0 || !s.keyword("0") || !s.keyword("obj") {
		return 0, o, errSyntax
	}
	if o.value, err = s.value(true, 0); err != nil {
		return 0, o, err
	}
	if s.keyword("stream") {
		d, _ := o.value.(pdfDict)
		w, _ := d["Length"].(pdfWord)
		size, err := strconv.Atoi(string(w))
		if s.at < len(s.b) && s.b[s.at] == '\r' {
			s.at++
		}
		if err != nil || size < 0 || s.at >= len(s.b) || s.b[s.at] != '\n' || size > len(s.b)-s.at-1 {
			return 0, o, errSyntax
		}
		o.stream = s.b[s.at+1 : s.at+1+size]
		s.at += 1 + size
		if !s.keyword("endstream") {
			return 0, o, errSyntax
		}
	}
	if !s.keyword("endobj") {
		return 0, o, errSyntax
	}
	return n, o, nil
}

// places reads the table, which must say where each object is and nothing else.
func (s *scanner) places(objects map[int]pdfObject) error {
	bad := fmt.Errorf("table of places: %w", errSyntax)
	if n, ok := s.number(); !ok || n != 0 {
		return bad
	}
	if n, ok := s.number(); !ok || n != len(objects)+1 {
		return bad
	}
	for i := range len(objects) + 1 {
		at, ok := s.number()
		gen, ok2 := s.number()
		switch {
		case !ok || !ok2:
			return bad
		case i == 0 && (at != 0 || gen != 65535 || !s.keyword("f")):
			return bad
		case i > 0 && (objects[i].value == nil || at != objects[i].at || gen != 0 || !s.keyword("n")):
			return bad
		}
	}
	return nil
}

// trailer reads the end of the file and returns the number of its root.
func (s *scanner) trailer(size, table int) (root int, err error) {
	bad := fmt.Errorf("trailer: %w", errSyntax)
	if !s.keyword("trailer") {
		return 0, bad
	}
	v, err := s.value(true, 0)
	d, ok := v.(pdfDict)
	r, ok2 := d["Root"].(pdfRef)
	if err != nil || !ok || !ok2 || len(d) != 2 || d["Size"] != pdfWord(strconv.Itoa(size)) || !s.keyword("startxref") {
		return 0, bad
	}
	if n, ok := s.number(); !ok || n != table || string(bytes.TrimSpace(s.b[s.at:])) != "%%EOF" {
		return 0, bad
	}
	return int(r), nil
}
