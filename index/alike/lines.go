package alike

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/index/fold"
)

// A line of a message, without its line end.
type line struct {
	start, end int
	depth      int    // how many > stand before it
	said       string // what follows them, without space around it
}

// lines splits text from offset body on.
func lines(text string, body int) []line {
	var out []line
	for at := body; at < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n
		}
		l := line{start: at, end: end}
		i := at
		for i < end && (text[i] == '>' || text[i] == ' ' && i+1 < end && (text[i+1] == '>' || l.depth > 0)) {
			if text[i] == '>' {
				l.depth++
			}
			i++
		}
		l.said = strings.TrimSpace(text[i:end])
		out = append(out, l)
		at = end + 1
	}
	return out
}

// longest is the length of the longest line that introduces a quotation.
const longest = 400

// separators are what stands between lines of strokes before a message that is
// quoted or passed on.
var separators = []string{
	"original message", "original appointment", "forwarded message", "forwarded by", "begin forwarded message", "neges wreiddiol",
	"neges a anfonwyd ymlaen", "anfonwyd ymlaen", "dechrau neges a anfonwyd ymlaen", "ursprungliche nachricht", "weitergeleitete nachricht",
	"message d'origine", "message transfere", "mensaje original", "mensaje reenviado", "messaggio originale", "wiadomosc oryginalna", //nolint:misspell // French
}

// separates reports whether a line such as -----Original Message----- begins a
// quotation that goes on to the end.
func separates(said string) bool {
	if len(said) > longest {
		return false
	}
	bare := strings.TrimFunc(said, func(r rune) bool { return strings.ContainsRune("-_*=–—: ", r) })
	if bare == "" || len(bare) > 80 {
		return false
	}
	stroked := len(bare) < len(said)
	f := fold.String(bare)
	for _, s := range separators {
		if f == s || stroked && strings.HasPrefix(f, s) {
			return true
		}
	}
	return false
}

// verbs end the line that says who wrote what is quoted; before them stands the
// name or the date, in Welsh the name comes after.
var verbs = []string{"wrote", "writes", "ysgrifennodd", "schrieb", "a ecrit", "escribio", "ha scritto", "schreef", "napisal(a)", "napisal"}

// attributed returns how many lines from the first one say who wrote what is
// quoted below, such as "On 3 June 2024, Jane Doe wrote:"; 0 for none. It may
// be broken over three lines.
func attributed(ls []line) int {
	said := ""
	for n := 1; n <= min(3, len(ls)); n++ {
		l := ls[n-1]
		if l.said == "" || l.depth != ls[0].depth || len(said)+len(l.said) > longest {
			return 0
		}
		said += l.said + " "
		if strings.HasSuffix(l.said, ":") {
			if attributes(said, n > 1) {
				return n
			}
			return 0
		}
	}
	return 0
}

func attributes(said string, broken bool) bool {
	f := strings.TrimSuffix(strings.TrimRight(fold.String(said), " "), ":")
	on := strings.HasPrefix(f, "on ") || strings.HasPrefix(f, "ar ") || strings.HasPrefix(f, "am ") || strings.HasPrefix(f, "le ") || strings.HasPrefix(f, "el ")
	for _, v := range verbs {
		at := strings.LastIndex(f, v)
		if at < 0 || at == 0 || !fold.Whole(f, at, at+len(v)) {
			continue
		}
		if rest := strings.TrimSpace(f[at+len(v):]); rest == "" && (on || !broken) || on && len(rest) < 120 {
			return on || strings.ContainsAny(f[:at], "@<0123456789") || strings.Count(f[:at], " ") <= 4
		}
	}
	return false
}

// Labels of the lines of a header, as mail programs write them above a quotation.
var (
	senders = labels("from", "oddi wrth", "von", "de", "da", "van", "od")
	dates   = labels("sent", "date", "anfonwyd", "dyddiad", "gesendet", "datum", "envoye", "enviado", "fecha", "inviato", "wyslano", "data")
	others  = labels("to", "cc", "bcc", "subject", "reply-to", "importance", "attachments", "sensitivity", "at", "i", "pwnc", "an", "betreff",
		"a", "objet", "para", "asunto", "oggetto", "do", "temat", "aan", "onderwerp", "organization", "x-mailer")
)

func labels(l ...string) map[string]bool {
	out := map[string]bool{}
	for _, s := range l {
		out[s] = true
	}
	return out
}

// label is the folded word before the first colon of a line of a header, "" for
// other lines.
func label(said string) string {
	at := strings.IndexByte(said, ':')
	if at < 1 || at > 24 {
		return ""
	}
	return fold.String(strings.Trim(said[:at], "* \t"))
}

// headed returns how many lines from the first one are a header that was put
// above a quotation: From, Sent and To or Subject, with lines that go on.
func headed(ls []line) int {
	if len(ls) == 0 || !senders[label(ls[0].said)] {
		return 0
	}
	end, dated, more, loose := 1, false, 0, 0
	for n := 1; n < min(len(ls), 16) && ls[n].depth == ls[0].depth; n++ {
		switch k := label(ls[n].said); {
		case dates[k]:
			dated, end, loose = true, n+1, 0
		case others[k]:
			more, end, loose = more+1, n+1, 0
		case ls[n].said == "" && (dated || more > 0):
			loose = 3
		default:
			loose++
		}
		if loose > 2 {
			break
		}
	}
	if !dated || more == 0 {
		return 0
	}
	return end
}

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

// closings begin the last lines of a letter.
var closings = []string{
	"kind regards", "regards", "best regards", "warm regards", "best wishes", "yours sincerely", "yours faithfully", "sincerely", "many thanks",
	"yn gywir", "yr eiddoch yn gywir", "yr eiddoch yn ffyddlon", "cofion", "cofion gorau", "cofion cynnes", "diolch yn fawr",
}

// notices stand in what mail systems put below every message.
var notices = []string{
	"intended recipient", "intended solely for", "any attachments", "confidential", "disclaimer", "scanned for viruses", "privileged",
	"sent from my", "get outlook for", "sent from outlook", "cyfrinachol", "gyfrinachol", "derbynnydd", "anfonwyd o fy", "please consider the environment",
}

// closing is how many lines the end of a letter has at most.
const closing = 12

// signed returns the offset at which the closing lines of [start, end) begin:
// what follows "-- ", a greeting near the end or the notice of a mail system;
// end for none.
func signed(text string, start, end int) int {
	ls := lines(text[:end], start)
	at, left := end, closing
	for i := len(ls) - 1; i >= 0 && left > 0; i-- {
		l := ls[i]
		if l.said == "" {
			continue
		}
		left--
		if len(l.said) > 4*longest {
			continue
		}
		if closes(l.said) || noticed(l.said) {
			at, left = l.start, closing
		}
	}
	return at
}

func closes(line string) bool {
	if line == "--" || line == "---" {
		return true
	}
	if len(line) > 40 {
		return false
	}
	f := fold.String(strings.TrimRightFunc(line, func(r rune) bool { return !unicode.IsLetter(r) }))
	for _, c := range closings {
		if f == c {
			return true
		}
	}
	return false
}

func noticed(line string) bool {
	f := fold.String(line)
	for _, n := range notices {
		if strings.Contains(f, n) {
			return true
		}
	}
	return false
}

// lineStart is where the line of offset i begins.
func lineStart(text string, i int) int { return strings.LastIndexByte(text[:i], '\n') + 1 }

// firstOnLine reports whether nothing but marks stands before offset i on its
// line, and lastOnLine whether nothing but marks follows.
func firstOnLine(text string, i, from int) bool { return !wordy(text[max(from, lineStart(text, i)):i]) }

func lastOnLine(text string, i int) bool { return !wordy(text[i:lineEnd(text, i)]) }

func lineEnd(text string, i int) int {
	if n := strings.IndexByte(text[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(text)
}

func wordy(s string) bool {
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
		i += n
	}
	return false
}
