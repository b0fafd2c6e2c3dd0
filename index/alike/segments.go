package alike

// A segment is a part of a message: its own words, or what it marks as quoted.
type segment struct {
	start, end int // whole lines, as offsets
	head       int // end of the lines that introduce it
	marked     bool
}

// segments splits a message into its own words and what is marked as quoted.
// A header in the first line with words is the message's own when own is set.
func segments(text string, body int, own bool) []segment {
	s := splitter{ls: lines(text, body)}
	at := body
	for i := 0; i < len(s.ls); {
		next, head, kind := s.next(i, own)
		if s.ls[i].said != "" {
			own = false
		}
		if kind != s.kind || head > i {
			if i > 0 && s.ls[i].start > at {
				s.out = append(s.out, segment{at, s.ls[i].start, s.head, s.kind != said})
			}
			at, s.kind, s.head = s.ls[i].start, kind, 0
			if head > i {
				s.head = s.ls[head-1].end
			}
		}
		i = next
	}
	if at < len(text) {
		s.out = append(s.out, segment{at, len(text), s.head, s.kind != said})
	}
	return s.out
}

// The kinds of segment: a message's own words, what follows a separator to the
// end, and, as how deep they are, lines with > before them.
const (
	said = 0
	tail = -1
)

type splitter struct {
	ls         []line
	out        []segment
	kind, head int
	tailed     bool // a separator was seen
}

// next says of which kind line i is, and how far that reaches; head is the line
// after those that introduce a quotation, i for none.
func (s *splitter) next(i int, own bool) (next, head, kind int) {
	l := s.ls[i]
	if l.said == "" {
		return i + 1, i, s.blank(i)
	}
	n := 0
	if separates(l.said) {
		n = 1
		for i+n < len(s.ls) && s.ls[i+n].said == "" {
			n++
		}
		n += headed(s.ls[i+n:])
	}
	if n == 0 {
		n = headed(s.ls[i:])
		if own && n > 0 {
			return i + n, i, said
		}
	}
	if n == 0 {
		n = attributed(s.ls[i:])
	}
	switch {
	case n == 0 && l.depth > 0:
		return i + 1, i, l.depth
	case n == 0 && s.tailed:
		return i + 1, i, tail
	case n == 0:
		return i + 1, i, said
	}
	for k := i + n; k < len(s.ls); k++ {
		if s.ls[k].said != "" {
			if s.ls[k].depth > l.depth {
				return i + n, i + n, s.ls[k].depth
			}
			break
		}
	}
	if l.depth > 0 {
		return i + n, i + n, l.depth
	}
	s.tailed = true
	return i + n, i + n, tail
}

// blank says which kind an empty line has: that of the lines around it when they
// are of one.
func (s *splitter) blank(i int) int {
	for k := i + 1; k < len(s.ls) && s.kind > 0; k++ {
		if s.ls[k].said != "" {
			if s.ls[k].depth == s.kind {
				return s.kind
			}
			break
		}
	}
	if s.kind > 0 && s.tailed {
		return tail
	}
	if s.kind > 0 {
		return said
	}
	return s.kind
}
