package text_test

import (
	"strings"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/text"
)

func TestText(t *testing.T) {
	tests := []struct{ name, content, want string }{
		{"UTF-8", "Zoë\r\nHall\r\n", "Zoë\nHall\n"},
		{"Windows-1252", "caf\xe9 \x96 \xa35", "café – £5"},
		{"UTF-16", "\xff\xfeA\x00\n\x00", "A\n"},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out := documents.NewBuilder(0, nil)
			in := documents.Input{Content: strings.NewReader(tt.content), Size: int64(len(tt.content))}
			if err := text.New().Read(t.Context(), in, out); err != nil {
				t.Fatal(err)
			}
			if got := out.Result().Item.Text; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
