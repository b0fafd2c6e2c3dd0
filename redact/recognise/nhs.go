package recognise

import "time"

// NHS checks a health number by its check digit and tells by its range which
// one it is: NHS number, CHI (Scotland) or H&C (Northern Ireland).
func NHS(s string) Verdict {
	d := digits(s)
	if len(d) != 10 || d == "0000000000" || d == "0123456789" {
		return Verdict{}
	}
	check := 11 - mod11(d, 10, 9, 8, 7, 6, 5, 4, 3, 2)
	if check == 11 {
		check = 0
	}
	if check == 10 || check != int(d[9]-'0') {
		return Verdict{}
	}
	score := 0.45
	if len(s) > 10 { // 3-3-4 is how health numbers are written
		score = 0.7
	}
	switch {
	case d[0] == '4' || d[0] == '6' || d[0] == '7':
		return Verdict{OK: true, Score: score, Reason: "NHS number: check digit right"}
	case d[0] == '9':
		return Verdict{OK: true, Score: score, Reason: "NHS number: check digit right, of the range for tests"}
	case realDay(d[:6]):
		return Verdict{OK: true, Score: score, Reason: "CHI number (Scotland): check digit and date of birth right"}
	case d[:2] >= "32" && d[:2] <= "39":
		return Verdict{OK: true, Score: score, Reason: "H&C number (Northern Ireland): check digit right"}
	}
	return Verdict{OK: true, Score: 0.4, Reason: "health number: check digit right, but of no range that is known"}
}

// notNHS accepts what NHS refuses.
func notNHS(s string) Verdict { return Verdict{OK: !NHS(s).OK} }

// realDay reports whether DDMMYY is a day.
func realDay(s string) bool {
	_, err := time.Parse("020106", s)
	return err == nil
}
