package person

import (
	"fmt"
	"slices"
	"strings"
)

// Doubtful reports whether namesakes matter to a verdict: it rests on the name
// and says nothing that is the subject's alone.
func (v Verdict) Doubtful() bool { return len(v.Sightings) > 0 && !v.own }

// Faint reports whether the verdict rests on a title and the surname, and
// nothing else: a conversation may tell more.
func (v Verdict) Faint() bool { return v.faint }

// Named reports whether the item names the subject by more than a surname or a
// forename.
func (v Verdict) Named() bool { return v.named }

// Tells reports whether the item says who the other items of its conversation
// speak of: it is about the subject by name, and no list of many people.
func (v Verdict) Tells() bool {
	return v.named && v.About == AboutSubject && !v.listed && v.Likelihood != Unlikely
}

// Settles reports whether the item says who what came with it concerns: it is
// about the subject by a number, an e-mail address or a date that is nobody
// else's, and no list of many people.
func (v Verdict) Settles() bool { return v.sure && v.About == AboutSubject && !v.listed }

// Concerns reports whether Review may change a verdict.
func (k *Knowledge) Concerns(v Verdict) bool {
	return k != nil && (v.Doubtful() || len(k.taught) > 0 && len(v.Sightings) > 0 && !v.sure)
}

// Review judges again an item that Weigh judged, knowing what was learnt. One in
// which the name stands with a namesake's details is unlikely; one that has the
// name and nothing else is no more than possible. The subject's address is
// something else, and so is a form of the name that no namesake has been seen
// with: a middle name, a nickname, a former or a double-barrelled surname.
// Nothing that was learnt stands against a number, an e-mail address or a date
// of birth of the profile's.
func (k *Knowledge) Review(v Verdict, e Evidence) Verdict {
	if !k.Concerns(v) {
		return v
	}
	v.Sightings = slices.Clone(v.Sightings)
	k.remind(&v, e)
	if !v.Doubtful() {
		return v
	}
	if v.faint && k.sex != 0 && v.sex != 0 && k.sex != v.sex {
		v.lower(mostUnlikely, "another title than theirs")
		v.against(Reason{Fact: FactTitle, Text: "another title than theirs"})
		return v
	}
	if len(k.known)+len(k.forms) == 0 {
		return v
	}
	open, own := v.home, v.home
	var against []Reason
	for _, g := range v.Sightings {
		found := k.in(e, g)
		if len(found) == 0 && !g.Other {
			open = true
			own = own || slices.ContainsFunc(g.Forms, func(f form) bool { return !k.bears(f) })
		}
		against = append(against, found...)
	}
	if !open {
		v.lower(mostUnlikely, "the name stands with what is somebody else's")
		for _, r := range against {
			if !slices.ContainsFunc(v.Contradictions, func(c Reason) bool { return c.Fact == r.Fact }) {
				v.against(r)
			}
		}
		return v
	}
	if (!own || len(against) > 0) && (v.Likelihood == Certain || v.Likelihood == Likely) {
		v.lower(mostPossible, "somebody else of this name is known")
		v.against(Reason{Fact: FactNamesake, Text: "somebody else of this name is known"})
	}
	return v
}

// lower puts a limit to a verdict.
func (v *Verdict) lower(score float64, why string) {
	if v.Score > score {
		v.Score, v.Limit = score, why
	}
	v.Likelihood = likelihood(v.Score, len(v.Reasons))
}

// against adds a contradiction.
func (v *Verdict) against(r Reason) { v.Contradictions = append(slices.Clip(v.Contradictions), r) }

// bears reports whether a namesake may go by a form of the name.
func (k *Knowledge) bears(f form) bool { return slices.ContainsFunc(k.forms, f.within) }

// The facts of contradictions that rest on other items.
const (
	FactNamesake = "namesake"
	FactTitle    = "title"
)

// in returns what is a namesake's in the text, or the row, of a sighting.
func (k *Knowledge) in(e Evidence, g Sighting) []Reason {
	text, offset := e.of(g)
	var list []Reason
	d := read(text, false)
	var may []*Subject
	for _, n := range k.routes.to(d) {
		may = append(may, k.known[n])
	}
	for _, h := range detailsIn(d, may) {
		list = append(list, Reason{Fact: h.Fact, Text: h.Value, Start: h.Start + offset, End: h.End + offset})
	}
	return list
}

// of returns the text of a sighting, or of its row, and where it begins.
func (e *Evidence) of(g Sighting) (text string, offset int) {
	if g.Row.End > 0 {
		return e.Text[g.Row.Start:g.Row.End], g.Row.Start
	}
	if rest, _ := e.split(); rest.Text != "" {
		return rest.Text, 0
	}
	return e.Text, 0
}

// detailsIn returns the first hit of each fact that tells who is meant.
func detailsIn(d *document, subjects []*Subject) []Hit {
	var list []Hit
	for _, s := range subjects {
		for _, h := range s.match(d, false) {
			if tells(h) && !slices.ContainsFunc(list, func(o Hit) bool { return o.Fact == h.Fact }) {
				list = append(list, h)
			}
		}
	}
	return list
}

// tells reports whether a hit of a namesake's detail tells who is meant.
func tells(h Hit) bool { return h.Fact != FactPostcode && h.Strength >= bornShort }

// Against puts a contradiction into plain words.
func (r Reason) Against() string {
	switch r.Fact {
	case FactNamesake, FactTitle, FactTaught:
		return r.Text
	case FactDeath:
		return "said to have died: " + oneLine(r.Text)
	default:
		return fmt.Sprintf("another %s: %s", wordsFor(r.Fact), oneLine(r.Text))
	}
}

// wordsFor puts a fact into words.
func wordsFor(fact string) string {
	if words, ok := factWords[fact]; ok {
		return words
	}
	return strings.ReplaceAll(fact, "_", " ")
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

var factWords = map[string]string{"nino": "National Insurance number", "nhs_number": "NHS number", "email": "e-mail address"}
