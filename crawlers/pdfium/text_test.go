package pdfium

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"line ends", "a\r\nb\rc\nd\fe\u2028f", "a\nb\nc\nd\ne\nf"},
		{"hyphens at line ends", "ex\u0002ample ex\uFFFEample", "ex-\nample ex-\nample"},
		{"marks and nulls", "\uFEFFa\x00b\uFFFF", "ab"},
		{"controls", "a\x07b\u0085c\u009fd\te", "a b\nc d\te"},
		{"kept", "Łukasz O’Neill £5 é 😀\u00a0", "Łukasz O’Neill £5 é 😀\u00a0"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := clean(tc.in); got != tc.want {
				t.Errorf("clean gave %q, want %q", got, tc.want)
			}
		})
	}
}

func TestSurrogates(t *testing.T) {
	var c cleaner
	for _, r := range []rune{'a', 0xD83D, 0xDE00, 'b', 0xD83D, 'c'} {
		c.add(r)
	}
	if got, want := c.String(), "a😀b\uFFFDc"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestParseDate(t *testing.T) {
	for _, tc := range []struct {
		in   string
		want time.Time
	}{
		{"D:20261122093000+01'00'", time.Date(2026, 11, 22, 8, 30, 0, 0, time.UTC)},
		{"D:20261122093000-0530", time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)},
		{"D:20261122093000Z", time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)},
		{"20261122", time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)},
		{"D:2026", time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)},
		{"D:202611220930001", time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)},
		{"D:20261399", time.Time{}},
		{"yesterday", time.Time{}},
		{"", time.Time{}},
	} {
		if got := parseDate(tc.in); !got.Equal(tc.want) {
			t.Errorf("parseDate(%q) = %v, want %v", tc.in, got, tc.want)
		}
	}
}

// FuzzClean: the result is canonical text, and cleaning it again changes
// nothing.
func FuzzClean(f *testing.F) {
	f.Add("a\r\nb\x02c\uFFFE\uFEFFd")
	f.Fuzz(func(t *testing.T, s string) {
		got := clean(s)
		if !utf8.ValidString(got) {
			t.Errorf("not UTF-8: %q", got)
		}
		if i := strings.IndexFunc(got, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' }); i >= 0 {
			t.Errorf("a control character at %d of %q", i, got)
		}
		if again := clean(got); again != got {
			t.Errorf("cleaned again: %q, was %q", again, got)
		}
	})
}
