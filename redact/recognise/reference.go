package recognise

import "strings"

// Reference accepts a reference number: at least three digits, or two and a
// letter, and not a date or a sum of money.
func Reference(s string) Verdict {
	n, letters := len(digits(s)), 0
	for i := 0; i < len(s); i++ {
		if letterByte(s[i]) {
			letters++
		}
	}
	switch {
	case n < 2 || n == 2 && letters == 0 || n+letters < 4:
		return Verdict{}
	case n == 4 && letters == 0 && (s[:2] == "19" || s[:2] == "20"): // a year
		return Verdict{}
	}
	if _, ok := Date(s); ok && strings.ContainsAny(s, "/-. ") {
		return Verdict{}
	}
	return Verdict{OK: true, Reason: "reference number after a word that announces one"}
}
