package redact_test

import (
	"testing"

	"sarsen/redact"
)

func TestPlace(t *testing.T) {
	mark := redact.Mark{ID: "m", Text: "Tom Thistlewood", Span: redact.Span{Start: 10, End: 25}}
	tests := map[string]struct {
		text string
		want int // -1 for not there
	}{
		"where it was":       {"0123456789Tom Thistlewood rang", 10},
		"moved down":         {"0123456789 and then Tom Thistlewood rang", 20},
		"the nearest of two": {"Tom Thistlewood, Tom Thistlewood, Tom Thistlewood", 17},
		"gone":               {"nobody rang", -1},
		"only a part of it":  {"Tom Thistle rang", -1},
		"nothing":            {"", -1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, ok := redact.Place(mark, tt.text)
			if ok != (tt.want >= 0) {
				t.Fatalf("placed: %v", ok)
			}
			if ok && (got.Start != tt.want || tt.text[got.Start:got.End] != mark.Text || got.ID != mark.ID) {
				t.Errorf("placed at %d, want %d", got.Start, tt.want)
			}
		})
	}
	if _, ok := redact.Place(redact.Mark{}, "text"); ok {
		t.Error("placed a mark without text")
	}
}
