package detect_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"sarsen/redact"
	"sarsen/redact/gold"
)

// carriers put an address and its postcode into a text, as letters do.
var carriers = []struct {
	name     string
	postcode bool
	write    func(address, postcode string) string
}{
	{"one line", true, func(a, p string) string { return "She lives at " + a + " " + p + " and has done since May." }},
	{"commas", true, func(a, p string) string { return "The property is " + commas(a) + ", " + p + "." }},
	{"lines", true, func(a, p string) string {
		return "Mrs A Tenant\n" + strings.ReplaceAll(commas(a), ", ", "\n") + "\n" + p + "\n\nDear Mrs Tenant,\n"
	}},
	{"title case", true, func(a, p string) string { return "Visit to " + commas(title(a)) + ", " + p + " took place." }},
	{"no postcode", false, func(a, _ string) string { return "We wrote to " + commas(title(a)) + ", but heard nothing." }},
}

var (
	houseAndStreet = regexp.MustCompile(`\b\d+[A-Z]?(?:-\d+[A-Z]?)? [A-Z' ]*?(?:STREET|ROAD|AVENUE|LANE|CLOSE|DRIVE|CRESCENT|TERRACE|WAY|GROVE|PLACE|GARDENS|SQUARE)\b`)
	tail           = regexp.MustCompile(`(STREET|ROAD|AVENUE|LANE|CLOSE|DRIVE|CRESCENT|TERRACE|WAY|GROVE|PLACE|GARDENS|SQUARE) `)
)

func commas(a string) string {
	return tail.ReplaceAllString(strings.Join(strings.Fields(a), " "), "$1, ")
}

func title(a string) string {
	ws := strings.Fields(strings.ToLower(a))
	for i, w := range ws {
		if w != "and" && w != "of" && w != "the" || i == 0 {
			ws[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(ws, " ")
}

// taught reports whether the tagger has learned from row i of the addresses, the
// heading counted as 0; testdata/train/SOURCES.md says which it has.
func taught(i int) bool { return i%4 == 3 }

// TestAddresses prints how many real premises addresses are found whole (house
// number, street, postcode) in each carrier, and holds what was reached. It reads
// the rows that are in no training and whose premises are in none of its rows.
func TestAddresses(t *testing.T) {
	rows, err := csv.NewReader(corpus(t, "uk-addresses/addresses.csv")).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for i, row := range rows {
		if taught(i) {
			known[premises(row)] = true
		}
	}
	d := detector(t)
	for _, c := range carriers {
		t.Run(c.name, func(t *testing.T) {
			total, hit, shown := 0, 0, 0
			for i := 1; i < len(rows); i++ {
				if taught(i) || known[premises(rows[i])] {
					continue
				}
				address, postcode := strings.Join(strings.Fields(rows[i][2]), " "), rows[i][3]
				street := houseAndStreet.FindString(address)
				if street == "" {
					continue
				}
				text := c.write(address, postcode)
				found := d.Find(text, nil)
				total++
				ok := coveredText(text, street, found) && (!c.postcode || coveredText(text, postcode, found))
				if ok {
					hit++
				} else if os.Getenv("SHOW") != "" && shown < 25 {
					shown++
					t.Logf("MISS %q in %q: %v", street, text, kinds(found))
				}
			}
			recall := float64(hit) / float64(max(1, total))
			t.Logf("addresses, %-12s %.3f of %d", c.name, recall, total)
			if recall < 0.98 {
				t.Errorf("recall %.3f, reached before: 0.98", recall)
			}
		})
	}
}

// premises is what two rows of the same premises have in common: the postcode and
// the words without what parts them.
func premises(row []string) string {
	return row[3] + " " + strings.Join(strings.FieldsFunc(strings.ToUpper(row[2]), func(r rune) bool { return r == ' ' || r == ',' }), " ")
}

// coveredText reports whether the words of part, whatever stands between them,
// are covered where they occur in text.
func coveredText(text, part string, found []redact.Found) bool {
	words := strings.Fields(part)
	for i, w := range words {
		words[i] = regexp.QuoteMeta(w)
	}
	at := regexp.MustCompile(`(?i)` + strings.Join(words, `[\s,]+`)).FindStringIndex(text)
	return at != nil && gold.Covered(text, redact.Span{Start: at[0], End: at[1]}, found)
}

func kinds(found []redact.Found) []string {
	var out []string
	for _, f := range found {
		out = append(out, fmt.Sprintf("%s %q", f.Kind, f.Text))
	}
	return out
}
