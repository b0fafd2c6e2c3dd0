package recognise

import (
	"strings"

	"sarsen/redact"
)

var (
	// someone are the words for a person or a few of whom a text speaks without a
	// name.
	someone = set(`neighbour neighbours tenant tenants man woman men women lady ladies gentleman gentlemen couple family families boy boys girl girls lad lads lass
		person people resident residents occupant occupants occupier occupiers owner owners guy guys bloke blokes household lodger lodgers child children kid kids
		student students pupil pupils friend caller witness informant complainant referrer baby teenager teenagers youth youths relative guest chap landlord landlady`)
	// anyone may be anybody's in rules and letters to all: they need a deed that
	// only one did.
	anyone = set("person people tenant tenants child children pupil pupils student students resident residents family families household relative owner owners occupier occupiers couple guest man woman men women baby friend landlord landlady witness caller complainant")
	whos   = set("who that whose which")
	// deeds are done by one: whoever reads of it knows who did.
	deeds = set(`reported complained told rang called phoned telephoned informed alleged accused saw witnessed wrote attacked assaulted hit punched threatened shouted
		moved lives lived died broke stole found gave sold bought left lent owes owed drives drove works worked used shared wanted lodged contacted bit kicked abused
		raped touched pushed chased followed harassed spat smashed damaged set runs keeps`)
	// finished stand behind "was" and "is" in the same sense.
	finished = set("excluded arrested evicted charged convicted sacked dismissed suspended expelled attacked assaulted bullied stabbed injured hospitalised sectioned moved seen caught found killed pregnant drunk living staying sleeping shouting sharing")
	// told says that somebody was a source.
	told    = set("told said says reported complained informed rang phoned telephoned called alleged alleges claims claimed stated wrote emailed contacted saw heard witnessed confirmed mentioned reports")
	reports = set("complaint complaints allegation allegations report referral disclosure statement call")
	wheres  = set("upstairs downstairs opposite nextdoor above below underneath")
	abodes  = set("flat apartment house number no room unit bungalow plot bedsit")
	ending  = set("in on at of from for with to")
	aBefore = set("the that this another a an my your our his her their these those one")
)

// Context finds what still tells who is meant when the name is gone: "the
// neighbour at number 12", "the tenant upstairs", "the only Polish family in the
// street", "the woman who lives opposite", "your sister's boyfriend", "the person
// who reported you", "a neighbour told us".
func Context(t *Text) []redact.Found {
	ws := t.split()
	var out []redact.Found
	last := 0
	for i := range ws {
		if i < last {
			continue
		}
		from, to, why := t.context(i, last)
		if to == 0 || from < last {
			continue
		}
		out = append(out, t.phrase(from, to, redact.Context, vague, "context", "context: "+why))
		last = to
	}
	return out
}

// context returns the phrase whose chief word is i and why it tells who is
// meant.
func (t *Text) context(i, last int) (from, to int, why string) {
	ws := t.words
	k := t.word(i)
	switch {
	case k == "only" && i > 0 && ws[i].joined && (t.word(i-1) == "the" || t.word(i-1) == "an"):
		if to := t.onlyOne(i); to > 0 {
			return i - 1, to, "the only one of a sort at a place"
		}
	case k == "next" && t.next(i+1) == "door" || k == "next-door":
		return t.nextDoor(i)
	case kinNouns[k] && t.owns(i) && kinNouns[t.next(i+1)]:
		if from, _, _ := t.owner(i, last, "sister"); from > 0 || i > 0 && from == 0 && pronouns[t.word(i-1)] && ws[i].joined {
			return from, i + 2, "a relative's relative"
		}
	case someone[k] && !t.owns(i):
		return t.somebody(i, last)
	}
	return 0, 0, ""
}

// somebody reads the phrase around the word for a person i.
func (t *Text) somebody(i, last int) (from, to int, why string) {
	from = i
	for from > last && i-from < 4 && t.words[from].joined && !aBefore[t.word(from)] && t.describes(from-1) {
		from--
	}
	if !aBefore[t.word(from)] {
		from = i
	}
	article := t.word(from)
	k := t.word(i)
	if to := t.whereabouts(i + 1); to > 0 {
		return from, to, "where somebody lives"
	}
	definite := article == "the" || article == "that" || article == "this"
	if whos[t.next(i+1)] && t.next(i+1) != "which" && definite {
		if to := t.clause(i+2, anyone[k]); to > 0 {
			return from, to, "what somebody did"
		}
	}
	if source[k] && (article == "a" || article == "your" || article == "another" || article == "my" || article == "one" || article == "the" || article == "an") && told[t.next(i+1)] {
		return from, i + 1, "who told it"
	}
	if source[k] && t.word(from-1) == "of" && t.word(from-2) == "one" && article == "your" {
		return from - 2, i + 1, "one of a few"
	}
	return 0, 0, ""
}

// describes reports whether word i may stand in front of the word for a person.
func (t *Text) describes(i int) bool {
	w := t.words[i]
	return aBefore[t.word(i)] || w.class&isPlace != 0 || w.casing == small && w.class&(isVerb|isBefore) == 0 && !ending[w.key]
}

// source are those who tell a council things.
var source = set("neighbour neighbours relative friend lodger witness informant caller tenant resident referrer complainant")

// whereabouts returns the end of the place of a home that follows before word i:
// "at number 12", "in flat 3", "upstairs", "across the road", "who lives opposite".
func (t *Text) whereabouts(i int) int {
	w := t.next(i)
	switch {
	case w == "":
		return 0
	case (w == "who" || w == "that") && (t.next(i+1) == "lives" || t.next(i+1) == "lived" || t.next(i+1) == "live"), w == "living":
		j := i + 1
		if w != "living" {
			j++
		}
		return t.whereabouts(j)
	case wheres[w]:
		return i + 1
	case w == "next" && t.next(i+1) == "door":
		return i + 2
	case (w == "across" || w == "over") && t.next(i+1) == "the" && (t.next(i+2) == "road" || t.next(i+2) == "street" || t.next(i+2) == "landing" || t.next(i+2) == "way" || t.next(i+2) == "hall"):
		return i + 3
	case w == "two" && t.next(i+1) == "doors":
		return min(i+3, len(t.words))
	case w == "at" || w == "from" || w == "in" || w == "of":
		j := i + 1
		if t.next(j) == "the" {
			j++
		}
		if w == "in" && t.next(i+1) == "the" && (wheres[t.next(j)] || t.next(j) == "next") {
			for t.next(j) != "" && j < i+5 && !abodes[t.next(j)] {
				j++
			}
			if abodes[t.next(j)] {
				return j + 1
			}
			return 0
		}
		numbered := false
		if abodes[t.next(j)] || t.word(j) == "no" && j < len(t.words) && t.words[j].start-t.words[j-1].end == 1 {
			j, numbered = j+1, true
		}
		if j < len(t.words) && houseNumber(t.words[j]) && t.words[j].start-t.words[j-1].end <= 2 && (numbered || w == "at" && t.bareNumber(j) || w == "of" && t.next(j+1) != "" && upperWord(t.words[j+1])) {
			if t.next(j+1) != "" && upperWord(t.words[j+1]) {
				return i // the address is marked by itself
			}
			return j + 1
		}
	}
	return 0
}

// bareNumber reports whether the number at word i is all that says where: no
// time of day, sum or count.
func (t *Text) bareNumber(i int) bool {
	rest := strings.TrimLeft(t.Lower[t.words[i].end:min(len(t.S), t.words[i].end+8)], " ")
	for _, s := range []string{":", ".0", ".1", ".2", ".3", ".4", ".5", "am", "pm", "a.m", "p.m", "%", "per", "o'", "weeks", "days", "month", "year", "hour", "mins"} {
		if strings.HasPrefix(rest, s) {
			return false
		}
	}
	return t.words[i].end >= len(t.S) || t.S[t.words[i].end] != '/'
}

// clause returns the end of the relative clause whose verb is word i, 0 when what
// it tells may be of anybody. Where anybody is meant by the noun, only a deed
// will do.
func (t *Text) clause(i int, anybody bool) int {
	verb := t.next(i)
	switch {
	case verb == "":
		return 0
	case verb == "was" || verb == "is" || verb == "has" || verb == "had" || verb == "were" || verb == "been":
		if !finished[t.next(i+1)] && !deeds[t.next(i+1)] {
			return 0
		}
	case deeds[verb]:
	case verb == "made" && reports[t.next(i+2)]:
	case anybody:
		return 0
	default:
		if t.words[i].class&isVerb == 0 && !strings.HasSuffix(verb, "ed") {
			return 0
		}
	}
	to := i + 1
	for to < len(t.words) && to < i+7 && t.next(to) != "" && t.words[to].casing != numeral && !t.words[to].opens {
		if w := t.word(to); w == "and" || w == "but" || w == "because" || w == "so" || w == "has" || w == "is" || w == "was" || w == "will" {
			break
		}
		to++
	}
	return to
}

// onlyOne returns the end of "only Polish family in the street", whose "only" is
// word i.
func (t *Text) onlyOne(i int) int {
	j := i + 1
	for j < i+4 && t.next(j) != "" && !someone[t.next(j)] && t.next(j) != "one" {
		j++
	}
	if !someone[t.next(j)] && t.next(j) != "one" {
		return 0
	}
	link := t.next(j + 1)
	if link != "in" && link != "on" && link != "at" && link != "with" {
		return 0
	}
	to := j + 2
	for to < len(t.words) && to < j+6 && t.next(to) != "" {
		to++
		if w := t.words[to-1]; w.casing != small || streetPlace[w.key] {
			if t.next(to) == "" || !upperWord(t.words[to]) {
				return to
			}
		}
	}
	return 0
}

// streetPlace are where few live or work.
var streetPlace = set("street road block building school class village estate close lane house flats court team office ward hostel year area terrace cul-de-sac home floor corridor church group")

// nextDoor reads "next door neighbour", "the people next door" being somebody's.
func (t *Text) nextDoor(i int) (from, to int, why string) {
	to = i + 1
	if t.word(i) == "next" {
		to++
	}
	if !someone[t.next(to)] {
		return 0, 0, ""
	}
	to++
	from = i
	if i > 0 && t.words[i].joined && aBefore[t.word(i-1)] {
		from--
	}
	return from, to, "who lives next door"
}
