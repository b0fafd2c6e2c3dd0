package documents_test

import (
	"slices"
	"testing"
	"time"

	"sarsen/crawlers/documents"
)

func TestBuilder(t *testing.T) {
	tests := []struct {
		name   string
		write  func(b *documents.Builder)
		text   string
		bounds []documents.Bound
	}{
		{"bounds nest", func(b *documents.Builder) {
			b.Open(documents.Row, "1", false)
			b.Open(documents.Cell, "A", true)
			b.Text("x")
			b.Close()
			b.Text("\ty")
			b.Close()
		}, "x\ty", []documents.Bound{
			{Kind: documents.Row, Start: 0, End: 3, Label: "1"}, {Kind: documents.Cell, Start: 0, End: 1, Label: "A", Hidden: true},
		}},
		{"empty bounds go, pages stay", func(b *documents.Builder) {
			b.Open(documents.Page, "1", false)
			b.Close()
			b.Open(documents.Cell, "A", false)
			b.Close()
		}, "", []documents.Bound{{Kind: documents.Page, Label: "1"}}},
		{"left open", func(b *documents.Builder) {
			b.Open(documents.Body, "", false)
			b.Text("x")
		}, "x", []documents.Bound{{Kind: documents.Body, Start: 0, End: 1}}},
		{"close without open", func(b *documents.Builder) { b.Close() }, "", nil},
		{"break once", func(b *documents.Builder) {
			b.Break()
			b.Text("x")
			b.Break()
			b.Break()
		}, "x\n", nil},
		{"line end over two calls", func(b *documents.Builder) {
			b.Text("x\r")
			b.Text("\ny")
		}, "x\ny", nil},
		{"properties at the end", func(b *documents.Builder) {
			b.Property("Title", "Plan\n")
			b.Property("Title", "Plan")
			b.Property("Author", " ")
			b.Text("x")
		}, "x\nTitle: Plan\n", []documents.Bound{{Kind: documents.Properties, Start: 2, End: 14, Hidden: true}}},
		{"within closes what was left open", func(b *documents.Builder) {
			_ = b.Within(documents.Table, "", false, func() error {
				b.Open(documents.Row, "1", false)
				b.Text("x")
				return nil
			})
			b.Text("y")
		}, "xy", []documents.Bound{{Kind: documents.Table, Start: 0, End: 1}, {Kind: documents.Row, Start: 0, End: 1, Label: "1"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := documents.NewBuilder(0, nil)
			tt.write(b)
			item := b.Result().Item
			if item.Text != tt.text || !slices.Equal(item.Bounds, tt.bounds) {
				t.Errorf("got %q %v, want %q %v", item.Text, item.Bounds, tt.text, tt.bounds)
			}
		})
	}
}

func TestBuilderCutsAtLimit(t *testing.T) {
	b := documents.NewBuilder(4, nil)
	b.Open(documents.Body, "", false)
	b.Text("abcé")
	b.Text("more")
	b.Close()
	result := b.Result()
	if result.Item.Text != "abc" || len(result.Problems) != 1 || !b.Full() {
		t.Errorf("got %q, problems %q", result.Item.Text, result.Problems)
	}
	if end := result.Item.Bounds[0].End; end != 3 {
		t.Errorf("bound ends at %d, want 3", end)
	}
}

func TestBuilderMetaKeepsWhatIsSet(t *testing.T) {
	day := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	b := documents.NewBuilder(0, nil)
	b.Meta("Plan", "A. Hurst", day, time.Time{})
	b.Meta(" ", "", time.Time{}, day)
	item := b.Result().Item
	if item.Title != "Plan" || item.Author != "A. Hurst" || !item.Created.Equal(day) || !item.Modified.Equal(day) {
		t.Errorf("got %+v", item)
	}
}

func TestNormalise(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"line ends", "a\r\nb\rc\fd\ve\u0085f\u2028g", "a\nb\nc\nd\ne\nf\ng"},
		{"control characters", "a\x00b\x1bc\x7fd\u009fe\tf", "a b c d e\tf"},
		{"not UTF-8", "a\xffb", "a\uFFFDb"},
		{"byte order mark", "\uFEFFa\uFEFFb", "ab"},
		{"kept", "Zoë Łukasz 5°\n", "Zoë Łukasz 5°\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := documents.Normalise(tt.in)
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if again := documents.Normalise(got); again != got {
				t.Errorf("not stable: %q", again)
			}
		})
	}
}
