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
		"Name and D.O.B.\nChild 1: Tia Rudd 03/04/2015\nSigned: Pam Rudd 05/06/2019": "03/04/2015",
		"Child   D.O.B.   School\nTia Rudd   3/4/15   Elm Park":                      "3/4/15",
		"Tia b 3/4/12 and Lewis b. 4/5/14":                                           "3/4/12 | 4/5/14",
		"Kai, aged 4 (12.3.2019)":                                                    "12.3.2019",
		"born on the fourth of May 1960":                                             "fourth of May 1960",
		"a aned ar 4 Mai 1960":                                                       "4 Mai 1960",
		"Ganed fi ar y 4ydd o Fai 1960":                                              "4ydd o Fai 1960",
		"ganwyd ar 3 o Fawrth 1971":                                                  "3 o Fawrth 1971",
		"TIA 4/4/18, LEWIS 29/9/21":                                                  "4/4/18 | 29/9/21",
		"Kids: Tia 4/4/18":                                                           "4/4/18",
		"Mother: Jade Rudd 12/5/90\nFather: Lee Cope 3/4/88\n":                       "12/5/90 | 3/4/88",
		"DOB l2/O4/1987":                                                             "l2/O4/1987",
		"d/o/b 4/4/18":                                                               "4/4/18",
		"Patient Jo Cope 04/04/1987":                                                 "04/04/1987",
		"D0B: 12/04/1987":                                                            "12/04/1987",
		"Her birthday is 12 March":                                                   "12 March",
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
		"D.O.B. not known\nJane Smith 12/03/2019",
		"Name, date of birth, date seen\nTia Rudd 03/04/2015",
		"Mother: Jade Rudd 12/05/2026",
		"Visit to the kids: Tia 4/4/18",
		"Rota: Tom 4/4/18, Ann 5/5/18",
		"Leave: Tom 4/4/26, Ann 5/5/26",
		"Ref l2/O4/1987",
		"The team was born on the first floor in 1960",
	} {
		if got := found(recognise.Birth, s); got != "" {
			t.Errorf("%q: found %q", s, got)
		}
	}
}
