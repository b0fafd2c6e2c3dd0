package person

import (
	"maps"
	"slices"
	"strings"
)

// Knowledge is what a set of items, and an officer, tell of the subject and of
// other people with their name. A nil one knows nothing. It is safe for
// concurrent use.
type Knowledge struct {
	known  []*Subject // what is namesakes', without names
	routes *routes    // to known
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
	people := compileDetails(theirs)
	return &Knowledge{known: people, routes: routesTo(people)}
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
