package council

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"sarsen/testdata/council/people"
)

// A population is everybody in the council, and who lives with and next to
// whom.
type population struct {
	r         *random
	all       []*Person
	residents []*Person // adults
	crowd     []*Person // those of them who play any part
	children  []*Person
	parents   []*Person
	staff     map[string][]*Person
	officers  []*Person // all staff
	outside   map[string][]*Person
	members   []*Person // councillors
	subjects  []*Subject
	lore      map[string]people.Name // of a hard council's subjects and their namesakes, by person
	officials []*Person              // who bear a subject's name and are to be hired
	homes     map[string][]*Person   // by address
	roads     map[string][]*Person   // adults by street and town
	byID      map[string]*Person
	taken     map[string]bool // names, identifiers and telephone numbers in use
	lines     int             // telephone numbers given out
	mobiles   int
	streets   int // how many there are
}

// populate makes a council's people: subjects first, then staff, outsiders
// and about as many residents as there are to be documents.
func populate(opts Options) *population {
	docs := opts.Docs
	p := &population{
		r: newRandom(opts.Seed, 1<<40), lore: map[string]people.Name{}, staff: map[string][]*Person{}, outside: map[string][]*Person{},
		homes: map[string][]*Person{}, roads: map[string][]*Person{}, byID: map[string]*Person{}, taken: map[string]bool{}, streets: 8 + docs/40,
	}
	if opts.Hard {
		p.addStories(opts.Seed)
	} else {
		p.addSubjects()
	}
	for _, d := range departments {
		p.addStaff(d, 4+min(docs/500, 12))
	}
	p.addNamesakeOfficers()
	for _, b := range bodies {
		for range 2 + min(docs/1000, 6) {
			p.addProfessional(b)
		}
	}
	for range 5 {
		m := p.person(Councillor)
		m.Title, m.Job = "Councillor", "Ward Member"
		m.Emails = []string{"cllr." + login(m) + "@" + domain}
		m.Phones = []string{p.line()}
		p.members = append(p.members, m)
	}
	for len(p.residents) < 60+docs/4 {
		p.addHousehold()
	}
	p.crowd = p.residents
	if opts.Hard {
		p.crowd = p.tellable()
	}
	return p
}

func (p *population) add(who *Person) *Person {
	who.ID = fmt.Sprintf("p%04d", len(p.all)+1)
	p.all = append(p.all, who)
	p.byID[who.ID] = who
	p.taken[who.First+" "+who.Surname] = true
	return who
}

// person makes somebody with a name nobody else has yet.
func (p *population) person(role Role) *Person {
	for try := 0; ; try++ {
		c := p.community()
		who := &Person{Role: role, Sex: pick(p.r, []string{"f", "m"}), Surname: pick(p.r, c.surnames)}
		first, title := c.men, "Mr"
		if who.Sex == "f" {
			first, title = c.women, pick(p.r, []string{"Mrs", "Ms", "Miss"})
		}
		who.First, who.Title = pick(p.r, first), title
		if p.r.chance(40) {
			if who.Middle = pick(p.r, first); who.Middle == who.First {
				who.Middle = ""
			}
		}
		if p.taken[who.First+" "+who.Surname] && try < 50 {
			continue
		}
		who.Nicknames = nicknames[who.First]
		return p.add(who)
	}
}

func (p *population) community() community {
	n := p.r.below(100)
	for _, c := range communities {
		if n -= c.weight; n < 0 {
			return c
		}
	}
	return communities[0]
}

func (p *population) addStaff(d department, n int) {
	for i := range n {
		who := p.person(Staff)
		who.Department, who.Organisation = d.name, Name
		who.Job = d.jobs[0]
		if i > 0 {
			who.Job = d.jobs[1+(i-1)%(len(d.jobs)-1)]
		}
		who.Emails = []string{login(who) + "@" + domain}
		if p.r.chance(20) {
			who.Emails = append(who.Emails, login(who)+"@"+oldDomain)
		}
		who.Phones = []string{p.line()}
		who.Identifiers = map[string]string{"payroll": p.unique("payroll")}
		p.staff[d.id] = append(p.staff[d.id], who)
		p.officers = append(p.officers, who)
	}
}

func (p *population) addProfessional(b body) {
	who := p.person(Professional)
	who.Job, who.Organisation = b.jobs[len(p.outside[b.role])%len(b.jobs)], b.name
	switch {
	case strings.Contains(who.Job, "GP") || strings.Contains(who.Job, "Practitioner") || strings.Contains(who.Job, "Physician"):
		who.Title = "Dr"
	case who.Job == "Police Constable":
		who.Title = "PC"
	case who.Job == "Detective Sergeant":
		who.Title = "DS"
	}
	who.Emails = []string{login(who) + "@" + b.domain}
	who.Phones = []string{p.line()}
	p.outside[b.role] = append(p.outside[b.role], who)
}

// addHousehold moves one to four people into a house.
func (p *population) addHousehold() {
	home := p.address()
	for p.homes[home.line()] != nil {
		home = p.address()
	}
	head := p.person(Resident)
	p.settle(head, home, p.r.between(1938, 2003))
	if p.r.chance(45) {
		partner := p.person(Resident)
		if p.r.chance(75) {
			p.rename(partner, head.Surname)
		}
		p.settle(partner, home, p.r.between(1938, 2003))
	}
	for i := range p.r.below(3) {
		if i == 0 {
			p.parents = append(p.parents, head)
		}
		child := p.person(Resident)
		child.Title = ""
		p.rename(child, head.Surname)
		p.settleChild(child, home)
	}
}

// rename gives somebody the family's surname, unless that would make two
// people of one name.
func (p *population) rename(who *Person, surname string) {
	if name := who.First + " " + surname; !p.taken[name] {
		p.taken[name] = true
		who.Surname = surname
	}
}

// settle gives an adult a home and what every resident has.
func (p *population) settle(who *Person, home Address, year int) {
	p.equip(who, home, year)
	p.residents = append(p.residents, who)
	p.homes[home.line()] = append(p.homes[home.line()], who)
	road := home.Street + ", " + home.Town
	p.roads[road] = append(p.roads[road], who)
}

// equip gives somebody an address and what every resident has, but lets them
// live in nobody's neighbourhood: only who asks for them meets them.
func (p *population) equip(who *Person, home Address, year int) {
	who.Address = home
	if who.Born == "" {
		who.Born = time.Date(year, 1, 1+p.r.below(364), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	if len(who.Phones) == 0 {
		who.Phones = p.phones()
	}
	if len(who.Emails) == 0 {
		who.Emails = []string{fmt.Sprintf("%s%s@%s", login(who), who.Born[2:4], pick(p.r, []string{"mailbox.example", "northmail.example", "webmail.example", "tarnnet.example"}))}
	}
	if who.Identifiers == nil {
		who.Identifiers = map[string]string{}
	}
	for _, name := range []string{"nino", "nhs_number", "council_tax", "tenancy", "housing", "rent", "benefit", "care", "vehicle", "bank"} {
		if who.Identifiers[name] == "" {
			who.Identifiers[name] = p.unique(name)
		}
	}
	if len(who.Variants) == 0 {
		who.Variants = misspellings(who.First, who.Surname)
	}
}

func (p *population) settleChild(who *Person, home Address) {
	who.Address = home
	who.Born = time.Date(p.r.between(2009, 2019), 1, 1+p.r.below(364), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	who.Identifiers = map[string]string{"upn": p.unique("upn"), "nhs_number": p.unique("nhs_number"), "care": p.unique("care")}
	who.Middle = ""
	p.children = append(p.children, who)
	p.homes[home.line()] = append(p.homes[home.line()], who)
}

func (p *population) address() Address {
	n := p.r.below(min(len(streets), p.streets)) // few in a small council, so that people have neighbours
	town := towns[n%len(towns)]
	house := fmt.Sprint(p.r.between(1, 90))
	switch {
	case p.r.chance(6):
		house = fmt.Sprintf("Flat %d, %d", p.r.between(1, 12), p.r.between(1, 40))
	case p.r.chance(4):
		house += "A"
	}
	return Address{house, streets[n], town.name, fmt.Sprintf("%s %d%s", town.outward, n%9+1, []string{"QZ", "XW", "TB", "RH"}[n/9%4])}
}

// line is the address on one line.
func (a Address) line() string {
	return strings.Join([]string{a.first(), a.Town, a.Postcode}, ", ")
}

// first is house and street.
func (a Address) first() string { return strings.TrimSpace(a.House + " " + a.Street) }

// phones gives a resident a mobile and sometimes a landline, all from the
// ranges that are kept for drama. There are a thousand mobiles; later
// residents have landlines only.
func (p *population) phones() []string {
	var out []string
	if p.mobiles < 1000 {
		out = append(out, fmt.Sprintf("07700 900%03d", p.mobiles*617%1000))
		p.mobiles++
	}
	if len(out) == 0 || p.r.chance(50) {
		out = append(out, p.line())
	}
	return out
}

// line gives out the next landline: 01632 960xxx, then other drama ranges.
func (p *population) line() string {
	ranges := []string{"01632 960%03d", "0191 498 0%03d", "0113 496 0%03d", "0114 496 0%03d", "0161 496 0%03d", "0151 496 0%03d", "0121 496 0%03d", "020 7946 0%03d"}
	n := p.lines
	p.lines++
	return fmt.Sprintf(ranges[n/1000%len(ranges)], n*613%1000)
}

// login is "first.last" in ASCII.
func login(who *Person) string {
	return letters(who.First) + "." + letters(who.Surname)
}

func letters(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r < 128 && unicode.IsLetter(r) {
			return r
		}
		return -1
	}, unaccented(s)))
}

// unaccented writes a name as keyboards without accents do.
func unaccented(s string) string {
	s = strings.NewReplacer("ł", "l", "Ł", "L", "ı", "i", "ø", "o").Replace(s)
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

// misspellings are what others make of a name.
func misspellings(first, last string) []string {
	swaps := []struct{ from, to string }{{"ie", "ei"}, {"ph", "f"}, {"nn", "n"}, {"ll", "l"}, {"tt", "t"}, {"ck", "k"}, {"son", "sen"}, {"ey", "y"}, {"ai", "ia"}, {"er", "re"}, {"mm", "m"}, {"ar", "er"}, {"ow", "ou"}}
	var out []string
	for _, s := range swaps {
		if wrong := strings.Replace(last, s.from, s.to, 1); wrong != last {
			out = append(out, first+" "+wrong)
		} else if wrong := strings.Replace(first, s.from, s.to, 1); wrong != first {
			out = append(out, wrong+" "+last)
		}
	}
	if plain := unaccented(first + " " + last); plain != first+" "+last {
		out = append(out, plain)
	}
	if bare := strings.ReplaceAll(last, "'", ""); bare != last {
		out = append(out, first+" "+bare)
	}
	if len(out) > 4 {
		out = out[:4]
	}
	return out
}
