package components_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/tui/components"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "Dilys Marrowby", "Dilys Marrowby"},
		{"line breaks and tabs", " a\r\n\tb\n", "a b"},
		{"an escape sequence", "a\x1b[2Jb", "a[2Jb"},
		{"a title sequence", "a\x1b]0;x\x07b\u009bc", "a]0;xbc"},
		{"the other direction", "a\u202eb\u2066c\u200fd", "abcd"},
		{"letters with accents", "Adébáyò e\u0301", "Adébáyò e\u0301"},
		{"an accent on nothing", "\u0301a", "a"},
		{"invalid bytes", "a\xff\xc3", "a\uFFFD\uFFFD"},
		{"a family in one character", "👩‍👩‍👧 ok", "👩‍👩‍👧 ok"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := components.Clean(c.in); got != c.want {
				t.Errorf("Clean(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestFit(t *testing.T) {
	for _, c := range []struct {
		name, in string
		width    int
		right    bool
		want     string
	}{
		{"fills", "ab", 4, false, "ab  "},
		{"fills on the left", "12", 4, true, "  12"},
		{"cuts", "abcdef", 4, false, "abc…"},
		{"counts columns", "日本語", 5, false, "日本…"},
		{"does not halve a wide letter", "日本語", 4, false, "日… "},
		{"no room", "abc", 0, false, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := components.Fit(c.in, c.width, c.right); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestWrap(t *testing.T) {
	got := components.Wrap("one two three\nfour averyverylongword", 9)
	want := []string{"one two", "three", "four", "averyvery", "longword"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := components.Wrap("", 5); len(got) != 1 {
		t.Errorf("Wrap of nothing = %q, want one empty line", got)
	}
}
