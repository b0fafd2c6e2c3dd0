package recognise

import (
	"slices"
	"strings"
)

// listed reads a whole name that the directory has: "Xola Qwerty".
func (n *namer) listed(i int) (name, bool) {
	if n.t.People == nil {
		return name{}, false
	}
	keys := make([]string, 0, 5)
	telling := false // a word of it that is no everyday word
	for j := i; j < len(n.ws) && len(keys) < cap(keys) && (j == i || n.ws[j].joined); j++ {
		keys = append(keys, n.ws[j].key)
	}
	k := n.t.People.Name(keys)
	for _, w := range n.ws[i : i+k] {
		telling = telling || capitalWord(w) || !w.is(isWord)
	}
	if k == 0 || !telling {
		return name{}, false
	}
	return name{i, i + k, 0.9, "name: a person known from the council's records"}, true
}

// titled reads "Mrs Patel", "Dr J. Smith", "Mr and Mrs Jones", "PC 1234 Obi".
func (n *namer) titled(i int) (name, bool) {
	if !n.ws[i].is(isTitle) || n.ws[i].casing == initial || n.cues[i]&cuePhrase != 0 { // "Sir Fynwy" is Monmouthshire
		return name{}, false
	}
	j := n.titles(i)
	if n.ends(j) && !n.couple(j) || j >= len(n.ws) || n.cues[j]&cueNever != 0 || !n.nameAfterTitle(i, j) {
		return name{}, false
	}
	to := n.body(j, i)
	for to == j && !n.ends(to) && n.ws[to].casing == initial { // "Mr J.S."
		to, j = to+1, to+1
	}
	if to == i+1 || to == j && n.ws[to-1].casing != initial {
		return name{}, false
	}
	score := 0.97
	if !n.plainTitle(i) {
		score = 0.8
	}
	return name{i, to, score, `name: follows the title "` + n.t.S[n.ws[i].start:n.ws[i].end] + `"`}, true
}

// titles returns the word behind the titles that begin with word i: "Rev Dr",
// "Mr and Mrs", "Mr & Mrs", "PC 1234".
func (n *namer) titles(i int) int {
	j := i + 1
	for j < i+4 && !n.ends(j) && n.ws[j].is(isTitle) && !n.ws[j].is(isSurname) && upperWord(n.ws[j]) {
		j++
	}
	switch {
	case !n.ends(j+1) && !n.ends(j) && n.ws[j].key == "and" && n.ws[j+1].is(isTitle):
		return j + 2
	case n.couple(j):
		return j + 1
	case !n.ends(j+1) && !n.ends(j) && n.ws[j].casing == numeral && slices.Contains(ranks, n.ws[i].key):
		return j + 1
	}
	return j
}

// ranks are the titles that go with a number.
var ranks = []string{"pc", "dc", "ps", "ds", "pcso", "sgt", "sergeant", "officer"}

// couple reports whether word j is a title behind an ampersand.
func (n *namer) couple(j int) bool {
	return j < len(n.ws) && n.ws[j].is(isTitle) && upperWord(n.ws[j]) && strings.TrimSpace(n.t.S[n.ws[j-1].end:n.ws[j].start]) == "&"
}

// initialTitles are titles of two letters that stand for somebody's initials
// when they are in capitals: "LT did not attend".
var initialTitles = []string{"lt", "fr", "sr"}

// plainTitle reports whether word i is a title and nothing else.
func (n *namer) plainTitle(i int) bool {
	return !n.ws[i].is(isWord | personal | isRole | isKin | isStreet | isParticle)
}

// nameAfterTitle reports whether word j may be the name behind the title i: no
// "Dr Surgery", "Master Plan" or "Lady Lane".
func (n *namer) nameAfterTitle(i, j int) bool {
	next := n.ws[j]
	if next.is(personal) {
		return true
	}
	if n.ws[i].casing == shout && slices.Contains(initialTitles, n.ws[i].key) && (next.casing != shout || len(next.key) < 4) {
		return false
	}
	abbreviation := next.casing == shout && n.ws[i].casing != shout && len(next.key) < 4
	return !next.is(isGreeting|isTitle|isLead|isRole|isOrg|isStreet) && !abbreviation &&
		(n.plainTitle(i) || !next.is(isWord|isPlace))
}

// reversed reads "Patel, Sunita" and "PATEL, Sunita J".
func (n *namer) reversed(i int) (name, bool) {
	ws := n.ws
	if i+1 >= len(ws) || ws[i].casing == initial || n.taken[i] || ws[i+1].line || n.cues[i+1]&cueNever != 0 ||
		strings.TrimSpace(n.t.S[ws[i].end:ws[i+1].start]) != "," || !n.surnameFirst(i) {
		return name{}, false
	}
	to := i + 2
	for to < i+4 && !n.ends(to) && (ws[to].casing == initial || ws[to].is(isForename) && upperWord(ws[to]) && !ws[to].is(isWord)) {
		to++
	}
	return name{i, to, 0.85, "name: surname, comma, forename"}, n.cues[i]&strong != 0 || !n.denies(i, to)
}

// surnameFirst reports whether word i, before a comma, is a surname and the
// next one a forename.
func (n *namer) surnameFirst(i int) bool {
	last, first, ends := n.ws[i], n.ws[i+1], n.fileEnds(i+1)
	surname := last.is(isSurname) && last.only(isSurname|isTitle) || ends && last.class == 0
	cued := n.cues[i]&strong != 0 || last.line || ends
	label := n.cues[i]&cueLabel != 0
	switch {
	case !upperWord(first) || !surname && !cued:
		return false
	case last.is(isWord|isPlace|isOrg|isGreeting) && !(label && last.is(isSurname)):
		return false
	case !surname && last.is(isForename) && n.cues[i]&cueGreeting != 0: // "Dear Tom, Sarah ..."
		return false
	case !first.is(isForename):
		listed := n.cues[i+1]&(cueCell|cueHeader) != 0 || last.line && sure(last.class, isSurname) && n.endsField(i+1)
		return first.class == 0 && last.only(isSurname) && listed
	case first.is(isWord):
		return surname && n.ends(i+2)
	}
	return !(first.is(isPlace) && last.is(isForename))
}

// endsField reports whether a line or a column of a table ends behind word i.
func (n *namer) endsField(i int) bool {
	rest := n.t.S[n.ws[i].end:]
	return rest == "" || rest[0] == '\n' || rest[0] == '\t' || strings.HasPrefix(rest, "   ")
}

// fileEnds reports whether the text is the name of a file that word i ends, but
// for its extension.
func (n *namer) fileEnds(i int) bool {
	rest := n.t.S[n.ws[i].end:]
	return len(rest) > 2 && len(rest) < 7 && rest[0] == '.' && !strings.ContainsAny(rest, " \t") && strings.IndexByte(n.t.S, '\n') < 0
}

// filed reads names as lists write them: "BAKER Alan".
func (n *namer) filed(i int) (name, bool) {
	last := n.ws[i]
	if last.casing != shout || n.ends(i+1) || len(last.key) < 3 || digits(last.key) != "" || !last.is(isSurname) && last.class != 0 {
		return name{}, false
	}
	first := n.ws[i+1]
	if first.casing != capital || !first.is(isForename) || first.is(isWord) && !first.is(isSurname) {
		return name{}, false
	}
	to := i + 2
	for to < i+4 && !n.ends(to) && (n.ws[to].casing == initial || n.ws[to].casing == capital && sure(n.ws[to].class, isForename)) {
		to++
	}
	return name{i, to, 0.85, "name: surname in capitals, forename"}, true
}

// family reads "the Smiths".
func (n *namer) family(i int) (name, bool) {
	w := n.ws[i]
	single, plural := strings.CutSuffix(w.key, "s")
	if !plural || w.casing != capital && (w.casing != small || len(single) < 6) || w.class != 0 || !w.joined || n.ws[i-1].key != "the" || !sure(known(single), isSurname) || n.capitalAfter(i) {
		return name{}, false
	}
	return name{i, i + 1, 0.65, "name: a surname in the plural"}, true
}

// initialled reads the initials that stand for a name: alone in a cell of a
// column of names, behind the label of a comment, before an e-mail address, below
// the closing of a letter.
func (n *namer) initialled(i int) (name, bool) {
	w := n.ws[i]
	if w.casing != shout || len(w.key) > 3 {
		return name{}, false
	}
	switch {
	case n.cues[i]&cueCell != 0 && n.fillsCell(i) && !slices.Contains(nobody, w.key):
		return name{i, i + 1, 0.6, "name: initials in a column of names"}, true
	case n.cues[i]&cueLabel != 0 && len(w.key) > 1 && n.comments(i): // "Reviewer: FK: seen"
		return name{i, i + 1, 0.6, "name: initials behind a label"}, true
	case w.class == 0 && n.cues[i]&cueAddress != 0 && !slices.Contains(abbreviations, strings.ToUpper(w.key)):
		return name{i, i + 1, 0.6, "name: initials before an e-mail address"}, true
	case w.class == 0 && n.cues[i]&cueSignOff != 0 && w.line && (i+1 == len(n.ws) || n.ws[i+1].line):
		return name{i, i + 1, 0.6, "name: initials below the closing of a letter"}, true
	}
	return name{}, false
}

// comments reports whether word i stands between a label and its comment, as
// the initials of who wrote it do.
func (n *namer) comments(i int) bool {
	before := strings.TrimRight(n.t.S[max(0, n.ws[i].start-3):n.ws[i].start], " ")
	return strings.HasPrefix(n.t.S[n.ws[i].end:], ": ") && strings.HasSuffix(before, ":")
}

// abbreviations are written with dots and are nobody's initials.
var abbreviations = []string{
	"UK", "US", "USA", "EU", "UN", "PM", "AM", "PS", "NB", "DC", "BC", "AD", "GP", "NI", "HM", "PO", "QC", "KC", "MP", "TV", "CV", "ID", "IT", "HR",
	"PC", "AGM", "DOB", "BBC", "NHS", "IE", "EG", "RN", "VAT", "LP", "SA", "NV", "BV", "OS", "NO",
}

// dotted reads initials with dots that stand for somebody, as court papers have
// them: "J.P.". Something besides has to say that they are a person's: the
// statistical recogniser, a word of kinship before them or a verb behind.
func (n *namer) dotted(i int) (name, bool) {
	to, letters := i, ""
	if i > 0 && n.ws[i-1].casing == initial && n.ws[i].start == n.ws[i-1].end+1 {
		return name{}, false // "D.O.B."
	}
	for to < len(n.ws) && to < i+3 && n.ws[to].casing == initial && strings.HasPrefix(n.t.S[n.ws[to].end:], ".") && (to == i || n.ws[to].start == n.ws[to-1].end+1) {
		letters += n.t.S[n.ws[to].start:n.ws[to].end]
		to++
	}
	if to-i < 2 || n.capitalAfter(to-1) || slices.Contains(abbreviations, letters) {
		return name{}, false
	}
	likely := n.tags != nil && n.personOdds(i, to) > -1.5
	kin := i > 0 && n.ws[i-1].casing == small && n.ws[i-1].is(isKin) && !strings.Contains(n.t.S[n.ws[i-1].end:n.ws[i].start], ".")
	verb := !n.ends(to) && n.ws[to].casing == small && n.ws[to].is(isVerb|isSays)
	return name{i, to, 0.6, "name: initials that stand for somebody"}, likely || kin || verb
}

// fillsCell reports whether word i is all that its cell holds.
func (n *namer) fillsCell(i int) bool {
	h, ok := around(n.t.Hints, n.ws[i].start, "cell")
	return ok && strings.TrimSpace(n.t.S[h.Start:h.End]) == n.t.S[n.ws[i].start:n.ws[i].end]
}
