package council

import (
	"fmt"
	"slices"
	"strings"
)

// nameIn makes the exercise of one manner of writing the name. Mostly a fact
// stands beside it, since a name that is written badly, or borne by another,
// tells little alone.
func nameIn(manner string) func(*examiner, *random, *Person) (bool, error) {
	return func(x *examiner, r *random, who *Person) (bool, error) {
		name := x.m.people.lore[who.ID]
		if name.Write(manner, r.below) == "" {
			return false, nil
		}
		p := &probe{tag: manner, who: who, name: manner, facts: x.beside(r, who, manner)}
		switch {
		case strings.HasPrefix(manner, "split"):
			return true, x.document(r, x.take("documents"), p, "txt")
		case r.chance(25):
			return true, x.mail(r, x.take("mail"), p)
		case r.chance(20):
			if len(p.facts) > 0 {
				p.facts = cells // each sheet has columns for some of them
			}
			return true, x.document(r, x.take("sheets"), p, "")
		}
		return true, x.document(r, x.take("documents"), p, "")
	}
}

// beside draws the facts that stand beside a name: none where the name is
// enough, now and then none where it is not.
func (x *examiner) beside(r *random, who *Person, manner string) []string {
	alone := 25
	switch {
	case x.hasNamesake(who):
		alone = 4
	case slices.Contains([]string{"initial", "initials", "title_initial", "initial_after", "father_initial"}, manner):
		alone = 0
	case slices.Contains([]string{"typed", "heard", "nickname_surname", "half_barrel", "former_name", "other_spelling", "both_other_spelling"}, manner):
		alone = 8
	}
	if r.chance(alone) {
		return nil
	}
	facts := []string{pick(r, []string{"address", "address", "address", "date_of_birth", "date_of_birth", "phone", "email", "reference", "reference", "nino", "nhs_number"})}
	if r.chance(25) {
		if more := pick(r, []string{"address", "date_of_birth", "phone"}); more != facts[0] {
			facts = append(facts, more)
		}
	}
	return facts
}

// others are the difficulties that are not manners of writing the name.
var others = []exercise{
	{"nino_only", only("nino_only", "none", "nino")},
	{"nhs_number_only", only("nhs_number_only", "none", "nhs_number")},
	{"vehicle_only", only("vehicle_only", "none", "vehicle")},
	{"reference_only", only("reference_only", "none", "reference")},
	{"email_only", only("email_only", "none", "email")},
	{"phone_only", only("phone_only", "none", "phone")},
	{"address_and_part", only("address_and_part", "part", "address")},
	{"birth_and_part", only("birth_and_part", "part", "date_of_birth")},
	{"phone_and_part", only("phone_and_part", "part", "phone")},
	{"changed_address", only("changed_address", "plain", "oldaddress")},
	{"clue_email", only("clue_email", "plain", "address", "oldemail")},
	{"clue_reference", only("clue_reference", "plain", "date_of_birth", "unknown_reference")},
	{"name_in_email", only("name_in_email", "none", "oldemail")},
	{"file_name", (*examiner).fileName},
	{"file_name_joined", (*examiner).fileNameJoined},
	{"table_row", tableRow(true)},
	{"table_row_name", tableRow(false)},
	{"door_log", log("door_log")},
	{"call_log", log("call_log")},
	{"parking_log", log("parking_log")},
	{"thread_pronoun", (*examiner).thread},
	{"cover_names", (*examiner).cover},
	{"near_duplicate", (*examiner).near},
	{"twin_bytes", (*examiner).twin},
	{"scan_05", scan("scan_05", 5)},
	{"scan_10", scan("scan_10", 10)},
	{"scan_20", scan("scan_20", 20)},
	{"scan_40", scan("scan_40", 40)},
}

// only writes nothing of the name, or a part of it, and some facts.
func only(tag, name string, facts ...string) func(*examiner, *random, *Person) (bool, error) {
	return func(x *examiner, r *random, who *Person) (bool, error) {
		if x.m.people.isJunior(who) && (name == "part" || slices.Contains(facts, "address")) {
			return false, nil
		}
		for _, f := range facts {
			s := &scene{r: r, people: x.m.people}
			if list, _ := s.ways(who, f); len(list) == 0 {
				return false, nil
			}
		}
		p := &probe{tag: tag, who: who, name: name, facts: facts}
		if r.chance(30) {
			return true, x.mail(r, x.take("mail"), p)
		}
		return true, x.document(r, x.take("documents"), p, "")
	}
}

// fileName names the person nowhere but in the name of the file.
func (x *examiner) fileName(r *random, who *Person) (bool, error) {
	return x.named(r, who, "file_name", func(s *scene) string {
		manner := pick(s.r, []string{"plain", "order_swapped", "register", "order_comma"})
		return s.write(who, s.people.lore[who.ID].Write(manner, s.r.below), "person", "file_name") + " notes"
	})
}

// fileNameJoined writes the name in it as programs do: Jane_Smith, JaneSmith,
// smith-jane.
func (x *examiner) fileNameJoined(r *random, who *Person) (bool, error) {
	return x.named(r, who, "file_name_joined", func(s *scene) string {
		firstName, surname := strings.ReplaceAll(who.First, " ", ""), strings.ReplaceAll(who.Surname, " ", "")
		text := pick(s.r, []string{firstName + "_" + surname, firstName + surname, strings.ToLower(surname + "-" + firstName), surname + "_" + firstName})
		return s.write(who, text, "person", "file_name_joined") + "_" + s.date.Format("2006-01")
	})
}

func (x *examiner) named(r *random, who *Person, tag string, name func(*scene) string) (bool, error) {
	if x.m.people.isJunior(who) || x.hasNamesake(who) && r.chance(90) {
		return false, nil // nobody could tell whose file it is
	}
	return true, x.file(r, x.take("documents"), &probe{tag: tag, who: who, name: "none"}, "", name, 0)
}

// cells are the facts that the sheets have columns for.
var cells = []string{"date_of_birth", "address", "phone", "email", "reference", "nino", "nhs_number"}

// tableRow puts the person into one row of a big table, with facts in its cells or
// with the name alone.
func tableRow(facts bool) func(*examiner, *random, *Person) (bool, error) {
	return func(x *examiner, r *random, who *Person) (bool, error) {
		p := &probe{tag: "table_row", who: who, name: pick(r, []string{"plain", "order_comma", "register", "capitals", "title_initial"})}
		if !facts {
			if p.tag = "table_row_name"; x.hasNamesake(who) || p.name == "title_initial" {
				return false, nil
			}
			return true, x.document(r, x.take("sheets"), p, "")
		}
		p.facts = cells
		return true, x.document(r, x.take("sheets"), p, "")
	}
}

// scan makes a document that was scanned badly.
func scan(tag string, rate int) func(*examiner, *random, *Person) (bool, error) {
	return func(x *examiner, r *random, who *Person) (bool, error) {
		p := &probe{tag: tag, who: who, name: pick(r, []string{"plain", "titled", "middle_name"}), usual: true, facts: []string{"address", "date_of_birth"}}
		if r.chance(50) {
			p.facts = []string{"address", "reference"}
		}
		return true, x.file(r, x.take("documents"), p, pick(r, []string{"txt", "pdf"}), nil, rate)
	}
}

// near writes the same letter twice with different dates, as one format.
func (x *examiner) near(r *random, who *Person) (bool, error) {
	t := x.take("documents")
	p := &probe{tag: "near_duplicate", who: who, name: "plain", facts: []string{"address"}}
	from := len(x.m.items)
	format := pick(r, t.formats)
	again := *r
	if err := x.file(r, t, p, format, nil, 0); err != nil {
		return true, err
	}
	if err := x.file(&again, t, p, format, nil, -31); err != nil {
		return true, err
	}
	x.groups++
	for _, item := range x.m.items[from:] {
		item.Near = fmt.Sprintf("near%d", x.groups)
	}
	return true, nil
}

// twin writes the same bytes to two places.
func (x *examiner) twin(r *random, who *Person) (bool, error) {
	t := x.take("documents")
	p := &probe{tag: "twin_bytes", who: who, name: "plain", facts: []string{"address"}}
	s, item := x.scene(r, t, p)
	data, name, err := x.m.make(s, t, pick(r, t.formats))
	if err != nil {
		return true, err
	}
	x.groups++
	item.Twin = fmt.Sprintf("twin%d", x.groups)
	copied := *item
	for i, it := range []*Item{item, &copied} {
		folder := []string{t.dept.folder + "/" + t.folder, "Customer Services/Copies"}[i]
		if err := x.keep(it, folder, name, data); err != nil {
			return true, err
		}
	}
	return true, nil
}
