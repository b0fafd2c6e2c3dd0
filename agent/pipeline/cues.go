package pipeline

import (
	"slices"
	"sort"
	"strings"

	"sarsen/redact"
	"sarsen/redact/cue"
	"sarsen/redact/people"
)

// Proposed is what Propose makes of the matches of a request.
type Proposed struct {
	people.Result
	Cues []Cued // by item and start
}

// Cued is a place of an item that raises a gate.
type Cued struct {
	Item string
	cue.Cue
}

// cuesOf finds the cues of a document. In rows of other people, which are
// withheld whole, none are looked for.
func cuesOf(words *cue.Finder, d people.Doc, item string) []Cued {
	var out []Cued
	for _, c := range words.Find(d.Text) {
		i := sort.Search(len(d.Rows), func(i int) bool { return d.Rows[i].End > c.Start })
		if i < len(d.Rows) && d.Rows[i].Other && d.Rows[i].Covers(c.Span) {
			continue
		}
		out = append(out, Cued{item, c})
	}
	return out
}

// private returns where cues are of what the law protects more of anybody.
func private(cues []Cued) []redact.Span {
	var out []redact.Span
	for _, c := range cues {
		if c.Gate == cue.Special || c.Gate == cue.Health {
			out = append(out, c.Span)
		}
	}
	return out
}

// lineAway is how many bytes from a cue a mark may stand to be told to be beside
// it: about a line.
const lineAway = 100

// weighty says in the reason of marks of other people what stands beside them
// that the law protects more.
func weighty(marks []redact.Mark, cues []Cued) {
	byItem := map[string][]Cued{}
	for _, c := range cues {
		byItem[c.Item] = append(byItem[c.Item], c)
	}
	for i := range marks {
		m := &marks[i]
		if m.Field != "" || m.Proposal == redact.Disclose {
			continue
		}
		list := byItem[m.Item]
		first := sort.Search(len(list), func(i int) bool { return list[i].Start >= m.Start-2*lineAway })
		var said []string
		for _, c := range list[first:] {
			if c.Start > m.End+lineAway {
				break
			}
			if c.End >= m.Start-lineAway && !slices.Contains(said, string(c.Category)) {
				said = append(said, string(c.Category))
			}
		}
		if len(said) > 0 {
			m.Reason += "; beside words of " + strings.Join(said, ", ")
		}
	}
}
