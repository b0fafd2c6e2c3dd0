package person

import (
	"fmt"
	"slices"
)

// A Lesson is an officer's word on one item: that it is the subject's, or
// somebody else's who has the name. What stands beside the name there is then
// the one's or the other's wherever it stands.
type Lesson struct {
	Item    string  // what to call the item to an officer
	Mine    bool    // the subject's
	Verdict Verdict // of the item, as Weigh gave it
}

// FactTaught is the fact of a reason that rests on an officer's word.
const FactTaught = "taught"

// taughtShare is the part of its weight that a fact has which is not in the
// profile, but was taught by one item.
const taughtShare = 0.8

// A teaching is what a lesson tells, ready for matching.
type teaching struct {
	item string
	mine bool
	of   []*Subject
	keys map[string]bool
}

// teach takes what stands beside the name in the items of lessons. A detail of
// which they say both, or that stands where the subject is known by a number of
// theirs and is said to be somebody else's, proves nothing: it is left out, here
// and for namesakes.
func (l *learning) teach(lessons []Lesson) []teaching {
	said := map[bool]map[string]bool{true: {}, false: {}}
	for _, s := range lessons {
		for _, d := range s.details() {
			said[s.Mine][d.key] = true
		}
	}
	l.seeds = map[string]bool{}
	disputed := func(key string) bool { return said[false][key] && (said[true][key] || l.sure[key]) }
	var list []teaching
	for _, s := range lessons {
		t := teaching{item: s.Item, mine: s.Mine, keys: map[string]bool{}}
		details := map[string]Detail{}
		for _, d := range s.details() {
			if disputed(d.key) {
				continue
			}
			details[d.key], t.keys[d.key] = d, true
			l.seeds[d.key] = !s.Mine
		}
		if !s.Mine {
			l.forms = append(l.forms, s.forms()...)
		}
		if t.of = compileDetails(details); len(t.of) > 0 {
			list = append(list, t)
		}
	}
	for _, keys := range said {
		for key := range keys {
			l.mine[key] = l.mine[key] || !l.seeds[key]
		}
	}
	return list
}

// vain reports whether a lesson tells nothing: what is certain by details of the
// subject's is kept out for other reasons than whose it is, such as its date.
func (l Lesson) vain() bool { return !l.Mine && l.Verdict.own && l.Verdict.Likelihood == Certain }

// details returns what stands beside the name in the item of a lesson. Where it
// stands in several rows, those of the subject are the ones that say so.
func (l Lesson) details() []Detail {
	if l.vain() {
		return nil
	}
	var list []Detail
	for _, g := range l.Verdict.Sightings {
		if l.Mine && len(l.Verdict.Sightings) > 1 && !g.Own || !l.Mine && g.Own && l.Verdict.sure {
			continue
		}
		list = append(list, g.Details...)
	}
	return list
}

// forms returns the ways in which an item writes a namesake's name, in full.
func (l Lesson) forms() []form {
	if l.vain() {
		return nil
	}
	var list []form
	for _, g := range l.Verdict.Sightings {
		if g.Full && !g.Own {
			list = append(list, g.Forms...)
		}
	}
	return list
}

// remind judges each unit of an item with what was taught. Where a unit holds
// what is the subject's and what is somebody else's, that says nothing.
func (k *Knowledge) remind(v *Verdict, e Evidence) {
	best, raised := -1.0, false
	var top unit
	for i := range v.Sightings {
		g := &v.Sightings[i]
		before, _ := g.unit.score()
		raised = raised || before >= v.Score
		mine, theirs := k.taughtIn(e, *g)
		switch {
		case len(mine) > 0 && len(theirs) == 0:
			g.raise(mine, k)
			v.own = true
		case len(theirs) > 0 && len(mine) == 0:
			g.fall(theirs)
		}
		if after, _ := g.unit.score(); after > best {
			best, top = after, g.unit
		}
	}
	if raised || best > v.Score {
		v.judge(top)
	}
}

// raise adds what was taught to be the subject's, and drops what it contradicts.
func (g *Sighting) raise(mine []Reason, k *Knowledge) {
	g.unit.reasons = slices.Concat(g.unit.reasons, mine)
	g.unit.against = slices.DeleteFunc(slices.Clone(g.unit.against), func(r Reason) bool {
		return slices.ContainsFunc(g.Details, func(d Detail) bool { return d.Start == r.Start && d.Fact == r.Fact && k.isMine(d.key) })
	})
	g.unit.most, g.Own, g.Other = unlimited, true, false
}

// fall adds what was taught to be somebody else's.
func (g *Sighting) fall(theirs []Reason) {
	g.unit.against = slices.Concat(g.unit.against, theirs)
	g.Other = true
	if !g.Own {
		g.unit.most = g.unit.most.tighter(limit{mostUnlikely, "the name stands with what you said is somebody else's"})
	}
}

func (k *Knowledge) isMine(key string) bool {
	return slices.ContainsFunc(k.taught, func(t teaching) bool { return t.mine && t.keys[key] })
}

// taughtIn returns what was taught of details that stand in the unit of a
// sighting: each fact once, as the first lesson has it.
func (k *Knowledge) taughtIn(e Evidence, g Sighting) (mine, theirs []Reason) {
	if len(k.taught) == 0 {
		return nil, nil
	}
	text, offset := e.of(g)
	d := read(text, false)
	seen := map[bool]map[string]bool{true: {}, false: {}}
	for _, t := range k.taught {
		for _, h := range detailsIn(d, t.of) {
			if seen[t.mine][h.Fact] {
				continue
			}
			seen[t.mine][h.Fact] = true
			r := Reason{Fact: FactTaught, Start: h.Start + offset, End: h.End + offset}
			if t.mine {
				r.Text = fmt.Sprintf("you said that %s is theirs: same %s, %s", t.item, wordsFor(h.Fact), oneLine(h.Value))
				r.Weight = taughtShare * t.of[0].factWeight(h, e.Rarity)
				mine = append(mine, r)
			} else {
				r.Text = fmt.Sprintf("you said that %s is somebody else's: same %s, %s", t.item, wordsFor(h.Fact), oneLine(h.Value))
				r.Weight = weighTheirs
				theirs = append(theirs, r)
			}
		}
	}
	return mine, theirs
}
