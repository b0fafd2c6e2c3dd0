package recognise

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/redact"
)

// Email finds e-mail addresses.
func Email(t *Text) []redact.Found {
	var out []redact.Found
	for i := 0; i < len(t.S); i++ {
		at := strings.IndexByte(t.S[i:], '@')
		if at < 0 {
			break
		}
		at += i
		i = at
		start, end := localStart(t.S, at), domainEnd(t.S, at+1)
		if start == at || end == 0 {
			continue
		}
		out = append(out, t.found(start, end, redact.Email, 0.95, "email", "e-mail address"))
		i = end - 1
	}
	return out
}

func localStart(s string, at int) int {
	i := at
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("._%+-'&=!#$*/?^`{|}~", r) {
			break
		}
		i -= n
	}
	for i < at && strings.IndexByte(".'-/=`|*{}#?&!", s[i]) >= 0 {
		i++
	}
	if k := strings.LastIndexAny(s[i:at], "/=|"); k >= 0 { // a path or a query before it
		i += k + 1
	}
	return i
}

// domainEnd returns where the domain that starts at i ends, 0 if there is none.
func domainEnd(s string, i int) int {
	end, label, dots, last := 0, 0, 0, 0
	for j := i; ; {
		r, n := utf8.DecodeRuneInString(s[j:])
		switch {
		case n > 0 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' && label > 0):
			label++
			last = j + n
		case r == '.' && label > 0:
			dots, label = dots+1, 0
		default:
			n = 0
		}
		if dots > 0 && label >= 2 {
			end = last
		}
		if n == 0 {
			break
		}
		j += n
	}
	if end == 0 {
		return 0
	}
	end = i + len(strings.TrimRight(s[i:end], "-"))
	top := s[i+strings.LastIndexByte(s[i:end], '.')+1 : end]
	if digit(top[0]) {
		return 0
	}
	return end
}
