package recognise

import (
	"strconv"
	"strings"

	"sarsen/redact"
)

// ibanLength holds the length of an IBAN by country.
var ibanLength = func() map[string]int {
	const table = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30"
	m := make(map[string]int)
	for i := 0; i < len(table); i += 4 {
		m[table[i:i+2]], _ = strconv.Atoi(table[i+2 : i+4]) // the table is ours: always two digits
	}
	return m
}()

// IBAN finds international account numbers: two letters of a country, as many
// characters as it has, with single blanks or hyphens between, check digits
// valid.
func IBAN(t *Text) []redact.Found {
	var out []redact.Found
	for i := 2; i+13 <= len(t.S); i++ {
		if !digit(t.S[i]) || !digit(t.S[i+1]) || !letterByte(t.S[i-1]) || !letterByte(t.S[i-2]) || i > 2 && alnum(t.S[i-3]) {
			continue
		}
		if end := ibanEnd(t.S, i-2); end > 0 {
			f := t.found(i-2, end, redact.IBAN, 0.97, "iban", "IBAN: length and check digits right")
			if c := Compact(f.Text); c == "GB29NWBK60161331926819" || c == "GB82WEST12345698765432" {
				f.Reason += ", a number published as an example"
			}
			out = append(out, f)
			i = end
		}
	}
	return out
}

// ibanEnd returns the end of the IBAN at i, 0 if there is none.
func ibanEnd(s string, i int) int {
	var code []byte
	want, lower := ibanLength[Compact(s[i:i+2])], s[i] >= 'a'
	j := i
	for ; j < len(s) && len(code) < want; j++ {
		switch c := s[j]; {
		case digit(c), 'A' <= c && c <= 'Z' && !lower:
			code = append(code, c)
		case 'a' <= c && c <= 'z' && lower:
			code = append(code, c-'a'+'A')
		case strings.HasPrefix(s[j:], "\u00a0") && alnum(s[j-1]):
			j++
		case c != ' ' && c != '-' || !alnum(s[j-1]):
			return 0
		}
	}
	if want == 0 || len(code) < want || j < len(s) && alnum(s[j]) || !mod97(string(code)) {
		return 0
	}
	return j
}

// mod97 checks the two digits after the country.
func mod97(c string) bool {
	rest := 0
	for _, r := range c[4:] + c[:4] {
		if r >= 'A' {
			rest = (rest*100 + int(r-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(r-'0')) % 97
		}
	}
	return rest == 1
}
