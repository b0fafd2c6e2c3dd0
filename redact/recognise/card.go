package recognise

import "strings"

// Card checks a payment card number: length, first digits of an issuer, Luhn.
func Card(s string) Verdict {
	d := digits(s)
	if len(d) < 13 || len(d) > 19 || strings.Count(d, d[:1]) == len(d) || !strings.ContainsRune("234567", rune(d[0])) && len(d) != 15 {
		return Verdict{}
	}
	sum := 0
	for i := range len(d) {
		n := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			n *= 2
			if n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	if sum%10 != 0 {
		return Verdict{}
	}
	score := 0.0
	if d[0] != '4' && d[0] != '5' && d[:2] != "34" && d[:2] != "37" && d[0] != '6' {
		score = 0.55
	}
	return Verdict{OK: true, Score: score, Reason: "payment card: check digit valid"}
}
