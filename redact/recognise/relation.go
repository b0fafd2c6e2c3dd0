package recognise

import (
	"sarsen/redact"
)

var (
	// kinNouns say what somebody is to somebody else.
	kinNouns = set(`mother mum mam mummy mom father dad daddy stepmother stepfather stepmum stepdad step-mother step-father step-mum step-dad
		brother sister brothers sisters half-brother half-sister stepbrother stepsister step-brother step-sister sibling siblings twin
		son daughter sons daughters stepson stepdaughter step-son step-daughter husband wife spouse partner fiance fiancee fiancé fiancée boyfriend girlfriend
		ex ex-husband ex-wife ex-partner ex-boyfriend ex-girlfriend nan nana gran granny grandma grandmother grandad granddad grandpa grandfather
		grandson granddaughter grandchild grandchildren grandparents uncle aunt auntie aunty nephew niece cousin mother-in-law father-in-law brother-in-law
		sister-in-law son-in-law daughter-in-law godmother godfather parent parents child children baby carer carers guardian landlord landlady
		lodger flatmate housemate roommate friend neighbour lover`)
	// looseKin may be anybody's in general prose: "tell your partner", "their
	// children".
	looseKin = set("partner spouse child children baby parent parents carer carers guardian landlord landlady lodger friend neighbour sibling siblings grandchildren grandparents ex twin")
	kinTypes = set("late elderly older younger oldest youngest eldest elder new former current foster adoptive adopted birth biological estranged own disabled teenage adult maternal paternal step half great main only baby best close other unborn twin")
	pronouns = set("my your his her their our")
	// subjects are whom files speak of without a name.
	subjects = set("patient tenant client applicant claimant resident child boy girl baby deceased pupil student subject victim complainant defendant appellant occupier employee householder requester service-user man woman lady gentleman mother father")
	// notKin follow a word of kinship that is none: "parent company".
	notKin = set("company companies organisation organisations agency agencies school schools council councils authority authorities site sites tongue country")

	// Welsh possessives, and words of kinship with their mutations.
	welshOwners = set("ei fy eich dy eu ein")
	welshKin    = set(`mam fam tad dad thad nhad gwr gŵr wr ŵr ngwr ngŵr gwraig wraig ngwraig partner bartner phartner mhartner brawd frawd mrawd chwaer
		mab fab merch ferch nain taid daid thaid mam-gu fam-gu tad-cu ewythr modryb nai nith cefnder cyfnither cariad gariad chariad nghariad cymydog gymydog chymydog nghymydog llystad llysfam`)
)

// Relation finds relationships that point to somebody: "his mother", "Tom's
// carer", "the patient's partner", "foster carer of Mia", "ei fam". The reason
// says whose relative it is, in quotes, as the text writes it. Of general prose
// ("a mother of two", "parents should") it finds nothing.
func Relation(t *Text) []redact.Found {
	ws := t.split()
	var out []redact.Found
	done := 0
	for i := range ws {
		k := t.word(i)
		if i < done || t.owns(i) && kinNouns[t.next(i+1)] { // "sister's boyfriend" is a context
			continue
		}
		from, to, whose := 0, 0, ""
		switch {
		case kinNouns[k]:
			from, to, whose = t.relative(i)
		case k == "kin" && t.word(i-1) == "of" && t.word(i-2) == "next":
			from, to, whose = t.owner(i-2, done, "kin")
		case welshKin[k] && ws[i].joined && welshOwners[t.word(i-1)]:
			from, to, whose = i-1, i+1, t.word(i-1)
		}
		if to == 0 || from < done {
			continue
		}
		out = append(out, t.phrase(from, to, redact.Relation, likely, "relation", `relationship: `+k+` of "`+whose+`"`))
		done = to
	}
	return t.cells(out, "relationship", func(i int) (redact.Found, bool) {
		return t.phrase(i, i+1, redact.Relation, likely, "relation", `relationship: `+t.word(i)+` of "the row's person"`), kinNouns[t.word(i)]
	})
}

// relative reads the phrase around the word of kinship i: whose it is stands
// before it, or behind it after "of".
func (t *Text) relative(i int) (from, to int, whose string) {
	k := t.word(i)
	if notKin[t.next(i+1)] {
		return 0, 0, ""
	}
	if from, to, whose = t.owner(i, 0, k); to > 0 {
		return from, to, whose
	}
	if t.next(i+1) != "of" && !(t.next(i+1) == "to" && (k == "carer" || k == "mother" || k == "father")) {
		return 0, 0, ""
	}
	for from = i; from > 0 && t.words[from].joined && (kinTypes[t.word(from-1)] || t.word(from-1) == "the"); from-- {
		continue
	}
	switch next := t.next(i + 2); {
	case next == "the" && subjects[t.next(i+3)] && !t.owns(i+3):
		return from, i + 4, "the " + t.word(i+3)
	case next != "" && upperWord(t.words[i+2]) && t.words[i+2].class&(isWord|isOrg|isPlace) == 0:
		end, _ := t.capitals(i + 2)
		return from, i + 1, t.S[t.words[i+2].start:t.words[end-1].end]
	}
	return 0, 0, ""
}

// owner reads whose the word of kinship k at i is from what stands before it.
func (t *Text) owner(i, done int, k string) (from, to int, whose string) {
	to = i + 1
	if k == "kin" {
		to = i + 3
	}
	j := i
	for j > done && i-j < 3 && t.words[j].joined && kinTypes[t.word(j-1)] {
		j--
	}
	if j == 0 || !t.words[j].joined {
		return 0, 0, ""
	}
	p := t.words[j-1]
	switch {
	case pronouns[p.key]:
		if (p.key == "your" || p.key == "their" || p.key == "our") && (looseKin[k] && j == i || k == "kin") || t.either(j-1) {
			return 0, 0, ""
		}
		return j - 1, to, p.key
	case !t.owns(j - 1):
		return 0, 0, ""
	case upperWord(p) && p.class&(isWord|isOrg) == 0 || upperWord(p) && p.class&isForename != 0:
		at := j - 1
		for j--; j > done && t.words[j].joined && upperWord(t.words[j-1]) && t.words[j-1].class&(isTitle|isForename) != 0; j-- {
			continue
		}
		return at + 1, to, before(before(t.S[t.words[j].start:t.words[at].end], "'"), "’")
	case subjects[t.word(j-1)]:
		from = j - 1
		if a := t.word(j - 2); t.words[j-1].joined && (a == "the" || a == "this") {
			from--
		}
		return from, to, t.word(j - 1)
	}
	return 0, 0, ""
}

// either reports whether the possessive i is one of several, as rules put it:
// "his or her", "you or your".
func (t *Text) either(i int) bool {
	for _, w := range []string{t.word(i - 1), t.next(i + 1)} {
		if w == "or" || w == "and/or" {
			return true
		}
	}
	return i > 0 && t.S[t.words[i-1].end:t.words[i].start] == "/"
}
