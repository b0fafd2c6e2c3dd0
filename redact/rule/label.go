package rule

import (
	"cmp"
	"slices"
	"strings"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// fillers may stand between a label and what it announces.
var fillers = []string{
	"number", "numbers", "no", "nos", "num", "nr", "ref", "reference", "references", "refs", "id", "ids", "code", "name", "account", "acc", "acct", "is", "was", "are", "quoted",
	"rhif", "yw", "cyf", // Welsh: number, is, ref.
}

const (
	labelGap   = 24 // bytes of blanks and punctuation between a label and a value, at most
	labelWords = 3  // fillers, at most
	digitSoon  = 24 // bytes of a value before its first digit, at most
	labelNote  = 32 // bytes of a note in brackets behind a label, at most
)

// behind returns what stands behind the rule's labels, in order.
func (r *Rule) behind(t *Text) []redact.Found {
	var out []redact.Found
	tried := map[int]bool{} // where values begin: a list is read once, not behind each label in it
	for _, label := range r.Labels {
		for _, s := range t.places(label) {
			if t.Before(s.Start, r.Except) || s.Start > 0 && t.S[s.Start-1] == '_' || glued(t.S, s) {
				continue
			}
			out = append(out, r.list(t, s.End, tried, `behind "`+t.S[s.Start:s.End]+`"`)...)
		}
	}
	for _, h := range t.under(r.Labels) {
		start := h.Start + len(t.S[h.Start:h.End]) - len(strings.TrimLeft(t.S[h.Start:h.End], " \t\n'#"))
		if f, ok := r.at(t, start, "the heading of its column says so"); ok && f.End <= h.End {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b redact.Found) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	return slices.CompactFunc(out, func(next, last redact.Found) bool { return next.Start < last.End })
}

// glued reports whether a label of one or two letters has a digit stuck to it,
// as in a password or a picture's code: "No0socq".
func glued(s string, label redact.Span) bool {
	return label.End-label.Start < 3 && label.End < len(s) && '0' <= s[label.End] && s[label.End] <= '9'
}

// list returns the value that a label ending at i announces, and those that
// follow after commas, semicolons and "and", up to one that was tried.
func (r *Rule) list(t *Text, i int, tried map[int]bool, why string) []redact.Found {
	var out []redact.Found
	for at := announced(t.S, t.Lower, i); at >= 0 && !tried[at]; at = next(t.S, t.Lower, at) {
		tried[at] = true
		f, ok := r.at(t, at, why)
		if !ok {
			break
		}
		why = "it is in a list of them"
		out = append(out, f)
		at = f.End
	}
	return out
}

// at returns the match that starts at i, announced by a label.
func (r *Rule) at(t *Text, i int, why string) (redact.Found, bool) {
	if r.Digits > 0 && recognise.Count(t.S[i:min(len(t.S), i+digitSoon)]) == 0 {
		return redact.Found{}, false // most words behind a label: no need to ask the pattern
	}
	m := r.re.FindStringSubmatchIndex(t.S[i:min(len(t.S), i+reach)])
	if m == nil {
		return redact.Found{}, false
	}
	s, ok := r.span(m, i)
	if !ok || s.End < len(t.S) && word(t.S[s.End]) && word(t.S[s.End-1]) || recognise.Count(t.S[s.Start:s.End]) < r.Digits {
		return redact.Found{}, false
	}
	return r.judge(t, s, why)
}

// announced returns where the value that a label ending at i announces begins,
// -1 where a word stands between that is no filler.
func announced(s, lower string, i int) int {
	i = note(s, i)
	gap, lines := 0, 0
	if strings.HasPrefix(s[i:], "://") { // "file://"
		return -1
	}
	for words := 0; i < len(s) && gap <= labelGap; {
		switch c := s[i]; {
		case c == '\n':
			if lines++; lines > 2 {
				return -1
			}
			i++
		case strings.IndexByte(" \t\r:.#=-(['\"|>*,/?", c) >= 0:
			gap++
			i++
		case strings.HasPrefix(s[i:], "\u00a0"), strings.HasPrefix(s[i:], "\u00ad"):
			gap++
			i += 2
		case strings.HasPrefix(s[i:], "–"), strings.HasPrefix(s[i:], "’"), strings.HasPrefix(s[i:], "‘"), strings.HasPrefix(s[i:], "“"):
			gap++
			i += 3
		default:
			n := filler(lower, i)
			if n == 0 || words == labelWords || gap == 0 && words == 0 && c != 's' {
				return i
			}
			i = note(s, i+n)
			words++
		}
	}
	return -1
}

// note returns where a note in brackets at i ends: "UTR (ten digits): ..."; i
// where there is none, or where it holds digits.
func note(s string, i int) int {
	j := i
	for j < len(s) && s[j] == ' ' {
		j++
	}
	if j >= len(s) || s[j] != '(' {
		return i
	}
	end := strings.IndexByte(s[j:min(len(s), j+labelNote)], ')')
	if end < 0 || recognise.Count(s[j:j+end]) > 0 {
		return i
	}
	return j + end + 1
}

// filler returns the length of the filler at i, 0 when there is none.
func filler(lower string, i int) int {
	n := i
	for n < len(lower) && 'a' <= lower[n] && lower[n] <= 'z' {
		n++
	}
	if n < len(lower) && word(lower[n]) || !slices.Contains(fillers, lower[i:n]) {
		return 0
	}
	return n - i
}

// next returns where the next of a list may begin behind i, -1 when the list
// ends.
func next(s, lower string, i int) int {
	from := i
	for _, sep := range []string{",", ";", " and", " &", " or"} {
		if strings.HasPrefix(lower[i:], sep) {
			i += len(sep)
			if strings.HasPrefix(lower[i:], " and ") {
				i += 4
			}
			break
		}
	}
	if i == from || i >= len(s) || s[i] != ' ' && s[i] != '\n' {
		return -1
	}
	i++
	for _, again := range fillers {
		if strings.HasPrefix(lower[i:], again) && i+len(again) < len(s) && strings.IndexByte(" .", s[i+len(again)]) >= 0 {
			return announced(s, lower, i+len(again))
		}
	}
	if i >= len(s) {
		return -1
	}
	return i
}
