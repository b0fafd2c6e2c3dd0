package main

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/index/fold"
	"sarsen/redact"
	"sarsen/redact/tagger"
	"sarsen/testdata/train/synth"
)

// A copy of a lesson, changed as texts are changed before we see them.
type variation struct {
	every, rest int // of so many lessons, the one with this rest
	weight      float64
	longest     int // texts of more bytes are not copied
	change      func(lesson, *rand.Rand) lesson
}

// variations of lessons. Each is of some lessons only: what is written plainly
// stays what most texts are. The first is not for texts that are generated with
// names of all sorts anyway.
var variations = []variation{
	{every: 2, rest: 0, weight: 0.5, longest: 6000, change: renamed},
	{every: 7, rest: 1, weight: 0.4, longest: 1500, change: lowered},
	{every: 8, rest: 3, weight: 0.4, longest: 1500, change: raised},
	{every: 9, rest: 5, weight: 0.4, longest: 2500, change: scanned},
	{every: 9, rest: 7, weight: 0.5, longest: 2500, change: wrapped},
}

// vary returns copies of some of the lessons that have a span, changed by each
// of the variations.
func vary(ls []lesson, by []variation) []lesson {
	var out []lesson
	for i, l := range ls {
		if len(l.Spans) == 0 {
			continue
		}
		for _, v := range by {
			if i%v.every != v.rest || len(l.Text) > v.longest {
				continue
			}
			c := v.change(l, rand.New(rand.NewPCG(seed, uint64(i))))
			c.Weight = l.Weight * v.weight
			out = append(out, c)
		}
	}
	return out
}

// rewritten returns the lesson with each character replaced; by is given where
// it begins, and whether a span begins or ends at it.
func (l lesson) rewritten(by func(at int, c rune, edge bool) string) lesson {
	edges := map[int]bool{}
	for _, s := range l.Spans {
		edges[s.Start], edges[s.End] = true, true
	}
	var b strings.Builder
	to := make([]int, len(l.Text)+1)
	for i, c := range l.Text {
		to[i] = b.Len()
		b.WriteString(by(i, c, edges[i]))
	}
	to[len(l.Text)] = b.Len()
	return l.moved(b.String(), func(i int) int { return to[i] })
}

// moved returns the lesson with another text, in which offset i is at to(i).
func (l lesson) moved(text string, to func(int) int) lesson {
	out := lesson{Text: text, Weight: l.Weight}
	for _, s := range l.Spans {
		if s.Start, s.End = to(s.Start), to(s.End); s.Start < s.End {
			out.Spans = append(out.Spans, s)
		}
	}
	for _, u := range l.Unknown {
		if u = (redact.Span{Start: to(u.Start), End: to(u.End)}); u.Start < u.End {
			out.Unknown = append(out.Unknown, u)
		}
	}
	return out
}

// lowered writes all in small letters, as many do on a telephone.
func lowered(l lesson, _ *rand.Rand) lesson {
	return l.rewritten(func(_ int, c rune, _ bool) string { return string(unicode.ToLower(c)) })
}

// raised writes all in capitals.
func raised(l lesson, _ *rand.Rand) lesson {
	return l.rewritten(func(_ int, c rune, _ bool) string { return string(unicode.ToUpper(c)) })
}

// misread is what scanning makes of a letter.
var misread = map[rune]string{
	'm': "rn", 'l': "1", 'o': "0", 'O': "0", 'I': "l", 'e': "c", 'i': "1", 'S': "5", 'B': "8", 'h': "b", 'w': "vv", 'd': "cl", 'g': "q",
	'1': "l", '0': "O", '5': "S", 'a': "o", 't': "f", 'n': "ri", 'u': "ii", 'c': "e", 'ł': "l", 'é': "e", ',': ".", '.': ",",
}

// scanned writes as recognition of a poor scan does: letters mistaken, blanks
// lost and lines broken. A blank beside a span is not lost.
func scanned(l lesson, r *rand.Rand) lesson {
	return l.rewritten(func(at int, c rune, edge bool) string {
		switch n := r.IntN(1000); {
		case c == ' ' && n < 40:
			return "\n"
		case c == ' ' && n < 60:
			return "  "
		case c == ' ' && n < 80 && !edge && at > 0 && !spanEnds(l, at+1):
			return ""
		case n < 40 && misread[c] != "":
			return misread[c]
		}
		return string(c)
	})
}

func spanEnds(l lesson, at int) bool {
	for _, s := range l.Spans {
		if s.Start == at || s.End == at {
			return true
		}
	}
	return false
}

// wrapped breaks lines at a narrow width, in the middle of names too.
func wrapped(l lesson, r *rand.Rand) lesson {
	width, column := 24+r.IntN(40), 0
	return l.rewritten(func(_ int, c rune, _ bool) string {
		column++
		if c == '\n' || c == ' ' && column > width {
			column = 0
			return "\n"
		}
		return string(c)
	})
}

// renamed gives the people of the lesson other names, each part the same one
// throughout. Titles, particles and initials stay.
func renamed(l lesson, r *rand.Rand) lesson {
	cultures := synth.Cultures()
	c := cultures[r.IntN(len(cultures))]
	given := map[string]string{}
	var b strings.Builder
	type shift struct{ at, by int }
	shifts, at := []shift{{}}, 0
	for _, s := range l.Spans {
		if s.Label != tagger.Person {
			continue
		}
		words := nameWords(l.Text, s)
		for i, w := range words {
			old := l.Text[w.Start:w.End]
			key := fold.String(old)
			if given[key] == "" {
				from := c.Surnames
				if i < len(words)-1 || len(words) == 1 && r.IntN(2) == 0 {
					from = append(append([]string(nil), c.Women...), c.Men...)
				}
				given[key] = from[r.IntN(len(from))]
			}
			name := cased(given[key], old)
			b.WriteString(l.Text[at:w.Start])
			b.WriteString(name)
			at = w.End
			shifts = append(shifts, shift{w.End, shifts[len(shifts)-1].by + len(name) - len(old)})
		}
	}
	b.WriteString(l.Text[at:])
	return l.moved(b.String(), func(i int) int {
		by := 0
		for _, s := range shifts {
			if s.at > i {
				break
			}
			by = s.by
		}
		return i + by
	})
}

// nameWords returns the words of a person's span that are a name's own: of
// three letters or more, with a capital, no title.
func nameWords(text string, s tagger.Span) []redact.Span {
	var words []redact.Span
	start := -1
	for i, c := range text[s.Start:s.End] + " " {
		letter := unicode.IsLetter(c) || c == '\'' || c == '’' || c == '-'
		switch {
		case letter && start < 0:
			start = s.Start + i
		case !letter && start >= 0:
			w := redact.Span{Start: start, End: s.Start + i}
			start = -1
			first, _ := utf8.DecodeRuneInString(text[w.Start:])
			if w.End-w.Start > 2 && !unicode.IsLower(first) && !titleOnly.MatchString(text[w.Start:w.End]) {
				words = append(words, w)
			}
		}
	}
	return words
}

// cased writes name as like is written: in capitals, or as it is.
func cased(name, like string) string {
	if like == strings.ToUpper(like) {
		return strings.ToUpper(name)
	}
	return name
}
