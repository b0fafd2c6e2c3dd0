package service

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"sarsen/agent/catalogue"
	"sarsen/agent/request"
	"sarsen/redact"
)

// A Context is a place at which a person is named, with what stands around it.
type Context struct {
	Item    string       `json:"item"`
	Title   string       `json:"title"`
	Mark    string       `json:"mark"`
	Class   redact.Class `json:"class,omitempty"`
	Snippet string       `json:"text"`
	Start   int          `json:"start"` // of the mark in Snippet, in bytes
	End     int          `json:"end"`
}

// snippetSide is how many bytes of the text stand before and behind the mark.
const snippetSide = 70

// Contexts returns up to most places at which each person is marked, of as many
// items as can be, those of a confidential source first; only of one person
// when person is not "". It reads texts, an item at a time.
func (s *Service) Contexts(ctx context.Context, id, person string, most int) (map[string][]Context, error) {
	s.deciding.Lock()
	defer s.deciding.Unlock()
	rev, err := s.review(ctx, id, "", false)
	if err != nil {
		return nil, err
	}
	out := map[string][]Context{}
	for _, urgent := range []bool{true, false} {
		for _, i := range rev.Items {
			wanted := wantedMarks(i, person, urgent, func(p string) bool { return len(out[p]) < most })
			if len(wanted) == 0 {
				continue
			}
			text, err := s.text(ctx, id, i.Match)
			if errors.Is(err, catalogue.ErrNotFound) {
				continue
			}
			if err != nil {
				return nil, err
			}
			for _, m := range wanted {
				out[m.Person] = append(out[m.Person], contextOf(i.Match, m, text.Text))
			}
		}
	}
	return out, nil
}

// wantedMarks are a mark of each person in the text of an item, their name where
// it is marked.
func wantedMarks(i Reviewed, person string, urgent bool, room func(string) bool) []redact.Mark {
	var out []redact.Mark
	at := map[string]int{} // in out
	source := map[string]bool{}
	for _, m := range i.Marks {
		if m.Person == "" || m.Field != "" || person != "" && m.Person != person || !room(m.Person) {
			continue
		}
		source[m.Person] = source[m.Person] || m.Class == redact.ClassConfidential
		n, had := at[m.Person]
		switch {
		case !had:
			at[m.Person] = len(out)
			out = append(out, m)
		case m.Kind == redact.Person && out[n].Kind != redact.Person:
			out[n] = m
		}
	}
	return slices.DeleteFunc(out, func(m redact.Mark) bool { return source[m.Person] != urgent })
}

func contextOf(match request.Match, m redact.Mark, text string) Context {
	c := Context{Item: match.Item, Title: match.Heading(), Mark: m.ID, Class: m.Class}
	if m.End > len(text) || m.Start < 0 {
		return c
	}
	before, after := text[edge(text, m.Start-snippetSide):m.Start], text[m.End:edge(text, m.End+snippetSide)]
	c.Snippet = flat(before)
	c.Start = len(c.Snippet)
	c.Snippet += flat(text[m.Start:m.End])
	c.End = len(c.Snippet)
	c.Snippet += flat(after)
	return c
}

// flat puts a text on one line.
func flat(s string) string { return strings.NewReplacer("\n", " ", "\t", " ").Replace(s) }

// edge is the nearest rune boundary at or before i, inside the text.
func edge(text string, i int) int {
	i = max(0, min(i, len(text)))
	for i > 0 && i < len(text) && !utf8.RuneStart(text[i]) {
		i--
	}
	return i
}
