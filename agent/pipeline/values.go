package pipeline

import (
	"maps"
	"slices"
	"strings"
	"time"

	"sarsen/index/fold"
	"sarsen/redact"
	"sarsen/redact/pack"
	"sarsen/redact/people"
)

// values gathers what is withheld anywhere in the pack.
func (a *Assembly) values(reviewed []Reviewed) {
	disclosed := map[string]bool{} // by a person's decision
	withheld := map[string]pack.Value{}
	named := slices.Clone(a.Keep) // who may be named in the pack
	for _, r := range reviewed {
		if r.Verdict != redact.Disclose {
			continue
		}
		for _, m := range r.Marks {
			key := strings.ToLower(strings.Join(strings.Fields(m.Text), " "))
			switch {
			case m.Kind == redact.Row || m.Kind == redact.Drawn || key == "":
			case m.Withheld():
				withheld[key] = pack.Value{Text: m.Text, Kind: m.Kind}
			default:
				disclosed[key] = true
				if m.Kind == redact.Person {
					named = append(named, m.Text)
				}
			}
		}
	}
	shown, names := shownDates(reviewed), people.NewNames(named)
	for _, key := range slices.Sorted(maps.Keys(withheld)) {
		v := withheld[key]
		switch {
		case disclosed[key]:
			a.Mixed++
		case v.Kind == redact.DateOfBirth && shown[key], a.subjects(v.Text):
			a.Unsearched++ // it stands in the pack in its own right; only its marks are masked
		case v.Kind == redact.Person && (!people.Telling(v.Text) || names.May(v.Text) || besideTables(v.Text)):
			a.Unsearched++ // elsewhere it may be a word, or somebody whose name may be read
		case v.Kind == redact.Context && len(strings.Fields(v.Text)) < shortest:
			a.Unsearched++ // such as "Yours": it stands in any letter
		case v.Kind == redact.Age || v.Kind == redact.Relation || v.Kind == redact.Post:
			a.Unsearched++ // elsewhere "his mother" is somebody else's
		default:
			a.Values = append(a.Values, v)
		}
	}
}

// shortest is of how many words a phrase is that tells who is meant wherever it
// stands.
const shortest = 4

// besideTables reports whether a name begins or ends with a word that the
// pack's own tables have beside what they quote: "page 2", "row 5".
func besideTables(name string) bool {
	ws := strings.Fields(fold.String(name))
	own := []string{"page", "row", "sheet", "slide"}
	return len(ws) > 0 && (slices.Contains(own, ws[0]) || slices.Contains(own, ws[len(ws)-1]))
}

// shownDates are the dates that a pack shows of its items, as it writes them.
func shownDates(reviewed []Reviewed) map[string]bool {
	out := map[string]bool{}
	for _, r := range reviewed {
		for _, layout := range []string{"2 January 2006", time.DateOnly} {
			out[strings.ToLower(r.Date.Format(layout))] = true
		}
	}
	return out
}

// subjects reports whether a value is also a part of the subject's own, such as
// the surname that a family shares.
func (a *Assembly) subjects(value string) bool {
	v := fold.String(value)
	for _, k := range a.Keep {
		k = fold.String(k)
		for at := 0; ; {
			i := strings.Index(k[at:], v)
			if i < 0 {
				break
			}
			if fold.Whole(k, at+i, at+i+len(v)) {
				return true
			}
			at += i + 1
		}
	}
	return false
}
