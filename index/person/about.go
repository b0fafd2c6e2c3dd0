package person

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
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
		others = people(e.document())
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
func people(d *document) int {
	seen := map[string]bool{}
	for i := range d.tokens[:max(0, len(d.tokens)-1)] {
		t, next := &d.tokens[i], &d.tokens[i+1]
		if (next.link == linkSpace || next.link == linkDot) && next.wordy() && !hasDigit(d.at(i-1).word) && (t.wordy() && (isTitle(*t) || names().forename[t.word]) || initialled(t, next)) {
			seen[t.word+" "+next.word] = true
		}
	}
	return max(len(seen), distinct(mailsIn(d.s)), distinct(ninosIn(d.s)))
}

// initialled reports whether two tokens are an initial and a surname, as in a list
// of those present: J Ormerod, P. Snape.
func initialled(t, next *token) bool {
	return t.letter() && t.upper && next.upper && len(next.word) > 2 && !names().word[next.word]
}

func distinct(list []string) int {
	slices.Sort(list)
	return len(slices.Compact(list))
}

// mailsIn is what mailPattern finds. It looks only around each @, which is far
// quicker.
func mailsIn(s string) []string {
	var list []string
	for i := 0; ; {
		at := strings.IndexByte(s[i:], '@')
		if at < 0 {
			return list
		}
		start, end := i+at, i+at+1
		for start > i && inMail(s[start-1]) {
			start--
		}
		for end < len(s) && (inMail(s[end]) || s[end] == '@') {
			end++
		}
		list = append(list, mailPattern.FindAllString(s[start:end], -1)...)
		i = end
	}
}

// inMail reports whether a byte may be of what mailPattern finds, the @ aside.
func inMail(b byte) bool { return b < utf8.RuneSelf && mailByte(b) }

// ninosIn is what ninoPattern finds. It looks only where two digits follow two
// letters.
func ninosIn(s string) []string {
	var list []string
	for i := 2; i+1 < len(s); i++ {
		if !digit(s[i]) || !digit(s[i+1]) {
			continue
		}
		start := i - 2
		if strings.IndexByte(" ./-", s[i-1]) >= 0 {
			start--
		}
		if start < 0 || !small(s[start]) || !small(s[start+1]) {
			continue
		}
		from := max(0, start-1) // what stands before may make it a part of a longer word
		at := ninoPattern.FindStringIndex(s[from:min(len(s), start+mostNino)])
		if at != nil && from+at[0] == start {
			list = append(list, s[start:from+at[1]])
			i = from + at[1]
		}
	}
	return list
}

// mostNino is more bytes than a National Insurance number has with its blanks.
const mostNino = 16

func digit(b byte) bool { return '0' <= b && b <= '9' }
func small(b byte) bool { return 'a' <= b && b <= 'z' }
