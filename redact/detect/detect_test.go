package detect_test

import (
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"sarsen/redact"
	"sarsen/redact/detect"
)

const letter = `Our ref: HB/2024/00123

Dear Mrs Patel,

I met John Smith of 14 Albert Road, Sarsen, SR1 2AB yesterday. His NI number is
QQ 12 34 56 A and he rang on 07700 900123. Oluwaseun Adeyemi (DOB 12/03/1980)
said so. Will you call Smith?

Kind regards
tom baker
Housing Officer
t.baker@sarsen.gov.example
Sort code 20-00-00, account 31926819
`

func TestLetter(t *testing.T) {
	want := []struct {
		kind redact.Kind
		text string
	}{
		{redact.Reference, "HB/2024/00123"},
		{redact.Person, "Mrs Patel"},
		{redact.Person, "John Smith"},
		{redact.Address, "14 Albert Road, Sarsen, SR1 2AB"},
		{redact.NINO, "QQ 12 34 56 A"},
		{redact.Phone, "07700 900123"},
		{redact.Person, "Oluwaseun Adeyemi"},
		{redact.DateOfBirth, "12/03/1980"},
		{redact.Person, "Smith"},
		{redact.Person, "tom baker"},
		{redact.Email, "t.baker@sarsen.gov.example"},
		{redact.BankAccount, "20-00-00"},
		{redact.BankAccount, "31926819"},
	}
	found := detector(t).Find(letter, nil)
	for i, f := range found {
		if i >= len(want) || f.Kind != want[i].kind || f.Text != want[i].text {
			t.Errorf("found %d: %s %q (%s)", i, f.Kind, f.Text, f.Reason)
		}
		if f.Reason == "" {
			t.Errorf("%q has no reason", f.Text)
		}
	}
	if len(found) != len(want) {
		t.Errorf("%d found, want %d", len(found), len(want))
	}
}

func TestHints(t *testing.T) {
	text := "From: baker tom <tb@mail.example>\nTenant\tDOB\tHome address\nXola Qwerty\t12/03/1980\t3 The Fold\n"
	at := func(s string) (int, int) { i := strings.Index(text, s); return i, i + len(s) }
	hint := func(kind, label, s string) detect.Hint {
		start, end := at(s)
		return detect.Hint{Start: start, End: end, Kind: kind, Label: label}
	}
	found := detector(t).Find(text, []detect.Hint{
		hint("field", "From", "From: baker tom <tb@mail.example>"), hint("cell", "Tenant", "Xola Qwerty"), hint("cell", "DOB", "12/03/1980"),
		hint("cell", "Home address", "Home address"), hint("cell", "Home address", "3 The Fold"),
		{Start: 5, End: 10_000, Kind: "cell"},
		{Start: -1, End: 3, Kind: "field"},
	})
	kinds := map[string]redact.Kind{}
	for _, f := range found {
		kinds[f.Text] = f.Kind
	}
	for text, kind := range map[string]redact.Kind{"tb@mail.example": redact.Email, "Xola Qwerty": redact.Person, "12/03/1980": redact.DateOfBirth, "3 The Fold": redact.Address, "Home address": ""} {
		if kinds[text] != kind {
			t.Errorf("%q is %q, want %s", text, kinds[text], kind)
		}
	}
}

func TestOwnDomains(t *testing.T) {
	d, err := detect.New(detect.Options{OwnDomains: []string{"sarsen.gov.example"}})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{"see https://www.sarsen.gov.example/rent now": 0, "see https://notsarsen.gov.example/": 1} {
		if got := len(d.Find(text, nil)); got != want {
			t.Errorf("%q: %d found, want %d", text, got, want)
		}
	}
}

func TestConcurrentUseAgrees(t *testing.T) {
	d := detector(t)
	want := d.Find(letter, nil)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if got := d.Find(letter, nil); len(got) != len(want) {
				t.Errorf("%d found, want %d", len(got), len(want))
			}
		})
	}
	wg.Wait()
}

// FuzzFind: spans are sorted, apart, inside the text and on rune boundaries,
// say what text they hold and why, and are the same in a second run.
func FuzzFind(f *testing.F) {
	d, err := detect.New(detect.Options{Today: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{letter, "", "@", "a@b", "::1", "Dr ", "O'", "é 07700 900123 ŁÓDŹ", "Name:\n\nDear ,", "1 st\n\u00a0SW1A\u00a01AA", "https://", "\xff\xfe12/03/1980", "Patel, Sunita, J. 3 St", "a" + strings.Repeat("\x94", 40000) + "@1"} {
		f.Add(s, 0, len(s))
	}
	f.Add("1'W1A\u00a01AA", 0, 9)                        // a postcode that begins inside a word
	f.Add("1 st\u00a0S\u00a0\nWSW1A\x11\u00a0AA", 0, 16) // a particle without a name
	f.Add("1 st\n\u00a0SW1A1\u00a0AA", 6, 15)            // a cell that ends inside a word
	f.Fuzz(func(t *testing.T, text string, a, b int) {
		if !utf8.ValidString(text) {
			return // documents promises valid text
		}
		hints := []detect.Hint{{Start: a, End: b, Kind: "field", Label: "From"}, {Start: a, End: b, Kind: "cell", Label: "Tenant name"}}
		found := d.Find(text, hints)
		end := 0
		for _, s := range found {
			if s.Start < end || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("span %v after %d in %d bytes", s.Span, end, len(text))
			}
			if !utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End]) {
				t.Fatalf("span %v is not on rune boundaries", s.Span)
			}
			if s.Text != text[s.Start:s.End] || s.Reason == "" || s.Score < detect.Floor || s.Score > 1 {
				t.Fatalf("found %+v", s)
			}
			end = s.End
		}
		again := d.Find(text, hints)
		if len(again) != len(found) {
			t.Fatal("two runs differ")
		}
		for i := range found {
			if found[i] != again[i] {
				t.Fatal("two runs differ")
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	d := detector(b)
	for _, c := range []struct{ name, text string }{
		{"letters", strings.Repeat(letter, 100)},
		{"one line", strings.Repeat(strings.ReplaceAll(letter, "\n", " "), 1000)}, // each byte as fast as in letters
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			for b.Loop() {
				d.Find(c.text, nil)
			}
		})
	}
}
