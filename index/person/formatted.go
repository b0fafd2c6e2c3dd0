package person

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"sarsen/index/query"
)

// formatted gathers forms of a date, each once.
type formatted struct {
	born time.Time
	list []query.Node
}

func (f *formatted) put(n query.Node) {
	if !slices.Contains(f.list, n) {
		f.list = append(f.list, n)
	}
}

// add takes layouts of package time.
func (f *formatted) add(layouts ...string) {
	for _, l := range layouts {
		f.put(query.Phrase{Text: strings.ToLower(f.born.Format(l))})
	}
}

func (f *formatted) word(layouts ...string) {
	for _, l := range layouts {
		f.put(query.Word{Text: strings.ToLower(f.born.Format(l))})
	}
}

func (f *formatted) phrase(texts ...string) {
	for _, t := range texts {
		f.put(query.Phrase{Text: t})
	}
}

// queries asks for all of them, some at a time.
func (f *formatted) queries() []query.Node {
	var list []query.Node
	for part := range slices.Chunk(f.list, perQuery) {
		list = append(list, query.Any(part...))
	}
	return list
}

// ordinal is the ending of a day's number in English.
func ordinal(day int) string {
	s := strconv.Itoa(day)
	switch {
	case day >= 11 && day <= 13:
		return "th"
	case strings.HasSuffix(s, "1"):
		return "st"
	case strings.HasSuffix(s, "2"):
		return "nd"
	case strings.HasSuffix(s, "3"):
		return "rd"
	default:
		return "th"
	}
}
