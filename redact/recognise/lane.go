package recognise

import (
	"slices"

	"sarsen/redact"
)

// lanes finds addresses that only their parts together tell: the name of a house,
// a lane and a village, "Fern Bank, Church Lane, Little Wenham"; a room or a flat of
// Scotland before its street, "3F2, 88 Broomieknowe"; a number and the name of a
// street without a word for it before a place, "31 Beechcroft, Thornaby Green"; a
// street or a block in which somebody is said to live.
func lanes(t *Text) []redact.Found {
	ws := t.split()
	var out []redact.Found
	for i := 0; i < len(ws); i++ {
		if !upperWord(ws[i]) && ws[i].casing != numeral || !t.begins(i) {
			continue
		}
		from, to, reason := t.lane(i)
		if to <= from {
			continue
		}
		out = append(out, t.found(ws[from].start, ws[to-1].end, redact.Address, 0.55, "address", "address: "+reason))
		i = to - 1
	}
	return out
}

// begins reports whether a part of an address may begin with word i.
func (t *Text) begins(i int) bool {
	if i == 0 || t.words[i].line || t.words[i].opens || !t.words[i].joined {
		return true
	}
	before := t.words[i-1]
	return before.casing == small || before.class&isUnit != 0
}

// lane reads the address whose parts begin with word i; to is from when there is
// none.
func (t *Text) lane(i int) (from, to int, reason string) {
	if to := t.behindDoor(i); to > i {
		return i, to, "a flat by its floor and door"
	}
	ps := t.parts(i)
	if len(ps) == 0 {
		return i, i, ""
	}
	if !ps[0].lane {
		if to := t.unnamed(ps); to > i {
			return i, to, "number, name and place"
		}
		if name := ps[0]; !name.numbered() && name.to-i > 1 && t.homeBlock(name) && t.livesIn(i) {
			return i, name.to, "a building somebody lives in"
		}
	}
	k := slices.IndexFunc(ps, func(p part) bool { return p.lane })
	if k < 0 || k > 2 {
		return i, i, ""
	}
	to = t.throughPlaces(ps[k].to, t.words[ps[k].from].line)
	placed := to > ps[k].to
	switch {
	case k == 0 && !ps[0].numbered() && t.livesIn(i):
		return i, to, "a street somebody lives in"
	case k == 0 && ps[0].numbered() && shortWays[t.words[ps[0].to-1].key]:
		return i, to, "house number and street"
	case k > 0 && t.room(ps[0]) && !slices.ContainsFunc(ps[:k], func(p part) bool { return p.person }):
		return i, to, "a room and its building"
	case k == 1 && !ps[0].person && t.houseLike(ps[0], placed || ps[1].numbered()):
		return i, to, "the name of a house and its street"
	case k == 1 && placed && !ps[1].numbered() && !ps[0].numbered() && t.personLike(ps[0]):
		return ps[1].from, to, "street and place behind a name"
	}
	return i, i, ""
}

// houseLike reports whether p may be the name of a house before its lane. With no
// place and no number behind them its last word has to say so.
func (t *Text) houseLike(p part, told bool) bool {
	ws := t.words
	if p.numbered() || p.person || p.to-p.from > 4 {
		return false
	}
	for _, w := range ws[p.from:p.to] {
		if offices[w.key] && !lodgings[w.key] || publicHalls[w.key] && houses[ws[p.to-1].key] {
			return false
		}
		if w.class&(isGreeting|isRole|isLead|isTitle|isOrg|isKin) != 0 && w.class&(isStreet|isPlace) == 0 && !houses[w.key] && !lodgings[w.key] || w.casing == numeral || slices.Contains(monthNames, w.key) {
			return false
		}
	}
	last := ws[p.to-1]
	if p.to-p.from > 1 && (houses[last.key] || houseEnds[last.key] || welshHouses[ws[p.from].key]) || lodgings[last.key] || last.class&isStreet != 0 && p.to-p.from > 1 {
		return last.class&isOrg == 0 || houses[last.key] || lodgings[last.key] || houseEnds[last.key] || welshHouses[ws[p.from].key]
	}
	if !told {
		return false
	}
	if p.to-p.from == 1 {
		return last.class == 0 && last.casing == capital && !ws[p.to].line && (ws[p.from].line || p.from == 0 || ws[p.from].joined)
	}
	return ws[p.from].key == "the" || ws[p.from].key == "old"
}

// personLike reports whether p is a person's name, or may be one that is not known.
func (t *Text) personLike(p part) bool {
	return p.person || p.to-p.from > 1 && !slices.ContainsFunc(t.words[p.from:p.to], func(w word) bool { return !w.only(isSurname | isForename) })
}

// homeBlock reports whether p is the name of a building with homes, and not of a court
// of law or of what everyday words say.
func (t *Text) homeBlock(p part) bool {
	first := t.words[p.from]
	return blocks[t.words[p.to-1].key] && !courts[first.key] && (first.class&(isWord|isOrg) == 0 || first.class&(isSurname|isPlace|isStreet) != 0)
}

// room reports whether p is a room or a floor: "Room 12", "Basement".
func (t *Text) room(p part) bool {
	ws := t.words
	if p.numbered() {
		return false
	}
	return roomWords[ws[p.from].key] && p.to == p.from+2 && houseNumber(ws[p.from+1]) || slices.Contains(floors, ws[p.from].key) && ws[p.from].key != "back" && ws[p.from].key != "front"
}

// unnamed returns the word behind "31 Beechcroft, Thornaby Green", a house number
// and one word that is nothing else before a place.
func (t *Text) unnamed(ps []part) int {
	ws := t.words
	p := ps[0]
	if !p.numbered() || len(ps) < 2 || p.to != p.name+1 || Count(ws[p.from].key) > 3 || ws[p.name].casing != capital || !ws[p.name].only(isSurname) || t.counted(p.from) {
		return 0
	}
	if p.from > 0 && (ws[p.from-1].casing == numeral && !ws[p.from].line || slices.Contains(counters, ws[p.from-1].key)) {
		return 0
	}
	if to := t.throughPlaces(p.to, ws[p.from].line); to > p.to {
		return to
	}
	return 0
}

// behindDoor returns the word behind a flat of Scotland that word i begins, by its
// floor and door, with its number and street: "3F2, 88 Broomieknowe", "2/1, 14
// Kelvinhaugh". It returns i when there is none.
func (t *Text) behindDoor(i int) int {
	ws := t.words
	j := i + 1
	switch {
	case tenement(ws[i]):
	case ws[i].casing == numeral && j < len(ws) && ws[j].casing == numeral && len(ws[i].key) <= 2 && len(ws[j].key) == 1 && t.S[ws[i].end:ws[j].start] == "/":
		j++
	default:
		return i
	}
	if j+1 >= len(ws) || t.S[ws[j-1].end:ws[j].start] != ", " && t.S[ws[j-1].end:ws[j].start] != " " {
		return i
	}
	ps := t.parts(j)
	if len(ps) == 0 || !ps[0].numbered() || ps[0].person || !ps[0].lane && !homeName(ws[ps[0].name]) {
		return i
	}
	return t.throughPlaces(ps[0].to, ws[i].line)
}

// livesIn reports whether the words before word i say that somebody lives there:
// "lives with his nan on".
func (t *Text) livesIn(i int) bool {
	if t.word(i-1) == "the" {
		i--
	}
	if !livingAt[t.next(i-1)] || i == 0 || !t.words[i].joined {
		return false
	}
	for j := i - 2; j >= 0 && j >= i-6 && t.words[j+1].joined; j-- {
		if living[t.words[j].key] {
			return true
		}
	}
	return false
}

var (
	inStreet = set("of the on y yr le under upon by in an na nan cum")
	// namesStreets are the bodies and buildings that streets are called after.
	namesStreets = set("station church school college market hospital mill bank chapel castle priory abbey park hall")
	publicHalls  = set("town village parish guild civic city community memorial scout church school")
	welshHouses  = set("bron bryn ty pen plas cae maes hafod cartref llys tyn nant")
	welshWays    = set("heol ffordd lon stryd rhodfa gerddi sraid rathad")
	shortWays    = set("pde cl ct gro gr cres tce ter pl row ginnel wynd vennel")
	lodgings     = set("hotel hostel inn guesthouse")
	roomWords    = set("room rm bedroom bedsit")
	blocks       = set("house court point tower towers heights mansions lodge buildings")
	courts       = set("crown county high family magistrates magistrates' supreme youth coroner's")
	// houseEnds end the names of houses besides houses.
	houseEnds = set("smithy nook haven garth holme brow lea dene acre acres steading byre toft gables elms oaks limes firs beeches paddock nest schoolhouse")
	living    = set("live lives lived living resides residing stays staying moved moving rents renting byw tenant")
	livingAt  = set("on in at off of up down to yn yng ym ar")
)
