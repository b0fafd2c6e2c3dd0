package recognise

import (
	"cmp"
	"slices"
	"strings"
)

// A tableSign parts the cells of a row of a table that is written as text.
type tableSign struct {
	sign  byte
	cells int // how many a row has at least
}

// headings is the kind of the hint for the headings of a table.
const headings = "headings"

// The signs are tried in this order.
var tableSigns = []tableSign{{'\t', 2}, {'|', 2}, {';', 3}, {',', 3}}

// tables adds a hint for each cell of the tables that are written as text: rows
// of as many cells, under one that is a heading. A document that knows its cells
// is left alone.
func (t *Text) tables() {
	if !strings.ContainsAny(t.S, "\t|;,") || slices.ContainsFunc(t.Hints, func(h Hint) bool { return h.Kind == "cell" }) {
		return
	}
	var heads []Hint // of the table that goes on
	var sign byte
	count := len(t.Hints)
	for at := 0; at < len(t.S); {
		end := len(t.S)
		if k := strings.IndexByte(t.S[at:], '\n'); k >= 0 {
			end = at + k
		}
		if row := t.row(at, end, sign); len(heads) > 0 && len(row) == len(heads) {
			t.fill(row, heads)
		} else {
			heads, sign = t.heading(at, end)
		}
		at = end + 1
	}
	if len(t.Hints) > count {
		slices.SortStableFunc(t.Hints, func(a, b Hint) int { return cmp.Compare(a.Start, b.Start) })
	}
}

// fill adds the cells of a row that are not empty, with their headings; with the
// first row the line of the headings too.
func (t *Text) fill(row, heads []Hint) {
	if heads[0].Kind == "" {
		heads[0].Kind = headings
		t.Hints = append(t.Hints, Hint{Start: heads[0].Start, End: heads[len(heads)-1].End, Kind: headings})
	}
	for i, c := range row {
		if c.Start < c.End {
			c.Kind, c.Label = "cell", heads[i].Label
			t.Hints = append(t.Hints, c)
		}
	}
}

// heading returns the cells of the line [start, end) and what parts them, if it
// is the heading of a table: short words without digits, one of which says that
// people, references or dates of birth stand below, and no two alike.
func (t *Text) heading(start, end int) ([]Hint, byte) {
	if end-start > 400 {
		return nil, 0
	}
	for _, s := range tableSigns {
		row := t.row(start, end, s.sign)
		if len(row) >= s.cells && t.labels(row) {
			return row, s.sign
		}
	}
	return nil, 0
}

// labels labels each cell of a row with its own text, and reports whether
// together they are a heading.
func (t *Text) labels(row []Hint) bool {
	telling, plain := 0, 0
	seen := map[string]bool{}
	for i, c := range row {
		label := strings.TrimSpace(t.S[c.Start:c.End])
		if len(label) > 40 || Count(label) > 1 || strings.ContainsAny(label, "@£:") || label != "" && seen[label] || named(label) {
			return false
		}
		row[i].Label, seen[label] = label, true
		switch low := lower(label); {
		case tells(label, low):
			telling++
		case anyWord(low, plainHeadings):
			plain++
		}
	}
	return telling > 0 && (len(row) > 2 || telling+plain == len(row))
}

// named reports whether a label holds a word that is part of names and nothing
// else.
func named(label string) bool {
	return slices.ContainsFunc(strings.Fields(label), NameOnly)
}

// tells reports whether the heading of a column says that people, their
// references or dates of birth stand below.
func tells(label, low string) bool {
	return strings.Count(low, " ") < 5 && (people(label) || anyWord(low, birthHeadings) || anyWord(low, columnWords))
}

// birthHeadings are words in the heading of a column of dates of birth, and
// plainHeadings in those of other columns that tables of people have.
var (
	birthHeadings = []string{"dob", "d.o.b", "birth", "born"}
	plainHeadings = []string{
		"address", "postcode", "phone", "tel", "telephone", "mobile", "email", "e-mail", "age", "relationship", "relation", "role", "post", "title", "school", "class",
		"date", "time", "status", "notes", "comments", "reason", "team", "shift", "day", "amount", "balance", "ethnicity", "gender", "sex", "nino",
	}
)

func anyWord(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return HasWord(s, w) })
}

// row returns the cells of the line [start, end): what stands between signs,
// without blanks and quotation marks around it. A comma or semicolon between
// quotation marks parts nothing, and none that a blank follows does.
func (t *Text) row(start, end int, sign byte) []Hint {
	if sign == 0 || strings.IndexByte(t.S[start:end], sign) < 0 {
		return nil
	}
	var row []Hint
	quoted, from := false, start
	for i := start; i <= end; i++ {
		switch {
		case i < end && t.S[i] == '"':
			quoted = !quoted
		case i == end || t.S[i] == sign && !quoted:
			if i < end && (sign == ',' || sign == ';') && i+1 < end && t.S[i+1] == ' ' {
				return nil // a sentence, or a list
			}
			a, b := trimmed(t.S, from, i)
			if b-a > 1 && t.S[a] == '"' && t.S[b-1] == '"' {
				a, b = a+1, b-1
			}
			row = append(row, Hint{Start: a, End: b})
			from = i + 1
		}
	}
	if sign == '|' { // lines may begin and end with one
		for len(row) > 0 && row[0].Start >= row[0].End {
			row = row[1:]
		}
		for len(row) > 0 && row[len(row)-1].Start >= row[len(row)-1].End {
			row = row[:len(row)-1]
		}
	}
	return row
}
