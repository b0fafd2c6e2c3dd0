package council

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sarsen/testdata/council/damage"
	"sarsen/testdata/council/people"
)

// addStories makes the subjects of a hard council, and those around them.
func (p *population) addStories(seed int64) {
	r := newRandom(seed, 1<<42)
	taken := map[string]bool{}
	for _, s := range people.Stories(r.below) {
		for taken[s.Name.Surname] { // two subjects of one name would be each other's namesakes
			s = again(r, s)
		}
		taken[s.Name.Surname] = true
		p.addStory(r, s)
	}
}

// again draws a story until it is told of somebody else.
func again(r *random, s people.Story) people.Story {
	for _, other := range people.Stories(r.below) {
		if other.Why == s.Why {
			other.Told, other.Moved = s.Told, s.Moved
			return other
		}
	}
	return s
}

func (p *population) addStory(r *random, s people.Story) {
	home := p.newHome()
	who := p.named(r, s.Name)
	if s.Moved {
		who.Previous = p.newHome()
	}
	p.settle(who, home, r.between(1945, 1990))
	who.Emails = append(who.Emails, fmt.Sprintf("%s.%s%s@%s", letters(who.First)[:1], letters(who.Surname), who.Born[2:4], "ownmail.example"))
	subject := &Subject{Person: who.ID, Why: s.Why, Likeness: map[string]string{}}
	var relatives []string
	for _, n := range s.Household {
		h := p.named(r, n)
		p.settle(h, home, r.between(1945, 1990))
		subject.Household = append(subject.Household, h.ID)
		relatives = append(relatives, h.First+" "+h.Surname)
	}
	for _, n := range s.Namesakes {
		other := p.addNamesake(r, who, n)
		subject.Namesakes = append(subject.Namesakes, other.ID)
		subject.Likeness[other.ID] = string(n.Likeness)
	}
	p.addBearer(r, s.Name)
	subject.Profile = told(who, s, relatives)
	p.subjects = append(p.subjects, subject)
}

// named makes a person of a name.
func (p *population) named(r *random, n people.Name) *Person {
	who := p.add(&Person{Role: Resident, Title: n.Title, First: n.First, Middle: n.Middle, Surname: n.Surname, Former: n.Former, Nicknames: n.Nicknames, Sex: n.Sex})
	p.lore[who.ID] = n
	for range 3 {
		for _, v := range []string{n.First + " " + damage.Typed(r.below, n.Surname), n.First + " " + damage.Heard(r.below, n.Surname)} {
			if v != n.First+" "+n.Surname && !slices.Contains(who.Variants, v) {
				who.Variants = append(who.Variants, v)
			}
		}
	}
	return who
}

// addNamesake moves somebody in, or has them hired, who is taken for subject.
func (p *population) addNamesake(r *random, subject *Person, n people.Namesake) *Person {
	who := p.named(r, n.Name)
	born, _ := time.Parse(time.DateOnly, subject.Born) // settle wrote it
	switch year := r.between(8, 24); n.Likeness {
	case people.Junior:
		who.Born = born.AddDate(20+year/2, 2, 9).Format(time.DateOnly)
		p.equip(who, subject.Address, 0)
	case people.SameStreet:
		who.Born = born.AddDate(year, 1, 5).Format(time.DateOnly)
		home := subject.Address
		home.House = fmt.Sprint(91 + p.r.below(60))
		p.settle(who, home, 0)
	case people.SameBirth:
		who.Born = born.AddDate(year, 0, 0).Format(time.DateOnly)
		p.settle(who, p.newHome(), 0)
	case people.Officer:
		who.Role = Staff
		p.officials = append(p.officials, who)
	default:
		who.Born = born.AddDate(-year, 3, 11).Format(time.DateOnly)
		p.settle(who, p.newHome(), 0)
	}
	return who
}

// addBearer moves somebody in who has only the surname of the subject.
func (p *population) addBearer(r *random, n people.Name) {
	bearer := people.Name{Title: "Mr", First: pick(r, communities[0].men), Surname: n.Surname, Sex: "m"}
	if bearer.First != n.First && !p.taken[bearer.First+" "+bearer.Surname] {
		p.settle(p.named(r, bearer), p.newHome(), r.between(1940, 2000))
	}
}

// addNamesakeOfficers hires those who bear a subject's name, in the last
// department.
func (p *population) addNamesakeOfficers() {
	d := departments[len(departments)-1]
	for _, who := range p.officials {
		who.Department, who.Organisation, who.Job = d.name, Name, last(d.jobs)
		who.Emails, who.Phones = []string{login(who) + "@" + domain}, []string{p.line()}
		who.Identifiers = map[string]string{"payroll": p.unique("payroll")}
		p.staff[d.id] = append(p.staff[d.id], who)
		p.officers = append(p.officers, who)
	}
}

// tellable are the residents whom their name alone tells from all others: in a
// part that a document does not say more of, nobody else could be told.
func (p *population) tellable() []*Person {
	bearers := map[string]int{}
	for _, who := range p.all {
		bearers[who.First+" "+who.Surname]++
	}
	return slices.DeleteFunc(slices.Clone(p.residents), func(who *Person) bool { return bearers[who.First+" "+who.Surname] > 1 })
}

// strangers are the residents who are neither subjects nor taken for one.
func (p *population) strangers() []*Person {
	return slices.DeleteFunc(slices.Clone(p.residents), func(who *Person) bool {
		_, known := p.lore[who.ID]
		return known
	})
}

// isJunior reports whether somebody lives with an elder of the same name.
func (p *population) isJunior(who *Person) bool {
	return slices.ContainsFunc(p.subjects, func(s *Subject) bool { return s.Likeness[who.ID] == string(people.Junior) })
}

// newHome is an address at which nobody lives.
func (p *population) newHome() Address {
	for {
		if a := p.address(); p.homes[a.line()] == nil && !p.taken[a.line()] {
			p.taken[a.line()] = true
			return a
		}
	}
}

// told is what the officer knows of a subject: the first address of mail, the
// first telephone; nicknames, the earlier address and all references only of
// those who told. What is left out is offered by what is found.
func told(who *Person, s people.Story, relatives []string) Profile {
	out := profile(who, relatives)
	out.Names = []string{s.Name.Full()}
	if s.Name.English != "" {
		out.Names = append(out.Names, s.Name.English+" "+s.Name.Surname)
	}
	out.Emails, out.Phones = who.Emails[:1], who.Phones[:1]
	out.Identifiers["vehicle"] = who.Identifiers["vehicle"]
	if !s.Told {
		out.Nicknames, out.Addresses, out.References = nil, out.Addresses[:1], out.References[:3]
	}
	if s.Name.Patronymic != "" && s.Told {
		out.Names = append(out.Names, strings.Join([]string{s.Name.First, s.Name.Patronymic, s.Name.Surname}, " "))
	}
	return out
}
