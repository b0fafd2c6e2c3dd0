package ooxml

import (
	"slices"
	"strings"

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

// plainFields are those whose instructions only name formats and bookmarks.
var plainFields = []string{
	"TOC", "DATE", "TIME", "PAGE", "NUMPAGES", "SAVEDATE", "CREATEDATE", "PRINTDATE", "SEQ", "EQ", "REF", "PAGEREF",
	"STYLEREF", "NOTEREF", "INDEX", "XE", "TC", "SECTION", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "=",
}

// instruction writes what a field's instruction holds beside its result: the
// target of a link, or the texts it chooses from.
func (w *word) instruction(code string) {
	code = strings.TrimSpace(code)
	name, _, _ := strings.Cut(code, " ")
	name = strings.ToUpper(name)
	switch {
	case name == "HYPERLINK":
		for _, s := range quoted(code) {
			w.link(s, "")
		}
	case slices.Contains(plainFields, name) || !strings.ContainsAny(code, `"@/\`):
	default:
		w.hang("field", "{"+code+"}")
	}
}

// quoted returns what stands in quotes; without quotes the second word.
func quoted(code string) []string {
	parts := strings.Split(strings.NewReplacer("“", `"`, "”", `"`).Replace(code), `"`)
	if len(parts) < 3 {
		if words := strings.Fields(code); len(words) > 1 && !strings.HasPrefix(words[1], `\`) {
			return words[1:2]
		}
		return nil
	}
	var out []string
	for i := 1; i < len(parts); i += 2 {
		out = append(out, parts[i])
	}
	return out
}
