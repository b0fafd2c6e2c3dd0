package person

import (
	"regexp"
	"strings"

	"sarsen/index/fold"
)

// How surely an e-mail address is the subject's.
const (
	asTagged    = 0.95 // with a tag: c.lee+rent@home.example
	asNearEmail = 0.6  // with a typing error in its domain
)

// spelled is an e-mail address in its words.
type spelled struct{ local, domain []string }

// addEmail adds a folded e-mail address.
func (s *Subject) addEmail(e string) {
	s.emails = append(s.emails, e)
	l, d, _ := strings.Cut(e, "@")
	l, _, _ = strings.Cut(l, "+")
	if local, domain := words(l), words(d); len(local) > 0 && len(domain) > 1 {
		s.spelled = append(s.spelled, spelled{local, domain})
	}
}

// matchEmails returns the places of the subject's e-mail addresses.
func (s *Subject) matchEmails(d *document) []Hit {
	if len(s.emails) == 0 {
		return nil
	}
	var hits []Hit
	for i := 0; ; {
		at := strings.IndexByte(d.s[i:], '@')
		if at < 0 {
			break
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
			h := d.hit(FactEmail, start, end, strength, strength == 1)
			h.unasked = strength < asTagged
			hits = append(hits, h)
		}
		i += at + 1
	}
	return append(hits, s.spelledEmails(d)...)
}

// emailLike rates how surely an address is the subject's. The part before the
// @ must be right: ann.lee1 and ann.lee2 are two people.
func (s *Subject) emailLike(address string) float64 {
	best := 0.0
	local, domain, _ := strings.Cut(address, "@")
	plain, _, _ := strings.Cut(local, "+")
	for _, e := range s.emails {
		if e == address {
			return 1
		}
		l, dom, _ := strings.Cut(e, "@")
		untagged, _, _ := strings.Cut(l, "+")
		switch {
		case untagged == plain && dom == domain:
			best = asTagged
		case l == local && len(dom) > minMisread && distance(dom, domain, 2) <= 2 && sameEnding(dom, domain):
			best = max(best, asNearEmail)
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

// words returns the words of a folded text.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !fold.IsWord(r) })
}

var (
	// mailGap is what may stand inside an address that is spelt out or cut by a
	// line's end; at the @ and at dots there may be more.
	mailGap = regexp.MustCompile(`^(?: ?[._'-] ?)?$`)
	atGap   = regexp.MustCompile(`^ ?@ ?$`)
	asideAt = regexp.MustCompile(`^ ?[(\[{<]? ?$`)
	afterAt = regexp.MustCompile(`^ ?[)\]}>]? ?$`)
)

// spelledEmails finds addresses that are cut by a line's end, or have words for
// their signs, as in "c.lee (at) home dot example", and the last part of an X.500
// name that Exchange writes in their place.
func (s *Subject) spelledEmails(d *document) []Hit {
	var hits []Hit
	for _, e := range s.spelled {
		for i := range d.tokens {
			if d.tokens[i].word != e.local[0] {
				continue
			}
			to, ok := d.follow(i, e.local, mailGap)
			if !ok {
				continue
			}
			if end, ok := d.atDomain(to, e.domain); ok && !joins(d.between(i)) && !joins(d.between(end)) {
				hits = append(hits, d.hit(FactEmail, d.tokens[i].start, d.tokens[end-1].end, 1, true))
			} else if asked, ok := d.exchange(i); ok && !strings.HasPrefix(d.s[d.tokens[to-1].end:], ".") {
				h := d.hit(FactEmail, d.tokens[i].start, d.tokens[to-1].end, asTagged, true)
				h.unasked = !asked
				hits = append(hits, h)
			}
		}
	}
	return hits
}

// joins reports whether what stands between two words makes them parts of one
// address.
func joins(gap string) bool { return len(gap) == 1 && strings.IndexByte("._+-'%", gap[0]) >= 0 }

// follow reads words from token i on, with a fitting gap between them.
func (d *document) follow(i int, list []string, gap *regexp.Regexp) (to int, ok bool) {
	for j, w := range list {
		if d.at(i+j).word != w || j > 0 && !gap.MatchString(d.between(i+j)) {
			return 0, false
		}
	}
	return i + len(list), true
}

// between returns what stands before token i and after the one before.
func (d *document) between(i int) string {
	if i <= 0 || i >= len(d.tokens) {
		return ""
	}
	return d.s[d.tokens[i-1].end:d.tokens[i].start]
}

// atDomain reads the sign or the word "at", and the domain.
func (d *document) atDomain(i int, domain []string) (to int, ok bool) {
	switch {
	case d.at(i).word == "at" && asideAt.MatchString(d.between(i)) && afterAt.MatchString(d.between(i+1)):
		i++
	case !atGap.MatchString(d.between(i)):
		return 0, false
	}
	for j, w := range domain {
		if j > 0 && d.at(i).word == "dot" {
			i++
		} else if j > 0 && !mailGap.MatchString(d.between(i)) {
			return 0, false
		}
		if d.at(i).word != w {
			return 0, false
		}
		i++
	}
	return i, true
}

// mailboxID is how long the number is that Exchange writes before some names.
const mailboxID = 32

// exchange reports whether token i begins the last part of an X.500 name, and
// whether queries ask for it there: not after a mailbox's number.
func (d *document) exchange(i int) (asked, ok bool) {
	asked = true
	if d.at(i).link.hyphen() && len(d.at(i-1).word) == mailboxID {
		i, asked = i-1, false
	}
	ok = d.at(i-1).word == "cn" && d.at(i-2).word == "recipients" && d.between(i) == "=" && strings.HasSuffix(d.between(i-1), "/")
	return asked, ok
}
