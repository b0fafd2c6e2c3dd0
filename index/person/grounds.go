package person

import (
	"math"
	"regexp"
	"slices"
)

// A ground is the best hit of a group of facts, with its weight.
type ground struct {
	group  string
	weight float64
	reason Reason
	hit    Hit
}

// group keeps the weightiest hit of each group: all forms of the name are one
// group, every other fact is its own.
func (s *Subject) group(e Evidence) []ground {
	var list []ground
	named := s.namedIn(&e)
	add := func(h Hit, field string) {
		g := ground{group: groupOf(h.Fact), hit: h, reason: Reason{Fact: h.Fact, Text: h.Value, Field: field}}
		if field == "" {
			g.reason.Start, g.reason.End = h.Start, h.End
		}
		g.weight = s.weight(h, field, &e, named)
		at := slices.IndexFunc(list, func(o ground) bool { return o.group == g.group })
		switch {
		case at < 0:
			list = append(list, g)
		case g.weight > list[at].weight:
			list[at] = g
		}
	}
	for _, h := range e.Hits {
		add(h, "")
	}
	for _, f := range e.Fields {
		for _, h := range f.Hits {
			add(h, f.Field)
		}
	}
	if e.faint(list) && s.commonness(list[0].hit, e.Rarity) < halfCommon {
		list[0].weight = weighTitled
	}
	return list
}

// namedIn reports whether the subject is named by more than a forename.
func (s *Subject) namedIn(e *Evidence) bool {
	named := func(h Hit) bool { return groupOf(h.Fact) == FactName && h.Fact != FactForename }
	return slices.ContainsFunc(e.Hits, named) ||
		slices.ContainsFunc(e.Fields, func(f FieldHits) bool { return slices.ContainsFunc(f.Hits, named) })
}

func groupOf(fact string) string {
	switch fact {
	case FactFormerName, FactNickname, FactInitials, FactSurname, FactForename:
		return FactName
	default:
		return fact
	}
}

// weight rates one hit where it stands.
func (s *Subject) weight(h Hit, field string, e *Evidence, named bool) float64 {
	switch h.Fact {
	case FactName, FactFormerName, FactNickname:
		return grade(weighRareName, weighCommonName, s.commonness(h, e.Rarity))*h.Strength + e.placed(h, field)
	case FactInitials:
		return grade(weighInitials, weighCommonInit, s.commonness(h, e.Rarity))*h.Strength + e.placed(h, field)
	case FactSurname:
		return weighSurname * h.Strength
	case FactForename:
		if s.foreAtHome(e.Hits) || s.foreAtBirth(e.Hits) {
			return weighForeBeside
		}
		return weighForename * h.Strength
	case FactDateOfBirth:
		if !named && len(s.names) > 0 && !s.foreAtBirth(e.Hits) {
			return min(s.bornWeight(h), s.bornAlone())
		}
	}
	w := s.factWeight(h, e.Rarity)
	switch h.Fact {
	case FactDateOfBirth, FactAddress, FactPostcode:
		if named && field == "" {
			w *= nearness(h, e.Hits)
		}
	}
	return w
}

// factWeight is the weight of a fact beside the name, wherever its value comes
// from.
func (s *Subject) factWeight(h Hit, rarity func(string) (int, int)) float64 {
	switch h.Fact {
	case FactDateOfBirth:
		return s.bornWeight(h)
	case FactAddress:
		return (weighAddress + weighStreet*streetRarity(h.Value, rarity)) * h.Strength
	case FactPostcode:
		return weighPostcode
	case FactEmail:
		return weighEmail * h.Strength
	case FactPhone:
		return unshared(weighPhone*h.Strength, h.Value, rarity)
	case FactReference:
		return unshared(weighReference*h.Strength, h.Value, rarity)
	default:
		return weighIdentifier * h.Strength
	}
}

func (s *Subject) bornWeight(h Hit) float64 {
	w := weighBorn
	if s.born.YearDay() == 1 {
		w -= weighFirstDay
	}
	if h.Strength < bornFull {
		w *= h.Strength
	}
	return w
}

func (s *Subject) bornAlone() float64 {
	if s.born.YearDay() == 1 {
		return weighBornGuess
	}
	return weighBornAlone
}

// grade goes from one weight to another.
func grade(from, to, share float64) float64 { return from + (to-from)*share }

// nearness is the part of its weight that a hit keeps for standing at its
// distance from the nearest name of the text; 1 where there is none.
func nearness(h Hit, hits []Hit) float64 {
	distance := -1
	for _, o := range hits {
		if groupOf(o.Fact) == FactName {
			if d := max(0, o.Start-h.End, h.Start-o.End); distance < 0 || d < distance {
				distance = d
			}
		}
	}
	switch {
	case distance <= closeBy:
		return 1
	case distance >= far:
		return lone
	default:
		return 1 - (1-lone)*math.Log(float64(distance)/closeBy)/math.Log(float64(far)/closeBy)
	}
}

// concerns are labels that say whom a document concerns, before a name.
const concerns = `re|name|full name|name of [a-z ]{3,15}|(?:applicant|tenant|claimant|customer|client|patient|pupil|student|child|resident|complainant|employee|subject|service user|account holder|policy ?holder)(?:'s name| name)?|enw`

var (
	concernsPattern = regexp.MustCompile(`(?i)(?:^|[\n\t|>])[ *]*(?:` + concerns + `) ?[:\t|] *(?:(?:mrs?|ms|miss|dr|cllr)\b\.? *)?$`)
	concernsLabel   = regexp.MustCompile(`(?i)^(?:` + concerns + `|surname|forenames?|first names?|last name)$`)
)

// labelled is how many bytes before a name its label may begin.
const labelReach = 40

// placed returns the weight of the place of a name: the sender, the recipient,
// the subject line or the file name, and the labelled field of a form or the
// column of a table, say whom the item concerns.
func (e *Evidence) placed(h Hit, field string) float64 {
	switch {
	case field != "":
		return weighPlace
	case e.row != nil:
		if concernsLabel.MatchString(e.row.label(h.Start)) {
			return weighPlace
		}
	case h.Start <= len(e.Text) && concernsPattern.MatchString(e.Text[max(0, h.Start-labelReach):h.Start]):
		return weighPlace
	}
	return 0
}
