package recognise

import "time"

// NHS checks a health number by its check digit and tells by its range which
// one it is: NHS number, CHI (Scotland) or H&C (Northern Ireland).
func NHS(s string) Verdict {
	d := digits(s)
	if len(d) != 10 || d == "0000000000" {
		return Verdict{}
	}
	check := 11 - mod11(d, 10, 9, 8, 7, 6, 5, 4, 3, 2)
	if check == 11 {
		check = 0
	}
	if check == 10 || check != int(d[9]-'0') {
		return Verdict{}
	}
	spaced := len(s) > 10 // 3-3-4 is how health numbers are written
	score := 0.45
	if spaced {
		score = 0.7
	}
	switch {
	case d[0] == '4' || d[0] == '6' || d[0] == '7':
		return Verdict{OK: true, Score: score, Reason: "NHS number: check digit valid"}
	case d[0] == '9':
		return Verdict{OK: true, Score: score, Reason: "NHS number of the test range: check digit valid"}
	case realDay(d[:6]):
		return Verdict{OK: true, Score: score, Reason: "CHI number: check digit and date valid"}
	case d[:2] >= "32" && d[:2] <= "39":
		return Verdict{OK: true, Score: score, Reason: "H&C number: check digit valid"}
	}
	return Verdict{OK: true, Score: 0.4, Reason: "health number: check digit valid, outside the known ranges"}
}

// realDay reports whether DDMMYY is a day.
func realDay(s string) bool {
	_, err := time.Parse("020106", s)
	return err == nil
}
