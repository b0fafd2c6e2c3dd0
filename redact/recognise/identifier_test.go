package recognise_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// TestIdentifierChecks: what each check accepts, and what it says.
func TestIdentifierChecks(t *testing.T) {
	for _, c := range []struct {
		check, text string
		ok          bool
		reason      string
	}{
		{"nino", "TN123456A", false, ""},
		{"nino", "TN120380F", true, "temporary"},
		{"nino", "TN320180F", false, ""},
		{"nino", "OO123456A", true, "administrative"},
		{"nino", "AA123456E", false, ""},
		{"nino", "ZW123456", true, "without its last letter"},
		{"nino", "ZZ123456A", false, ""},
		{"nhs", "400 000 0004", true, "NHS number: check digit right"},
		{"nhs", "3999999997", false, ""},
		{"nhs", "3113010014", false, ""},
		{"nhs", "0123456789", false, ""},
		{"nhs-wrong", "943 476 5918", true, ""},
		{"nhs-wrong", "943 476 5919", false, ""},
		{"upn", "B801200005001", true, "local authority right"},
		{"upn", "T801200001234", false, ""},
		{"uln", "1000000043", true, "check digit right"},
		{"uln", "1000000042", false, ""},
		{"licence", "MORGA602314SM9IJ", false, ""},
		{"licence", "MORGA65705", false, ""},
		{"card", "501800000009", true, ""},
		{"card", "412345678904", false, ""},
		{"card", "4242 4242 4242 4242", true, "published for tests"},
		{"imei", "490154203237518", true, "IMEI"},
		{"imei", "490154203237519", false, ""},
		{"ssn", "321-54-9876", true, ""},
		{"ssn", "900-54-9876", false, ""},
		{"ssn", "078-05-1120", true, "nobody's"},
		{"pesel", "44051401359", true, ""},
		{"pesel", "44051401358", false, ""},
		{"cnp", "1800101221144", true, ""},
		{"cnp", "1801301221144", false, ""},
		{"pps", "1234567T", true, ""},
		{"pps", "1234567A", false, ""},
		{"aadhaar", "2341 2341 2346", true, ""},
		{"aadhaar", "1341 2341 2346", false, ""},
		{"mrz", "I<UTOD231458907<<<<<<<<<<<<<<<", true, "for machines"},
		{"mrz", "I<UTOD231458907<<<<<<<<<<<<<<", false, ""},
		{"reference", "36244/06", true, ""},
		{"reference", "2024/25", false, ""},
		{"reference", "2023-2024", false, ""},
		{"reference", "2023-2027", true, ""},
		{"reference", "500.00", false, ""},
		{"reference", "10.30", false, ""},
		{"reference", "1.2.3", false, ""},
		{"reference", "8/9", false, ""},
		{"form", "BS10012", false, ""},
		{"form", "HA-680723", true, ""},
		{"form", "GBP50000", false, ""},
		{"handle", "@media", false, ""},
		{"handle", "@gmail.com", false, ""},
		{"handle", "@tom_b", true, ""},
		{"account", "tom.baker", true, ""},
		{"account", "messages", false, ""},
		{"account", "YouTube", false, ""},
		{"account", "2024", false, ""},
		{"account", "48213", true, ""},
		{"account", "12/03/2024", false, ""},
		{"plain", "tbaker", true, ""},
		{"plain", "council", false, ""},
		{"plain", "loading", false, ""},
		{"letters", "C01X00T47", true, ""},
		{"letters", "ABC1", false, ""},
	} {
		check, ok := recognise.Check(c.check)
		if !ok {
			t.Fatalf("no check %s", c.check)
		}
		if v := check(c.text); v.OK != c.ok || !strings.Contains(v.Reason, c.reason) {
			t.Errorf("%s %q: %+v, want %t %q", c.check, c.text, v, c.ok, c.reason)
		}
	}
}

func TestReadLicence(t *testing.T) {
	f, ok := recognise.ReadLicence("FOX99 657054 SM9IJ")
	want := recognise.Facts{Surname: "FOX", Initials: "SM", Female: true, Born: time.Date(1964, 7, 5, 0, 0, 0, 0, time.UTC)}
	if !ok || f != want {
		t.Errorf("got %+v %t, want %+v", f, ok, want)
	}
	for _, s := range []string{"", "MORGA657054SM", "99999657054SM9IJ", "MORGA657324SM9IJ", "MORGA6570549M9IJ"} {
		if f, ok := recognise.ReadLicence(s); ok {
			t.Errorf("%q: read %+v", s, f)
		}
	}
}

// TestIdentifiers: what the recognisers of identifiers find in a text, and
// nothing else.
func TestIdentifiers(t *testing.T) {
	for _, c := range []struct {
		name string
		find recognise.Recogniser
		text string
		want string // joined with " | "
	}{
		{"e-mail spelt out", recognise.Email, "tom dot baker at sarsen dot example, tom.baker (at) sarsen.example, tom[at]sarsen[dot]co[dot]uk", "tom dot baker at sarsen dot example | tom.baker (at) sarsen.example | tom[at]sarsen[dot]co[dot]uk"},
		{"not spelt out", recognise.Email, "meet at sarsen.example; look at the dot on page 2; 3 (at) home", ""},
		{"hosts", recognise.URL, "see tomspage.co.uk/about, SARSEN.EXAMPLE. e.g. end.in the report.pdf, mr.smith, 1.2.uk", "tomspage.co.uk/about | SARSEN.EXAMPLE"},
		{"host that is an address", recognise.URL, "http://[2001:db8::1]/path http://192.0.2.7:80/x", ""},
		{"address within", recognise.IP, "http://[2001:db8::1]/path http://192.0.2.7:80/x", "2001:db8::1 | 192.0.2.7"},
		{"ip that is a version", recognise.IP, "version 10.1.2.3", ""},
		{"extension", recognise.Phone, "01632 960123 ext 45, 020 7946 0123 x4401", "01632 960123 ext 45 | 020 7946 0123 x4401"},
		{"slash", recognise.Phone, "07700/900123 or 01632 960123/01632 960124", "07700/900123 | 01632 960123 | 01632 960124"},
		{"no-break spaces and dashes", recognise.Phone, "07700\u00a0900\u00a0123, 01632–960123", "07700\u00a0900\u00a0123 | 01632–960123"},
		{"label behind", recognise.Phone, "960 123 (home), 960124-Fax", "960 123 | 960124"},
		{"stuck to a word", recognise.Phone, "M07700 900123 is415-555-0132 AB07700900123", "07700 900123 | 415-555-0132"},
		{"other countries", recognise.Phone, "+353 1 555 0123, 0044 7700 900123, 0033 1 55 55 01 23, call me at 0494 92 82 32", "+353 1 555 0123 | 0044 7700 900123 | 0033 1 55 55 01 23 | 0494 92 82 32"},
		{"short codes", recognise.Phone, "dial 999 or 101, text STOP to 60123 from 8am", ""},
		{"special rates", recognise.Phone, "0300 123 4567, 0808 157 0123, 0845 46 47, 0909 879 0123", "0300 123 4567 | 0808 157 0123 | 0909 879 0123"},
		{"area codes of four digits", recognise.Phone, "0131 496 0123 and 0113 496 0123 and 016977 2345", "0131 496 0123 | 0113 496 0123 | 016977 2345"},
		{"not phones", recognise.Phone, "ref 0123456789012, 2019 2020 2021, £1,234,567.00, 10.0.22621.2428, (ca. 450-1100), 017-31-3377, 12.5%, 1311.889, s.45(2), SI 2026/82", ""},
		{"iban with no-break spaces", recognise.IBAN, "GB29\u00a0NWBK\u00a06016\u00a01331\u00a09268\u00a019 YE16CBYE0001018861234567891234", "GB29\u00a0NWBK\u00a06016\u00a01331\u00a09268\u00a019"},
		{"sort code with other dashes", recognise.Bank, "bank 20–00–00, account 31926819; sort code 20.00.00", "20–00–00 | 31926819 | 20.00.00"},
		{"not a sort code", recognise.Bank, "on 12-03-80 we paid 200000 for 20.00-00", ""},
		{"vehicle with a hyphen", recognise.Vehicle, "TS78-DKW, car ABC-123, IP 215.48", "TS78-DKW"},
		{"vehicles of unknown age", recognise.Vehicle, "car Q123 ABC; NI plate IAZ 1234 on a van", "Q123 ABC | IAZ 1234"},
		{"pseudo postcodes", recognise.Postcode, "ZZ99 3VZ, BFPO 2AB, BX1 1LT", "ZZ99 3VZ | BFPO 2AB | BX1 1LT"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range c.find(recognise.New(c.text, nil, time.Time{})) {
				if f.Score >= 0.4 {
					got = append(got, f.Text)
				}
			}
			if strings.Join(got, " | ") != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.text, strings.Join(got, " | "), c.want)
			}
		})
	}
}

func TestSortCodeUnderItsHeading(t *testing.T) {
	s := "Baker\t200000\t31926819"
	hints := []recognise.Hint{{Start: 6, End: 12, Kind: "cell", Label: "Sort code"}}
	if got := recognise.Bank(recognise.New(s, hints, time.Time{})); len(got) == 0 || got[0].Text[:6] != "200000" {
		t.Errorf("found %v", got)
	}
}

func TestReasonsOfRanges(t *testing.T) {
	for _, c := range []struct {
		find recognise.Recogniser
		text string
		want string
	}{
		{recognise.Phone, "07700 900123", "of a range kept for drama"},
		{recognise.Phone, "Tel: 960123", `behind "tel"`},
		{recognise.Email, "t@sarsen.example", "kept for examples"},
		{recognise.IP, "10.0.0.1", "private network"},
		{recognise.IP, "127.0.0.1", "nobody's"},
		{recognise.IBAN, "GB29 NWBK 6016 1331 9268 19", "published as an example"},
	} {
		found := c.find(recognise.New(c.text, nil, time.Time{}))
		if len(found) != 1 || !strings.Contains(found[0].Reason, c.want) {
			t.Errorf("%q: %+v, want a reason with %q", c.text, found, c.want)
		}
	}
}

// FuzzIdentifiers: whatever the text, what is found lies inside it, on rune
// boundaries, and says why.
func FuzzIdentifiers(f *testing.F) {
	for _, s := range []string{
		"tom dot baker at sarsen dot example", "http://[::1]:80/\xff", "07700/900123 x4\u00a0", "+44 (0)20 7946\n0123", "20–00–00 31926819", "TS78-DKW.",
		"GB29\u00a0NWBK", "a@b.c@d", "é.uk/é", "(((0113", "00 0 00 00 00 0 0", "ZZ99 3VZ", "1:2::3.4.5.6/7", "a dot b dot c at", "ref\n12345678",
	} {
		f.Add(s)
	}
	all := []recognise.Recogniser{
		recognise.Email, recognise.URL, recognise.IP, recognise.MAC, recognise.Phone, recognise.Bank, recognise.IBAN,
		recognise.Postcode, recognise.Vehicle, recognise.Broken, recognise.Scanned,
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := recognise.New(s, nil, time.Time{})
		for i, find := range all {
			for _, found := range find(text) {
				check(t, s, i, found)
			}
		}
		recognise.ReadLicence(s)
	})
}

func check(t *testing.T, s string, i int, f redact.Found) {
	t.Helper()
	if f.Start < 0 || f.End > len(s) || f.Start >= f.End || s[f.Start:f.End] != f.Text || f.Reason == "" || f.Score <= 0 || f.Score > 1 {
		t.Fatalf("recogniser %d: %+v in %q", i, f, s)
	}
	if utf8.ValidString(s) && !utf8.ValidString(f.Text) {
		t.Fatalf("recogniser %d cuts a rune: %q in %q", i, f.Text, s)
	}
}
