package recognise

import (
	"strings"

	"sarsen/redact"
)

// areas are the letters that begin a postcode, with the pseudo area of care
// data (ZZ) and the military one.
const areas = " AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE ZZ "

// Postcode finds British postcodes by their grammar and the areas that exist.
func Postcode(t *Text) []redact.Found {
	var out []redact.Found
	for i := 2; i+3 <= len(t.S); i++ {
		if !digit(t.S[i]) {
			continue
		}
		if start, end, ok := postcodeAt(t.S, i); ok {
			score, reason := 0.85, "postcode: area exists, form fits"
			if _, near := t.labelled(start, []string{"postcode", "post code", "pc"}); near {
				score = 0.95
			}
			out = append(out, t.found(start, end, redact.Postcode, score, "postcode", reason))
			i = end
		}
	}
	return out
}

// postcodeAt reads the postcode whose second half begins with the digit at i.
func postcodeAt(s string, i int) (start, end int, ok bool) {
	end = i + 3
	if end > len(s) || !inward(s[i+1]) || !inward(s[i+2]) || end < len(s) && (alnum(s[end]) || s[end] == '@') {
		return 0, 0, false
	}
	gap := i
	for gap > 0 && i-gap < 3 && (s[gap-1] == ' ' || s[gap-1] == '\t') {
		gap--
	}
	if strings.HasSuffix(s[:gap], "\u00a0") {
		gap -= 2
	}
	for n := 4; n >= 2; n-- {
		start = gap - n
		if start < 0 || start > 0 && (alnum(s[start-1]) || strings.IndexByte("/_-@.", s[start-1]) >= 0 && start > 1 && alnum(s[start-2])) {
			continue
		}
		code := s[start:end]
		upper := strings.ToUpper(code)
		if outward(upper[:n]) && (code == upper || gap < i && code == lower(code)) {
			return start, end, true
		}
	}
	return 0, 0, false
}

// inward reports whether c may stand in the last two places.
func inward(c byte) bool {
	c &^= 0x20
	return 'A' <= c && c <= 'Z' && strings.IndexByte("CIKMOV", c) < 0
}

// outward reports whether s is the first half of a postcode.
func outward(s string) bool {
	if s == "GIR" || s == "BFPO" || s == "ASCN" || s == "STHL" {
		return true
	}
	n := 0
	for n < len(s) && 'A' <= s[n] && s[n] <= 'Z' {
		n++
	}
	if n == 0 || n > 2 || n == len(s) || !strings.Contains(areas, " "+s[:n]+" ") {
		return false
	}
	rest := s[n:]
	switch len(rest) {
	case 1:
		return digit(rest[0])
	case 2:
		return digit(rest[0]) && (digit(rest[1]) || strings.IndexByte("ABCDEFGHJKMNPRSTUVWXY", rest[1]) >= 0)
	}
	return false
}

var vehicleWords = []string{"vehicle", "vehicles", "registration", "reg", "reg no", "vrm", "vrn", "car", "van", "lorry", "motorcycle", "number plate", "plate", "permit", "pcn", "parked", "vehicle reg"}

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
		if w, near := t.Near(i, end, Window, vehicleWords); near {
			score, reason = 0.9, reason+`, near "`+w+`"`
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
	shape, at, blank := "", 0, 0
	var code []byte
	upper := true
	j := i
	for ; j < len(s) && len(code) < 8; j++ {
		c := s[j]
		if c == ' ' && blank == 0 && at > 0 && j+1 < len(s) && alnum(s[j+1]) {
			// A blank may stand where letters and digits meet; in the current form after the digits.
			if digit(s[j-1]) == digit(s[j+1]) {
				break
			}
			blank = j
			continue
		}
		if !alnum(c) || c >= 0x80 {
			break
		}
		upper = upper && (c < 'a' || c > 'z')
		kind := byte('L')
		if digit(c) {
			kind = 'N'
		} else {
			c &^= 0x20
		}
		if at == 0 || shape[len(shape)-1] != kind {
			shape += string(kind)
		}
		code = append(code, c)
		at++
	}
	if j < len(s) && (alnum(s[j]) || s[j] == '@' || s[j] == '/') || len(code) < 4 {
		return 0, 0, ""
	}
	c := string(code)
	n := len(c)
	switch {
	case n == 7 && shape == "LNL" && digit(c[2]) && digit(c[3]) && !digit(c[1]) && !digit(c[4]):
		age := int(c[2]-'0')*10 + int(c[3]-'0')
		if (age < 2 || age > 29 && age < 51 || age > 79) || strings.ContainsAny(c[:2], "IQZ") || strings.ContainsAny(c[4:], "IQ") {
			return 0, 0, ""
		}
		return j, 0.6, "vehicle registration: current form"
	case shape == "LNL" && n >= 5 && !digit(c[n-3]) && digit(c[n-4]) && digit(c[1]) && !strings.ContainsAny(c, "IQ") && c[0] != 'O' && c[0] != 'U' && c[0] != 'Z':
		return j, clearPlate(c[n-3:], upper), "vehicle registration: prefix form"
	case shape == "LNL" && n >= 5 && !digit(c[2]) && digit(c[3]) && digit(c[n-2]) && !strings.ContainsAny(c, "IQ"):
		return j, clearPlate(c[:3], upper), "vehicle registration: suffix form"
	case (shape == "LN" || shape == "NL") && n >= 5 && n <= 7 && upper:
		return j, 0.2, "vehicle registration: dateless form"
	}
	return 0, 0, ""
}

// clearPlate scores an older form: three letters that are a word or a common
// abbreviation say it is something else.
func clearPlate(letters string, upper bool) float64 {
	if !upper || known(lower(letters))&(isWord|isPlace) != 0 {
		return 0.2
	}
	return 0.45
}
