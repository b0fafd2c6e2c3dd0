package person

import (
	"regexp"
	"slices"
	"strings"
)

// near is how many bytes after a name something still belongs to it.
const near = 160

// beside is how many bytes after a name a phone number or an e-mail address
// may stand: further on it may be anybody's.
const beside = 40

// manySightings is how often a name is looked at in one item.
const manySightings = 100

// A Detail stands beside the subject's name, tells people apart, and is not in
// the profile: a namesake's, or the subject's and not known so far.
type Detail struct {
	Fact       string
	Text       string // as it stands
	Start, End int    // bytes of the text
	key        string // fact and value, in one form for all spellings
	weight     float64
	// telling is set for what, with another address, shows somebody else.
	telling bool
}

// reason makes a contradiction of a detail.
func (d Detail) reason() Reason {
	return Reason{Fact: d.Fact, Text: d.Text, Start: d.Start, End: d.End, Weight: d.weight}
}

// A Sighting is a place where the subject's name stands: a text, or a row of a
// table in it.
type Sighting struct {
	Row     Span     // zero for the text outside of rows
	Own     bool     // facts of the profile stand there as well
	Other   bool     // something there contradicts the profile
	Faint   bool     // it is no more than a title and the surname
	Full    bool     // the name stands there in full, without an error
	Forms   []form   // ways in which the name is written there
	Details []Detail // in the order of the text

	unit unit
}

var (
	ninoPattern  = regexp.MustCompile(`\b[a-z]{2}[ ./-]?[0-9]{2}[ ./-]?[0-9]{2}[ ./-]?[0-9]{2}[ ./-]?[a-d]\b`)
	nhsPattern   = regexp.MustCompile(`\bnhs(?: no| number| num)?[ .:#]*([0-9]{3}[ ./-]?[0-9]{3}[ ./-]?[0-9]{4})\b`)
	barePattern  = regexp.MustCompile(`^ *([0-9]{3}[ ./-]?[0-9]{3}[ ./-]?[0-9]{4}) *$`)
	codePattern  = regexp.MustCompile(`\b[a-z]{0,5}[-/]?[0-9][0-9/-]{3,14}[0-9]\b`)
	phonePattern = regexp.MustCompile(`(?:\+44|\(?\b0)[0-9() -]{7,14}[0-9]\b`)
	mailPattern  = regexp.MustCompile(`[a-z0-9._%+'-]+@[a-z0-9.-]+\.[a-z]{2,}`)
	// placePattern is an address at the start, after words that lead to it and a
	// date of birth.
	placePattern = regexp.MustCompile(`^(?:[ ,:;.()<>-]|\b(?:of|at|who|lives?|living|lived|now|currently|resides|residing|moved|to|home|address|is|the|tenant|` + movedWords + `)\b` +
		`|\b(?:dob|d\.o\.b\.?|born|date of birth)[ :]*[0-9]{1,4}[ /.-][0-9a-z]+[ /.-][0-9]{2,4})*` +
		`([0-9]+[a-z]? [a-z'-]+ (?:[a-z'-]+ ){0,2}(?:` + streetWords() + `)\b|[0-9]+[a-z]? [a-z' ,-]{3,50}\b[a-z]{1,2}[0-9][a-z0-9]? ?[0-9][a-z]{2}\b)`)
)

// movedWords are words before an address that the person has left.
const movedWords = "formerly|previously|former|previous|from"

var movedPattern = regexp.MustCompile(`\b(?:` + movedWords + `)\b`)

// moreStreets are last words of streets that have no short form.
const moreStreets = "bank|bottom|bridge|common|croft|edge|end|field|fields|fold|garth|gate|green|heath|hill|meadow|meadows|mews|park|quay|rise|row|side|top|view|villas|walk|wharf|wood|yard"

func streetWords() string {
	words := strings.Split(moreStreets, "|")
	for short, full := range streets {
		words = append(words, short, full)
	}
	slices.Sort(words)
	return strings.Join(slices.Compact(words), "|")
}

// heading returns what stands before the name in its line, where that is short
// and names nobody: a case number, then whose case it is.
func (e *Evidence) heading(h Hit) (region, bool) {
	from := strings.LastIndexByte(e.Text[:min(h.Start, len(e.Text))], '\n') + 1
	if e.row != nil || from >= h.Start || h.Start-from > beside {
		return region{}, false
	}
	r := region{d: read(e.Text[from:h.Start], false), offset: from, label: func(int) string { return "" }}
	r.to = len(r.d.s)
	for i := range r.d.tokens {
		if r.d.somebody(i) {
			return region{}, false
		}
	}
	return r, true
}

// tells marks a detail that shows somebody else beside another address.
func (d Detail) tells() Detail {
	d.telling = true
	return d
}

func streetName(word string) bool {
	_, short := streets[word]
	if short || slices.Contains(strings.Split(moreStreets, "|"), word) {
		return true
	}
	for _, full := range streets {
		if full == word {
			return true
		}
	}
	return false
}

// sight looks at every place of the name in a unit and gathers what stands
// beside it.
func (s *Subject) sight(e *Evidence) []Detail {
	var list []Detail
	look := func(r region, finders ...func(region) []Detail) {
		for _, find := range finders {
			for _, found := range find(r) {
				if !slices.ContainsFunc(list, func(o Detail) bool { return o.key == found.key }) {
					list = append(list, found)
				}
			}
		}
	}
	count := 0
	for _, h := range e.Hits {
		if groupOf(h.Fact) != FactName || h.Fact == FactForename || count == manySightings {
			continue
		}
		count++
		look(e.regionOf(h), s.otherBorn, s.otherNumber, s.otherPlace, s.otherCodes, s.labelled, s.otherContacts, s.otherNames)
		if r, ok := e.before(h); ok {
			look(r, s.otherBorn, s.otherNumber, s.otherPlace)
		}
		if r, ok := e.heading(h); ok {
			look(r, s.labelled)
		}
	}
	return list
}

// otherBorn finds a date of birth that is not the subject's, nor one slip of
// the pen away.
func (s *Subject) otherBorn(r region) []Detail {
	d := r.d
	for i := d.tokenAt(r.from); d.at(i).word != "" && d.at(i).start < r.to; i++ {
		found, ok := d.date(i)
		if !ok || !d.bornLabel(i) && !bornHeading(r.labelAt(d.tokens[i].start)) {
			continue
		}
		found = found.near(s.born)
		weight := weighOtherBorn
		switch errors := bornErrors(found, s.born); {
		case s.born.IsZero():
			weight = 0
		case s.bornLike(found) > 0 || errors <= 1:
			return nil
		case errors == 2:
			weight = weighNearBorn
		}
		return []Detail{r.detail(FactDateOfBirth, found.String(), d.tokens[i].start, d.tokens[found.to-1].end, weight)}
	}
	return nil
}

func bornHeading(label string) bool {
	return strings.Contains(label, "birth") || strings.Contains(label, "dob") || strings.Contains(label, "d.o.b") || label == "born"
}

// otherNumber finds a National Insurance or NHS number that is not the
// subject's.
func (s *Subject) otherNumber(r region) []Detail {
	var list []Detail
	text := r.text()
	add := func(kind string, from, to int) {
		weight := 0.0
		if s.kinds[kind] {
			weight = weighOtherNumber
		}
		if !s.owns(kind, text[from:to]) {
			list = append(list, r.detail(kind, compact(text[from:to]), r.from+from, r.from+to, weight))
		}
	}
	if at := ninoPattern.FindStringIndex(text); at != nil {
		add("nino", at[0], at[1])
	}
	if at := nhsPattern.FindStringSubmatchIndex(text); at != nil {
		add("nhs_number", at[2], at[3])
	}
	for _, c := range r.cells() {
		if at := barePattern.FindStringSubmatchIndex(r.d.s[c.Start:c.End]); at != nil && strings.Contains(r.labelAt(c.Start), "nhs") {
			add("nhs_number", c.Start-r.from+at[2], c.Start-r.from+at[3])
		}
	}
	return list
}

// owns reports whether a number is the subject's, give or take one error.
func (s *Subject) owns(kind, value string) bool {
	value = compact(value)
	for _, c := range s.codes.list {
		if c.fact == kind && distance(c.text, value, 1) <= 1 {
			return true
		}
	}
	return false
}

// otherPlace finds an address right after the name, or in a cell of its row,
// that is not the subject's.
func (s *Subject) otherPlace(r region) []Detail {
	weight := weighOtherPlace
	if len(s.addresses) == 0 {
		weight = 0
	}
	for _, c := range append([]Span{{r.from, min(max(r.from, r.to), len(r.d.s))}}, r.cells()...) {
		at := placePattern.FindStringSubmatchIndex(r.d.s[c.Start:c.End])
		if at == nil {
			continue
		}
		start, end := c.Start+at[2], c.Start+at[3]
		if s.livesAt(r.d, r.d.tokenAt(start)) {
			return nil
		}
		number, street, _ := strings.Cut(r.d.s[start:end], " ")
		key := number
		for _, w := range strings.Fields(street) {
			w = strings.Trim(w, ",")
			key += " " + long(w)
			if streetName(w) {
				break
			}
		}
		if movedPattern.MatchString(r.d.s[c.Start:start]) {
			weight = 0 // it contradicts nothing that they lived elsewhere
		}
		return []Detail{r.detail(FactAddress, key, start, end, weight)}
	}
	return nil
}

// livesAt reports whether an address of the subject's begins at a token, give
// or take misreadings: the same house number, and a street that begins alike or
// the same postcode.
func (s *Subject) livesAt(d *document, i int) bool {
	return slices.ContainsFunc(s.addresses, func(a address) bool {
		if to, _, _, ok := a.match(d, i); ok {
			return !s.elsewhere(d, to)
		}
		if a.number != d.at(i).word || len(a.street) == 0 {
			return false
		}
		own, _ := s.postcodeAfter(d, i+1)
		return own || distance(a.street[0], d.at(i+1).word, 2) <= 2
	})
}

// otherCodes finds references of the same build as the subject's. They only
// tell: one person may have several.
func (s *Subject) otherCodes(r region) []Detail {
	var list []Detail
	text := r.text()
	for _, at := range codePattern.FindAllStringIndex(text, -1) {
		value := compact(text[at[0]:at[1]])
		own := slices.ContainsFunc(s.codes.list, func(c code) bool { return distance(c.text, value, 1) <= 1 })
		if s.shapes[shape(value)] && !own {
			list = append(list, r.detail(FactReference, value, r.from+at[0], r.from+at[1], 0).tells())
		}
	}
	return list
}

// shape tells references of one kind: letters as they are, digits as 9.
func shape(code string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return '9'
		}
		return r
	}, code)
}
