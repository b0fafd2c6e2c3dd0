package person

import (
	"regexp"
	"strings"
)

// near is how many bytes after a name something still belongs to it.
const near = 160

// An objection is a fact that speaks against the subject.
type objection struct {
	reason Reason
	weight float64
}

var (
	ninoPattern  = regexp.MustCompile(`\b[a-z]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[a-d]\b`)
	nhsPattern   = regexp.MustCompile(`\bnhs(?: no| number| num)?[ .:#]*([0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4})\b`)
	placePattern = regexp.MustCompile(`^(?:[ ,:]|of|at)*([0-9]+[a-z]? [a-z']+ (?:[a-z']+ )?(?:street|st|road|rd|avenue|ave|lane|ln|close|drive|court|crescent|gardens|place|terrace|grove|way))\b`)
)

// contradictions returns what stands beside the subject's name and is not the
// subject's: another date of birth, number or address. A namesake's details.
func (s *Subject) contradictions(e Evidence) []objection {
	if len(e.Hits) == 0 {
		return nil
	}
	d := read(e.Text, false)
	var list []objection
	for _, h := range e.Hits {
		if groupOf(h.Fact) != FactName || h.Fact == FactForename {
			continue
		}
		start, end := d.folded.Folded(h.End), d.reach(h)
		for _, o := range []func(*document, int, int) *objection{s.otherBorn, s.otherNumber, s.otherPlace} {
			if found := o(d, start, end); found != nil && !repeated(list, found.reason.Fact) && !hasFact(e.Hits, found.reason.Fact) {
				list = append(list, *found)
			}
		}
	}
	return list
}

// reach returns how far in the folded text details after a hit belong to it:
// some way, but not past another person's name.
func (d *document) reach(h Hit) int {
	end := d.folded.Folded(min(h.End+near, len(d.text)))
	start := d.folded.Folded(h.End)
	for i := d.tokenAt(start); d.at(i).word != "" && d.at(i).start < end; i++ {
		t, next := d.at(i), d.at(i+1)
		if t.wordy() && names().forename[t.word] && months[t.word] == 0 && next.wordy() && next.link == linkSpace && !streetName(next.word) {
			return t.start
		}
	}
	return end
}

func streetName(word string) bool {
	_, short := streets[word]
	for _, l := range streets {
		short = short || l == word
	}
	return short
}

// otherBorn finds a date of birth that is not the subject's, nor one slip of
// the pen away.
func (s *Subject) otherBorn(d *document, start, end int) *objection {
	if s.born.IsZero() {
		return nil
	}
	for i := d.tokenAt(start); d.at(i).word != "" && d.at(i).start < end; i++ {
		found, ok := d.date(i)
		if !ok || found.short || !d.bornLabel(i) {
			continue
		}
		weight := weighOtherBorn
		switch errors := bornErrors(found, s.born); {
		case s.bornLike(found) > 0 || errors <= 1:
			return nil
		case errors == 2:
			weight = weighNearBorn
		}
		return d.objection(FactDateOfBirth, d.tokens[i].start, d.tokens[found.to-1].end, weight)
	}
	return nil
}

// otherNumber finds a National Insurance or NHS number that is not the
// subject's.
func (s *Subject) otherNumber(d *document, start, end int) *objection {
	region := d.s[min(start, len(d.s)):min(max(start, end), len(d.s))]
	for _, p := range []struct {
		kind    string
		pattern *regexp.Regexp
	}{{"nino", ninoPattern}, {"nhs_number", nhsPattern}} {
		at := p.pattern.FindStringSubmatchIndex(region)
		if at == nil || !s.kinds[p.kind] {
			continue
		}
		from, to := at[len(at)-2], at[len(at)-1]
		if !s.owns(p.kind, region[from:to]) {
			return d.objection(p.kind, start+from, start+to, weighOtherNumber)
		}
	}
	return nil
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

// otherPlace finds an address right after the name that is not the subject's.
func (s *Subject) otherPlace(d *document, start, end int) *objection {
	if len(s.addresses) == 0 || start >= len(d.s) {
		return nil
	}
	region := d.s[start:max(start, min(end, len(d.s)))]
	at := placePattern.FindStringSubmatchIndex(region)
	if at == nil {
		return nil
	}
	return d.objection(FactAddress, start+at[2], start+at[3], weighOtherPlace)
}

func (d *document) objection(fact string, start, end int, weight float64) *objection {
	h := d.hit(fact, start, end, 1, true)
	return &objection{Reason{Fact: fact, Text: h.Value, Start: h.Start, End: h.End}, weight}
}

func repeated(list []objection, fact string) bool {
	for _, o := range list {
		if o.reason.Fact == fact {
			return true
		}
	}
	return false
}

func hasFact(hits []Hit, fact string) bool {
	for _, h := range hits {
		if h.Fact == fact {
			return true
		}
	}
	return false
}

// relativeIn reports whether a relative of the subject is named in a text.
func (s *Subject) relativeIn(text string) bool {
	d := read(text, false)
	for i, t := range d.tokens {
		for _, r := range s.relatives {
			if r.fore == "" || t.word != r.fore {
				continue
			}
			for n := 1; n <= maxPieces && i+1+n <= len(d.tokens); n++ {
				if word, ok := d.joined(i+1, i+1+n); ok && word == r.surname && strings.Trim(d.s[t.end:d.tokens[i+1].start], " -") == "" {
					return true
				}
			}
		}
	}
	return false
}
