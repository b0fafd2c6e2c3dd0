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
		score, reason := 0.85, "postcode: area exists, form fits"
		start, end, ok := postcodeAt(t.S, i)
		if !ok {
			if start, end, ok = t.newArea(i); !ok {
				continue
			}
			score, reason = 0.6, "postcode: form fits, in an address"
		}
		if pseudo(t.S, i) {
			reason = "pseudo postcode of care data: no fixed abode, abroad or not known"
		}
		if _, near := t.labelled(start, []string{"postcode", "post code", "pc", "cod post"}); near {
			score = 0.95
		}
		out = append(out, t.found(start, end, redact.Postcode, score, "postcode", reason))
		i = end
	}
	return out
}

// postcodeAt reads the postcode whose second half begins with the digit at i.
func postcodeAt(s string, i int) (start, end int, ok bool) {
	end = i + 3
	if end > len(s) || (!inward(s[i+1]) || !inward(s[i+2])) && !pseudo(s, i) || end < len(s) && (alnum(s[end]) || s[end] == '@') {
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

// pseudo reports whether the digit at i begins the second half of one of the
// postcodes that care data has for those without (ZZ99 3VZ), which keep to no
// rule.
func pseudo(s string, i int) bool {
	head := strings.TrimRight(s[max(0, i-6):i], " \t\u00a0")
	return i+3 <= len(s) && strings.HasSuffix(strings.ToUpper(head), "ZZ99") && letters(s[i+1:i+3]) == 2
}

// newArea reads what has the form of a postcode, in capitals with one blank in
// it, of an area that is not known: it has to stand in an address, behind a
// label on its line or the comma after a street.
func (t *Text) newArea(i int) (start, end int, ok bool) {
	end = i + 3
	if end > len(t.S) || i < 3 || t.S[i-1] != ' ' || !inward(t.S[i+1]) || !inward(t.S[i+2]) || end < len(t.S) && alnum(t.S[end]) {
		return 0, 0, false
	}
	start = i - 1
	for start > 0 && alnum(t.S[start-1]) {
		start--
	}
	code, letters := t.S[start:i-1], 0
	for letters < len(code) && 'A' <= code[letters] && code[letters] <= 'Z' {
		letters++
	}
	n := len(code) - letters
	if letters < 1 || letters > 2 || n < 1 || n > 2 || len(digits(code)) != n || t.S[start:end] != strings.ToUpper(t.S[start:end]) {
		return 0, 0, false
	}
	line := t.Lower[max(lineStart(t.S, start), start-60):start]
	for _, w := range []string{"addr", "address", "postcode", "post code", "lives at", "living at"} {
		if HasWord(line, w) {
			return start, end, true
		}
	}
	head, comma := strings.CutSuffix(strings.TrimRight(line, " "), ",")
	return start, end, comma && known(head[strings.LastIndexAny(head, " ,")+1:])&isStreet != 0
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
