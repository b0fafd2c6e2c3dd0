package recognise

// body returns the end of the longest run of words from j on that may be a
// name, or j. The words from i to j are a title.
func (n *namer) body(j, i int) int {
	first, count, titled := j, 0, i < j
	for ; j < len(n.ws) && j-first < 6 && count < 4; j++ {
		if n.cues[j]&cueNever != 0 || !n.goesOn(j, first, titled) {
			break
		}
		if n.ws[j].casing == initial || n.particle(j, count, titled) {
			continue
		}
		if !capitalWord(n.ws[j]) || !n.part(j, first, titled, count) {
			break
		}
		count++
	}
	return n.trim(j, first, count)
}

// goesOn reports whether word j is not parted from the word before it, where
// that is of the name or its title.
func (n *namer) goesOn(j, first int, titled bool) bool {
	if j == first {
		return !titled || n.ws[j].joined
	}
	return n.ws[j].joined && !n.ws[j-1].owns
}

// particle reports whether word j is a "van" or "de" within a name of which
// count words were read.
func (n *namer) particle(j, count int, titled bool) bool {
	w := n.ws[j]
	leads := count > 0 || titled || n.cues[j]&strong != 0
	if w.casing != small || !w.is(isParticle) && !(w.key == "y" && count > 0) || !leads || n.ends(j+1) {
		return false
	}
	return capitalWord(n.ws[j+1]) || n.ws[j+1].is(isParticle)
}

// trim leaves out what cannot end a name: particles, and the pronoun "I" behind
// one word.
func (n *namer) trim(j, first, count int) int {
	if count == 0 {
		return first
	}
	for j > first {
		w := n.ws[j-1]
		pronoun := w.casing == initial && count == 1 && j-1 > first && n.t.S[w.start] == 'I'
		if w.casing != small && !pronoun {
			break
		}
		j--
	}
	return j
}

// part reports whether word j, with a capital, may be a part of a name of which
// count words were read, beginning with first.
func (n *namer) part(j, first int, titled bool, count int) bool {
	w := n.ws[j]
	known, other := w.is(personal), w.is(impersonal)
	switch {
	case w.casing == shout && len(digits(w.key)) > 1: // a registration mark, a reference
		return false
	case w.casing == shout && w.is(isKin) && !known: // "MGM": maternal grandmother
		return false
	case w.is(isWord) && !titled && !n.ends(j+1) && n.ws[j+1].casing == numeral: // "Page 1"
		return false
	case w.casing == shout && count > 0 && n.ws[first].casing == capital && !known:
		return false
	case titled && count == 0:
		return true
	case n.cues[j]&cueLabel != 0 && count < 2:
		return known || !other
	case count >= 2 && w.is(isWord|isRole|isOrg|isPlace) && !w.is(isForename):
		return w.is(isSurname) && n.endsName(j)
	case count >= 1 && w.is(isRole|isTitle) && !n.ends(j+1) && n.ws[j+1].is(isRole|isWord):
		return false
	case count == 1 && w.casing == capital && w.class == isWord && titled:
		return !n.capitalAfter(j)
	case count == 1 && w.casing == capital && w.class == isWord:
		return n.endsName(j)
	}
	return known || !other
}

// endsName reports whether word j follows a forename and no capital follows it.
func (n *namer) endsName(j int) bool {
	return sure(n.ws[j-1].class, isForename) && !n.capitalAfter(j)
}

// capitalAfter reports whether a word with a capital follows word j directly.
func (n *namer) capitalAfter(j int) bool { return !n.ends(j+1) && upperWord(n.ws[j+1]) }

// ends reports whether there is no word i or it does not go on from the one
// before.
func (n *namer) ends(i int) bool { return i >= len(n.ws) || !n.ws[i].joined }

func capitalWord(w word) bool { return w.casing == capital || w.casing == shout }
