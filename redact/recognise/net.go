package recognise

import (
	"net/netip"
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

// URL finds web addresses.
func URL(t *Text) []redact.Found {
	var out []redact.Found
	for _, head := range []string{"://", "www."} {
		for i := 0; i < len(t.Lower); {
			k := strings.Index(t.Lower[i:], head)
			if k < 0 {
				break
			}
			k += i
			start := k
			for start > 0 && head == "://" && 'a' <= t.Lower[start-1] && t.Lower[start-1] <= 'z' {
				start--
			}
			end := k + len(head)
			for end < len(t.S) && t.S[end] > ' ' && strings.IndexByte("<>\"|\\^`{}", t.S[end]) < 0 {
				end++
			}
			end = k + len(strings.TrimRight(t.S[k:end], ".,;:!?)]}'*"))
			i = max(end, k+len(head))
			if end <= k+len(head) || head == "://" && (start == k || t.Lower[start:k] == "file") || head == "www." && k > 0 && (alnum(t.S[k-1]) || t.S[k-1] == '/') {
				continue
			}
			end = runeEdge(t.S, end)
			out = append(out, t.found(start, end, redact.URL, 0.8, "url", "web address"))
		}
	}
	return out
}

// runeEdge returns the first rune boundary at or after i.
func runeEdge(s string, i int) int {
	for i < len(s) && !utf8.RuneStart(s[i]) {
		i++
	}
	return i
}

// IP finds internet addresses of both versions, with the network's length
// where it is given.
func IP(t *Text) []redact.Found {
	var out []redact.Found
	for i := 0; i < len(t.S); {
		if c := t.S[i]; !hex(c) && c != ':' || i > 0 && (alnum(t.S[i-1]) && c != ':') {
			i++
			continue
		}
		end, dots, colons := i, 0, 0
		for end < len(t.S) && (hex(t.S[end]) || t.S[end] == '.' || t.S[end] == ':') {
			switch t.S[end] {
			case '.':
				dots++
			case ':':
				colons++
			}
			end++
		}
		if dots < 3 && colons < 2 {
			i = end
			continue
		}
		if f, ok := t.ip(i, end); ok {
			out = append(out, f)
		}
		i = end
	}
	return out
}

func hex(c byte) bool { return digit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F' }

func (t *Text) ip(start, end int) (redact.Found, bool) {
	if start > 0 && t.S[start] == ':' && alnum(t.S[start-1]) { // "std::cout", "text::ffff:192.0.2.1"
		k := strings.LastIndexByte(t.S[start:end], ':')
		start += k + 1
	}
	if end < len(t.S) && letterByte(t.S[end]) {
		return redact.Found{}, false
	}
	for end > start && t.S[end-1] == '.' {
		end--
	}
	addr, err := netip.ParseAddr(t.S[start:end])
	if k := strings.LastIndexByte(t.S[start:end], ':'); err != nil && k > 0 { // a port or a full colon after it
		if a, e := netip.ParseAddr(t.S[start : start+k]); e == nil {
			addr, err, end = a, nil, start+k
		}
	}
	if err != nil {
		return redact.Found{}, false
	}
	reason, score := "IPv4 address", 0.8
	if addr.Is6() {
		reason = "IPv6 address"
	} else if t.numbering(start, addr) {
		return redact.Found{}, false
	}
	if addr.IsUnspecified() && addr.Is6() {
		score = 0.4
	}
	for _, n := range []int{4, 3, 2} {
		if end+n <= len(t.S) && t.S[end] == '/' && len(digits(t.S[end:end+n])) == n-1 && (end+n == len(t.S) || !digit(t.S[end+n])) {
			if _, err := netip.ParsePrefix(t.S[start : end+n]); err == nil {
				end += n
			}
			break
		}
	}
	return t.found(start, end, redact.IPAddress, score, "ip", reason), true
}

// numbering reports whether four small numbers are rather a version or the
// number of a paragraph.
func (t *Text) numbering(start int, addr netip.Addr) bool {
	if _, ok := t.labelled(start, []string{"version", "v", "section", "para", "paragraph", "clause", "table", "figure", "release"}); ok {
		return true
	}
	b := addr.As4()
	small := max(b[0], b[1], b[2], b[3]) < 25
	first := strings.TrimSpace(t.S[strings.LastIndexByte(t.S[:start], '\n')+1:start]) == ""
	return small && first && start+8 < len(t.S) && b[0] != 0 && b[0] != 10
}
