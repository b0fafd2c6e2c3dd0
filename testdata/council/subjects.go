package council

// A known person is somebody whose name and story are fixed.
type known struct {
	title, first, middle, surname, former, sex, born string
	variants                                         []string
	nicknames                                        []string
	home, previous                                   Address
}

// A story is a subject with those who make the subject hard to tell apart.
type story struct {
	why       string
	subject   known
	household []known
	namesakes []known
	nearby    []known
}

var (
	larch14  = Address{"14", "Larch Close", "Thornmere", "DL24 1QZ"}
	priory22 = Address{"22", "Priory Gardens", "Elmscar", "DL25 6TB"}
	wharf7   = Address{"Flat 3, 7", "Wharf Street", "Wexdale", "DL26 2RH"}
	chapel41 = Address{"41", "Chapel Garth", "Harrowgill", "DL27 8QZ"}
	rowan5   = Address{"5", "Rowan Court", "Saltby-on-Tarn", "DL28 4XW"}
	moor63   = Address{"63", "Moor Edge", "Corvale", "DL29 1TB"}
	beck18   = Address{"18", "Beck View", "Thornmere", "DL24 9XW"}
	pinfold2 = Address{"2", "Pinfold Lane", "Harrowgill", "DL27 5RH"}
)

// stories lists the subjects; the first is the demo's.
var stories = []story{
	{
		why: "maiden name, nicknames, apostrophe and hyphen, an earlier address; a namesake of another age, a husband and daughter at the same address, neighbours who complain",
		subject: known{
			"Mrs", "Margaret", "Anne", "O'Connor-Hughes", "Hughes", "f", "1958-03-14",
			[]string{"Margaret O'Conner-Hughes", "Margaret OConnor Hughes", "Margret O'Connor-Hughes", "Margaret O'Connor Hughs", "Margaret O’Connor–Hughes"},
			[]string{"Peggy", "Maggie"},
			larch14,
			Address{"Flat 2, 9", "Victoria Buildings", "Wexdale", "DL26 7TB"},
		},
		household: []known{
			{"Mr", "Declan", "Patrick", "O'Connor-Hughes", "", "m", "1955-11-02", nil, nil, larch14, Address{}},
			{"Miss", "Ciara", "", "O'Connor-Hughes", "", "f", "1994-07-21", nil, nil, larch14, Address{}},
		},
		namesakes: []known{{"Ms", "Margaret", "", "O'Connor-Hughes", "", "f", "1987-09-30", nil, nil, Address{"3", "Quarry Terrace", "Elmscar", "DL25 2QZ"}, Address{}}},
		nearby: []known{
			{"Mr", "Tariq", "", "Mahmood", "", "m", "1979-01-08", nil, nil, Address{"16", "Larch Close", "Thornmere", "DL24 1QZ"}, Address{}},
			{"Mrs", "Sheila", "Joan", "Braithwaite", "", "f", "1946-06-17", []string{"Sheila Braithwait", "Sheila Brathwaite"}, nil, Address{"12", "Larch Close", "Thornmere", "DL24 1QZ"}, Address{}},
			{"Mr", "Kieran", "", "Dinsdale", "", "m", "1991-12-05", nil, nil, Address{"15", "Larch Close", "Thornmere", "DL24 1QZ"}, Address{}},
		},
	},
	{
		why: "one of the commonest names, with two namesakes",
		subject: known{
			"Mr", "David", "John", "Smith", "", "m", "1971-05-23",
			[]string{"David Smyth", "Davd Smith"},
			[]string{"Dave"},
			priory22,
			Address{},
		},
		namesakes: []known{
			{"Mr", "David", "", "Smith", "", "m", "1949-10-11", nil, []string{"Dave"}, Address{"8", "Mill Lane", "Thornmere", "DL24 4TB"}, Address{}},
			{"Mr", "David", "Lee", "Smith", "", "m", "1996-02-27", nil, nil, moor63, Address{}},
		},
	},
	{
		why: "a forename with many spellings and a compound surname that is cut in different places",
		subject: known{
			"Mr", "Mohammed", "", "Abdul Rahman", "", "m", "1983-08-19",
			[]string{"Muhammad Abdul Rahman", "Mohamed Abdulrahman", "Mohammad Abdul-Rahman", "Mohd Abdul Rehman"},
			[]string{"Mo"},
			wharf7,
			Address{},
		},
		household: []known{{"Mrs", "Nasreen", "", "Abdul Rahman", "", "f", "1986-04-03", nil, nil, wharf7, Address{}}},
	},
	{
		why: "letters with accents and strokes that are left out or written as others",
		subject: known{
			"Ms", "Małgorzata", "Zofia", "Wiśniewska-Kowalczyk", "Wiśniewska", "f", "1980-12-01",
			[]string{"Malgorzata Wisniewska-Kowalczyk", "Malgorzata Wisniewska Kowalczyk", "Margorzata Wiśniewska", "Małgorzata Wisnewska-Kowalczyk"},
			[]string{"Gosia"},
			chapel41,
			Address{"Flat 1, 12", "Bridge End", "Thornmere", "DL24 5XW"},
		},
	},
	{
		why: "family name first or last, and an English forename in daily use",
		subject: known{
			"Mrs", "Siu-Ling", "", "Wong", "Cheung", "f", "1966-02-09",
			[]string{"Siu Ling Wong", "Wong Siu Ling", "Wong Siu-Ling", "Siuling Wong"},
			[]string{"Grace"},
			rowan5,
			Address{},
		},
	},
	{
		why: "every part of the name is an ordinary word",
		subject: known{
			"Miss", "April", "Rose", "Young", "", "f", "1999-04-12",
			[]string{"Apryl Young", "April Yong"},
			nil, beck18,
			Address{},
		},
		household: []known{{"Mr", "Mark", "", "Long", "", "m", "1997-10-30", nil, nil, beck18, Address{}}},
	},
	{
		why: "a long West African name that is shortened, and two surnames in use",
		subject: known{
			"Mr", "Oluwaseun", "Emmanuel", "Adeyemi", "Adeyemi-Cole", "m", "1988-06-28",
			[]string{"Oluwaseyi Adeyemi", "Oluwaseun Adeyemy", "Seun Adeyemi"},
			[]string{"Seun"},
			pinfold2,
			Address{},
		},
	},
}

func (p *population) addSubjects() {
	for _, s := range stories {
		who := p.addKnown(s.subject)
		subject := &Subject{Person: who.ID, Why: s.why}
		var relatives []string
		for _, k := range s.household {
			h := p.addKnown(k)
			subject.Household = append(subject.Household, h.ID)
			relatives = append(relatives, h.First+" "+h.Surname)
		}
		for _, k := range s.namesakes {
			subject.Namesakes = append(subject.Namesakes, p.addKnown(k).ID)
		}
		for _, k := range s.nearby {
			p.addKnown(k)
		}
		subject.Profile = profile(who, relatives)
		p.subjects = append(p.subjects, subject)
	}
}

func (p *population) addKnown(k known) *Person {
	who := p.add(&Person{
		Role: Resident, Title: k.title, First: k.first, Middle: k.middle, Surname: k.surname, Former: k.former,
		Nicknames: k.nicknames, Variants: k.variants, Sex: k.sex, Born: k.born, Previous: k.previous,
	})
	p.settle(who, k.home, 0)
	return who
}

// profile is what an officer would know of somebody who asks.
func profile(who *Person, relatives []string) Profile {
	full := who.First + " " + who.Surname
	if who.Middle != "" {
		full = who.First + " " + who.Middle + " " + who.Surname
	}
	out := Profile{
		Right: "access", Received: "2026-11-02", Names: []string{full}, Nicknames: who.Nicknames, DateOfBirth: who.Born,
		Addresses: []string{who.Address.line()}, Emails: who.Emails, Phones: who.Phones, Relatives: relatives,
		Identifiers: map[string]string{"nino": who.Identifiers["nino"], "nhs_number": who.Identifiers["nhs_number"]},
	}
	if who.Former != "" {
		out.FormerNames = []string{who.First + " " + who.Former}
	}
	if who.Previous.Street != "" {
		out.Addresses = append(out.Addresses, who.Previous.line())
	}
	for _, name := range []string{"council_tax", "tenancy", "housing", "rent", "benefit", "care"} {
		out.References = append(out.References, who.Identifiers[name])
	}
	return out
}
