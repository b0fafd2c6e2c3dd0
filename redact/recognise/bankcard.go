package recognise

import (
	"strconv"
	"strings"
)

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

// ibanLength holds the length of an IBAN by country.
var ibanLength = func() map[string]int {
	const table = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SD18SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20"
	m := make(map[string]int)
	for i := 0; i < len(table); i += 4 {
		m[table[i:i+2]], _ = strconv.Atoi(table[i+2 : i+4]) // the table is ours: always two digits
	}
	return m
}()

// IBAN checks an international account number: length of its country, mod 97.
func IBAN(s string) Verdict {
	c := compact(s)
	if len(c) < 15 || ibanLength[c[:2]] != len(c) {
		return Verdict{}
	}
	rest := 0
	for _, r := range c[4:] + c[:4] {
		if r >= 'A' {
			rest = (rest*100 + int(r-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(r-'0')) % 97
		}
	}
	if rest != 1 {
		return Verdict{}
	}
	return Verdict{OK: true, Reason: "IBAN: length and check digits valid"}
}

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
