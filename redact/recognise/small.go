package recognise

import (
	"slices"
	"strings"
)

// smallTitled reads "mr patel" and "mrs Patel".
func (n *namer) smallTitled(i int) (name, bool) {
	if !slices.Contains([]string{"mr", "mrs", "ms", "dr", "cllr"}, n.ws[i].key) || n.ends(i+1) {
		return name{}, false
	}
	next := n.ws[i+1]
	if to := n.body(i+1, i); to > i+1 && (!next.is(isWord|isRole|isOrg) || next.is(isSurname)) {
		return name{i, to, 0.9, "name: follows a title"}, true
	}
	if sure(next.class, personal) || n.ws[i].key != "dr" && n.unknown(i+1) {
		return name{i, i + 2, 0.8, "name: follows a title"}, true
	}
	return name{}, false
}

// smallCued reads a forename, and what follows it, where a name has to stand.
func (n *namer) smallCued(i int) (name, bool) {
	w := n.ws[i]
	if n.cues[i]&strong == 0 || !w.is(isForename) || w.is(isWord) {
		return name{}, false
	}
	to := i + 1
	for to < i+4 && !n.ends(to) && n.cues[to]&strong != 0 && (n.ws[to].is(personal) || n.ws[to].class == 0 && n.cues[to]&cueCell != 0) {
		to++
	}
	return name{i, to, 0.75, "name: a forename where a name stands"}, true
}

// smallParticle reads "van der Berg" behind a label.
func (n *namer) smallParticle(i int) (name, bool) {
	if !n.ws[i].is(isParticle) || n.cues[i]&strong == 0 || !n.capitalAfter(i) {
		return name{}, false
	}
	return name{i, n.body(i, i), 0.8, "name: after a label"}, true
}

// smallPair reads "keith field" and, behind "my name is", words not known.
func (n *namer) smallPair(i int) (name, bool) {
	to := i + 1
	if n.introduced(i) && (n.ws[i].is(isForename) || n.unknown(i)) {
		for to < i+3 && !n.ends(to) && (sure(n.ws[to].class, personal) || n.unknown(to)) {
			to++
		}
		return name{i, to, 0.75, `name: after "name is"`}, true
	}
	if !n.ends(to) && n.ws[i].class == isSurname && n.ws[to].casing == small && sure(n.ws[to].class, isForename) {
		return name{i, to + 1, 0.6, "name: surname and forename in small letters"}, true
	}
	if !sure(n.ws[i].class, isForename) {
		return name{}, false
	}
	for to < i+4 && !n.ends(to) && n.ws[to].casing == small && n.smallSurname(i, to) {
		to++
	}
	if to == i+1 && !n.ends(to) && n.unknown(to) {
		to++
	}
	return name{i, to, 0.6, "name: forename and surname in small letters"}, to > i+1
}

// smallSurname reports whether word j goes on with a name that begins with i.
func (n *namer) smallSurname(i, j int) bool {
	c := n.ws[j].class
	return sure(c, isSurname) || c&isSurname != 0 && n.paired(j) || j > i+1 && sure(c, isForename)
}

// smallOdds is what the statistical recogniser's log-odds have to be above for a
// forename in small letters.
const smallOdds = -2.5

// smallAlone reads a forename behind one of kinship, or behind words that lead
// to a person: "my neighbour dave", "i spoke to sandra".
func (n *namer) smallAlone(i int) (name, bool) {
	if !sure(n.ws[i].class, isForename) {
		return name{}, false
	}
	if n.tags != nil && len(n.ws[i].key) > 2 && n.personOdds(i, i+1) > smallOdds {
		return name{i, i + 1, 0.5, "name: known forename, " + reads}, true
	}
	if i == 0 || !n.ws[i].joined {
		return name{}, false
	}
	before := n.ws[i-1]
	kin := before.is(isKin) && before.casing == small
	told := before.key == "to" && i > 1 && n.ws[i-1].joined && slices.Contains([]string{"spoke", "spoken", "talked", "talk", "speak", "speaking", "wrote"}, n.ws[i-2].key)
	met := slices.Contains([]string{"told", "met", "saw", "rang", "phoned", "texted", "asked", "emailed", "with"}, before.key)
	if kin || told || met {
		return name{i, i + 1, 0.55, `name: forename in small letters behind "` + before.key + `"`}, true
	}
	return name{}, false
}

// paired reports whether the common word i, behind a forename in small letters,
// is a surname: what stands in front leads to a person, or nothing follows.
func (n *namer) paired(i int) bool {
	if n.ws[i].is(isVerb | isSays | isPlace | isRole | isOrg) {
		return false
	}
	if i > 1 && n.ws[i-1].joined {
		switch n.ws[i-2].key {
		case "to", "with", "from", "by", "and", "met", "told", "called", "saw", "rang", "about":
			return true
		}
	}
	return n.ws[i-1].opens && n.ends(i+1)
}

// introduced reports whether "name is" stands before word i.
func (n *namer) introduced(i int) bool {
	return i > 1 && n.ws[i].joined && n.ws[i-1].key == "is" && n.ws[i-2].key == "name"
}

// unknown reports whether word i, in small letters, follows directly, is not
// known and does not end as verbs and adverbs do.
func (n *namer) unknown(i int) bool {
	w := n.ws[i]
	return w.joined && w.casing == small && w.class == 0 && len(w.key) >= 4 &&
		!slices.ContainsFunc([]string{"ed", "ing", "ly", "s"}, func(end string) bool { return strings.HasSuffix(w.key, end) })
}
