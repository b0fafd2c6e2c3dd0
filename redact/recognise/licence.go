package recognise

// Licence checks a driving licence number of Great Britain: surname padded
// with nines, then a date of birth (51 to 62 as the month for women).
func Licence(s string) Verdict {
	c := compact(s)
	if len(c) != 16 && len(c) != 18 {
		return Verdict{}
	}
	padded := false
	for i := range 5 {
		if padded && c[i] != '9' || digit(c[i]) && c[i] != '9' {
			return Verdict{}
		}
		padded = padded || c[i] == '9'
	}
	month := int(c[6]-'0')*10 + int(c[7]-'0')
	day := int(c[8]-'0')*10 + int(c[9]-'0')
	if month > 50 {
		month -= 50
	}
	if c[0] == '9' || month < 1 || month > 12 || day < 1 || day > 31 {
		return Verdict{}
	}
	return Verdict{OK: true, Reason: "driving licence number: name and date of birth fit"}
}
