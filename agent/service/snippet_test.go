package service

import (
	"strings"
	"testing"

	"sarsen/index"
)

func TestSnippet(t *testing.T) {
	long := strings.Repeat("łorem ipsum\n", 100)
	tests := map[string]struct {
		text string
		find string
	}{
		"short text":               {"Ann Example lives here", "Example"},
		"in the middle":            {long + "Ann Example lives here" + long, "Ann Example"},
		"over a line end":          {long + "Ann\n   Example" + long, "Ann\n   Example"},
		"at the end":               {long + "Example", "Example"},
		"at the start":             {"Example " + long, "Example"},
		"letters of several bytes": {long + "Łucja Ørsted" + long, "Łucja Ørsted"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			at := strings.Index(tt.text, tt.find)
			got, hits := snippet(tt.text, []index.Span{{Start: at, End: at + len(tt.find)}})
			if len(hits) != 1 {
				t.Fatalf("%d hits in %q", len(hits), got)
			}
			want := strings.Join(strings.Fields(tt.find), " ")
			if marked := got[hits[0].Start:hits[0].End]; marked != want {
				t.Errorf("marked %q, want %q", marked, want)
			}
			if len(got) > 260 || strings.ContainsAny(got, "\n\t") {
				t.Errorf("snippet %q", got)
			}
		})
	}
	if got, hits := snippet("", nil); got != "" || hits != nil {
		t.Errorf("empty text: %q %v", got, hits)
	}
}
