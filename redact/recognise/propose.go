package recognise

import (
	"math"
	"strings"

	"sarsen/redact/tagger"
)

// proposed is how likely a word must be part of a person's name to be taken for
// one that no rule sees; unlikely, where it is known as something else; joins,
// to be taken into a name beside it; denied is how likely one must be part of
// another sort of name that what stands elsewhere, or how it is written, makes
// no name of it; signed, how likely a word must be that stands where initials
// end a message.
const (
	proposed = 0.45
	unlikely = 0.75
	joins    = 0.4
	signed   = 0.25
	denied   = 0.8
)

// reads is the reason where the statistical recogniser sees a name.
const reads = "the words around it read as those around a name"

// personOdds returns the mean of the log-odds that the words [i, to) are part
// of a person's name. A word that was not read says nothing.
func (n *namer) personOdds(i, to int) float64 {
	sum := 0.0
	for _, g := range n.tags[i:to] {
		if g == (tag{}) {
			continue
		}
		p := min(max(float64(g[tagger.Person]), 1e-6), 1-1e-6)
		sum += min(max(math.Log(p/(1-p)), -tagLimit), tagLimit)
	}
	return sum / float64(to-i)
}

// otherwise returns how likely the words [i, to) are part of another sort of
// name: the mean over the words.
func (n *namer) otherwise(i, to int) float64 {
	sum := float32(0)
	for _, g := range n.tags[i:to] {
		sum += g[tagger.Organisation] + g[tagger.Place] + g[tagger.Address]
	}
	return float64(sum) / float64(to-i)
}

// denies reports whether the statistical recogniser takes the words [i, to) for
// a place, a body or an address.
func (n *namer) denies(i, to int) bool {
	return n.tags != nil && n.otherwise(i, to) > denied
}

// propose takes the names that only the statistical recogniser sees, and lets
// those that were found go on into words that it takes for part of them.
func (n *namer) propose() {
	if n.tags == nil {
		return
	}
	n.extend()
	for i := 0; i < len(n.ws); i++ {
		to := i
		for to < len(n.ws) && n.proposable(to) && (to == i || n.ws[to].joined && !n.ws[to-1].owns) {
			to++
		}
		if to == i {
			continue
		}
		next := to
		for to > i && n.ws[to-1].casing == small && n.ws[to-1].is(isParticle|isWord) {
			to--
		}
		if to > i {
			n.take(name{i, to, n.mean(i, to), "name: " + reads})
		}
		i = next - 1
	}
	sortNames(n.names)
}

// proposable reports whether word i is likely enough part of a name that is not
// taken yet. Of a word that is known as something else more is asked.
func (n *namer) proposable(i int) bool {
	need := float32(proposed)
	if n.signs(i) {
		need = signed
	}
	if n.ws[i].is(isPlace) || n.ws[i].is(impersonal) && !n.ws[i].is(personal) {
		need = unlikely
	}
	return n.tags[i][tagger.Person] >= need && n.free(i)
}

// signs reports whether word i is of at most three letters and all that stands
// in the last line of the text, outside of a table: as somebody's initials do
// below a message.
func (n *namer) signs(i int) bool {
	w := n.ws[i]
	if i+1 < len(n.ws) || len(w.key) > 3 || w.casing == small || w.class != 0 || i > 0 && !w.line {
		return false
	}
	_, cell := around(n.t.Hints, w.start, "cell")
	return !cell
}

// free reports whether word i may become part of a name.
func (n *namer) free(i int) bool {
	return !n.taken[i] && n.cues[i]&(cueNever|cuePhrase) == 0 && (n.ws[i].casing != numeral || scanned(n.ws[i])) && !n.coded(i)
}

// coded reports whether word i is of the letters of a reference: "HB/2024/123".
func (n *namer) coded(i int) bool {
	w := n.ws[i]
	if w.casing != shout && w.casing != initial || w.end-w.start > 4 {
		return false
	}
	before, after := w.start > 0 && n.t.S[w.start-1] == '/', w.end < len(n.t.S) && (n.t.S[w.end] == '/' || n.t.S[w.end] == '-')
	return before || after
}

// mean returns the mean probability of the words [i, to).
func (n *namer) mean(i, to int) float64 {
	sum := 0.0
	for _, g := range n.tags[i:to] {
		sum += float64(g[tagger.Person])
	}
	return sum / float64(to-i)
}

// extend lets names go on into the words before and behind them that are
// likely part of the same.
func (n *namer) extend() {
	for k := range n.names {
		m := &n.names[k]
		for n.follows(m.to-1, m.to) && n.free(m.to) {
			n.taken[m.to] = true
			m.to++
		}
		for m.from > 0 && n.follows(m.from-1, m.from) && n.free(m.from-1) {
			m.from--
			n.taken[m.from] = true
		}
	}
}

// follows reports whether the words a and b = a+1 are likely parts of one name,
// b the one that the name may go on into or from.
func (n *namer) follows(a, b int) bool {
	if b >= len(n.ws) || n.ws[a].owns || n.ws[b].line {
		return false
	}
	outer, inner := a, b
	if n.taken[a] {
		outer, inner = b, a
	}
	if n.ws[outer].casing == small && n.ws[inner].casing != small && !n.ws[outer].is(isParticle) {
		return false
	}
	gap := strings.Trim(n.t.S[n.ws[a].end:n.ws[b].start], " \"“”'‘’")
	return n.tags[outer][tagger.Person] >= joins && (n.ws[b].joined || gap == "")
}
