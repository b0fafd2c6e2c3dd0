// Package people draws the subjects of a hard council: names of many cultures,
// each with what makes it hard to find, and the people who are taken for the
// subject.
//
// Every draw gives other people; the stories, twenty of them, stay. The names
// and the ways of writing them are gathered from how names are used, not from
// what any search knows of them. The package is pure.
package people

import "strings"

// Below draws a number from 0 to n-1; n is positive.
type Below = func(n int) int

// A Name is what somebody is called.
type Name struct {
	Title, First, Middle, Surname string
	Former                        string // former surname
	Patronymic                    string // written between forename and surname, or for it
	English                       string // a forename taken for daily use
	Sex                           string // "f" or "m"
	Nicknames                     []string
	FirstForms, SurnameForms      []string // the same name in other spellings
	FamilyFirst                   bool     // the family name usually stands first
}

// Full is forename, middle name and surname, in the order of the name's culture.
func (n Name) Full() string {
	parts := []string{n.First, n.Middle, n.Surname}
	if n.FamilyFirst {
		parts = []string{n.Surname, n.First, n.Middle}
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// Likeness says how somebody can be taken for the subject.
type Likeness string

// The likenesses. All but Sibling bear the subject's forename and surname.
const (
	Elsewhere   Likeness = "elsewhere"    // other date of birth, other address
	Middle      Likeness = "middle"       // other middle name, too
	SameStreet  Likeness = "same_street"  // lives in the same street
	Junior      Likeness = "junior"       // the child, at the same address
	Sibling     Likeness = "sibling"      // same surname and initial, other forename
	Officer     Likeness = "officer"      // works for the council
	SameBirth   Likeness = "same_born"    // born on the same day of another year
	OtherGender Likeness = "other_gender" // a name that men and women bear
)

// A Namesake is somebody who can be taken for the subject.
type Namesake struct {
	Name
	Likeness Likeness
}

// A Story is a subject with those around them.
type Story struct {
	Why       string
	Name      Name
	Household []Name // at the same address
	Namesakes []Namesake
	Moved     bool // has an earlier address
	Told      bool // the profile has the earlier address, the nicknames and all references
	Words     bool // the parts of the name are ordinary words
}

// entry is "Name=nickname,nickname/spelling,spelling".
type entry struct {
	name             string
	nicknames, forms []string
}

func parse(s string) entry {
	s, forms, _ := strings.Cut(s, "/")
	name, nicknames, _ := strings.Cut(s, "=")
	e := entry{name: strings.ReplaceAll(name, "_", " ")}
	for _, n := range strings.Split(nicknames, ",") {
		if n != "" {
			e.nicknames = append(e.nicknames, n)
		}
	}
	for _, f := range strings.Split(forms, ",") {
		if f != "" {
			e.forms = append(e.forms, strings.ReplaceAll(f, "_", " "))
		}
	}
	return e
}

func draw(below Below, pool string) entry {
	list := strings.Fields(pool)
	return parse(list[below(len(list))])
}

// given makes a name of two entries.
func given(first, last entry, sex, title string) Name {
	return Name{
		Title: title, First: first.name, Surname: last.name, Sex: sex,
		Nicknames: first.nicknames, FirstForms: first.forms, SurnameForms: last.forms,
	}
}

// other draws an entry whose name is none of those taken.
func other(below Below, pool string, taken ...string) entry {
	for {
		e := draw(below, pool)
		fresh := true
		for _, t := range taken {
			fresh = fresh && e.name != t
		}
		if fresh {
			return e
		}
	}
}
