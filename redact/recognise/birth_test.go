package recognise_test

import (
	"testing"

	"sarsen/redact/recognise"
)

func TestBirth(t *testing.T) {
	for text, want := range map[string]string{
		"DOB: 12/03/1980":                          "12/03/1980",
		"D.O.B. 12.03.80":                          "12.03.80",
		"dob 120380":                               "120380",
		"Jane Smith DOB 12031980":                  "12031980",
		"date of birth 1980-03-12":                 "1980-03-12",
		"Date of Birth (dd/mm/yyyy): 12/03/1980":   "12/03/1980",
		"DoB 12 Mar '80":                           "12 Mar '80",
		"DOB  03 05 1971":                          "03 05 1971",
		"She was born on 12 March 1980 in Leeds":   "12 March 1980",
		"He was born in Leeds on 3 May 1971":       "3 May 1971",
		"Born: May 3, 1971":                        "May 3, 1971",
		"born the 3rd of May 1971":                 "3rd of May 1971",
		"(b. 12/03/1980)":                          "12/03/1980",
		"aged 43 (12/03/1980)":                     "12/03/1980",
		"Jane Smith (12/03/1980) attended":         "12/03/1980",
		"Jane Smith, 12/03/1980, attended":         "12/03/1980",
		"Dyddiad geni: 12/03/1980":                 "12/03/1980",
		"ganwyd ar 12 Mawrth 1980":                 "12 Mawrth 1980",
		"Ganwyd hi ar 3 Mai 1991":                  "3 Mai 1991",
		"placed 12/03/2020 date of birth 3/5/2012": "3/5/2012",
		"born in 1980":                             "1980",
		"Her birthday is 12 March":                 "12 March",
	} {
		if got := found(recognise.Birth, text); got != want {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
	}
}

// TestOtherDates: every other date that council text is full of is none of
// birth.
func TestOtherDates(t *testing.T) {
	for _, s := range []string{
		"Date: 12/03/1980",
		"12 March 2020\n\nDear Mrs Patel",
		"Hearing date: 12/03/2020",
		"Your review is due on 12 March 2027",
		"Expiry date 12/03/2030",
		"Passport expires 12/03/2030",
		"Date of issue: 12/03/2019",
		"Tenancy start date 12/03/2010",
		"Date of death: 12/03/2019",
		"She died on 12 March 2019",
		"Date of marriage 12/03/2001",
		"Birth certificate issued 12/03/2020",
		"They registered the birth on 12/03/2020",
		"The birth plan is due by 12/03/2026",
		"Letter dated 12/03/2020",
		"Signed: Jane Smith, 12/03/2024",
		"Andrew Ward, 15 May 2023",
		"Andrew Ward (16 March 2015). \"On ducks\", a paper",
		"Approved by Jane Smith (12/03/2024)",
		"Meeting with Jane Smith, 12 March 2024",
		"John Smith (Chair) 12/03/2020",
		"DOB unknown; review 03/05/2025",
		"Appendix B 12/03/2020",
		"she turned 18 on 3 May 2019",
		"placed 3/5/2012 date of birth not known",
		"DOB: 12/03/2031",
	} {
		if got := found(recognise.Birth, s); got != "" {
			t.Errorf("%q: found %q", s, got)
		}
	}
}
