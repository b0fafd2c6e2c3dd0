package grid

import (
	"strings"
	"unicode"
)

const maxHead = 60 // bytes of a heading

// headWords are words that headings of council tables are made of.
var headWords = words(`
	account action address age agency allocated amount applicant area assigned
	author balance birth borough case category child class client closed code
	comment comments company contact cost council councillor country county
	created customer dob date day deadline decision department description
	detail details directorate district dob due duration e-mail email employee
	end event fax field fee first firstname forename from full gender grade
	group hours id item job key last lastname line location manager mobile
	month name names nhs ni nino no notes number occupation officer opened
	order organisation outcome owner paid party pay payroll person phone place
	position post postcode priority provider quantity question rank rate reason
	received ref reference relationship response role salary school section
	sex source staff start status street subject supplier surname task team tel
	telephone tenancy tenant time title to total town type unit update updated
	user value visit ward week worker year
`)

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// mayBeHead reports whether every cell could be a heading: short, different
// from the others, and without anything that looks like data.
func mayBeHead(r Row) bool {
	seen := map[string]bool{}
	for _, c := range r.Cells {
		text := strings.ToLower(strings.Join(strings.Fields(c.Text), " "))
		if c.Number || text == "" || len(text) > maxHead || seen[text] ||
			digits(text) > 2 || strings.ContainsAny(text, "@:") {
			return false
		}
		seen[text] = true
	}
	return true
}

// isHead decides on a row that may be the header, given the one below: half
// its cells hold a word of headings, or, in three columns and more, words
// stand above figures.
func isHead(r Row, next *Row) bool {
	known := 0
	for _, c := range r.Cells {
		if hasHeadWord(c.Text) {
			known++
		}
	}
	if known > 1 && 2*known >= len(r.Cells) {
		return true
	}
	return len(r.Cells) >= 3 && known > 0 && next != nil && figuresBelow(r, *next)
}

func figuresBelow(r, next Row) bool {
	heads := map[int]bool{}
	for _, c := range r.Cells {
		heads[c.Col] = true
	}
	for _, c := range next.Cells {
		if heads[c.Col] && (c.Number || digits(c.Text) > 2) {
			return true
		}
	}
	return false
}

func hasHeadWord(text string) bool {
	split := func(c rune) bool { return !unicode.IsLetter(c) && c != '-' }
	for _, w := range strings.FieldsFunc(strings.ToLower(text), split) {
		if headWords[w] {
			return true
		}
	}
	return false
}

func digits(s string) int {
	n := 0
	for _, c := range s {
		if unicode.IsDigit(c) {
			n++
		}
	}
	return n
}
