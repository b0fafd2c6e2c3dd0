package person

import (
	"maps"
	"slices"
	"strings"

	"sarsen/index/fold"
	"sarsen/index/query"
)

// leastTitled is the least strength of a surname that stands after a title.
const leastTitled = asTitled * asNick

// TitledQueries returns queries for items that address the subject by a title
// and the surname, such as "Dear Mrs Smith", and may say nothing else of them, and
// for names cut in two, such as "Sm ith", of which the index finds the whole as well.
// Those of a common surname are many, and nearly all somebody else's: bound
// them.
func (s *Subject) TitledQueries() []query.Node {
	var list []query.Node
	seen := map[string]bool{}
	for _, n := range s.names {
		if n.whole || seen[n.surname] {
			continue
		}
		seen[n.surname] = true
		var either []query.Node
		for _, title := range slices.Sorted(maps.Keys(titles)) {
			if sex := titles[title]; n.male && sex == 'f' || n.female && sex == 'm' {
				continue
			}
			for _, v := range n.surnames() {
				if v.exact {
					either = append(either, query.Phrase{Text: title + " " + v.word})
				}
			}
			if n.bare != n.surname {
				either = append(either, query.Phrase{Text: title + " " + n.apart})
			}
		}
		list = append(list, query.Any(either...))
	}
	return append(list, s.cutQueries()...)
}

// titledOnly keeps the surnames that stand after a title, spelt right.
func titledOnly(alone []Hit) []Hit {
	return slices.DeleteFunc(alone, func(h Hit) bool { return !titled(h) || !h.Exact })
}

func titled(h Hit) bool { return h.Fact == FactSurname && h.Strength >= leastTitled }

// faint reports whether a title and the surname are all that was found.
func (e *Evidence) faint(groups []ground) bool {
	return e.Context == "" && len(groups) == 1 && titled(groups[0].hit)
}

// sexes tells which sexes the titles before hits have: 'm', 'f', or 0 for
// neither or both.
func sexes(text string, hits []Hit) byte {
	var found byte
	for _, h := range hits {
		if h.Fact == FactForename || h.End > len(text) {
			continue
		}
		words := strings.Fields(fold.String(strings.ToValidUTF8(text[max(0, h.Start-len("councillor. ")):h.Start], "")))
		if len(words) == 0 {
			continue
		}
		sex := titles[strings.Trim(words[len(words)-1], ".,;:()\"")]
		if sex != 0 && found != 0 && sex != found {
			return 0
		}
		found = max(found, sex)
	}
	return found
}
