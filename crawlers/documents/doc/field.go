package doc

import (
	"slices"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/ole"
)

// A field is one that has begun and not ended.
type field struct {
	code   strings.Builder
	result bool // its result has begun
}

const (
	maxFields = 100
	maxCode   = 64 << 10
)

func (d *document) beginField() {
	if len(d.fields) < maxFields {
		d.fields = append(d.fields, &field{})
	}
}

func (d *document) separateField() {
	if n := len(d.fields); n > 0 {
		d.fields[n-1].result = true
	}
}

func (d *document) endField() {
	n := len(d.fields)
	if n == 0 {
		return
	}
	f := d.fields[n-1]
	d.fields = d.fields[:n-1]
	d.instruction(f.code.String())
}

// endFields writes the instructions of fields that have no end.
func (d *document) endFields() {
	for len(d.fields) > 0 {
		d.endField()
	}
}

// instructing is the innermost field whose instruction is being read.
func (d *document) instructing() *field {
	for _, f := range slices.Backward(d.fields) {
		if !f.result {
			return f
		}
	}
	return nil
}

// instruction writes what a field's instruction holds beside its result.
func (d *document) instruction(code string) {
	label, texts := documents.Instruction(code)
	for _, s := range texts {
		d.hang(label, s)
	}
}

// formField reads the texts of an old form field: its preset text, its help
// and its choices.
func (d *document) formField(at int64) {
	r := ole.NewReader(d.pictureData(at))
	if r.Uint32() != 0xFFFFFFFF {
		return
	}
	const kindMask, text = 3, 0
	kind := r.Uint16() & kindMask
	r.Skip(4)
	name := func() string {
		s := ole.UTF16(r.Bytes(2 * int64(r.Uint16())))
		r.Skip(2)
		return s
	}
	name() // a bookmark
	if kind == text {
		d.formText(name())
	} else {
		r.Skip(2)
	}
	name() // a format
	d.formText(name())
	d.formText(name())
	name()
	name() // macros
	for _, choice := range stringTable(r.Bytes(int64(r.Left()))) {
		d.formText(choice)
	}
}

func (d *document) formText(s string) {
	if len(strings.TrimSpace(s)) > 1 {
		d.hang("form field", s)
	}
}
