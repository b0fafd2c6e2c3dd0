package recognise

import "strings"

// again is the second pass: the parts of names seen in full.
func (n *namer) again() {
	parts := make(map[string]bool)
	for _, m := range n.names {
		if m.score < 0.7 || m.to-m.from < 2 {
			continue
		}
		for _, w := range n.ws[m.from:m.to] {
			if capitalWord(w) && len(w.key) > 2 && (w.class != 0 || m.score >= 0.8) && w.class&isTitle == 0 && (w.class&(isWord|isPlace) == 0 || w.class&(isForename|isSurname) != 0) {
				parts[w.key] = true
			}
		}
	}
	before := len(n.names)
	defer func() {
		if len(n.names) > before {
			sortNames(n.names)
		}
	}()
	for i, w := range n.ws {
		if !parts[w.key] || n.taken[i] || !capitalWord(w) || n.cues[i]&cueNever != 0 {
			continue
		}
		if w.class&(isWord|isPlace) != 0 && (w.opens || w.casing == shout) {
			continue
		}
		if i+1 < len(n.ws) && n.ws[i+1].joined && upperWord(n.ws[i+1]) && n.ws[i+1].class&(isStreet|isOrg|isPlace) != 0 || i > 0 && w.joined && n.ws[i-1].key == "the" {
			continue
		}
		n.take(name{i, i + 1, 0.7, "name: part of a name seen elsewhere in the text"})
	}
	n.lists()
}

// lists takes single capitals that stand in a list with single names: "Ola,
// Tom and Sarah". It goes both ways, so that a list may begin with one.
func (n *namer) lists() {
	for i := range n.ws {
		n.neighbour(i, i-1)
	}
	for i := len(n.ws) - 1; i >= 0; i-- {
		n.neighbour(i, i+1)
	}
}

// neighbour takes word i when the next name of a list, on the side of word j, was
// taken.
func (n *namer) neighbour(i, j int) {
	w := n.ws[i]
	if n.taken[i] || w.casing != capital || n.cues[i]&cueNever != 0 || w.class&^(isForename|isSurname) != 0 || i+1 < len(n.ws) && n.ws[i+1].joined && upperWord(n.ws[i+1]) || w.joined && i > 0 && upperWord(n.ws[i-1]) {
		return
	}
	step := j - i
	if j >= 0 && j < len(n.ws) && (n.ws[j].key == "and" || n.ws[j].key == "or") {
		j += step
	}
	if j < 0 || j >= len(n.ws) || !n.taken[j] || n.ws[j].casing != capital {
		return
	}
	gap := n.t.S[n.ws[min(i, j)].end:n.ws[max(i, j)].start]
	switch strings.TrimSpace(gap) {
	case ",", "and", "or", "&", ", and", "/":
	default:
		return
	}
	if beyond := j + step; beyond >= 0 && beyond < len(n.ws) && n.taken[beyond] && n.ws[max(j, beyond)].joined {
		return // a name of several words is no sign of a list
	}
	n.take(name{i, i + 1, 0.6, "name: in a list with names"})
}
