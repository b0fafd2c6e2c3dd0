package recognise_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"sarsen/redact"
	"sarsen/redact/gold"
	"sarsen/redact/recognise"
)

// registers reads the addresses of public registers, or skips.
func registers(t testing.TB) [][]string {
	t.Helper()
	dir, ok := gold.Dir()
	if !ok {
		t.Skip("shared corpora not found: " + dir)
	}
	data, err := os.ReadFile(filepath.Join(dir, "uk-addresses", "addresses.csv"))
	if err != nil {
		t.Skip("shared corpora not found: uk-addresses")
	}
	rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

const streetTypes = "STREET|ST|ROAD|RD|AVENUE|AVE|LANE|CLOSE|DRIVE|CRESCENT|TERRACE|WAY|GROVE|PLACE|GARDENS|SQUARE|HILL|COURT|PARK|MEWS|ROW|WALK|PARADE|GREEN|CHASE|END|YARD|RISE|VIEW|BROADWAY|CENTRE|ESTATE|QUAY|GATE"

var (
	// numberedStreet is a house number and a street as registers write them.
	numberedStreet = regexp.MustCompile(`\b\d+[A-Z]?(?:\s?-\s?\d+[A-Z]?)? (?:THE )?[A-Z' .]*?\b(?:` + streetTypes + `)\b(?: (?:STREET|ROAD|LANE|CLOSE|DRIVE|WAY|AVENUE))?`)
	streetEnd      = regexp.MustCompile(`\b(STREET|ROAD|AVENUE|LANE|CLOSE|DRIVE|CRESCENT|TERRACE|WAY|GROVE|PLACE|GARDENS|SQUARE) `)
)

// TestRegisters writes every address with a house number into sentences and
// letters, with its postcode and without, in capitals, titles and small letters,
// and prints how many are found from the number to the end of the street, with
// the postcode where it is there; it holds what was reached.
func TestRegisters(t *testing.T) {
	parts := func(a string) string { return streetEnd.ReplaceAllString(a, "$1, ") }
	lines := func(a string) string { return strings.ReplaceAll(parts(a), ", ", "\n") }
	rows := registers(t)
	for _, c := range []struct {
		name     string
		postcode bool
		write    func(address, postcode string) string
		floor    float64
	}{
		{"one line", true, func(a, p string) string { return "She lives at " + parts(a) + ", " + p + " and has done since May." }, 0.99},
		{"lines", true, func(a, p string) string { return "Mrs A Tenant\n" + lines(a) + "\n" + p + "\n\nDear Mrs Tenant,\n" }, 0.99},
		{"titles", true, func(a, p string) string { return "Visit to " + parts(titles(a)) + ", " + p + " took place." }, 0.99},
		{"small letters", true, func(a, p string) string { return "hi im at " + strings.ToLower(a+" "+p) + " thanks" }, 0.98},
		{"one line, no postcode", false, func(a, _ string) string { return "The tenant of " + a + " has moved." }, 0.98},
		{"lines, no postcode", false, func(a, _ string) string { return "Mr B Owner\n" + titles(lines(a)) + "\n\nDear Mr Owner,\n" }, 0.98},
		{"titles, no postcode", false, func(a, _ string) string { return "We wrote to " + titles(a) + ", but heard nothing." }, 0.98},
		{"small letters, no postcode", false, func(a, _ string) string {
			return "i live at " + strings.ToLower(a) + " and the bins were missed"
		}, 0.88},
	} {
		total, hit := 0, 0
		for _, row := range rows {
			address, postcode := strings.Join(strings.Fields(row[2]), " "), row[3]
			street := numberedStreet.FindString(address)
			if street == "" {
				continue
			}
			text := c.write(address, postcode)
			found := recognise.Address(recognise.New(text, nil, time.Time{}))
			found = append(found, recognise.Postcode(recognise.New(text, nil, time.Time{}))...)
			total++
			if covers(text, street, found) && (!c.postcode || covers(text, postcode, found)) {
				hit++
			}
		}
		recall := float64(hit) / float64(max(1, total))
		t.Logf("addresses, %-27s %.3f of %d", c.name, recall, total)
		if recall < c.floor {
			t.Errorf("%s: recall %.3f, reached before: %.2f", c.name, recall, c.floor)
		}
	}
}

// titles writes words with a capital and small letters.
func titles(s string) string {
	begin := true
	return strings.Map(func(r rune) rune {
		if !begin {
			r = unicode.ToLower(r)
		}
		begin = r == ' ' || r == '\n' || r == '-'
		return r
	}, s)
}

// covers reports whether every letter and digit of part lies in a span, whatever
// stands between its words in the text.
func covers(text, part string, found []redact.Found) bool {
	ws := strings.Fields(part)
	for i, w := range ws {
		ws[i] = regexp.QuoteMeta(w)
	}
	at := regexp.MustCompile(`(?i)` + strings.Join(ws, `[\s,]+`)).FindStringIndex(text)
	if at == nil {
		return false
	}
	for i, r := range text[at[0]:at[1]] {
		in := !unicode.IsLetter(r) && !unicode.IsDigit(r)
		for _, f := range found {
			in = in || f.Start <= at[0]+i && at[0]+i < f.End
		}
		if !in {
			return false
		}
	}
	return true
}

// TestFalseAlarms counts what is taken for an address or may tell who is meant in
// texts that are about companies: contracts and judgments hold hardly any.
func TestFalseAlarms(t *testing.T) {
	dir, ok := gold.Dir()
	if !ok {
		t.Skip("shared corpora not found: " + dir)
	}
	for _, set := range gold.Sets() {
		if set.Name != "sec" && set.Name != "tab" {
			continue
		}
		texts, err := set.Read(dir)
		if err != nil {
			t.Skipf("shared corpora not found: %s", set.Name)
		}
		alarms := 0
		for _, g := range texts {
			text := recognise.New(g.Text, nil, today)
			for _, f := range recognise.Address(text) {
				if !inGold(f, g.Spans) {
					alarms++
				}
			}
			if set.Name == "sec" {
				alarms += len(recognise.Relation(text)) + len(recognise.Age(text)) + len(recognise.Post(text)) + len(recognise.Context(text))
			}
		}
		t.Logf("%s: %d false alarms in %d texts", set.Name, alarms, len(texts))
		if alarms > len(texts)/100 {
			t.Errorf("%s: %d false alarms in %d texts", set.Name, alarms, len(texts))
		}
	}
}

// inGold reports whether f touches a span of anything that was labelled.
func inGold(f redact.Found, spans []gold.Span) bool {
	for _, s := range spans {
		if f.Overlaps(s.Span) {
			return true
		}
	}
	return false
}

// BenchmarkPhrases times each recogniser of this file's tests on addresses in
// sentences.
func BenchmarkPhrases(b *testing.B) {
	var s strings.Builder
	for _, row := range registers(b) {
		s.WriteString("On 3 May his mother told the officer that the boy had been ill for some weeks and the family at number 12 knew. She lives at " + titles(row[2]) + " and is aged 43.\n\n")
	}
	for _, c := range []struct {
		name string
		find recognise.Recogniser
	}{{"Address", recognise.Address}, {"Birth", recognise.Birth}, {"Age", recognise.Age}, {"Relation", recognise.Relation}, {"Post", recognise.Post}, {"Context", recognise.Context}} {
		b.Run(c.name, func(b *testing.B) {
			text := recognise.New(s.String(), nil, today)
			c.find(text)
			b.SetBytes(int64(s.Len()))
			b.ResetTimer()
			for range b.N {
				c.find(text)
			}
		})
	}
}
