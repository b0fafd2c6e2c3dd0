package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A planted subject is somebody of whom it is known what is theirs.
type planted struct {
	resident
	Profile profile
	items   int // of a million messages, first ones only
}

// profile is a subject as "request new --profile" reads it.
type profile struct {
	Names       []string          `json:"names"`
	FormerNames []string          `json:"former_names,omitempty"`
	Nicknames   []string          `json:"nicknames,omitempty"`
	DateOfBirth string            `json:"date_of_birth"`
	Addresses   []string          `json:"addresses"`
	Emails      []string          `json:"emails"`
	Phones      []string          `json:"phones"`
	Identifiers map[string]string `json:"identifiers"`
	References  []string          `json:"references"`
}

// A holding is what is one subject's: IDs of messages, and rows as FILE:RECORD.
type holding struct {
	Subject string   `json:"subject"` // file of the profile
	Strong  []string `json:"strong"`  // the name with a date of birth, address, number, telephone or e-mail
	Named   []string `json:"named"`   // nothing but the name
	Quoted  []string `json:"quoted"`  // an answer that repeats any of these
	Rows    []string `json:"rows"`
}

// subjects are twenty: with the commonest names, with rare ones, and pairs who
// share a name.
func subjects() []planted {
	list := []planted{
		{resident: resident{title: "Mr", fore: "David", surname: "Smith"}, items: 800},
		{resident: resident{title: "Mrs", fore: "Margaret", surname: "Jones"}, items: 400},
		{resident: resident{title: "Mr", fore: "John", middle: "Peter", surname: "Williams"}, items: 300},
		{resident: resident{title: "Ms", fore: "Susan", surname: "Taylor"}, items: 300},
		{resident: resident{title: "Mr", fore: "Mohammed", surname: "Khan"}, items: 300},
		{resident: resident{title: "Mrs", fore: "Priya", surname: "Patel"}, items: 200},
		{resident: resident{title: "Mr", fore: "Paul", surname: "Brown"}, items: 200},
		{resident: resident{title: "Mr", fore: "Paul", surname: "Brown"}, items: 200},
		{resident: resident{title: "Mrs", fore: "Mary", middle: "Ann", surname: "Evans"}, items: 200, Profile: profile{FormerNames: []string{"Mary Ann Roberts"}}},
		{resident: resident{title: "Ms", fore: "Wei", surname: "Wong"}, items: 200},
		{resident: resident{title: "Mr", fore: "William", surname: "Davies"}, items: 200, Profile: profile{Nicknames: []string{"Bill"}}},
		{resident: resident{title: "Mrs", fore: "Catherine", surname: "O'Connor"}, items: 100},
		{resident: resident{title: "Mr", fore: "Ali", surname: "Hussain"}, items: 100},
		{resident: resident{title: "Ms", fore: "Karen", surname: "Wilson"}, items: 100},
		{resident: resident{title: "Mrs", fore: "Karen", surname: "Wilson"}, items: 100},
		{resident: resident{title: "Mr", fore: "Zephaniah", surname: "Quillfeather"}, items: 200},
		{resident: resident{title: "Mrs", fore: "Ottoline", surname: "Hebblethwaite-Crook"}, items: 50},
		{resident: resident{title: "Ms", fore: "Siân", surname: "Llewellyn"}, items: 50},
		{resident: resident{title: "Dr", fore: "Xanthe", surname: "Marwood"}, items: 50},
		{resident: resident{title: "Mr", fore: "Jan", surname: "van der Meulen"}, items: 50},
	}
	for i := range list {
		list[i].settle(i)
	}
	return list
}

// settle fills in what nobody else has.
func (p *planted) settle(n int) {
	p.born = time.Date(1948+2*n, time.Month(1+n%12), 3+n, 0, 0, 0, 0, time.UTC)
	p.line = fmt.Sprintf("%d %s %s", 201+7*n, stems[(n*5+3)%len(stems)], streets[n%len(streets)])
	p.postcode = fmt.Sprintf("ZQ%d 1WD", 40+n)
	p.phone = phone(n%len(ranges), 900+n)
	p.number = fmt.Sprintf("ACC-%07d", 9_900_000+n*137)
	p.email = fmt.Sprintf("%s.planted%d@post.example", strings.ToLower(strings.ReplaceAll(p.fore, "â", "a")), n+1)
	full := p.name()
	if p.middle != "" {
		full = p.fore + " " + p.middle + " " + p.surname
	}
	p.Profile.Names = []string{full}
	p.Profile.DateOfBirth = p.born.Format(time.DateOnly)
	p.Profile.Addresses = []string{p.line + ", " + p.postcode}
	p.Profile.Emails, p.Profile.Phones = []string{p.email}, []string{p.phone}
	p.Profile.Identifiers = map[string]string{"nino": fmt.Sprintf("ZW %02d %02d %02d A", 10+n, 71-n, 30+n)}
	p.Profile.References = []string{p.number}
}

// A garden is where the subjects are planted, and what is known of them.
type garden struct {
	subjects []planted
	at       map[int]int // message or row to the subject
	holdings []holding
}

// plant spreads the items of all subjects over so many messages or rows, of
// which each has at least four where there is room.
func plant(n int) *garden {
	g := &garden{subjects: subjects(), at: map[int]int{}}
	for s, p := range g.subjects {
		items := min(max(4, p.items*n/1_000_000), max(n/40, 1))
		for j := range items {
			at := (j*n/items + s*n/items/len(g.subjects) + s) % n
			for taken := len(g.at) < n; taken; {
				if _, taken = g.at[at]; taken {
					at = (at + 1) % n
				}
			}
			if len(g.at) < n {
				g.at[at] = s
			}
		}
		g.holdings = append(g.holdings, holding{Subject: fmt.Sprintf("%02d-%s.json", s+1, slug(p.name()))})
	}
	return g
}

func slug(name string) string {
	return strings.NewReplacer(" ", "-", "'", "", "â", "a").Replace(strings.ToLower(name))
}

// write puts the profiles into OUT-profiles, and what is whose into OUT-key.json:
// beside the folder, so that neither is crawled.
func (g *garden) write(out string) error {
	out = filepath.Clean(out)
	if err := os.MkdirAll(out+"-profiles", 0o700); err != nil {
		return err
	}
	for i, p := range g.subjects {
		if err := writeJSON(filepath.Join(out+"-profiles", g.holdings[i].Subject), p.Profile); err != nil {
			return err
		}
	}
	return writeJSON(out+"-key.json", g.holdings)
}

func writeJSON(name string, value any) error {
	data, err := json.MarshalIndent(value, "", " ")
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(name), err)
	}
	return os.WriteFile(name, append(data, '\n'), 0o600)
}
