package council

import (
	"fmt"
	"slices"
	"strings"

	"sarsen/testdata/council/damage"
	"sarsen/testdata/council/people"
	"sarsen/testdata/council/writing"
)

// probed writes what only the templates of a hard council ask for: hard is the
// name in the probe's manner, fact the facts beside it as a phrase, if_KIND one
// of them for a cell of a table. Of anybody else stands the plain name, and
// every fact.
func (s *scene) probed(p *Person, manner string) (string, bool) {
	mine := p == s.probe.who
	switch kind, cell := strings.CutPrefix(manner, "if_"); {
	case manner == "hard" && !mine:
		return s.form(p, "name"), true
	case manner == "hard":
		return s.hardName(), true
	case manner == "fact":
		var b strings.Builder
		for _, kind := range s.probe.facts {
			b.WriteString(s.phrase(kind))
		}
		return b.String(), true
	case cell && (!mine || slices.Contains(s.probe.facts, kind)):
		return s.fact(p, kind, true), true
	case cell:
		return "", true
	}
	return "", false
}

// hardName writes the name in the probe's manner.
func (s *scene) hardName() string {
	p, tag := s.probe.who, s.probe.tag
	switch s.probe.name {
	case "none":
		return "the person concerned"
	case "part":
		if s.r.chance(50) && p.Title != "" {
			return s.write(p, p.Title+" "+p.Surname, "person", "title_surname", tag)
		}
		return s.write(p, p.First, "person", "first_name", tag)
	}
	name := s.people.lore[p.ID]
	text := name.Write(s.probe.name, s.r.below)
	if text == "" {
		return s.write(p, name.Write("plain", s.r.below), "person", tag)
	}
	return s.write(p, people.Lines(text), "person", tag)
}

// phrases lead to a fact in running text.
var phrases = map[string][]string{
	"address":       {" of %s", ", who lives at %s,", " (address: %s)"},
	"oldaddress":    {", formerly of %s,", " (was at %s)"},
	"date_of_birth": {" (DoB %s)", ", born %s,", " d.o.b. %s"},
	"phone":         {", tel. %s,", " (mobile %s)", " on %s"},
	"email":         {" (%s)", ", e-mail %s,"},
	"oldemail":      {" (%s)", ", who writes from %s,"},
	"nino":          {", NI number %s,", " (NINO: %s)"},
	"nhs_number":    {", NHS no. %s,", " (NHS number %s)"},
	"reference":     {", our ref %s,", " (reference %s)", ", account %s,"},
	"vehicle":       {", car %s,", " (vehicle %s)"},

	"unknown_reference": {", care file %s,", " (case %s)"},
}

func (s *scene) phrase(kind string) string {
	text := s.fact(s.probe.who, kind, false)
	if text == "" {
		return ""
	}
	lead := pick(s.r, phrases[kind])
	if strings.Contains(text, "\n") {
		return "\n" + text + "\n"
	}
	return fmt.Sprintf(lead, text)
}

// fact writes a fact in one of its forms, in a cell on one line; "" for one that
// the person has not.
func (s *scene) fact(p *Person, kind string, cell bool) string {
	ways, written := s.ways(p, kind)
	if cell {
		ways = slices.DeleteFunc(ways, func(w string) bool { return strings.Contains(w, "\n") })
	}
	if len(ways) == 0 {
		return ""
	}
	text, tags := ways[0], []string{s.probe.tag}
	if p != s.probe.who {
		tags = nil
	} else if !s.probe.usual && s.r.chance(60) {
		if text = pick(s.r, ways); text != ways[0] {
			tags = append(tags, kind+"_form")
		}
	}
	out := s.write(p, text, written, tags...)
	s.item.Mentions[len(s.item.Mentions)-1].whole = ways[0]
	return out
}

// ways are the forms of a fact, the usual one first, and its kind in the key.
func (s *scene) ways(p *Person, kind string) (list []string, written string) {
	one := func(v string) []string {
		if v == "" {
			return nil
		}
		return []string{v}
	}
	switch kind {
	case "address":
		if p.Address.Street == "" {
			return nil, ""
		}
		return writing.Addresses(p.Address.House, p.Address.Street, p.Address.Town, p.Address.Postcode), "address"
	case "oldaddress":
		if p.Previous.Street == "" {
			return nil, ""
		}
		return writing.Addresses(p.Previous.House, p.Previous.Street, p.Previous.Town, p.Previous.Postcode), "address"
	case "date_of_birth":
		return writing.Dates(p.Born), "date_of_birth"
	case "phone":
		return writing.Phones(first(p.Phones)), "phone"
	case "email":
		return one(first(p.Emails)), "email"
	case "oldemail":
		return one(last(p.Emails)), "email"
	case "reference":
		name := pick(s.r, []string{"council_tax", "tenancy", "housing"})
		return writing.Codes(p.Identifiers[name]), "reference"
	case "unknown_reference":
		return writing.Codes(p.Identifiers["care"]), "reference"
	}
	switch {
	case p.Identifiers[kind] == "":
		return nil, ""
	case kind == "vehicle":
		return writing.Plates(p.Identifiers[kind]), kind
	}
	return writing.Codes(p.Identifiers[kind]), referenceKind(kind)
}

// spoilt reports whether a word of at most three letters is not as it was.
func spoilt(before, after string) bool {
	was, is := words(before), words(after)
	for i, w := range was {
		if i < len(is) && is[i] != w && len([]rune(w)) <= 3 {
			return true
		}
	}
	return false
}

// scanned misreads what is written of a person. What nobody could still read
// with certainty is tagged ruined: a word of a name or an address with more
// than one place misread, a misread one of at most three letters, or more than
// three in all; of anything else whatever is more than one pair of classic
// look-alikes.
func (s *scene) scanned(text, kind string, tags []string) (string, []string) {
	scan := damage.Scanned(s.r.below, text, s.scan)
	if scan.Hits == 0 {
		return text, tags
	}
	tags = append(slices.Clone(tags), "ocr")
	legible := scan.Worst <= 1 && scan.Hits <= 3 && !spoilt(text, scan.Text)
	if kind != "person" && kind != "address" {
		legible = scan.Hits == 1 && scan.Classic
	}
	if !legible {
		tags = append(tags, "ruined")
	}
	return scan.Text, tags
}
