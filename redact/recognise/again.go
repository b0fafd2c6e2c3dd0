package recognise

import (
	"slices"
	"strings"
)

// Scores of what is taken because of a name elsewhere in the text.
const (
	partScore   = 0.7
	listedScore = 0.6
	aloneScore  = 0.85 // that a name of one word has at least, which is looked for elsewhere
)

// again is the second pass: the parts of names seen in full or with a title,
// wherever they stand by themselves, and initials that the text gives somebody.
func (n *namer) again() {
	parts := n.parts()
	for i := range n.ws {
		if parts.has(n.ws[i]) && n.standsAgain(i) {
			n.take(name{i, i + 1, partScore, "name: part of a name seen elsewhere in the text"})
		}
	}
	n.initials()
	n.lists()
	n.smallLists()
	sortNames(n.names)
}

// nameParts are the words of the names that are sure in a text.
type nameParts struct {
	keys  map[string]bool
	small map[string]bool // names of one word: only looked for in small letters
	looks map[string]bool // LookAlike of those of five letters or more
}

// parts collects the words of the names that are sure and of several words, and
// the halves of those with hyphens.
func (n *namer) parts() nameParts {
	p := nameParts{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, m := range n.names {
		if m.to-m.from == 1 && m.score >= aloneScore && n.ws[m.from].is(personal) && n.ws[m.from].only(personal) {
			p.small[n.ws[m.from].key] = true // "Naz:", later "naz"
		}
		if m.score < partScore || m.to-m.from < 2 {
			continue
		}
		mixed := slices.ContainsFunc(n.ws[m.from:m.to], func(w word) bool { return w.casing == capital })
		for _, w := range n.ws[m.from:m.to] {
			post := mixed && w.casing == shout && w.end-w.start < 4 // "Colette Brown SSW"
			if !post && n.telling(w, m.score) {
				p.add(w.key)
			}
		}
	}
	return p
}

// telling reports whether a word of a name may stand for it: one that is no
// title, no particle, and no everyday word that is not a name too.
func (n *namer) telling(w word, score float64) bool {
	sureName := w.class != 0 || score >= 0.8
	return capitalWord(w) && len(w.key) > 2 && sureName && !slices.Contains(monthNames, w.key) && !w.is(isTitle|isParticle) && (!w.is(isWord|isPlace) || w.is(personal))
}

func (p nameParts) add(key string) {
	p.keys[key] = true
	if len(key) > 4 && known(key)&impersonal == 0 {
		p.looks[LookAlike(key)] = true
	}
	if strings.Contains(key, "-") {
		for half := range strings.SplitSeq(key, "-") {
			if len(half) > 3 && known(half)&impersonal == 0 {
				p.keys[half] = true
			}
		}
	}
}

// has reports whether a word is a part, or one that nothing is known of is one
// as a scanner may have misread it.
func (p nameParts) has(w word) bool {
	if one, more := strings.CutSuffix(w.key, "s"); more && w.casing == small && w.class == 0 && len(one) > 3 && p.keys[one] {
		return true // "jaspreets transport", "the hendersons"
	}
	return p.keys[w.key] || w.casing == small && p.small[w.key] || len(w.key) > 4 && w.class == 0 && len(p.looks) > 0 && (capitalWord(w) || scanned(w)) && p.looks[LookAlike(w.key)]
}

// standsAgain reports whether word i, a part of a name, stands as a name may:
// in small letters only what is no word of any other sort.
func (n *namer) standsAgain(i int) bool {
	w := n.ws[i]
	if n.taken[i] || n.cues[i]&cueNever != 0 || n.denies(i, i+1) {
		return false
	}
	ambiguous := w.is(isWord | isPlace)
	switch {
	case w.casing == small:
		return w.only(personal) && len(w.key) > 2
	case !capitalWord(w) && !scanned(w), ambiguous && (w.opens || w.casing == shout):
		return false
	case n.capitalAfter(i) && n.ws[i+1].is(isStreet|isOrg|isPlace):
		return false
	}
	return w.class == 0 && w.casing == small || !(w.joined && n.ws[i-1].key == "the")
}

// lists takes single capitals that stand in a list with single names: "Ola,
// Tom and Sarah". It goes both ways, so that a list may begin with one.
func (n *namer) lists() {
	for i := range n.ws {
		n.inList(i, -1)
	}
	for i := len(n.ws) - 1; i >= 0; i-- {
		n.inList(i, +1)
	}
}

// smallLists takes three forenames or more in small letters in a row of commas:
// "they had leonti, pamela, donna and brian".
func (n *namer) smallLists() {
	for i := 0; i < len(n.ws); {
		to := i
		for to < len(n.ws) && n.smallListed(to, to == i) {
			to++
		}
		names := 0
		for _, w := range n.ws[i:to] {
			if sure(w.class, isForename) {
				names++
			}
		}
		for k := i; k < to && names >= 3; k++ {
			if n.ws[k].key != "and" && !n.taken[k] {
				n.take(name{k, k + 1, listedScore, "name: in a list of forenames"})
			}
		}
		i = max(to, i+1)
	}
}

// smallListed reports whether word i goes on with a list of forenames in small
// letters, or begins one.
func (n *namer) smallListed(i int, first bool) bool {
	w := n.ws[i]
	if w.casing != small {
		return false
	}
	if w.key == "and" {
		return !first && i+1 < len(n.ws) && n.ws[i+1].casing == small && sure(n.ws[i+1].class, isForename)
	}
	if !sure(w.class, isForename) && !(w.class == 0 && !first && len(w.key) > 3) {
		return false
	}
	gap := ""
	if !first {
		gap = strings.TrimSpace(n.t.S[n.ws[i-1].end:w.start])
	}
	return first || gap == "," || n.ws[i-1].key == "and" && gap == ""
}

// inList takes word i when the next name of a list, on the side of step, is
// sure.
func (n *namer) inList(i, step int) {
	w := n.ws[i]
	if n.taken[i] || w.casing != capital || n.cues[i]&cueNever != 0 || n.denies(i, i+1) || !w.only(personal) || n.capitalAfter(i) || w.joined && upperWord(n.ws[i-1]) {
		return
	}
	j := i + step
	if j >= 0 && j < len(n.ws) && (n.ws[j].key == "and" || n.ws[j].key == "or") {
		j += step
	}
	if j < 0 || j >= len(n.ws) || !n.sure[j] || n.ws[j].casing != capital {
		return
	}
	gap := strings.TrimSpace(n.t.S[n.ws[min(i, j)].end:n.ws[max(i, j)].start])
	if !slices.Contains([]string{",", "and", "or", "&", ", and", "/"}, gap) {
		return
	}
	if beyond := j + step; beyond >= 0 && beyond < len(n.ws) && n.taken[beyond] && n.ws[max(j, beyond)].joined {
		return // a name of several words is no sign of a list
	}
	n.take(name{i, i + 1, listedScore, "name: in a list with names"})
}
