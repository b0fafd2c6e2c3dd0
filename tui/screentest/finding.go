package screentest

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"sarsen/agent/request"
	"sarsen/tui/screen"
)

// Queries implements [screen.Backend].
func (b *Backend) Queries(context.Context, string) ([]screen.QueryLine, error) {
	err := b.begin()
	defer b.mu.Unlock()
	return slices.Clone(b.queries), err
}

// ChangeQuery implements [screen.Backend]. It refuses a query with a ( alone.
func (b *Backend) ChangeQuery(_ context.Context, id string, act request.QueryAct, query string) (screen.QueryLine, error) {
	err := b.begin("query", id, string(act), query)
	defer b.mu.Unlock()
	if err != nil {
		return screen.QueryLine{}, err
	}
	if act == request.QueryAdded {
		if strings.Count(query, "(") != strings.Count(query, ")") {
			return screen.QueryLine{}, errors.New("query, character 1: the ( is not closed; end the group with )")
		}
		l := screen.QueryLine{N: len(b.queries) + 1, Text: query, Fact: request.FactQuery, Own: true, By: "ffion", At: Today(), Items: 2}
		b.queries = append(b.queries, l)
		return l, nil
	}
	n, err := strconv.Atoi(query)
	if err != nil || n < 1 || n > len(b.queries) {
		return screen.QueryLine{}, errors.Join(err, errors.New("no such query"))
	}
	l := &b.queries[n-1]
	switch act {
	case request.QueryOff:
		l.Off, l.By, l.At = true, "ffion", Today()
	case request.QueryOn:
		l.Off = false
	default:
		b.queries = slices.Delete(b.queries, n-1, n)
		return screen.QueryLine{}, nil
	}
	return *l, nil
}

// Clues implements [screen.Backend].
func (b *Backend) Clues(context.Context, string) ([]request.Clue, error) {
	err := b.begin()
	defer b.mu.Unlock()
	return slices.Clone(b.clues), err
}

// SetClue implements [screen.Backend].
func (b *Backend) SetClue(_ context.Context, id string, n int, to request.ClueState) error {
	err := b.begin("clue", id, strconv.Itoa(n), string(to))
	defer b.mu.Unlock()
	for i := range b.clues {
		if c := &b.clues[i]; c.N == n && err == nil {
			c.State, c.By, c.At = to, "ffion", Today()
		}
	}
	return err
}

// Why implements [screen.Backend].
func (b *Backend) Why(_ context.Context, _, item string) (screen.Why, error) {
	err := b.begin()
	defer b.mu.Unlock()
	at := slices.IndexFunc(b.items, func(i screen.Item) bool { return i.Item == item })
	if err != nil || at < 0 {
		return screen.Why{}, errors.Join(err, errors.New("no such item"))
	}
	i := b.items[at]
	w := screen.Why{
		Title: i.Heading(), Place: i.Source + ": " + i.Path, Likelihood: i.Likelihood, Against: i.Match.Against,
		Said:    []string{"It is " + i.Likelihood + ", by what stands below.", "Its conversation is about the subject."},
		Queries: []string{b.queries[0].Text},
	}
	for n, r := range i.Reasons {
		r.Weight = 5.4
		p := screen.PlacedReason{Reason: r}
		if before, _, ok := strings.Cut(i.Text, r.Text); ok {
			p.Line, p.Before, p.At, p.After = 1+strings.Count(before, "\n"), "… ", r.Text, " …"
		}
		if n > 0 {
			p.Weight = 2.5
		}
		w.Reasons = append(w.Reasons, p)
	}
	if i.Likelihood == "likely" {
		w.Reasons = append(w.Reasons, screen.PlacedReason{Line: 3, Before: "Mrs D. Marrowby, ", At: "14 Quarry Lane", After: ", asked", Reason: request.Reason{
			Fact: request.FactTaught, Text: "you said that noise.eml is theirs: same address, 14 Quarry Lane", Weight: 3.2,
		}})
	}
	return w, nil
}

// findings fills in what is asked for 2026-0001 and what was seen on the way.
func (b *Backend) findings() {
	b.queries = []screen.QueryLine{
		{N: 1, Text: `(dilys OR dilys~ OR sounds:dilys OR d) (marrowby OR marrowby~ OR sounds:marrowby)`, Fact: "name", Items: 4},
		{N: 2, Text: `(dilys OR dilys~ OR sounds:dilys OR d) (pryce OR pryce~ OR sounds:pryce)`, Fact: "former_name", Items: 61, Off: true, By: "idris", At: day(20, 11)},
		{N: 3, Text: `ref:qq123456c OR "qq 12 34 56 c"`, Fact: "nino", Items: 1},
		{N: 4, Text: `"grab rail" panel`, Fact: request.FactQuery, Items: 1, Own: true, By: "ffion", At: day(21, 11)},
	}
	b.clues = []request.Clue{
		{N: 1, Fact: "email", Value: "d.pryce@post.example", Items: []string{"i1", "i2"}, Likelihood: "certain"},
		{N: 2, Fact: "address", Value: "2 Wharf Street, Ashcombe", Items: []string{"i3"}, Likelihood: "likely"},
		{N: 3, Fact: "reference", Value: "CT/88120", Items: []string{"i2"}, Likelihood: "certain", State: request.ClueDismissed, By: "ffion", At: day(21, 11)},
	}
}
