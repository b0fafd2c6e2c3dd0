package council

import (
	"strings"
	"time"
)

// natural writes a person as prose does: in full at first, later shorter.
func (s *scene) natural(p *Person) string {
	first := !s.seen[p.ID]
	s.seen[p.ID] = true
	if p.Role == Professional || p.Role == Councillor {
		if first {
			return s.form(p, "titled")
		}
		return s.form(p, "formal")
	}
	n := s.r.below(100)
	switch {
	case first && n < 45:
		return s.form(p, "name")
	case first && n < 60:
		return s.form(p, "titled")
	case first && n < 70 && p.Role == Resident:
		return s.form(p, "full")
	case first && n < 80:
		return s.form(p, "initials")
	case first && n < 90 && p.Role == Resident:
		return s.form(p, "misspelt")
	case first && n < 93 && p.Former != "":
		return s.form(p, "former")
	case first:
		return s.form(p, "name")
	case n < 65:
		return s.form(p, "formal")
	case n < 80:
		return s.form(p, "first")
	case n < 85:
		return s.form(p, "nick")
	case n < 90:
		return s.form(p, "misspelt")
	}
	return s.form(p, "name")
}

// form writes a person, or something of them, in the manner named.
func (s *scene) form(p *Person, manner string) string {
	if text, ok := pronoun(p, manner); ok {
		return text
	}
	if s.probe != nil {
		if text, ok := s.probed(p, manner); ok {
			return text
		}
	}
	if tags, text := nameForm(s, p, s.careless(p, manner)); text != "" {
		return s.write(p, text, "person", tags...)
	}
	if kind, text := detail(s, p, manner); kind != "" {
		return s.write(p, text, kind)
	}
	switch manner {
	case "job":
		return p.Job
	case "org":
		return p.Organisation
	case "dept":
		return p.Department
	case "sign":
		return s.signature(p)
	case "oldaddress":
		if p.Previous.Street == "" {
			return s.form(p, "oneline")
		}
		return s.write(p, p.Previous.line(), "address", "former_address")
	}
	return s.fail("write %q", manner)
}

// careless turns a resident's name into what sloppy writers make of it.
func (s *scene) careless(p *Person, manner string) string {
	plain := manner == "name" || manner == "titled" || manner == "full"
	if !s.sloppy || !plain || p.Role != Resident || !s.r.chance(40) {
		return manner
	}
	return pick(s.r, []string{"misspelt", "misspelt", "misspelt", "nickname", "former", "initials", "lower"})
}

func pronoun(p *Person, manner string) (string, bool) {
	sex := 0
	if p.Sex == "f" {
		sex = 1
	}
	text, ok := genders[manner]
	return text[sex], ok
}

// genders are the words that go by sex: a man's, a woman's.
var genders = map[string][2]string{
	"he": {"he", "she"}, "He": {"He", "She"}, "him": {"him", "her"}, "his": {"his", "her"}, "His": {"His", "Her"},
	"son": {"son", "daughter"}, "brother": {"brother", "sister"}, "mother": {"father", "mother"}, "wife": {"husband", "wife"}, "niece": {"nephew", "niece"},
}

// nameForm returns a way of writing the name with its tags, "" when manner
// is none.
func nameForm(s *scene, p *Person, manner string) ([]string, string) {
	plain := p.First + " " + p.Surname
	switch manner {
	case "name":
		return nil, plain
	case "full":
		return nil, strings.Join(words(p.First+" "+p.Middle+" "+p.Surname), " ")
	case "titled":
		return nil, strings.TrimSpace(p.Title + " " + plain)
	case "formal":
		if p.Title == "" {
			return nil, plain
		}
		return []string{"title_surname"}, p.Title + " " + p.Surname
	case "initials":
		dot := pick(s.r, []string{"", "."})
		letters := initial(p.First) + dot
		if p.Middle != "" {
			letters += " " + initial(p.Middle) + dot
		}
		if p.Title != "" && s.r.chance(60) {
			letters = p.Title + " " + letters
		}
		return []string{"initials"}, letters + " " + p.Surname
	case "pair":
		return []string{"initials_only"}, initial(p.First) + initial(p.Surname)
	case "first":
		return []string{"first_name"}, p.First
	case "nick":
		if len(p.Nicknames) == 0 {
			return []string{"first_name"}, p.First
		}
		return []string{"nickname"}, pick(s.r, p.Nicknames)
	case "nickname":
		if len(p.Nicknames) == 0 {
			return nil, plain
		}
		return []string{"nickname_surname"}, pick(s.r, p.Nicknames) + " " + p.Surname
	case "surname":
		return []string{"surname_only"}, p.Surname
	case "reversed":
		return []string{"reversed"}, p.Surname + ", " + p.First
	case "register":
		return []string{"reversed", "capitals"}, strings.ToUpper(p.Surname) + " " + p.First
	case "caps":
		return []string{"capitals"}, strings.ToUpper(strings.TrimSpace(p.Title + " " + plain))
	case "lower":
		return []string{"lower_case"}, strings.ToLower(plain)
	case "former":
		if p.Former == "" {
			return nil, plain
		}
		return []string{"former_name"}, p.First + " " + p.Former
	case "misspelt":
		if len(p.Variants) == 0 {
			return nil, plain
		}
		return []string{"misspelt"}, pick(s.r, p.Variants)
	}
	return nil, ""
}

func initial(name string) string { return string([]rune(name)[:1]) }

// detail returns a personal detail and its kind; kind is "" when manner is
// none, text "" when the person has no such thing.
func detail(s *scene, p *Person, manner string) (kind, text string) {
	switch manner {
	case "address":
		return "address", strings.Join([]string{p.Address.first(), p.Address.Town, p.Address.Postcode}, "\n")
	case "oneline":
		return "address", p.Address.line()
	case "street":
		return "address", p.Address.first()
	case "postcode":
		return "postcode", p.Address.Postcode
	case "email":
		return "email", first(p.Emails)
	case "oldemail":
		return "email", last(p.Emails)
	case "phone":
		return "phone", s.dial(last(p.Phones))
	case "mobile":
		return "phone", s.dial(first(p.Phones))
	case "dob":
		return "date_of_birth", birth(p, "2 January 2006")
	case "dobshort":
		return "date_of_birth", birth(p, "02/01/2006")
	case "dobdots":
		return "date_of_birth", birth(p, "2.1.06")
	case "dobiso":
		return "date_of_birth", birth(p, time.DateOnly)
	case "ninotight":
		return "nino", strings.ReplaceAll(p.Identifiers["nino"], " ", "")
	case "nhstight":
		return "nhs_number", strings.ReplaceAll(p.Identifiers["nhs_number"], " ", "")
	case "nino", "nhs_number", "council_tax", "tenancy", "housing", "rent", "benefit", "care", "upn", "vehicle", "bank", "payroll":
		return referenceKind(manner), p.Identifiers[manner]
	}
	return "", ""
}

// dial writes a telephone number, now and then in another manner.
func (s *scene) dial(number string) string {
	switch n := s.r.below(10); {
	case number == "" || n < 6:
		return number
	case n < 8:
		return strings.ReplaceAll(number, " ", "")
	case n < 9:
		return "+44 " + number[1:]
	}
	code, rest, _ := strings.Cut(number, " ")
	return "(" + code + ") " + rest
}

func birth(p *Person, layout string) string {
	day, err := time.Parse(time.DateOnly, p.Born)
	if err != nil {
		return ""
	}
	return day.Format(layout)
}

// signature is what stands below a letter or message of an officer or a
// professional.
func (s *scene) signature(p *Person) string {
	lines := []string{s.write(p, p.First+" "+p.Surname, "person", "signature")}
	if p.Job != "" {
		lines = append(lines, p.Job)
	}
	if p.Department != "" {
		lines = append(lines, p.Department)
	}
	if p.Organisation != "" {
		lines = append(lines, p.Organisation)
	}
	if len(p.Phones) > 0 && s.r.chance(80) {
		lines = append(lines, "Tel: "+s.write(p, p.Phones[0], "phone", "signature"))
	}
	if len(p.Emails) > 0 && s.r.chance(80) {
		lines = append(lines, "Email: "+s.write(p, p.Emails[0], "email", "signature"))
	}
	return strings.Join(lines, "\n")
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

func last(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[len(list)-1]
}
