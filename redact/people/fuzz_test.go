package people_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"sarsen/redact"
	"sarsen/redact/people"
)

// FuzzBuild: every mark lies inside its text, on rune boundaries, and has the
// text it says; the subject's own spans have none but what tells of a source.
func FuzzBuild(f *testing.F) {
	for _, s := range []string{
		"Mary Smith met Mr and Mrs Jones. Sunita Jones (née Patel) asked not to be named.",
		"From: John Brown <john@brown.example>\n\nPlease don't tell her I rang. İ\u0130\n\tMr & Mrs",
		"An anonymous caller.\n\nThe caller\tJohn and Joan Brown of 14 Albert Road",
		"Mr and Mrs\u00a0", "née", "Dr. A. B. C. \xf0\x9f\x98\x80. He wishes to remain anonymous.",
		"Dr. A" + strings.Repeat("\x0e", 1200) + " Bt",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4<<10 || !utf8.ValidString(text) {
			return
		}
		d := people.Doc{Item: "i1", Text: text, Found: capitals(text)}
		if i := strings.Index(text, "Mary Smith"); i >= 0 {
			d.Subject = []redact.Span{{Start: i, End: i + len("Mary Smith")}}
		}
		for _, m := range people.Build([]people.Doc{d, d}, subject, policy).Marks {
			if m.Start < 0 || m.Start >= m.End || m.End > len(text) || text[m.Start:m.End] != m.Text || !utf8.ValidString(m.Text) {
				t.Fatalf("mark at %d to %d of %d", m.Start, m.End, len(text))
			}
		}
	})
}

// capitals takes runs of capitalised words for names, and words with an @ for
// addresses.
func capitals(text string) []redact.Found {
	var out []redact.Found
	add := func(start, end int, kind redact.Kind) {
		if start < end {
			out = append(out, redact.Found{Span: redact.Span{Start: start, End: end}, Text: text[start:end], Kind: kind, Score: 0.9})
		}
	}
	at, start, end := 0, 0, 0
	for _, w := range strings.FieldsFunc(text, unicode.IsSpace) {
		i := at + strings.Index(text[at:], w)
		at = i + len(w)
		first, _ := utf8.DecodeRuneInString(w)
		joins := unicode.IsUpper(first) || w == "and" && end > start
		if !joins || i > end+1 {
			add(start, end, redact.Person)
			start, end = i, i
		}
		switch {
		case strings.Contains(w, "@"):
			add(i, at, redact.Email)
			start, end = at, at
		case joins:
			end = at
		}
	}
	add(start, end, redact.Person)
	return out
}
