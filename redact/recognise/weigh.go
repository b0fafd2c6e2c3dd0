package recognise

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// weigh returns the log-odds that the words [i, to) are a name, and why.
func (n *namer) weigh(i, to int) (float64, string) {
	f := n.features(i, to)
	x := -1.0
	var why []string
	add := func(on bool, v float64, reason string) {
		if on {
			x += v
			if reason != "" {
				why = append(why, reason)
			}
		}
	}
	first, last := f.first, f.last
	add(sure(first, isForename), 2.0, "known forename")
	add(first&isForename != 0 && first&isWord == 0 && first&isPlace != 0, 1.3, "known forename")
	add(first&isForename != 0 && first&isWord != 0, 0.8, "forename that is also a word")
	if f.count > 1 {
		add(sure(last, isSurname), 2.0, "known surname")
		add(last&isSurname != 0 && last&(isWord|isPlace) != 0, 1.2, "surname that is also a word")
		add(last&isSurname == 0 && last&isForename != 0, 1.0, "")
		add(last&(isSurname|isForename|isWord) == 0 && first&isForename != 0, 0.9, "a capital after a forename")
		add(last&(isSurname|isForename) == 0 && first&isForename == 0, -0.6, "")
		add(first&isForename == 0 && sure(first, isSurname), 0.4, "")
		add(first&isForename == 0 && last&(isStreet|isOrg) != 0, -1.5, "")
		add(first&isForename == 0 && first&(isWord|isPlace) != 0, -1.2, "")
		add(f.initials > 0, 0.4, "initials")
	} else if f.initials > 0 {
		add(sure(last, isSurname), 2.4, "initials before a known surname")
		add(last&isSurname != 0 && last&(isWord|isPlace) != 0, 1.3, "initials before a surname")
		add(last&(isSurname|isForename|isWord|isPlace) == 0, 1.0, "initials before a capital")
		add(f.dotted, 0.6, "")
		add(first&isForename != 0, -0.8, "")
	} else {
		add(first&isForename == 0 && sure(last, isSurname), 0.5, "known surname")
		add(first&(isForename|isSurname) == 0, -1.0, "")
		add(first&isPlace != 0, -0.8, "")
		add(first&isWord != 0, -0.6, "")
		add(n.ws[i].casing == shout, -2.0, "")
	}
	add(f.foreign, 0.7, "letters that English does not have")
	add(f.opens, -0.4, "")
	add(f.opens && f.count == 1 && first&isWord != 0, -1.2, "")
	add(n.ws[i].casing == shout && f.count > 1 && (last&isSurname == 0 || first&isForename == 0), -2.0, "")
	return n.surroundings(i, to, f, x, why)
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
}

func (n *namer) features(i, to int) features {
	f := features{opens: n.ws[i].opens}
	for j := i; j < to; j++ {
		w := n.ws[j]
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
			f.foreign = f.foreign || w.class&^isSurname == 0 && foreign(n.t.S[w.start:w.end])
		}
	}
	return f
}

// foreign reports whether s has letters outside ASCII.
func foreign(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf && unicode.IsLetter(r) })
}

// surroundings adds what stands beside the words to their weight.
func (n *namer) surroundings(i, to int, f features, x float64, why []string) (float64, string) {
	add := func(on bool, v float64, reason string) {
		if on {
			x += v
			if reason != "" {
				why = append(why, reason)
			}
		}
	}
	c := n.cues[i]
	add(c&cueGreeting != 0, 2.6, "a greeting before it")
	add(c&cueSignOff != 0, 2.6, "below the closing of a letter")
	add(c&cueLabel != 0, 2.4, "a label or heading says so")
	add(c&cueAddress != 0, 2.0, "an e-mail address follows")
	add(c&cueAlone != 0, 2.4, "a line of its own")
	add(c&cueLine != 0 && f.count > 1, 2.1, "a line of its own")
	add(i > 1 && n.ws[i-1].key == "is" && n.ws[i-2].key == "name", 2.0, `after "name is"`)
	if i > 0 && n.ws[i].joined {
		p := n.ws[i-1]
		add(p.class&isKin != 0 && p.casing == small, 1.6, `after "`+p.key+`"`)
		whose := p.key == "her" || p.key == "his" || p.key == "my" || p.key == "their"
		verb := to < len(n.ws) && n.ws[to].joined && n.ws[to].casing == small && n.ws[to].class&isVerb != 0
		add(whose && verb && f.count == 1 && (f.first == 0 || f.first&isForename != 0), 2.2, `after "`+p.key+`"`)
		add((p.key == "that" || p.key == "whether" || p.key == "when") && verb && f.count == 1 && f.first&isForename != 0, 0.6, "")
		add(p.class&isBefore != 0 && p.casing == small, 0.4, "")
		add(p.key == "the" || p.key == "a" || p.key == "an" || p.key == "this", -1.8, "")
		add((p.key == "st" || p.key == "saint") && upperWord(p), -3, "")
		add(p.casing == capital && !n.taken[i-1] && p.class&(isKin|isRole|isBefore|isLead) == 0, -0.5, "")
		add(p.casing == capital && !n.taken[i-1] && p.class&isPlace != 0 && f.count == 1, -0.8, "")
		add(p.casing == numeral, -0.8, "")
	}
	if to < len(n.ws) && n.ws[to].joined && !n.ws[to-1].owns {
		q := n.ws[to]
		add(q.class&isVerb != 0 && q.casing == small, 0.7, "")
		add(q.class&isSays != 0 && q.casing == small, 1.3, `before "`+q.key+`"`)
		add(upperWord(q) && q.class&(isStreet|isOrg) != 0 && !(!n.ends(to+1) && n.ws[to+1].is(isRole)), -3.5, "")
		add(upperWord(q) && q.class == 0, -0.6, "")
		add(q.casing == numeral && f.first&isWord != 0, -2, "")
	}
	if to+1 < len(n.ws) && !n.ws[to].line {
		and := n.ws[to].key == "and" || strings.TrimSpace(n.t.S[n.ws[to-1].end:n.ws[to].start]) == "&"
		add(and && n.ws[to+1].key == "i", 2.0, `before "and I"`)
		add(and && n.ws[to+1].class&isOrg != 0 && upperWord(n.ws[to+1]) || n.ws[to].class&isOrg != 0 && upperWord(n.ws[to]) && n.t.S[n.ws[to-1].end:n.ws[to].start] == " & ", -3.5, "")
	}
	add(n.ws[to-1].owns, 0.3, "")
	if len(why) == 0 {
		why = append(why, "its place in the sentence")
	}
	return x, "name: " + strings.Join(why, ", ")
}
