package recognise

import (
	"math"
	"slices"
	"strings"

	"sarsen/redact"
)

// Name finds people's names. What surrounds the words is read first: labels,
// greetings, signatures, columns of names (cues). Then each run of words that
// could be a name is weighed: what its words are known to be, where it stands,
// what stands beside it, and what the statistical recogniser makes of it; names
// that only the latter sees follow. Last come the parts of names that were seen
// in full in the same text.
func Name(t *Text) []redact.Found {
	n := newNamer(t)
	if len(n.ws) == 0 {
		return nil
	}
	n.addresses()
	n.phrases()
	n.others()
	n.fields()
	n.cells()
	n.lines()
	n.scan()
	n.propose()
	n.epithets()
	n.relatives()
	n.again()
	return n.found()
}

// A namer finds the names of one text.
type namer struct {
	t     *Text
	ws    []word
	tags  []tag // of ws; nil without a model
	cues  []cue
	taken []bool // words that are part of a name
	sure  []bool // words that are part of one of which the rules are sure
	names []name
}

func newNamer(t *Text) *namer {
	n := &namer{t: t, ws: t.split(), tags: agree(t.split(), t.tagged())}
	n.cues = make([]cue, len(n.ws))
	n.taken = make([]bool, len(n.ws))
	n.sure = make([]bool, len(n.ws))
	return n
}

// A name is the words [from, to) of the text.
type name struct {
	from, to int
	score    float64
	reason   string
}

// scan reads the text from left to right.
func (n *namer) scan() {
	for i := 0; i < len(n.ws); i++ {
		if n.taken[i] {
			continue
		}
		if m, ok := n.match(i); ok && m.to > i { // a particle that nothing follows is none
			n.take(m)
			i = m.to - 1
		}
	}
}

func (n *namer) take(m name) {
	n.names = append(n.names, m)
	for i := m.from; i < m.to; i++ {
		n.taken[i] = true
		n.sure[i] = m.score >= partScore
	}
}

// A form is a way to write a name: it returns the name that begins with word i.
type form func(n *namer, i int) (name, bool)

// The forms are tried in this order; the first that fits is taken.
var (
	capitalForms = []form{(*namer).listed, (*namer).titled, (*namer).reversed, (*namer).filed, (*namer).family, (*namer).matter, (*namer).nickname, (*namer).bracketed, (*namer).answer, (*namer).initialled, (*namer).dotted, (*namer).weighed}
	smallForms   = []form{(*namer).listed, (*namer).family, (*namer).smallTitled, (*namer).smallCued, (*namer).smallParticle, (*namer).smallPair, (*namer).smallAlone}
)

// match returns the name that starts with word i, if one does.
func (n *namer) match(i int) (name, bool) {
	forms := capitalForms
	switch {
	case n.cues[i]&cueNever != 0 || n.ws[i].casing == numeral || n.dated(i):
		return name{}, false
	case n.ws[i].casing == small:
		forms = smallForms
	}
	for _, read := range forms {
		if m, ok := read(n, i); ok {
			return m, true
		}
	}
	return name{}, false
}

// dated reports whether word i is the month of a date: "6 April".
func (n *namer) dated(i int) bool {
	if i == 0 || !n.ws[i].joined || n.ws[i-1].casing != numeral || !slices.Contains(monthNames, n.ws[i].key) {
		return false
	}
	day := strings.TrimRight(n.ws[i-1].key, "stndrh")
	return len(day) < 3 && Count(day) == len(day)
}

// weighed reads a run of words with capitals, shortened until what speaks for a
// name outweighs what speaks against it: its last word may belong to what
// follows.
func (n *namer) weighed(i int) (name, bool) {
	for to := n.body(i, i); to > i; to-- {
		if x, reason := n.weigh(i, to); x > 0 {
			return name{i, to, 1 / (1 + math.Exp(-x)), reason}, true
		}
		if to-i < 3 {
			break
		}
	}
	return name{}, false
}

// found turns names into spans, in order.
func (n *namer) found() []redact.Found {
	out := make([]redact.Found, 0, len(n.names))
	for _, m := range n.names {
		start, end := n.ws[m.from].start, systemEnd(n.t.S, n.nameEnd(m.to-1))
		score := math.Round(m.score*100) / 100
		out = append(out, n.t.found(start, end, redact.Person, score, "name", m.reason))
	}
	return out
}

// systemEnd returns the end of a name that ends at end, with the address within
// an office system that hangs on it: "Xola Qwerty@SARSEN".
func systemEnd(s string, end int) int {
	if end+1 >= len(s) || s[end] != '@' || s[end+1] < 'A' || s[end+1] > 'Z' {
		return end
	}
	for end++; end < len(s) && alnum(s[end]); end++ {
	}
	return end
}

// nameEnd returns the end of word i without its possessive ending.
func (n *namer) nameEnd(i int) int {
	w := n.ws[i]
	if !w.owns {
		return w.end
	}
	return w.start + max(strings.LastIndex(n.t.S[w.start:w.end], "'"), strings.LastIndex(n.t.S[w.start:w.end], "’"))
}
