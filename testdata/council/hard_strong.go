package council

import (
	"maps"
	"slices"
	"strings"
	"unicode"
)

// StrongFacts names the facts that Item.Strong lists, in its order. A document
// has a strong fact about a subject when there stands in it, or in its own file
// name,
//
//   - name: the surname, or a former one, along with a forename, a nickname or
//     an initial, in any order and spelling, also joined in a file name or in an
//     e-mail address. A title and a surname, a forename or a surname alone are
//     none;
//   - identifier, reference, email or phone: one that the request's profile
//     holds, in any spelling;
//   - birth: the date of birth along with any part of the name;
//   - address: house and street of an address that the profile holds, along with
//     any part of the name.
//
// What a scanner has ruined (the tag of the mention) is none.
func StrongFacts() []string {
	return []string{"name", "identifier", "reference", "email", "phone", "birth", "address"}
}

// weakTags are those of mentions that are no full name.
var weakTags = []string{"first_name", "nickname", "initials_only", "surname_only", "title_surname"}

// markStrong writes into every item what strong facts of the subjects it has.
func (m *maker) markStrong() {
	subjects := map[string]*Subject{}
	for _, s := range m.people.subjects {
		subjects[s.Person] = s
	}
	for _, item := range m.items {
		facts := map[string]map[string]bool{}
		part := map[string]bool{}
		for _, mention := range item.Mentions {
			part[mention.Person] = part[mention.Person] || mention.Kind == "person"
		}
		for _, mention := range item.Mentions {
			s := subjects[mention.Person]
			if s == nil {
				continue
			}
			if f := strongFact(m.people.byID[s.Person], s.Profile, mention, part[s.Person]); f != "" {
				if facts[s.Person] == nil {
					facts[s.Person] = map[string]bool{}
				}
				facts[s.Person][f] = true
			}
		}
		m.sumUp(item, facts)
	}
}

// sumUp writes the facts into the item, and whose they might be as well.
func (m *maker) sumUp(item *Item, facts map[string]map[string]bool) {
	for id, set := range facts {
		if item.Strong == nil {
			item.Strong = map[string][]string{}
		}
		item.Strong[id] = slices.SortedFunc(maps.Keys(set), func(a, b string) int {
			return slices.Index(StrongFacts(), a) - slices.Index(StrongFacts(), b)
		})
		i := slices.IndexFunc(m.people.subjects, func(s *Subject) bool { return s.Person == id })
		if len(set) == 1 && set["name"] && len(m.people.subjects[i].Namesakes) > 0 && !middleNamed(item, id) {
			item.Shared = append(item.Shared, id)
		}
	}
	slices.Sort(item.Shared)
}

// middleNamed reports whether an item has the middle name of the subject.
func middleNamed(item *Item, id string) bool {
	return slices.ContainsFunc(item.Mentions, func(mention Mention) bool {
		return mention.Person == id && slices.Contains(mention.Tags, "middle_name")
	})
}

// strongFact says which strong fact a mention is, "" for none.
func strongFact(who *Person, p Profile, mention Mention, part bool) string {
	has := func(tags ...string) bool {
		return slices.ContainsFunc(tags, func(t string) bool { return slices.Contains(mention.Tags, t) })
	}
	if has("ruined") {
		return ""
	}
	value := mention.whole
	if value == "" {
		value = mention.Text
	}
	holds := func(list ...string) bool {
		return slices.ContainsFunc(list, func(v string) bool { return v != "" && plainValue(v) == plainValue(value) })
	}
	switch mention.Kind {
	case "person":
		if !has(weakTags...) {
			return "name"
		}
	case "email":
		if holds(p.Emails...) {
			return "email"
		}
		if name := letters(who.First) + letters(who.Surname); strings.Contains(strings.ReplaceAll(value, ".", ""), name) {
			return "name"
		}
	case "phone":
		if holds(p.Phones...) {
			return "phone"
		}
	case "nino", "nhs_number", "vehicle":
		if holds(slices.Collect(maps.Values(p.Identifiers))...) {
			return "identifier"
		}
	case "reference":
		if holds(p.References...) {
			return "reference"
		}
	case "date_of_birth":
		if part {
			return "birth"
		}
	case "address":
		if part && slices.ContainsFunc(p.Addresses, func(a string) bool { return atAddress(value, a) }) {
			return "address"
		}
	}
	return ""
}

// plainValue leaves the letters and digits of a value, and of a telephone
// number those after its trunk prefix.
func plainValue(value string) string {
	out := strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, value))
	for _, prefix := range []string{"0044", "44", "0"} {
		if rest, ok := strings.CutPrefix(out, prefix); ok && len(rest) >= 9 {
			return strings.TrimPrefix(rest, "0")
		}
	}
	return out
}

// atAddress reports whether an address as written is the profile's: it begins
// with the same house and street.
func atAddress(written, known string) bool {
	house, _, _ := strings.Cut(known, ", ")
	if strings.HasPrefix(house, "Flat") {
		parts := strings.SplitN(known, ", ", 3)
		house = strings.Join(parts[:2], ", ")
	}
	return strings.HasPrefix(plainValue(written), plainValue(house))
}
