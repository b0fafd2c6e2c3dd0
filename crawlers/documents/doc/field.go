package doc

import (
	"slices"
	"strings"

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

// plainFields are those whose instructions only name formats and bookmarks.
var plainFields = []string{
	"TOC", "DATE", "TIME", "PAGE", "NUMPAGES", "SAVEDATE", "CREATEDATE", "PRINTDATE", "SEQ", "EQ", "REF", "PAGEREF",
	"STYLEREF", "NOTEREF", "INDEX", "XE", "TC", "SECTION", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "=", "SHAPE", "EMBED",
}

// instruction writes what a field's instruction holds beside its result: the
// target of a link, or the texts it chooses from.
func (d *document) instruction(code string) {
	code = strings.TrimSpace(code)
	name, rest, _ := strings.Cut(code, " ")
	name = strings.ToUpper(name)
	switch {
	case name == "HYPERLINK":
		for _, s := range quoted(code) {
			d.hang("link", s)
		}
	case name == "XE" || name == "TC":
		d.hang("index entry", strings.Join(quoted(code), " "))
	case slices.Contains(plainFields, name) || !strings.ContainsAny(rest, `"@/\`):
	default:
		d.hang("field", "{"+code+"}")
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
