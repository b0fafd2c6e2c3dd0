package recognise

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A balance sums what speaks for and against a run of words being a name, as
// log-odds, with the reasons that are told.
type balance struct {
	x   float64
	why []string
}

// add adds v where on holds. Reasons are given for what a reader can check.
func (b *balance) add(on bool, v float64, reason string) {
	if on {
		b.x += v
		if reason != "" {
			b.why = append(b.why, reason)
		}
	}
}

// doubt is what is held against words of which nothing is known.
const doubt = -1.0

// weigh returns the log-odds that the words [i, to) are a name, and why.
func (n *namer) weigh(i, to int) (float64, string) {
	f := n.features(i, to)
	b := balance{x: doubt}
	b.lists(f)
	b.shape(f)
	n.cued(&b, i, f)
	n.before(&b, i, to, f)
	n.after(&b, to, f)
	n.read(&b, i, to)
	if len(b.why) == 0 {
		b.why = append(b.why, "its place in the sentence")
	}
	return b.x, "name: " + strings.Join(b.why, ", ")
}

// sure reports whether a word is of class want and not an everyday word or a
// place.
func sure(c, want class) bool { return c&want != 0 && c&(isWord|isPlace) == 0 }

// features of a run of words.
type features struct {
	first, last     class // of its first and last whole words
	count, initials int
	dotted          bool // an initial has its dot
	foreign         bool // a word that is not known has letters outside ASCII
	opens           bool
	glued           bool // forename and surname without the blank
	shout           bool // the first is in capitals
	shouting        bool // and so are those around it
	cued            bool // a strong cue is on it
}

func (n *namer) features(i, to int) features {
	f := features{opens: n.ws[i].opens, shout: n.ws[i].casing == shout, cued: n.cues[i]&strong != 0}
	f.shouting = f.shout && (i > 0 && n.ws[i-1].casing == shout || to < len(n.ws) && n.ws[to].casing == shout)
	for _, w := range n.ws[i:to] {
		switch {
		case w.casing == initial:
			f.initials++
			f.dotted = f.dotted || w.end < len(n.t.S) && n.t.S[w.end] == '.'
		case w.casing != small:
			if f.count == 0 {
				f.first = w.class
			}
			f.last = w.class
			f.count++
			f.glued = f.glued || w.glued
			f.foreign = f.foreign || w.only(isSurname) && foreign(n.t.S[w.start:w.end])
		}
	}
	return f
}

// foreign reports whether s has letters outside ASCII.
func foreign(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf && unicode.IsLetter(r) })
}

// lists weighs what the words are known to be.
func (b *balance) lists(f features) {
	first, last := f.first, f.last
	forename := first&isForename != 0
	b.add(sure(first, isForename), 2.0, "known forename")
	b.add(forename && first&isWord == 0 && first&isPlace != 0, 1.3, "known forename")
	b.add(forename && first&isWord != 0, 0.8, "forename that is also a word")
	switch {
	case f.count > 1:
		b.add(sure(last, isSurname), 2.0, "known surname")
		b.add(last&isSurname != 0 && last&(isWord|isPlace) != 0, 1.2, "surname that is also a word")
		b.add(last&isSurname == 0 && last&isForename != 0, 1.0, "")
		b.add(last&(personal|isWord) == 0 && forename, 0.9, "a capital after a forename")
		b.add(last&personal == 0 && !forename, -0.6, "")
		b.add(!forename && sure(first, isSurname), 0.4, "")
		b.add(!forename && last&(isStreet|isOrg) != 0, -1.5, "")
		b.add(!forename && first&(isWord|isPlace) != 0, -1.2, "")
		b.add(forename && first&(isWord|isPlace) != 0 && last&isStreet != 0, -1.5, "")
		b.add(f.initials > 0, 0.4, "initials")
	case f.initials > 0:
		b.add(sure(last, isSurname), 2.4, "initials before a known surname")
		b.add(last&isSurname != 0 && last&(isWord|isPlace) != 0, 1.3, "initials before a surname")
		b.add(last&(personal|isWord|isPlace) == 0, 1.0, "initials before a capital")
		b.add(f.dotted, 0.6, "")
		b.add(forename, -0.8, "")
	default:
		b.add(!forename && sure(last, isSurname), 0.5, "known surname")
		b.add(first&personal == 0, -1.0, "")
		b.add(first&isPlace != 0, -0.8, "")
		b.add(first&isWord != 0, -0.6, "")
	}
}

// shape weighs how the words are written.
func (b *balance) shape(f features) {
	pair := f.last&isSurname != 0 && f.first&isForename != 0
	b.add(f.glued, 2.0, "forename and surname without a blank")
	b.add(f.foreign, 0.7, "letters that English does not have")
	b.add(f.opens, -0.4, "")
	b.add(f.opens && f.count == 1 && f.first&isWord != 0, -1.2, "")
	b.add(f.shout && f.count == 1 && f.initials == 0 && !f.cued && !(f.shouting && sure(f.first, isForename)), -2.0, "")
	b.add(f.shout && f.count > 1 && !pair && !f.cued, -2.0, "")
}

// cued weighs the cues on word i.
func (n *namer) cued(b *balance, i int, f features) {
	c := n.cues[i]
	b.add(c&cueGreeting != 0, 2.6, "a greeting before it")
	b.add(c&cueSignOff != 0, 2.6, "below the closing of a letter")
	b.add(c&cueLabel != 0, 2.4, "a label or heading says so")
	b.add(c&cueAddress != 0, 2.6, "an e-mail address follows")
	b.add(c&cueAlone != 0, 2.4, "a line of its own")
	b.add(c&cueLine != 0 && f.count > 1, 2.1, "a line of its own")
	b.add(c&cuePhrase != 0, -3.5, "")
	b.add(c&cueLead != 0, 2.6, "words before it lead to a name")
	b.add(n.introduced(i), 2.0, `after "name is"`)
}

// before weighs the word in front of [i, to).
func (n *namer) before(b *balance, i, to int, f features) {
	if i == 0 || !n.ws[i].joined {
		return
	}
	p := n.ws[i-1]
	verb := !n.ends(to) && n.ws[to].casing == small && n.ws[to].is(isVerb)
	b.add(p.is(isKin) && p.casing == small, 1.6, `after "`+p.key+`"`)
	if f.count == 1 && verb {
		switch p.key {
		case "her", "his", "my", "their":
			b.add(f.first == 0 || f.first&isForename != 0, 2.2, `after "`+p.key+`"`)
		case "that", "whether", "when":
			b.add(f.first&isForename != 0, 0.6, "")
		}
	}
	b.add(p.is(isBefore) && p.casing == small, 0.4, "")
	switch p.key {
	case "the", "a", "an", "this":
		b.add(true, -1.8, "")
	case "v": // "Sarsen Council v Smith"
		b.add(f.first&(isPlace|isOrg|isWord) == 0, 2.0, "a party to a case")
	case "st", "saint":
		b.add(upperWord(p), -3, "")
	case "of": // "Forest of Dean", "Bank of Xanadu"
		thing := i > 1 && p.joined && capitalWord(n.ws[i-2]) && !n.ws[i-2].is(isKin|isRole|isLead)
		b.add(thing, -1.5, "")
	}
	if p.casing == capital && !n.taken[i-1] {
		b.add(!p.is(isKin|isRole|isBefore|isLead), -0.5, "")
		b.add(p.is(isPlace) && f.count == 1, -0.8, "")
	}
	b.add(p.casing == numeral, -0.8, "")
}

// after weighs what follows, from word to on.
func (n *namer) after(b *balance, to int, f features) {
	owns := n.ws[to-1].owns
	b.add(owns, 0.3, "")
	if to == len(n.ws) {
		return
	}
	q := n.ws[to]
	if q.joined && !owns {
		post := !n.ends(to+1) && n.ws[to+1].is(isRole)
		b.add(q.is(isVerb) && q.casing == small, 0.7, "")
		b.add(q.is(isSays) && q.casing == small, 1.3, `before "`+q.key+`"`)
		b.add(upperWord(q) && q.is(isStreet|isOrg) && !post, -3.5, "")
		b.add(upperWord(q) && q.class == 0, -0.6, "")
		b.add(q.casing == numeral && f.first&isWord != 0, -2, "")
		b.add(q.key == "v" && f.first&(isPlace|isOrg|isWord) == 0, 2.0, "a party to a case")
		b.add(slices.Contains(aboutPersons, q.key), 1.8, `before "`+q.key+`"`)
	}
	if to+1 < len(n.ws) && !q.line {
		ampersand := strings.TrimSpace(n.t.S[n.ws[to-1].end:q.start]) == "&"
		firm := n.ws[to+1].is(isOrg) && upperWord(n.ws[to+1])
		b.add((q.key == "and" || ampersand) && n.ws[to+1].key == "i", 2.0, `before "and I"`)
		b.add((q.key == "and" || ampersand) && firm || ampersand && q.is(isOrg) && upperWord(q), -3.5, "")
	}
}

// aboutPersons are words that follow the name of a person only.
var aboutPersons = []string{"dob", "nino", "aged", "née", "nee"}

// What the statistical recogniser says is weighed with the rest: its log-odds
// that a word is a person's, the mean over the words and no more than tagLimit
// either way, times tagFor or tagAgainst. It counts for less against a name than
// for one, and not at all against a label, a greeting or a signature, which say
// more than the words around. That the words are an organisation's, a place's or
// an address's, as it sees it, counts tagElse more against. The figures were
// chosen by cross-validation over all labelled sets together, none of which the
// model had seen.
const (
	tagFor     = 0.8
	tagAgainst = 0.5
	tagElse    = 1.5
	tagLimit   = 4.0
)

// read weighs what the statistical recogniser makes of the words.
func (n *namer) read(b *balance, i, to int) {
	if n.tags == nil {
		return
	}
	switch x := n.personOdds(i, to); {
	case x > 0:
		b.add(true, tagFor*x, reads)
	case n.cues[i]&strong == 0:
		b.add(true, tagAgainst*x, "")
		other := tagElse * n.otherwise(i, to)
		b.add(true, -other, "")
		b.add(n.ws[to-1].is(isStreet|isOrg), -other, "") // "Victoria Park"
	}
}
