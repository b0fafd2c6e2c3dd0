package recognise

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"
	"unicode/utf8"

	"sarsen/redact"
)

// URL finds web addresses, and names of hosts that stand alone.
func URL(t *Text) []redact.Found {
	out := t.hosts()
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
			if addressed(t.S[k+len(head) : end]) {
				continue // the address is what tells of somebody, and IP finds it
			}
			out = append(out, t.found(start, end, redact.URL, 0.8, "url", "web address"))
		}
	}
	slices.SortStableFunc(out, func(a, b redact.Found) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// addressed reports whether the host of a web address is an internet address.
func addressed(s string) bool {
	if i := strings.IndexAny(s, "/?#"); i >= 0 {
		s = s[:i]
	}
	if _, host, ok := strings.Cut(s, "@"); ok {
		s = host
	}
	if rest, ok := strings.CutPrefix(s, "["); ok {
		s, _, _ = strings.Cut(rest, "]")
	} else if i := strings.LastIndexByte(s, ':'); i >= 0 {
		s = s[:i]
	}
	_, err := netip.ParseAddr(s)
	return err == nil
}

// runeEdge returns the first rune boundary at or after i.
func runeEdge(s string, i int) int {
	for i < len(s) && !utf8.RuneStart(s[i]) {
		i++
	}
	return i
}
