package recognise

import (
	"strings"

	"sarsen/redact"
)

// hosts finds web addresses that stand without "http" and "www", in small
// letters or capitals throughout: "tomspage.co.uk/about". Words that a missing
// blank joined ("end.in") and names of files are none.
func (t *Text) hosts() []redact.Found {
	var out []redact.Found
	for i := 1; i+2 < len(t.S); i++ {
		if t.S[i] != '.' || !alnum(t.S[i-1]) || !letterByte(t.S[i+1]) {
			continue
		}
		start := i
		for start > 0 && (alnum(t.S[start-1]) || t.S[start-1] == '-' || t.S[start-1] == '.') {
			start--
		}
		end := i
		for end < len(t.S) && (alnum(t.S[end]) || t.S[end] == '-' || t.S[end] == '.') {
			end++
		}
		host := strings.TrimRight(t.S[start:end], ".-")
		i = end
		if start > 0 && strings.IndexByte("@/:_", t.S[start-1]) >= 0 || strings.HasPrefix(lower(host), "www.") || end < len(t.S) && t.S[end] == '@' || !plainHost(host) {
			continue
		}
		end = start + len(host)
		if end < len(t.S) && t.S[end] == '/' {
			for end < len(t.S) && t.S[end] > ' ' && t.S[end] < 0x80 && strings.IndexByte("<>\"|\\^`{}", t.S[end]) < 0 {
				end++
			}
			end = start + len(strings.TrimRight(t.S[start:end], ".,;:!?)]}'*"))
		}
		out = append(out, t.found(start, end, redact.URL, 0.6, "domain", "web address without its beginning"))
		i = end
	}
	return out
}

// plainHost reports whether s is the name of a host that needs no "www" to be
// known for one: of one case, below a domain that is not a word as well.
func plainHost(s string) bool {
	if s != lower(s) && s != strings.ToUpper(s) || strings.Contains(s, "..") {
		return false
	}
	parts := strings.Split(lower(s), ".")
	top := parts[len(parts)-1]
	switch top {
	case "in", "me", "no", "at", "is", "it", "be", "us", "so", "to", "am", "my", "do", "co", "name", "family", "care", "health", "school", "church", "club", "app", "store", "shop", "site", "test":
		return false
	}
	return topLevel(top) && len(parts[0]) > 1 && letters(parts[0]) > 0 && letters(parts[len(parts)-2]) > 0
}
