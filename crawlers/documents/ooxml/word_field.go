package ooxml

import (
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/zipxml"
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

// fieldChar follows the marks that begin, part and end a field.
func (w *word) fieldChar(x *zipxml.Reader, e zipxml.Element) error {
	switch e.Attr("fldCharType") {
	case "begin":
		if len(w.fields) < maxFields {
			w.fields = append(w.fields, &field{})
		}
		return w.formField(x)
	case "separate":
		if n := len(w.fields); n > 0 {
			w.fields[n-1].result = true
		}
	case "end":
		if n := len(w.fields); n > 0 {
			fld := w.fields[n-1]
			w.fields = w.fields[:n-1]
			w.instruction(fld.code.String())
		}
	}
	return nil
}

// formField reads the choices and the help of an old form field.
func (w *word) formField(x *zipxml.Reader) error {
	var visit func(e zipxml.Element) error
	visit = func(e zipxml.Element) error {
		switch e.Name {
		case "listEntry", "helpText", "statusText", "default":
			if v := e.Attr("val"); len(v) > 1 {
				w.hang("form field", v)
			}
		}
		return x.Each(visit)
	}
	return x.Each(visit)
}

func (w *word) instructionText(x *zipxml.Reader) error {
	s, err := x.Text()
	if n := len(w.fields); n > 0 && !w.fields[n-1].result && w.fields[n-1].code.Len() < maxCode {
		w.fields[n-1].code.WriteString(s)
	}
	return err
}

// instruction writes what a field's instruction holds beside its result.
func (w *word) instruction(code string) {
	label, texts := documents.Instruction(code)
	for _, s := range texts {
		if label == "link" {
			w.link(s, "")
		} else {
			w.hang(label, s)
		}
	}
}
