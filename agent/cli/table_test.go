package cli

import "testing"

func TestOneLine(t *testing.T) {
	for in, want := range map[string]string{
		"plain é £":            "plain é £",
		"two\nlines\x1b[31m":   "two lines [31m",
		"report\u202egpj.exe":  "report gpj.exe",
		"\u2066isolated\u2069": " isolated ",
		"bad \xff byte":        "bad   byte",
	} {
		if got := oneLine(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
