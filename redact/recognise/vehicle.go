package recognise

import (
	"strings"

	"sarsen/redact"
)

var vehicleWords = []string{"vehicle", "vehicles", "registration", "reg", "reg no", "vrm", "vrn", "car", "van", "lorry", "motorcycle", "number plate", "plate", "permit", "pcn", "parked", "vehicle reg", "drove", "driving", "cerbyd"}

// Vehicle finds registration marks: the current form by itself, older ones
// with their form in capitals or with context, dateless and Northern Irish
// ones with context only.
func Vehicle(t *Text) []redact.Found {
	var out []redact.Found
	for i := 0; i < len(t.S); i++ {
		if !letterByte(t.S[i]) || i > 0 && (alnum(t.S[i-1]) || strings.IndexByte("@/_.-", t.S[i-1]) >= 0) {
			continue
		}
		end, score, reason := plate(t.S, i)
		if end == 0 {
			for i+1 < len(t.S) && letterByte(t.S[i+1]) {
				i++
			}
			continue
		}
		if why, near := t.Context(i, end, Window, vehicleWords); near && score >= 0.2 {
			score, reason = 0.9, reason+", "+why
		}
		if score >= 0.4 {
			out = append(out, t.found(i, end, redact.Vehicle, score, "vehicle", reason))
			i = end
		}
	}
	return out
}

// plate reads the registration mark at i.
func plate(s string, i int) (end int, score float64, reason string) {
	m, j := markAt(s, i)
	if j < len(s) && (alnum(s[j]) || s[j] == '@' || s[j] == '/') || j+1 < len(s) && (s[j] == '.' || s[j] == '-') && digit(s[j+1]) || len(m.code) < 4 {
		return 0, 0, ""
	}
	if score, reason = m.judge(); reason == "" {
		return 0, 0, ""
	}
	return j, score, "vehicle registration: " + reason
}

// A plateMark is what may be a registration mark.
type plateMark struct {
	code          string // its letters, in upper case, and digits
	shape         string // L for each run of letters, N for each of digits
	upper, hyphen bool   // no letter is small; it is parted by a hyphen
}

// markAt reads up to eight letters and digits from i, which one blank or hyphen
// may part, and returns where they end.
func markAt(s string, i int) (plateMark, int) {
	m := plateMark{upper: true}
	var code []byte
	parted := false
	j := i
	for ; j < len(s) && len(code) < 8; j++ {
		c := s[j]
		if (c == ' ' || c == '-' || c == '\n' && j-lineStart(s, j) >= 45) && !parted && len(code) > 0 && j+1 < len(s) && alnum(s[j+1]) {
			// A blank may stand where letters and digits meet; in the current form after the digits.
			if digit(s[j-1]) == digit(s[j+1]) {
				break
			}
			parted, m.hyphen = true, c == '-'
			continue
		}
		if !alnum(c) || c >= 0x80 {
			break
		}
		m.upper = m.upper && (c < 'a' || c > 'z')
		kind := byte('L')
		if digit(c) {
			kind = 'N'
		} else {
			c &^= 0x20
		}
		if n := len(m.shape); n == 0 || m.shape[n-1] != kind {
			m.shape += string(kind)
		}
		code = append(code, c)
	}
	m.code = string(code)
	return m, j
}

// judge says how likely m is a registration mark, and of which form; "" for none.
func (m plateMark) judge() (score float64, form string) {
	c, n, mixed := m.code, len(m.code), m.shape == "LNL" && len(m.code) >= 5
	switch {
	case n == 7 && mixed && digit(c[2]) && digit(c[3]) && !digit(c[1]) && !digit(c[4]):
		age := int(c[2]-'0')*10 + int(c[3]-'0')
		if age < 2 || age > 29 && age < 51 || age > 79 || strings.ContainsAny(c[:2], "IQZ") || strings.ContainsAny(c[4:], "IQ") {
			return 0, ""
		}
		return 0.6, "current form"
	case m.hyphen: // older forms are not written so
		return 0, ""
	case mixed && c[0] == 'Q' && m.upper && !digit(c[n-3]) && digit(c[n-4]) && digit(c[1]) && known(lower(c[n-3:]))&(isWord|isPlace) == 0:
		return 0.2, "form of vehicles of unknown age"
	case mixed && !digit(c[n-3]) && digit(c[n-4]) && digit(c[1]) && !strings.ContainsAny(c, "IQ") && c[0] != 'O' && c[0] != 'U' && c[0] != 'Z':
		return clearPlate(c[n-3:], m.upper), "prefix form"
	case mixed && !digit(c[2]) && digit(c[3]) && digit(c[n-2]) && !strings.ContainsAny(c, "IQ"):
		return clearPlate(c[:3], m.upper), "suffix form"
	case (m.shape == "LN" || m.shape == "NL") && n >= 5 && n <= 7 && len(digits(c)) <= 4 && n-len(digits(c)) <= 3 && m.upper:
		return 0.2, "dateless form"
	}
	return 0, ""
}

// clearPlate scores an older form: three letters that are a word or a common
// abbreviation say it is something else.
func clearPlate(letters string, upper bool) float64 {
	switch {
	case known(lower(letters))&(isWord|isPlace) != 0:
		return 0.1 // not even with context
	case !upper:
		return 0.2
	}
	return 0.45
}
