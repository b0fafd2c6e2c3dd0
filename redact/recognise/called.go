package recognise

import (
	"slices"
	"strings"
)

// matters are words behind the surname of the family that something is about.
var matters = []string{"file", "files", "case", "family", "household", "one", "kids", "children", "twins", "boys", "girls", "brothers", "sisters", "lad", "boy", "girl", "baby", "referral", "complaint", "claim", "tenancy", "siblings", "couple"}

// matter reads "the Gowdie file", "the Pettigrew one": a word that nothing else
// is known of, or only as part of names.
func (n *namer) matter(i int) (name, bool) {
	w := n.ws[i]
	if w.casing != capital || !w.joined || n.ws[i-1].key != "the" || !w.only(personal) || n.ends(i+1) || n.ws[i+1].casing != small || !slices.Contains(matters, n.ws[i+1].key) || len(w.key) < 4 {
		return name{}, false
	}
	return name{i, i + 1, 0.6, `name: before "` + n.ws[i+1].key + `"`}, true
}

// nickname reads what somebody goes by: a capital behind "known as" and the
// like, with quotation marks or without: `known as "Smurf"`. Land and buildings
// are known as something too.
func (n *namer) nickname(i int) (name, bool) {
	w := n.ws[i]
	if i < 2 || !capitalWord(w) || n.capitalAfter(i) || w.is(isOrg|isStreet|isRole|isPlace) || strings.HasPrefix(n.t.S[w.end:], ":") || strings.Trim(n.t.S[n.ws[i-1].end:w.start], " \"“‘'") != "" {
		return name{}, false
	}
	called := n.ws[i-1].key == "nicknamed" || n.ws[i-1].key == "aka" || n.ws[i-1].key == "as" && n.ws[i-2].key == "known"
	return name{i, i + 1, 0.65, "name: what somebody is known as"}, called && !n.aboutSite(i-2)
}

// aboutSite reports whether the words up to word i, in its sentence, speak of
// land, a building or another thing that has a name.
func (n *namer) aboutSite(i int) bool {
	for k := i; k >= max(0, i-5); k-- {
		if slices.Contains(sites, n.ws[k].key) {
			return true
		}
		if n.ws[k].opens {
			break
		}
	}
	return false
}

// sites are what has a name and is nobody.
var sites = []string{"land", "site", "property", "building", "premises", "area", "scheme", "project", "plot", "road", "estate", "pub", "shop", "system", "locality", "place", "village", "house", "field", "programme", "policy", "act", "syndrome", "condition", "process"}

// bracketed reads a name by itself in brackets behind what somebody is: "the
// duty SW (Hephzibah)", "mum (Agnieszka)".
func (n *namer) bracketed(i int) (name, bool) {
	w := n.ws[i]
	if i == 0 || w.casing != capital || !w.only(personal) || len(w.key) < 3 || strings.TrimLeft(n.t.S[n.ws[i-1].end:w.start], " ") != "(" || !strings.HasPrefix(n.t.S[w.end:], ")") {
		return name{}, false
	}
	before := n.ws[i-1]
	worker := before.is(isRole|isKin) || before.casing == shout && slices.Contains(workers, before.key)
	return name{i, i + 1, 0.65, `name: in brackets after "` + n.t.S[before.start:before.end] + `"`}, worker
}

// workers are how posts are written short.
var workers = []string{"sw", "ssw", "hv", "gp", "cpn", "ot", "ta", "tl", "iro", "pa", "ho", "eho", "fsw", "ssa", "ahp", "senco", "dsl", "pcso", "mgm", "mgf", "pgm", "pgf", "nok", "amhp", "asw", "cyw", "ewo", "ypa"}

// epithets takes into a name the word in front by which people tell two of them
// apart: "Big Davie", "Auld Jessie", "Wee Stu".
func (n *namer) epithets() {
	for k := range n.names {
		m := &n.names[k]
		i := m.from - 1
		if i < 0 || n.taken[i] || !n.ws[m.from].joined || n.ws[i].casing != capital || n.ws[m.from].casing != capital || n.ws[m.from].is(isTitle) || !slices.Contains(epithetWords, n.ws[i].key) {
			continue
		}
		m.from, n.taken[i] = i, true
	}
}

var epithetWords = []string{"big", "wee", "auld", "old", "young", "little", "mad", "lanky", "tall", "fat", "aunty", "auntie", "uncle", "nanny", "granny", "grandad"}

// answer reads a word by itself behind a label, up to the next column or the end
// of the line: "To: Fliss   Date 9/4".
func (n *namer) answer(i int) (name, bool) {
	w := n.ws[i]
	if n.cues[i]&cueLabel == 0 || w.casing != capital || !w.only(personal) || len(w.key) < 3 {
		return name{}, false
	}
	before := strings.TrimRight(n.t.S[max(0, w.start-4):w.start], " \t")
	after := n.t.S[w.end:]
	ends := after == "" || after[0] == '\n' || after[0] == '\t' || strings.HasPrefix(after, "   ") || strings.HasPrefix(after, "\r\n")
	return name{i, i + 1, 0.55, "name: alone behind a label"}, ends && strings.HasSuffix(before, ":")
}

// others keeps out what begins a sentence with a capital and is not part of the
// name behind it, a doing without who did it: "Texted Lee"; and abbreviations
// with dots: "D.O.B.".
func (n *namer) others() {
	for i := 0; i+1 < len(n.ws); i++ {
		w, next := n.ws[i], n.ws[i+1]
		switch {
		case w.opens && w.casing == capital && w.is(isVerb|isSays) && !w.is(isForename|isTitle) && next.joined && capitalWord(next) && next.is(personal):
			n.cues[i] |= cueNever
		case w.casing == initial && i+2 < len(n.ws) && n.spelt(i, "DOB"):
			n.markWords(i, i+3, cueNever)
		}
	}
}

// spelt reports whether the words from i on are the letters of s with dots
// between.
func (n *namer) spelt(i int, s string) bool {
	for k := range len(s) {
		w := n.ws[i+k]
		if w.casing != initial || n.t.S[w.start] != s[k] || k > 0 && n.t.S[n.ws[i+k-1].end:w.start] != "." {
			return false
		}
	}
	return true
}
