package person

import "strings"

// asNearEmail is the strength of an e-mail address with a typing error in its
// domain.
const asNearEmail = 0.6

// matchEmails returns the places of the subject's e-mail addresses.
func (s *Subject) matchEmails(d *document) []Hit {
	if len(s.emails) == 0 {
		return nil
	}
	var hits []Hit
	for i := 0; ; {
		at := strings.IndexByte(d.s[i:], '@')
		if at < 0 {
			return hits
		}
		start, end := i+at, i+at+1
		for start > 0 && mailByte(d.s[start-1]) {
			start--
		}
		for end < len(d.s) && mailByte(d.s[end]) {
			end++
		}
		for end > i+at+1 && d.s[end-1] == '.' {
			end-- // the end of a sentence
		}
		if strength := s.emailLike(d.s[start:end]); strength > 0 {
			hits = append(hits, d.hit(FactEmail, start, end, strength, strength == 1))
		}
		i += at + 1
	}
}

// emailLike rates how surely an address is the subject's. The part before the
// @ must be right: ann.lee1 and ann.lee2 are two people.
func (s *Subject) emailLike(address string) float64 {
	best := 0.0
	local, domain, _ := strings.Cut(address, "@")
	for _, e := range s.emails {
		if e == address {
			return 1
		}
		l, dom, _ := strings.Cut(e, "@")
		if l == local && len(dom) > minMisread && distance(dom, domain, 2) <= 2 && sameEnding(dom, domain) {
			best = asNearEmail
		}
	}
	return best
}

// sameEnding reports whether two domains have the same top level: those of
// x.example and x.test belong to two people.
func sameEnding(a, b string) bool {
	return a[strings.LastIndexByte(a, '.')+1:] == b[strings.LastIndexByte(b, '.')+1:]
}

func mailByte(b byte) bool {
	return 'a' <= b && b <= 'z' || '0' <= b && b <= '9' || b >= 0x80 || strings.IndexByte("._%+-'", b) >= 0
}
