package rule_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sarsen/redact"
	"sarsen/redact/recognise"
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

// TestCouncils: the formats that the README offers as examples can be used.
func TestCouncils(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "councils.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	rules, err := rule.Parse(data, "councils.yaml")
	if err != nil || len(rules) < 10 {
		t.Errorf("%d rules: %v", len(rules), err)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct{ name, old, new, say string }{
		{"unknown key", "score: 0.9", "score: 0.9\n    scroe: 1", "scroe"},
		{"bad regexp", `'\bRA\d{6}\b'`, `'RA(\d{6}'`, "line 5: check rule \"rent-account\""},
		{"match not found", "rent account RA123456", "rent account 5", `line 7: check rule "rent-account": match "rent account 5" is not found`},
		{"nomatch found", `nomatch: ["RA12345"]`, "nomatch:\n      - RA1\n      - RA123456", `line 10: check rule "rent-account": nomatch "RA123456" is found`},
		{"no match", `match: ["rent account RA123456"]`, `match: []`, "no match"},
		{"no id", "id: rent-account", "id: ''", "rule 1 has no id"},
		{"no kind", "    kind: reference\n", "", "line 2: check rule"},
		{"score", "score: 0.9", "score: 9", "line 6: check rule \"rent-account\": score 9"},
		{"check", "score: 0.9", "score: 0.9\n    check: nonesuch", "nonesuch"},
		{"group", "score: 0.9", "score: 0.9\n    group: 2", "group 2"},
		{"near", "score: 0.9", "score: 0.9\n    near: 900", "near 900"},
		{"keyword in capitals", "score: 0.9", "score: 0.9\n    keywords: [Rent]", "lower case"},
		{"label in capitals", "score: 0.9", "score: 0.9\n    labels: [Rent]", "lower case"},
		{"labels and keywords", "score: 0.9", "score: 0.9\n    keywords: [rent]\n    labels: [rent]", "give one of them"},
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
	if _, err := rule.Parse([]byte(rent+strings.TrimPrefix(rent, "rules:\n")), "two.yaml"); err == nil || !strings.Contains(err.Error(), "two.yaml, line 9: two rules") {
		t.Errorf("error %v, want one about the same id twice", err)
	}
}

// labelled is a rule of labels over any five digits.
func labelled(t *testing.T, more string) *rule.Rule {
	t.Helper()
	rules, err := rule.Parse([]byte(`rules: [{id: x, kind: reference, description: x, labels: [tenancy, tenancy ref], regexp: '\d{5}', score: 0.7, match: ["tenancy 12345"]`+more+`}]`), "x.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return &rules[0]
}

func texts(found []redact.Found) string {
	var out []string
	for _, f := range found {
		out = append(out, f.Text)
	}
	return strings.Join(out, " ")
}

func TestLabels(t *testing.T) {
	r := labelled(t, `, except: [old]`)
	for _, c := range []struct{ name, text, want string }{
		{"right behind", "Tenancy 12345", "12345"},
		{"fillers", "tenancy ref. number is: 12345.", "12345"},
		{"over a line", "TENANCY REF\n12345", "12345"},
		{"broken label", "tenancy\nref 12345", "12345"},
		{"a note", "Tenancy (if known): 12345", "12345"},
		{"a list", "tenancy refs 12345, 12346 and 12347; 12348", "12345 12346 12347 12348"},
		{"a list that ends", "tenancies: tenancy 12345, then 12346", "12345"},
		{"another word between", "tenancy of 12345", ""},
		{"too far", "tenancy ............................... 12345", ""},
		{"a word that goes on", "tenancy 123456", ""},
		{"label within a word", "subtenancy 12345", ""},
		{"part of a figure", "tenancy 12345.50", ""},
		{"money", "tenancy £12345", ""},
		{"an exception", "old tenancy 12345", ""},
		{"no-break space", "tenancy\u00a012345", "12345"},
		{"dash", "tenancy – 12345", "12345"},
		{"at the end", "tenancy ", ""},
		{"twice the same", "tenancy ref 12345", "12345"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := texts(r.Find(rule.NewText(c.text))); got != c.want {
				t.Errorf("%q: found %q, want %q", c.text, got, c.want)
			}
		})
	}
}

// TestHeadings: what heads a column labels its cells, for rules of labels as
// for those that ask for context.
func TestHeadings(t *testing.T) {
	s := "Name\tTenancy ref\nBaker\t12345\nLong\t12346 of 2"
	cell := func(text, label string) recognise.Hint {
		i := strings.Index(s, text)
		return recognise.Hint{Start: i, End: i + len(text), Kind: "cell", Label: label}
	}
	text := rule.Over(recognise.New(s, []recognise.Hint{cell("Baker", "Name"), cell("12345", "Tenancy ref"), cell("12346 of 2", "Tenancy ref")}, time.Time{}))
	found := labelled(t, "").Find(text)
	if texts(found) != "12345 12346" || !strings.Contains(found[0].Reason, "heading") {
		t.Errorf("found %v", found)
	}
	utr, _ := rule.Builtin()
	s = strings.Repeat("x ", 200) + "3282497350"
	text = rule.Over(recognise.New(s, []recognise.Hint{{Start: 400, End: 410, Kind: "cell", Label: "UTR"}}, time.Time{}))
	for i := range utr {
		if utr[i].ID == "utr" {
			if got := utr[i].Find(text); texts(got) != "3282497350" {
				t.Errorf("a UTR under its heading: found %v", got)
			}
		}
	}
}

// TestReasons: an officer is told why, in words.
func TestReasons(t *testing.T) {
	rules, err := rule.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, rule, reason string }{
		{"NHS number: 943 476 5919", "nhs", `NHS number: check digit right, of the range for tests, the word "NHS" before it`},
		{"rang; 943 476 5919 is the patient", "nhs", `NHS number: check digit right, of the range for tests, the word "patient" after it`},
		{"QQ 12 34 56 C", "nino", "National Insurance number: prefix QQ, HMRC's specimen, nobody's"},
		{"Mosaic ID: 1234567", "care-record", `reference number, behind "Mosaic"`},
		{"4111 1111 1111 1111", "card", "payment card: check digit right, a number published for tests"},
		{"MORGA657054SM9IJ", "driving-licence", "driving licence number: holds a surname, initials and a date of birth, a published specimen, nobody's"},
	} {
		got := "nothing"
		for i := range rules {
			if rules[i].ID == c.rule {
				for _, f := range rules[i].Find(rule.NewText(c.text)) {
					got = f.Reason
				}
			}
		}
		if got != c.reason {
			t.Errorf("%q by %s: %s, want %s", c.text, c.rule, got, c.reason)
		}
	}
}

// TestSpecimens: published examples are marked, said to be so and less certain;
// numbers of ranges for tests and for drama are marked as any other.
func TestSpecimens(t *testing.T) {
	rules, err := rule.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text     string
		specimen bool
	}{
		{"NI number QQ 12 34 56 C", true},
		{"NI number ZW 12 34 56 C", false},
		{"///filled.count.soap", true},
		{"SSN 078-05-1120", true},
		{"driving licence MORGA657054SM9IJ", true},
		{"NHS number 999 000 0018", false},
		{"card 4111 1111 1111 1111", false},
	} {
		found, specimen := false, false
		for i := range rules {
			for _, f := range rules[i].Find(rule.NewText(c.text)) {
				found = true
				specimen = specimen || f.Specimen
				if f.Specimen && f.Score > rule.SpecimenScore {
					t.Errorf("%q: score %v", c.text, f.Score)
				}
			}
		}
		if !found || specimen != c.specimen {
			t.Errorf("%q: found %t, specimen %t, want %t", c.text, found, specimen, c.specimen)
		}
	}
}

// FuzzFind: whatever the text, what the built-in rules find lies inside it, on
// rune boundaries, in order.
func FuzzFind(f *testing.F) {
	rules, err := rule.Builtin()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"tenancy refs 12345, 12346 and", "NHS\u00a0number (", "no. 36244/06, 1/02", "a/c – é12", "UPN\n\n\nT80", "\xff ref \xff12345", "ref", "ref 1\u00ad", "a" + strings.Repeat("\x94", 5000) + "@"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := rule.NewText(s)
		for i := range rules {
			last := 0
			for _, found := range rules[i].Find(text) {
				if found.Start < last || found.End > len(s) || found.Start >= found.End || s[found.Start:found.End] != found.Text {
					t.Fatalf("%s: %v in %q", rules[i].ID, found, s)
				}
				last = found.Start
			}
		}
	})
}

// FuzzParse: whatever the file holds, Parse returns, and what it accepts finds
// its own examples.
func FuzzParse(f *testing.F) {
	f.Add(rent)
	f.Add("rules: [{id: a, kind: b, regexp: '', match: [x]}]")
	f.Add("rules: [{id: a, kind: b, labels: [x], regexp: 'y', score: 1, match: ['x y']}]")
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

// BenchmarkFind is the built-in rules alone, on a letter of a council.
func BenchmarkFind(b *testing.B) {
	rules, err := rule.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat("Dear Mrs Baker,\n\nThank you for your letter of 3 May 2024 about your council tax account 512345678. You told us that you moved to "+
		"14 Albert Road, Sarsen on 12/04/2024 and that you pay £1,204.50 in ten instalments. Please ring 01632 960123 or write to us, quoting "+
		"HB/2024/00123. We shall look at the matter again within 28 days, as section 16 of the Act says.\n\n", 200)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		t := rule.NewText(text)
		for i := range rules {
			rules[i].Find(t)
		}
	}
}
