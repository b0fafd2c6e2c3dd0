package recognise

import (
	"strings"

	"sarsen/redact"
)

// MAC finds hardware addresses: 00:1a:2b:3c:4d:5e, 00-1a-2b-3c-4d-5e and
// 001a.2b3c.4d5e, but those that belong to no device.
func MAC(t *Text) []redact.Found {
	var out []redact.Found
	for i := 2; i < len(t.S); i++ {
		var start, end int
		switch c := t.S[i]; {
		case c == ':' || c == '-':
			start, end = i-2, i+15
		case c == '.' && i >= 4:
			start, end = i-4, i+10
		default:
			continue
		}
		if end > len(t.S) || start > 0 && (alnum(t.S[start-1]) || t.S[start-1] == t.S[i]) || end < len(t.S) && (alnum(t.S[end]) || t.S[end] == t.S[i]) || !hardware(t.S[start:end], t.S[i], i-start) {
			continue
		}
		out = append(out, t.found(start, end, redact.MACAddress, 0.85, "mac", "hardware (MAC) address"))
		i = end
	}
	return out
}

// hardware reports whether s is twelve hexadecimal digits in groups of n with
// sep between, not all the same.
func hardware(s string, sep byte, n int) bool {
	for i := range len(s) {
		if i%(n+1) == n != (s[i] == sep) || s[i] != sep && !hex(s[i]) {
			return false
		}
	}
	plain := strings.ToLower(Compact(s))
	return strings.Trim(plain, plain[:1]) != ""
}
