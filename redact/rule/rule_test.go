package rule_test

import (
	"errors"
	"strings"
	"testing"

	"sarsen/redact/rule"
)

func TestBuiltin(t *testing.T) {
	rules, err := rule.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, r := range rules {
		if seen[r.ID] {
			t.Errorf("two rules have the id %s", r.ID)
		}
		seen[r.ID] = true
		if len(r.NoMatch) == 0 || r.Description == "" {
			t.Errorf("%s: no nomatch or no description", r.ID)
		}
	}
}

const rent = `rules:
  - id: rent-account
    kind: reference
    description: rent account of Sarsen
    regexp: '\bRA\d{6}\b'
    score: 0.9
    match: ["rent account RA123456"]
    nomatch: ["RA12345"]
`

func TestParse(t *testing.T) {
	rules, err := rule.Parse([]byte(rent), "council.yaml")
	if err != nil {
		t.Fatal(err)
	}
	found := rules[0].Find(rule.NewText("é RA123456 and xRA123456"))
	if len(found) != 1 || found[0].Text != "RA123456" || found[0].Rule != "rent-account" {
		t.Errorf("found %v", found)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct{ name, old, new, say string }{
		{"unknown key", "score: 0.9", "score: 0.9\n    scroe: 1", "scroe"},
		{"bad regexp", `'\bRA\d{6}\b'`, `'RA(\d{6}'`, "missing closing"},
		{"match not found", "rent account RA123456", "rent account 5", `match "rent account 5" is not found`},
		{"nomatch found", `nomatch: ["RA12345"]`, `nomatch: ["RA123456"]`, `nomatch "RA123456" is found`},
		{"no match", `match: ["rent account RA123456"]`, `match: []`, "no match"},
		{"no id", "id: rent-account", "id: ''", "rule 1 has no id"},
		{"score", "score: 0.9", "score: 9", "score 9"},
		{"check", "score: 0.9", "score: 0.9\n    check: nonesuch", "nonesuch"},
		{"group", "score: 0.9", "score: 0.9\n    group: 2", "group 2"},
		{"keyword in capitals", "score: 0.9", "score: 0.9\n    keywords: [Rent]", "lower case"},
		{"context required", "score: 0.9", "score: 0.9\n    required: true", "context is required"},
		{"not yaml", "rules:", "rules: [", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := rule.Parse([]byte(strings.Replace(rent, c.old, c.new, 1)), "council.yaml")
			if !errors.Is(err, rule.ErrRule) || !strings.Contains(err.Error(), "council.yaml") || !strings.Contains(err.Error(), c.say) {
				t.Errorf("error %v, want one with %q", err, c.say)
			}
		})
	}
	bad := rent + strings.ReplaceAll(strings.TrimPrefix(strings.Replace(rent, "RA123456", "RA5", 1), "rules:\n"), "rent-account", "rent-two")
	if _, err := rule.Parse([]byte(bad), "place.yaml"); err == nil || !strings.Contains(err.Error(), `place.yaml, line 9: check rule "rent-two": match "rent account RA5" is not found`) {
		t.Errorf("error %v, want one that names file, line, rule and example", err)
	}
	if _, err := rule.Parse([]byte(rent+strings.TrimPrefix(rent, "rules:\n")), "two.yaml"); err == nil || !strings.Contains(err.Error(), "two rules") {
		t.Errorf("error %v, want one about the same id twice", err)
	}
}

// FuzzParse: whatever the file holds, Parse returns, and what it accepts finds
// its own examples.
func FuzzParse(f *testing.F) {
	f.Add(rent)
	f.Add("rules: [{id: a, kind: b, regexp: '', match: [x]}]")
	f.Fuzz(func(t *testing.T, data string) {
		rules, err := rule.Parse([]byte(data), "f.yaml")
		if err != nil {
			if !errors.Is(err, rule.ErrRule) {
				t.Fatalf("error %v", err)
			}
			return
		}
		for _, r := range rules {
			for _, m := range r.Match {
				if len(r.Find(rule.NewText(m))) == 0 {
					t.Fatal("an example is not found")
				}
			}
		}
	})
}
