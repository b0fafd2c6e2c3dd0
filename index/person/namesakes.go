package person

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Knowledge is what a set of items, and an officer, tell of the subject and of
// other people with their name. A nil one knows nothing. It is safe for
// concurrent use.
type Knowledge struct {
	known  []*Subject // what is namesakes', without names
	forms  []form     // of the name that they bear
	sex    byte       // the subject's
	taught []teaching
}

// Learn gathers namesakes from the verdicts on all items in which the subject
// was looked for: where something beside the name contradicts the profile, all
// that stands there is a namesake's, and so is what stands beside the name
// elsewhere with any of that. What also stands where the subject is known for
// certain is not. The titles in what is surely the subject's tell whose a title
// and a surname cannot be.
//
// Lessons come first: what an officer said of an item holds for what stands
// beside the name there, wherever it stands. Verdicts are those of the other
// items. Learn returns nil when there is nothing to know.
func Learn(verdicts []Verdict, lessons []Lesson) *Knowledge {
	l := learning{mine: map[string]bool{}, sure: map[string]bool{}, theirs: map[string]Detail{}}
	for _, v := range verdicts {
		for _, g := range v.Sightings {
			if g.Own {
				for _, d := range g.Details {
					l.mine[d.key] = true
					l.sure[d.key] = l.sure[d.key] || g.unit.sure
				}
			}
		}
	}
	taught := l.teach(lessons)
	l.namesakes(verdicts)
	k := compileNamesakes(l.theirs)
	k.forms, k.sex, k.taught = l.forms, sexOf(verdicts), taught
	if len(k.known)+len(k.forms)+len(k.taught) == 0 && k.sex == 0 {
		return nil
	}
	return k
}

// learning is the state of Learn.
type learning struct {
	mine   map[string]bool   // keys of details that are, or may be, the subject's
	sure   map[string]bool   // of these, beside what is nobody else's
	theirs map[string]Detail // of namesakes, by key
	seeds  map[string]bool   // keys that an officer taught to be namesakes'
	forms  []form
}

// take makes what stands beside a name a namesake's.
func (l *learning) take(g Sighting) {
	l.forms = append(l.forms, g.Forms...)
	for _, d := range g.Details {
		if !l.mine[d.key] {
			l.theirs[d.key] = d
		}
	}
}

// namesakes takes every sighting of a namesake: those that prove to be, and
// those that share a detail with these.
func (l *learning) namesakes(verdicts []Verdict) {
	var open []Sighting
	for _, v := range verdicts {
		for _, g := range v.Sightings {
			switch {
			case g.Own, g.Faint:
			case g.Other && g.proves(l.mine):
				l.take(g)
			default:
				open = append(open, g)
			}
		}
	}
	for more := true; more; {
		more = false
		open = slices.DeleteFunc(open, func(g Sighting) bool {
			linked := slices.ContainsFunc(g.Details, func(d Detail) bool { _, ok := l.theirs[d.key]; return ok || l.seeds[d.key] })
			if linked {
				l.take(g)
				more = true
			}
			return linked
		})
	}
}

// proves reports whether what stands beside the name shows a namesake, or the
// name itself does, by another middle name. People
// move: an address that is not known as the subject's does so only together
// with something else that is not.
func (g Sighting) proves(mine map[string]bool) bool {
	facts := map[string]bool{}
	if slices.ContainsFunc(g.unit.against, func(r Reason) bool { return r.Fact == FactMiddle }) {
		return true
	}
	for _, d := range g.Details {
		switch {
		case mine[d.key]:
		case d.weight < 0 && d.Fact != FactAddress:
			return true
		case d.telling:
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

// compileNamesakes makes details searchable.
func compileNamesakes(theirs map[string]Detail) *Knowledge {
	return &Knowledge{known: compileDetails(theirs)}
}

// compileDetails makes details searchable. A profile has one date of birth and
// one number of a kind, so that several are needed for several people.
func compileDetails(details map[string]Detail) []*Subject {
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
	whichever := func(*Profile) bool { return true }
	for _, k := range slices.Sorted(maps.Keys(details)) {
		d := details[k]
		_, value, _ := strings.Cut(k, " ")
		switch d.Fact {
		case FactFormerName, FactNickname: // a name tells nobody from a namesake
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
	var list []*Subject
	for _, p := range profiles {
		// A value that does not compile, such as the 31st of June, is no help.
		if s, err := Compile(p); err == nil {
			list = append(list, s)
		}
	}
	return list
}

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
	for _, h := range detailsIn(read(text, false), k.known) {
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
