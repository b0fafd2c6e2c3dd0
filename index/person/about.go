package person

import (
	"regexp"
	"slices"
	"sort"
	"strings"
)

// A list of more people than this says little about each.
const manyPeople = 10

// crowd is how many people may be named in a text that is about one of them who
// is named once.
const crowd = 5

// shortText is how many bytes a text may have to be about everybody in it.
const shortText = 1500

// ownShare is the part of the rows of a long table that makes it the subject's.
const ownShare = 4

// about tells an item about the subject from one that only mentions them: one
// of many recipients, one row of a long table, one name among many.
func (s *Subject) about(e Evidence) About {
	listed := false // among many recipients
	for _, f := range e.Fields {
		switch {
		case len(f.Hits) == 0:
		case f.People <= manyPeople:
			return AboutSubject
		default:
			listed = true
		}
	}
	hits, rows := e.body()
	if rows > 0 && rows*ownShare >= len(e.Rows) {
		return AboutSubject
	}
	names, facts := 0, 0
	for _, h := range hits {
		switch groupOf(h.Fact) {
		case FactName, FactEmail: // an address as a name: it may be one of many
			names++
		default:
			facts++
		}
	}
	others := 0
	if len(hits) > 0 && hits[len(hits)-1].End-hits[0].Start <= near {
		others = people(e.Text)
	}
	switch {
	case others > manyPeople, names == 1 && facts == 0 && others > crowd:
		return AboutMention
	case facts > 0, !listed && (names > 1 || names == 1 && len(e.Text) <= shortText):
		return AboutSubject
	default:
		return AboutMention
	}
}

// body returns the hits that stand neither in a message's header nor in a long
// table, and how many rows of such a table have any.
func (e *Evidence) body() (hits []Hit, rows int) {
	last := -1
	for _, h := range e.Hits {
		if within(len(e.Heads), func(i int) Span { return e.Heads[i] }, h) >= 0 {
			continue
		}
		row := -1
		if len(e.Rows) > manyPeople {
			row = within(len(e.Rows), func(i int) Span { return e.Rows[i].Span }, h)
		}
		switch {
		case row < 0:
			hits = append(hits, h)
		case row != last:
			rows++
			last = row
		}
	}
	return hits, rows
}

// within returns which of n sorted spans a hit begins in, -1 for none.
func within(n int, span func(int) Span, h Hit) int {
	i := sort.Search(n, func(i int) bool { return span(i).End > h.Start })
	if i < n && span(i).Start <= h.Start {
		return i
	}
	return -1
}

// people counts who is named in a text: by names, or where there are more of
// these, by e-mail addresses or National Insurance numbers.
func people(text string) int {
	d := read(text, false)
	seen := map[string]bool{}
	for i, t := range d.tokens {
		next := d.at(i + 1)
		if (isTitle(t) || names().forename[t.word]) && t.wordy() && next.wordy() && (next.link == linkSpace || next.link == linkDot) && !hasDigit(d.at(i-1).word) {
			seen[t.word+" "+next.word] = true
		}
	}
	most := len(seen)
	for _, p := range []*regexp.Regexp{mailPattern, ninoPattern} {
		if p == mailPattern && !strings.Contains(d.s, "@") { // looking for the sign alone is far quicker
			continue
		}
		found := p.FindAllString(d.s, -1)
		slices.Sort(found)
		most = max(most, len(slices.Compact(found)))
	}
	return most
}
