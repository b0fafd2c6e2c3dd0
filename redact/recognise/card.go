package recognise

import "strings"

// Card checks a payment card number: first digits of an issuer, length, Luhn.
// Numbers of 12 digits are Maestro's only. Those that payment services publish
// for trying things out pass with a reason that says so.
func Card(s string) Verdict {
	d := digits(s)
	maestro := len(d) >= 12 && (d[:2] == "50" || d[:2] >= "56" && d[:2] <= "58" || d[:2] == "63" || d[:2] == "67" || d[:4] == "0604")
	switch {
	case len(d) < 12 || len(d) > 19 || len(d) == 12 && !maestro:
		return Verdict{}
	case strings.Count(d, d[:1]) == len(d) || !luhn(d):
		return Verdict{}
	case strings.IndexByte("234567", d[0]) < 0 && len(d) != 15 && d[:4] != "0604": // 1: UATP, of airlines
		return Verdict{}
	}
	v := Verdict{OK: true, Reason: "payment card: check digit right"}
	if d[0] != '4' && d[0] != '5' && d[:2] != "34" && d[:2] != "37" && d[0] != '6' || len(d) == 12 {
		v.Score = 0.55
		if d[0] == '1' && d[:4] != "1800" { // an airline's: only where the text speaks of a card
			v.Score = 0.35
		}
	}
	if testCard(d) {
		v.Reason += ", a number published for tests"
	}
	return v
}

// testCard reports whether a number is one that payment services publish for
// trying things out.
func testCard(d string) bool {
	switch d {
	case "4111111111111111", "4012888888881881", "4242424242424242", "4222222222222", "4000056655665556", "5555555555554444",
		"5105105105105100", "2223003122003222", "5200828282828210", "378282246310005", "371449635398431", "378734493671000",
		"6011111111111117", "6011000990139424", "30569309025904", "38520000023237", "3530111333300000", "3566002020360505":
		return true
	}
	return false
}

// IMEI checks the number of a mobile telephone: 15 digits, the last by Luhn.
func IMEI(s string) Verdict {
	d := digits(s)
	if len(d) != 15 || strings.Count(d, d[:1]) == 15 || !luhn(d) {
		return Verdict{}
	}
	return Verdict{OK: true, Reason: "number of a mobile telephone (IMEI): check digit right"}
}
