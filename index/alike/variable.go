package alike

import (
	"regexp"
	"strings"
)

// months are months and days of the week, in English and Welsh, in full and
// short.
var months = hashed(`january february march april may june july august september october november december
	jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun
	ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr
	ion chwe maw ebr meh gor gorff hyd tach rhag llun mawrth mercher iau gwener sadwrn sul am pm yb yh noon midday midnight st nd rd th`)

// connectives may stand inside a date, beside something that is one.
var connectives = hashed("of the o y and to at ar i on")

func hashed(list string) map[uint64]bool {
	out := map[uint64]bool{}
	for w := range strings.FieldsSeq(list) {
		out[mix(hashOf(w))] = true
	}
	return out
}

// variable reports whether a word is one that differs between versions of a text:
// it has a digit, or belongs to dates.
func (w word) variable(text string) bool {
	return strings.ContainsAny(w.in(text), "0123456789") || months[w.hash]
}

// variable says what words [from, to) are, "" when they are no date, number or
// reference. No words at all are a number.
func (s *side) variable(from, to int) Kind {
	kind, loose, firm := Number, 0, from == to
	for i := from; i < to; i++ {
		w := s.words[i]
		switch text := w.in(s.text); {
		case months[w.hash]:
			kind, firm = Date, true
		case strings.ContainsAny(text, "0123456789"):
			firm = true
			if kind == Number && s.dated(w) {
				kind = Date
			} else if kind == Number && (strings.ContainsFunc(text, letter) || s.inReference(w)) {
				kind = Reference
			}
		case s.inReference(w):
			kind, firm = Reference, true
		case connectives[w.hash]:
			loose++
		default:
			return ""
		}
	}
	if !firm || loose > connecting {
		return ""
	}
	return kind
}

func letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// token is the run without white space in which a word stands.
func (s *side) token(w word) string {
	start, end := int(w.start), int(w.end)
	for start > 0 && s.text[start-1] > ' ' && int(w.start)-start < longest {
		start--
	}
	for end < len(s.text) && s.text[end] > ' ' && end-int(w.end) < longest {
		end++
	}
	return s.text[start:end]
}

var dateToken = regexp.MustCompile(`^[("'\[]*(?:\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?|\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}(?:-\d{2}.*)?|\d{1,2}:\d{2}(?::\d{2})?(?i:am|pm)?|(?:19|20)\d{2}|\d{1,2}(?i:st|nd|rd|th|am|pm)|\d{1,2}\.\d{2}(?i:am|pm))\W*$`)

// dated reports whether a word is a part of a date or time, by how it is written
// or the month beside it.
func (s *side) dated(w word) bool {
	if dateToken.MatchString(s.token(w)) {
		return true
	}
	i := first(s.words, int(w.start))
	return i > 0 && months[s.words[i-1].hash] || i+1 < len(s.words) && months[s.words[i+1].hash]
}

// inReference reports whether a word belongs to a reference such as HB/2024/117.
func (s *side) inReference(w word) bool {
	t := s.token(w)
	return len(t) <= 40 && strings.ContainsAny(t, "0123456789") && strings.ContainsFunc(t, letter) && strings.ContainsAny(t, "/-") && !strings.Contains(t, "//")
}
