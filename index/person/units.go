package person

import "sort"

// A Row is a row of a table. Facts in different rows do not add up: each row
// is weighed by itself.
type Row struct {
	Span
	Cells []Cell // sorted
}

// A Cell is a cell of a row, with the heading of its column.
type Cell struct {
	Span
	Label string
}

// label returns the heading over byte i of the row's own text.
func (r *Row) label(i int) string {
	i += r.Start
	n := sort.Search(len(r.Cells), func(n int) bool { return r.Cells[n].End > i })
	if n < len(r.Cells) && r.Cells[n].Start <= i {
		return r.Cells[n].Label
	}
	return ""
}

// Weigh judges one item: its text outside of the rows with its fields, and
// every row that holds a hit. The surest of these speaks for the item.
func (s *Subject) Weigh(e Evidence) Verdict {
	rest, rows := e.split()
	best := s.weigh(rest)
	for _, r := range rows {
		unit := Evidence{Text: e.Text[r.Start:r.End], Rarity: e.Rarity, Context: e.Context, Unsure: e.Unsure, row: &r}
		unit.Hits = s.Match(unit.Text)
		v := s.weigh(unit).moved(r.Span)
		if len(v.Reasons) > 0 && (len(best.Reasons) == 0 || v.Score > best.Score) {
			v.Sightings = append(best.Sightings, v.Sightings...)
			best = v
		} else {
			best.Sightings = append(best.Sightings, v.Sightings...)
		}
	}
	best.About = s.about(e)
	return best
}

// split returns the evidence outside of rows, and the rows that hold hits.
func (e Evidence) split() (rest Evidence, rows []Row) {
	rest = e
	if len(e.Rows) == 0 {
		return rest, nil
	}
	rest.Hits, rest.Rows, rest.doc = nil, nil, nil
	blank := []byte(e.Text)
	n := 0
	for _, r := range e.Rows {
		if r.Start < 0 || r.End > len(e.Text) || r.Start >= r.End {
			continue
		}
		for i := r.Start; i < r.End; i++ {
			blank[i] = '\n'
		}
		hit := false
		for ; n < len(e.Hits) && e.Hits[n].Start < r.End; n++ {
			if e.Hits[n].End <= r.Start {
				rest.Hits = append(rest.Hits, e.Hits[n])
			} else {
				hit = true
			}
		}
		if hit {
			rows = append(rows, r)
		}
	}
	rest.Hits = append(rest.Hits, e.Hits[n:]...)
	rest.Text = string(blank)
	return rest, rows
}

// moved shifts what was found in a row to its place in the text.
func (v Verdict) moved(row Span) Verdict {
	v.listed = true
	for _, list := range [][]Reason{v.Reasons, v.Contradictions} {
		for i := range list {
			list[i].Start, list[i].End = list[i].Start+row.Start, list[i].End+row.Start
		}
	}
	for i := range v.Sightings {
		v.Sightings[i].Row = row
		v.Sightings[i].unit.reasons, v.Sightings[i].unit.against = v.Reasons, v.Contradictions
		for j := range v.Sightings[i].Details {
			d := &v.Sightings[i].Details[j]
			d.Start, d.End = d.Start+row.Start, d.End+row.Start
		}
	}
	return v
}

// Rows returns the indexes of the rows of a table that are about the subject:
// those that name them or hold something that is theirs alone, with nothing
// against it. An address is shared, and makes no row the subject's; nor does a
// form of the name that a namesake in another row bears. Rows are byte ranges of
// the text; hits are as Match sorted them.
func (s *Subject) Rows(text string, hits []Hit, rows []Row) []int {
	var at []int
	var units []Evidence
	var verdicts []Verdict
	for i, r := range rows {
		if r.Start < 0 || r.End > len(text) || r.Start >= r.End {
			continue
		}
		first := sort.Search(len(hits), func(i int) bool { return hits[i].End > r.Start })
		if first == len(hits) || hits[first].Start >= r.End {
			continue
		}
		unit := Evidence{Text: text[r.Start:r.End], row: &r}
		unit.Hits = s.Match(unit.Text)
		at, units, verdicts = append(at, i), append(units, unit), append(verdicts, s.weigh(unit))
	}
	others := Learn(verdicts, nil)
	var list []int
	for i, v := range verdicts {
		v = others.Review(v, units[i])
		if v.Likelihood != Unlikely && len(v.Contradictions) == 0 && (v.named || v.Likelihood != Possible) {
			list = append(list, at[i])
		}
	}
	return list
}
