package recognise

import (
	"net/netip"
	"strings"

	"sarsen/redact"
)

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
		if a, e := netip.ParseAddr(t.S[start : start+k]); e == nil && (a.Is4() || start+k+1 == end && k > 2) {
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
	switch {
	case addr.IsLoopback() || addr.IsUnspecified():
		score, reason = 0.4, reason+" that every device has, nobody's"
	case addr.IsPrivate() || addr.IsLinkLocalUnicast():
		score, reason = 0.6, reason+" within a private network"
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
	if strings.HasSuffix(strings.TrimRight(t.Lower[max(0, start-24):start], " :="), "version") {
		return true
	}
	b := addr.As4()
	small := max(b[0], b[1], b[2], b[3]) < 25
	first := strings.TrimSpace(t.S[lineStart(t.S, start):start]) == ""
	if !small || b[0] == 0 || b[0] == 10 {
		return false
	}
	if first && start+8 < len(t.S) {
		return true
	}
	_, named := t.Context(start, start, 60, []string{"ip", "ips", "address", "server", "host", "dns", "router", "gateway", "network", "subnet", "login", "logged", "from"})
	return !named
}
