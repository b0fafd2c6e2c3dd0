package person

import (
	"fmt"
	"slices"
	"strings"
)

// Namesakes is what a set of items tells of other people with the subject's
// name. A nil one knows of nobody. It is safe for concurrent use.
type Namesakes struct {
	known []*Subject // what is theirs, without names
	forms []form     // of the name that they bear
	sex   byte       // the subject's
}

// Learn gathers namesakes from the verdicts on all items in which the subject
// was looked for: where something beside the name contradicts the profile, all
// that stands there is a namesake's, and so is what stands beside the name
// elsewhere with any of that. What also stands where the subject is known for
// certain is not. The titles in what is surely the subject's tell whose a title
// and a surname cannot be. It returns nil when there is nothing to know.
func Learn(verdicts []Verdict) *Namesakes {
	mine, theirs := map[string]bool{}, map[string]Detail{}
	var open []Sighting
	var forms []form
	take := func(g Sighting) {
		forms = append(forms, g.Forms...)
		for _, d := range g.Details {
			if !mine[d.key] {
				theirs[d.key] = d
			}
		}
	}
	for _, v := range verdicts {
		for _, g := range v.Sightings {
			if g.Own {
				for _, d := range g.Details {
					mine[d.key] = true
				}
			}
		}
	}
	for _, v := range verdicts {
		for _, g := range v.Sightings {
			switch {
			case g.Own, g.Faint:
			case g.Other && g.proves(mine):
				take(g)
			default:
				open = append(open, g)
			}
		}
	}
	sex := sexOf(verdicts)
	if len(theirs) == 0 {
		if sex == 0 {
			return nil
		}
		return &Namesakes{sex: sex}
	}
	for more := true; more; {
		more = false
		open = slices.DeleteFunc(open, func(g Sighting) bool {
			linked := slices.ContainsFunc(g.Details, func(d Detail) bool { _, ok := theirs[d.key]; return ok })
			if linked {
				take(g)
				more = true
			}
			return linked
		})
	}
	n := compileNamesakes(theirs)
	n.forms, n.sex = forms, sex
	return n
}

// proves reports whether what stands beside the name shows a namesake. People
// move: an address that is not known as the subject's does so only together
// with something else that is not.
func (g Sighting) proves(mine map[string]bool) bool {
	facts := map[string]bool{}
	for _, d := range g.Details {
		switch {
		case mine[d.key]:
		case d.weight < 0 && d.Fact != FactAddress:
			return true
		default:
			facts[d.Fact] = true
		}
	}
	return facts[FactAddress] && len(facts) > 1
}

// sexOf tells the subject's sex by the titles in items that are surely theirs;
// 0 when they do not tell.
func sexOf(verdicts []Verdict) byte {
	var sex byte
	for _, v := range verdicts {
		switch {
		case !v.named || v.sex == 0 || v.Likelihood != Certain && v.Likelihood != Likely:
		case sex != 0 && sex != v.sex:
			return 0
		default:
			sex = v.sex
		}
	}
	return sex
}

// compileNamesakes makes details searchable. A profile has one date of birth
// and one number of a kind, so that several are needed for several people.
func compileNamesakes(theirs map[string]Detail) *Namesakes {
	var profiles []Profile
	place := func(free func(*Profile) bool) *Profile {
		for i := range profiles {
			if free(&profiles[i]) {
				return &profiles[i]
			}
		}
		profiles = append(profiles, Profile{Identifiers: map[string]string{}})
		return &profiles[len(profiles)-1]
	}
	keys := make([]string, 0, len(theirs))
	for k := range theirs {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		d := theirs[k]
		_, value, _ := strings.Cut(k, " ")
		whichever := func(*Profile) bool { return true }
		switch d.Fact {
		case FactDateOfBirth:
			place(func(p *Profile) bool { return p.DateOfBirth == "" }).DateOfBirth = value
		case FactAddress:
			p := place(whichever)
			p.Addresses = append(p.Addresses, d.Text)
		case FactEmail:
			p := place(whichever)
			p.Emails = append(p.Emails, d.Text)
		case FactPhone:
			p := place(whichever)
			p.Phones = append(p.Phones, "0"+value)
		case FactReference:
			p := place(whichever)
			p.References = append(p.References, d.Text)
		default:
			place(func(p *Profile) bool { return p.Identifiers[d.Fact] == "" }).Identifiers[d.Fact] = d.Text
		}
	}
	n := &Namesakes{}
	for _, p := range profiles {
		// A value that does not compile, such as the 31st of June, is no help.
		if s, err := Compile(p); err == nil {
			n.known = append(n.known, s)
		}
	}
	return n
}

// Doubtful reports whether namesakes matter to a verdict: it rests on the name
// and says nothing that is the subject's alone.
func (v Verdict) Doubtful() bool { return len(v.Sightings) > 0 && !v.own }

// Faint reports whether the verdict rests on a title and the surname, and
// nothing else: a conversation may tell more.
func (v Verdict) Faint() bool { return v.faint }

// Tells reports whether the item says who the other items of its conversation
// speak of: it is about the subject by name, and no list of many people.
func (v Verdict) Tells() bool {
	return v.named && v.About == AboutSubject && !v.listed && v.Likelihood != Unlikely
}

// Review judges again an item that Weigh judged, knowing of namesakes. One in
// which the name stands with a namesake's details is unlikely; one that has the
// name and nothing else is no more than possible. The subject's address is
// something else, and so is a form of the name that no namesake has been seen
// with: a middle name, a nickname, a former or a double-barrelled surname.
func (n *Namesakes) Review(v Verdict, e Evidence) Verdict {
	if n == nil || !v.Doubtful() {
		return v
	}
	if v.faint && n.sex != 0 && v.sex != 0 && n.sex != v.sex {
		v.Score, v.Likelihood = min(v.Score, leastPossible-0.001), Unlikely
		v.Contradictions = append(v.Contradictions, Reason{Fact: FactTitle, Text: "another title than theirs"})
		return v
	}
	if len(n.known) == 0 {
		return v
	}
	open, own := v.home, v.home
	var against []Reason
	for _, g := range v.Sightings {
		found := n.in(e, g)
		if len(found) == 0 && !g.Other {
			open = true
			own = own || slices.ContainsFunc(g.Forms, func(f form) bool { return !n.bears(f) })
		}
		against = append(against, found...)
	}
	if !open {
		v.Score, v.Likelihood = min(v.Score, leastPossible-0.001), Unlikely
		for _, r := range against {
			if !slices.ContainsFunc(v.Contradictions, func(c Reason) bool { return c.Fact == r.Fact }) {
				v.Contradictions = append(v.Contradictions, r)
			}
		}
		return v
	}
	if (!own || len(against) > 0) && (v.Likelihood == Certain || v.Likelihood == Likely) {
		v.Score, v.Likelihood = min(v.Score, mostPossible), Possible
		v.Contradictions = append(v.Contradictions, Reason{Fact: FactNamesake, Text: "somebody else of this name is known"})
	}
	return v
}

// bears reports whether a namesake may go by a form of the name.
func (n *Namesakes) bears(f form) bool { return slices.ContainsFunc(n.forms, f.within) }

// The facts of contradictions that rest on other items.
const (
	FactNamesake = "namesake"
	FactTitle    = "title"
)

// in returns what is a namesake's in the text, or the row, of a sighting.
func (n *Namesakes) in(e Evidence, g Sighting) []Reason {
	text, offset := e.Text, 0
	if g.Row.End > 0 {
		text, offset = e.Text[g.Row.Start:g.Row.End], g.Row.Start
	} else if rest, _ := e.split(); rest.Text != "" {
		text = rest.Text
	}
	var list []Reason
	for _, s := range n.known {
		for _, h := range s.Match(text) {
			if tells(h) && !slices.ContainsFunc(list, func(r Reason) bool { return r.Fact == h.Fact }) {
				list = append(list, Reason{Fact: h.Fact, Text: h.Value, Start: h.Start + offset, End: h.End + offset})
			}
		}
	}
	return list
}

// tells reports whether a hit of a namesake's detail tells who is meant.
func tells(h Hit) bool { return h.Fact != FactPostcode && h.Strength >= bornShort }

// Against puts a contradiction into plain words.
func (r Reason) Against() string {
	if r.Fact == FactNamesake || r.Fact == FactTitle {
		return r.Text
	}
	fact, ok := factWords[r.Fact]
	if !ok {
		fact = strings.ReplaceAll(r.Fact, "_", " ")
	}
	return fmt.Sprintf("another %s: %s", fact, strings.Join(strings.Fields(r.Text), " "))
}

var factWords = map[string]string{"nino": "National Insurance number", "nhs_number": "NHS number", "email": "e-mail address"}
