package index

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTokens(t *testing.T) {
	for name, tc := range map[string]struct {
		in    string
		camel bool
		want  string // term@position
	}{
		"words":                 {"May I, please?", false, "may@1 i@2 please@3"},
		"apostrophe":            {"O’Neill's", false, "o@1 oneills@1 neill@2 s@3"},
		"hyphen":                {"Smith-Jones", false, "smith@1 smithjones@1 jones@2"},
		"dash with blanks":      {"Smith - Jones", false, "smith@1 jones@2"},
		"NI number":             {"QQ 12 34 56 C", false, "qq@1 qq1234@1 qq123456@1 qq123456c@1 12@2 123456@2 123456c@2 34@3 56@4 c@5"},
		"reference":             {"HB/2024/0017.", false, "hb@1 hb20240017@1 2024@2 0017@3"},
		"sentence end":          {"in 2024. 17 people", false, "in@1 in2024@1 2024@2 17@3 people@4"},
		"numbers in cells":      {"1234\t5678\n9012", false, "1234@1 5678@2 9012@3"},
		"e-mail":                {"ann.lee@x.example", false, "ann@1 lee@2 x@3 example@4"},
		"camel case":            {"JaneSmith2024_final.pdf", true, "jane@1 janesmith2024@1 smith@2 smith2024finalpdf@2 2024@3 2024finalpdf@3 final@4 pdf@5"},
		"camel case in prose":   {"JaneSmith", false, "janesmith@1"},
		"capitals are no humps": {"NHS", true, "nhs@1"},
		"nothing":               {" - ", false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, token := range (tokeniser{camel: tc.camel}).Tokenize([]byte(tc.in)) {
				got = append(got, string(token.Term)+"@"+string(rune('0'+token.Position)))
			}
			if s := strings.Join(got, " "); s != tc.want {
				t.Errorf("%q\n got %s\nwant %s", tc.in, s, tc.want)
			}
		})
	}
}

// FuzzTokens: tokens lie in the text on rune boundaries, positions go up, and
// no term is empty.
func FuzzTokens(f *testing.F) {
	for _, s := range []string{"QQ 12 34 56 C", "O’Neill-\nsmith", "aB1_2.3/4", "ﬃ\xff-é", "((07700)) 900-123"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, camel bool) {
		last := 0
		for _, token := range (tokeniser{camel: camel}).Tokenize([]byte(s)) {
			if len(token.Term) == 0 || token.Start < 0 || token.End <= token.Start || token.End > len(s) {
				t.Fatalf("%q: token %q at [%d,%d)", s, token.Term, token.Start, token.End)
			}
			if utf8.ValidString(s) && !(utf8.RuneStart(s[token.Start]) && (token.End == len(s) || utf8.RuneStart(s[token.End]))) {
				t.Fatalf("%q: token %q cuts a rune", s, token.Term)
			}
			if token.Position < last {
				t.Fatalf("%q: position %d after %d", s, token.Position, last)
			}
			last = token.Position
		}
	})
}

func TestFits(t *testing.T) {
	for pattern, words := range map[string][]string{
		"smi*":   {"smi", "smith"},
		"sm*th":  {"smith", "smth", "smythth"},
		"s*m*th": {"smith", "stmth"},
	} {
		for _, w := range words {
			if !fits(w, pattern) {
				t.Errorf("%s does not fit %s", w, pattern)
			}
		}
	}
	for _, w := range []string{"smit", "th", "smiths", "sth"} {
		if fits(w, "sm*th") {
			t.Errorf("%s fits sm*th", w)
		}
	}
}

func TestFingerprintIsStable(t *testing.T) {
	a, err := fingerprint()
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if b, err := fingerprint(); err != nil || a != b {
			t.Fatalf("%s, then %s, %v", a, b, err)
		}
	}
}

func TestTypes(t *testing.T) {
	got := types(Document{MediaType: "Text/CSV; charset=utf-8", Name: "a.b.CSV"})
	for _, w := range []string{"text/csv", "CSV", "spreadsheet", "text"} {
		if !slices.Contains(got, w) {
			t.Errorf("%q not in %q", w, got)
		}
	}
}
