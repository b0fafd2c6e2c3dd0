package documents_test

import (
	"slices"
	"testing"

	"sarsen/crawlers/documents"
)

func TestInstruction(t *testing.T) {
	for _, tt := range []struct {
		name, code, label string
		texts             []string
	}{
		{"link", ` HYPERLINK "mailto:ada@council.example" \t "_blank" `, "link", []string{"mailto:ada@council.example", "_blank"}},
		{"link without quotes", "hyperlink https://council.example", "link", []string{"https://council.example"}},
		{"index entry", `XE "Okafor, Ada"`, "index entry", []string{"Okafor, Ada"}},
		{"choice", `IF "a" = "b" "Mr Hale" "Ms Okafor"`, "field", []string{`{IF "a" = "b" "Mr Hale" "Ms Okafor"}`}},
		{"contents", `TOC \o "1-3"`, "", nil},
		{"name only", "MERGEFIELD Surname", "", nil},
		{"empty", " ", "", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if label, texts := documents.Instruction(tt.code); label != tt.label || !slices.Equal(texts, tt.texts) {
				t.Errorf("%q %q", label, texts)
			}
		})
	}
}
