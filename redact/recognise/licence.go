package recognise

import (
	"strings"
	"time"
)

// Facts is what a driving licence number tells of its holder.
type Facts struct {
	Surname  string // its first five letters, in capitals; fewer where it is shorter
	Initials string // one or two
	Female   bool
	// Born is the date of birth with the last two digits of its year as a year
	// of 1930 to 2029.
	Born time.Time
}

// ReadLicence returns what a driving licence number of Great Britain tells of
// its holder, false for what is none: surname padded with nines, decade, month
// (51 to 62 for women), day, year, initials, three characters of the agency's.
func ReadLicence(s string) (Facts, bool) {
	c := Compact(s)
	if len(c) != 16 && len(c) != 18 {
		return Facts{}, false
	}
	name := strings.TrimRight(c[:5], "9")
	if name == "" || len(digits(name)) > 0 || len(digits(c[5:11])) != 6 || len(digits(c[14:16])) > 0 {
		return Facts{}, false
	}
	f := Facts{Surname: name, Female: c[6] >= '5', Initials: strings.TrimRight(c[11:13], "9")}
	month := int(c[6]-'0')*10 + int(c[7]-'0')
	if f.Female {
		month -= 50
	}
	year := 1900 + int(c[5]-'0')*10 + int(c[10]-'0')
	if year < 1930 {
		year += 100
	}
	day := int(c[8]-'0')*10 + int(c[9]-'0')
	f.Born = time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if month < 1 || month > 12 || f.Born.Day() != day || f.Initials == "" || digit(f.Initials[0]) {
		return Facts{}, false
	}
	return f, true
}

// Licence checks a driving licence number of Great Britain; see ReadLicence.
func Licence(s string) Verdict {
	if _, ok := ReadLicence(s); !ok {
		return Verdict{}
	}
	return Verdict{OK: true, Reason: "driving licence number: holds a surname, initials and a date of birth"}
}
