package directory

import (
	"strings"

	"sarsen/redact/people"
)

// fields learns from the lines of a message's header that name people.
func (l *learner) fields() {
	for _, h := range l.doc.Hints {
		if h.Kind != "field" || !names(h.Label) || h.Start < 0 || h.End > len(l.doc.Text) || h.Start >= h.End {
			continue
		}
		line := l.doc.Text[h.Start:h.End]
		if head := strings.IndexByte(line, ':'); head >= 0 && head <= len(h.Label) {
			line = line[head+1:]
		}
		for one := range strings.SplitSeq(line, ",") {
			// With angle brackets see angles. Without, it is an address by itself.
			if strings.ContainsAny(one, "<>") {
				continue
			}
			name, email := Person("", one)
			l.add(people.Entry{Name: name, Email: email})
		}
	}
}

func names(label string) bool {
	switch strings.ToLower(label) {
	case "from", "to", "cc", "bcc", "sender", "reply-to":
		return true
	}
	return false
}

// angles learns from every address in angle or square brackets that has a name in
// front: in a message's header, and in what is quoted below it.
func (l *learner) angles() {
	s := l.doc.Text
	for at := 0; ; {
		i := strings.IndexByte(s[at:], '@')
		if i < 0 {
			return
		}
		i += at
		at = i + 1
		open, end := brackets(s, i)
		if open < 0 {
			continue
		}
		at = end
		name, email := Person(before(s[:open]), s[open+1:end])
		l.add(people.Entry{Name: name, Email: email})
	}
}

// brackets returns where those open and close that an @ at i stands in.
func brackets(s string, i int) (open, end int) {
	open = strings.LastIndexAny(s[max(0, i-80):i], "<[ \n\t,;")
	if open < 0 {
		return -1, -1
	}
	open += max(0, i-80)
	if s[open] != '<' && s[open] != '[' {
		return -1, -1
	}
	n := strings.IndexAny(s[i:min(len(s), i+100)], ">] \n")
	if n < 0 || s[i+n] != '>' && s[i+n] != ']' {
		return -1, -1
	}
	return open, i + n
}

// before returns what stands in front of an address as its display name: back to
// the start of the line, the address before, or the label of the line.
func before(s string) string {
	s = s[max(0, len(s)-longest):]
	if k := strings.LastIndexAny(s, "\n>;:\t]"); k >= 0 {
		s = s[k+1:]
	}
	s = strings.TrimLeft(s, " ,")
	if k := strings.LastIndex(s, `",`); k >= 0 { // "Patel, Sunita", "Khan, Ali" <...>
		s = s[k+2:]
	}
	if q := strings.IndexByte(s, '"'); q >= 0 && strings.Count(s, `"`) == 2 {
		s = s[q:]
	}
	return s
}
