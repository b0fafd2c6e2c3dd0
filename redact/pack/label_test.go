package pack_test

import (
	"strings"
	"testing"

	"sarsen/index/fold"
	"sarsen/redact"
	"sarsen/redact/pack"
)

func TestLabel(t *testing.T) {
	values := []pack.Value{{Text: "Tamsin Wrexley"}, {Text: "Wrexley"}, {Text: "Marrowby"}, {Text: "01632 960123"}, {Text: "Li"}}
	labels := pack.NewLabels(values, []string{"Dilys Marrowby"})
	tests := []struct{ name, in, want string }{
		{"nothing withheld", "Rent account 2026.xlsx", "Rent account 2026.xlsx"},
		{"name", "Letter to Tamsin Wrexley.docx", "Letter to █████.docx"},
		{"other spelling", "letter_TAMSIN-WRÉXLEY.docx", "letter_█████.docx"},
		{"joined words", "LetterTamsinWrexley.docx", "Letter█████.docx"},
		{"whole words only", "Wrexleyshire, Lima", "Wrexleyshire, Lima"},
		{"short name", "Li and Lima", "█████ and Lima"},
		{"number", "Fwd: call +44 1632 960 123", "Fwd: call +44 █████"},
		{"the subject's own", "Dilys Marrowby's file", "Dilys Marrowby's file"},
		{"the same surname of another", "Tom Marrowby's file", "Tom █████'s file"},
		{"part of an e-mail address", "Tamsin Wrexley <adult.wrexley@council.example>", "█████ <█████>"},
		{"domain of an e-mail address", "x@wrexley.example, y@council.example", "█████, y@council.example"},
		{"the subject's own address", "dilys.marrowby@mail.example", "dilys.marrowby@mail.example"},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := labels.Mask(tt.in); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// FuzzLabel: no withheld value remains as a whole word of the folded label.
func FuzzLabel(f *testing.F) {
	f.Add("Letter to Tamsin Wrexley.docx", "Tamsin Wrexley")
	f.Add("Zoë zoe ZOE\u0308", "zoë")
	f.Add("a-b a b ab", "ab")
	f.Add("0163 2960 123", "01632 960123")
	f.Fuzz(func(t *testing.T, label, value string) {
		got := fold.String(pack.NewLabels([]pack.Value{{Text: value}}, nil).Mask(label))
		want := fold.String(value)
		if !plainWords(want) {
			return
		}
		for at := 0; ; {
			i := strings.Index(got[at:], want)
			if i < 0 {
				return
			}
			if at += i; fold.Whole(got, at, at+len(want)) {
				t.Fatalf("a withheld value is left in the label")
			}
			at += len(want)
		}
	})
}

// plainWords reports whether a folded value is searched for: words of letters
// with single blanks between them.
func plainWords(v string) bool {
	if v == "" || strings.Contains(v, redact.Mask[:3]) {
		return false
	}
	for _, r := range v {
		if (r < 'a' || r > 'z') && r != ' ' {
			return false
		}
	}
	return true
}
