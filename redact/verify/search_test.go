package verify_test

import (
	"fmt"
	"strings"
	"testing"

	"sarsen/index/fold"
	"sarsen/redact/verify"
)

func TestSearch(t *testing.T) {
	tests := []struct {
		name, value, text string
		want              bool
	}{
		{"as it is", "Asher", "to Asher, today", true},
		{"inside another word", "Asher", "the washers", false},
		{"two other words", "Asher", "as her mother said", false},
		{"spelt out", "Asher", "A S H E R", true},
		{"hyphenated", "Asher", "Ash-er", true},
		{"halves on two lines", "Wrexley", "by Wrex\n  ley of", true},
		{"halves of a short name on two lines", "Asher", "As\nher mother said", false},
		{"small letters on two lines", "Overton", "it is over\nton by ton", false},
		{"two names on two lines", "Blackmore", "Black\nMore", false},
		{"capital set apart", "Wrexley", "by W rexley", true},
		{"last letter set apart", "RenderX", "by Render X 2000", true},
		{"last letter on the next line", "RenderX", "by Render\nX 2000", true},
		{"article before a word", "Agate", "at a gate", false},
		{"word before an article", "Andrea", "met Andre a day before", false},
		{"possessive", "Asher", "Asher's flat", true},
		{"phrase over a sentence's end", "Ian Day", "We met Ian. Day broke", false},
		{"phrase with an initial", "J Smith", "J. Smith", true},
		{"phrase that begins inside a word", "Ann Marsh", "Joann Marshall", false},
		{"joined words", "Ann Marsh", "LetterToAnnMarsh.pdf", true},
		{"underscores", "Ann Marsh", "ann_marsh_2.pdf", true},
		{"address over lines", "12 High Street, Anytown", "12 High Street\nAnytown", true},
		{"name over cells", "Ann Marsh", "Ann\x1fMarsh", true},
		{"a row's number before a name", "12 High Street", "12\x1fHigh Street", false},
		{"short inside a word", "Li", "Lima", false},
		{"short as a word", "Li", "by Li.", true},
		{"short split", "Li", "L i", false},
		{"two digits are no value", "42", "page 42", false},
		{"four digits in a date", "2026", "2026-01-02", false},
		{"four digits", "4711", "room 4711", true},
		{"sort code", "12-34-56", "code 123456", true},
		{"sort code in a longer number", "12-34-56", "91234567", false},
		{"national and international", "020 7946 0123", "+44 20 7946 0123", true},
		{"postcode", "ZZ99 1AB", "zz991ab", true},
		{"e-mail", "a.b@mail.example", "A.B@MAIL.EXAMPLE", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := len(verify.NewSearch([]string{tt.value}, nil).Find(tt.text, 0)) > 0
			if got != tt.want {
				t.Errorf("found %v, want %v", got, tt.want)
			}
		})
	}
}

func TestKeep(t *testing.T) {
	s := verify.NewSearch([]string{"Marrowby", "Tom Marrowby"}, []string{"Dilys Marrowby"})
	tests := []struct {
		text string
		want int
	}{
		{"Dilys Marrowby", 0},
		{"dilys  MARROWBY", 0},
		{"Tom Marrowby", 2},
		{"Dilys Marrowby and Marrowby", 1},
		{"Tom Marrowby, Dilys Marrowby", 2},
	}
	for _, tt := range tests {
		if got := len(s.Find(tt.text, 0)); got != tt.want {
			t.Errorf("%q: %d hits, want %d", tt.text, got, tt.want)
		}
	}
}

func TestSpansAreOfTheSource(t *testing.T) {
	text := "für Zoë  O’Hara–Lee!"
	hits := verify.NewSearch([]string{"Zoe O'Hara-Lee"}, nil).Find(text, 0)
	if len(hits) != 1 || text[hits[0].Start:hits[0].End] != "Zoë  O’Hara–Lee" {
		t.Errorf("hits %+v", hits)
	}
}

// FuzzSearch: a value that stands in a text as a whole word is found, and
// masking leaves nothing of it.
func FuzzSearch(f *testing.F) {
	f.Add("Tamsin Wrexley", "to ", " and more")
	f.Add("Łukasz Ząb", "Ł", "\u0301")
	f.Add("12-34-56", "9", "-7")
	f.Fuzz(func(t *testing.T, value, before, after string) {
		s := verify.NewSearch([]string{value}, nil)
		text := before + " \n" + value + "\n " + after
		hits := s.Find(text, 0)
		for _, h := range hits {
			if h.Start < 0 || h.End > len(text) || h.Start >= h.End {
				t.Fatalf("hit %+v outside a text of %d bytes", h, len(text))
			}
		}
		if searchable(value) && len(hits) == 0 {
			t.Errorf("value not found")
		}
		if masked := s.Masked(text); len(s.Find(masked, 0)) > 0 {
			t.Errorf("value found after masking")
		}
	})
}

// searchable is a simple value: words of letters with one blank between them.
func searchable(value string) bool {
	folded := fold.String(value)
	if len(folded) < 2 || strings.Contains(folded, "█") {
		return false
	}
	for _, r := range value {
		if r != ' ' && (r < 'A' || r > 'z' || r > 'Z' && r < 'a') {
			return false
		}
	}
	return strings.TrimSpace(value) == value
}

func BenchmarkSearch(b *testing.B) {
	values := make([]string, 10_000)
	for i := range values {
		values[i] = fmt.Sprintf("Person%c%c Surname%d", 'a'+i%26, 'a'+i/26%26, i)
	}
	text := strings.Repeat("The tenant wrote to the housing officer about the roof of the house. ", 15_000)
	s := verify.NewSearch(values, nil)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s.Find(text, 1)
	}
}
