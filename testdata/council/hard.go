package council

import (
	"slices"

	"sarsen/testdata/council/people"
)

// A probe is one difficulty put to one subject, or to somebody who is taken for
// a subject: how the name is written in an item, and which facts stand beside
// it.
type probe struct {
	tag   string   // the difficulty
	who   *Person  // whom the item is about
	name  string   // manner of writing the name; "" for the plain one
	facts []string // kinds of the facts written beside it
	usual bool     // facts in their usual form only
	quiet bool     // replies do not quote
}

// An exercise makes the items of one difficulty.
type exercise struct {
	tag  string
	make func(x *examiner, r *random, who *Person) (bool, error) // false when it does not suit the person
}

// An examiner puts the difficulties to the subjects, each to each in turn.
type examiner struct {
	m         *maker
	exercises []exercise
	templates map[string][]template // by file
	turn      int
	taken     map[string]int // templates taken, by file
	groups    int
}

func newExaminer(m *maker) (*examiner, error) {
	x := &examiner{m: m, templates: map[string][]template{}, taken: map[string]int{}}
	for _, file := range []string{"documents", "mail", "threads", "covers", "enclosed", "sheets"} {
		list, err := loadTemplates("prose/hard/" + file + ".txt")
		if err != nil {
			return nil, err
		}
		x.templates[file] = list
	}
	for _, manner := range people.Manners() {
		x.exercises = append(x.exercises, exercise{manner, nameIn(manner)})
	}
	x.exercises = append(x.exercises, others...)
	return x, nil
}

// Difficulties lists the tags of the difficulties of a hard council.
func Difficulties() []string {
	out := people.Manners()
	for _, e := range others {
		out = append(out, e.tag)
	}
	return append(out, "decoy")
}

// next makes the next difficulty: now and then a decoy, at times one for a
// namesake, else one for the next subject.
func (x *examiner) next() error {
	subjects := x.m.people.subjects
	n := x.turn
	x.turn++
	r := newRandom(x.m.opts.Seed, 1<<43+uint64(n))
	subject := subjects[n%len(subjects)]
	if n%11 == 10 {
		return x.decoy(r, subject)
	}
	who := x.m.people.byID[subject.Person]
	if others := x.namesakes(subject); len(others) > 0 && (n/len(subjects)+n)%5 == 3 {
		who = others[n/5%len(others)]
	}
	// Each in turn; for one that does not suit the person any other.
	at := (n/len(subjects) + n%len(subjects)*17) % len(x.exercises)
	for range 100 {
		ok, err := x.exercises[at].make(x, r, who)
		if ok || err != nil {
			return err
		}
		at = r.below(len(x.exercises))
	}
	return nil
}

// namesakes are those of a subject who can be told apart by their own facts.
func (x *examiner) namesakes(subject *Subject) []*Person {
	var out []*Person
	for _, id := range subject.Namesakes {
		if p := x.m.people.byID[id]; p.Role == Resident {
			out = append(out, p)
		}
	}
	return out
}

// hasNamesake reports whether a forename and surname alone may mean another.
func (x *examiner) hasNamesake(who *Person) bool {
	return slices.ContainsFunc(x.m.people.all, func(p *Person) bool { return p != who && p.First == who.First && p.Surname == who.Surname })
}

// take returns the next template of a file.
func (x *examiner) take(file string) template {
	list := x.templates[file]
	t := list[x.taken[file]%len(list)]
	x.taken[file]++
	return t
}

// hardProtagonist picks the subjects in turn, and those taken for them.
func (m *maker) hardProtagonist(r *random) *Person {
	if !r.chance(14) {
		return nil
	}
	subject := m.people.subjects[m.next["subject"]%len(m.people.subjects)]
	m.next["subject"]++
	if len(subject.Namesakes) > 0 && r.chance(15) {
		if p := m.people.byID[pick(r, subject.Namesakes)]; p.Role == Resident && m.people.homes[p.Address.line()] != nil && p.Address != m.people.byID[subject.Person].Address {
			return p
		}
	}
	return m.people.byID[subject.Person]
}
