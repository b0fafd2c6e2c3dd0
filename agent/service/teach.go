package service

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/index/query"
	"sarsen/redact"
)

// A Taught is a match that an officer's word on another item has made more
// likely, or less.
type Taught struct {
	Item     string   `json:"item"`
	Title    string   `json:"title"`
	Was      string   `json:"was"`
	Now      string   `json:"likelihood"`
	Likelier bool     `json:"likelier"` // than it was
	Because  []string `json:"because"`  // facts, without what they say
}

// finderOf is finder with what officers said of a request: their queries, and
// their word on items.
func (s *Service) finderOf(id string) (pipeline.Find, request.Edited, error) {
	f := s.finder()
	edited, err := s.reg.Queries(id)
	if err != nil {
		return f, edited, err
	}
	for _, c := range edited.Added {
		q, err := query.Parse(c.Text)
		if err != nil {
			return f, edited, fmt.Errorf("read query: %w", err)
		}
		f.More = append(f.More, q)
	}
	for _, c := range edited.Off {
		f.Off = append(f.Off, c.Text)
	}
	ds, err := s.decisions(id)
	f.Lessons = lessons(redact.Latest(ds))
	return f, edited, err
}

// lessons are the officers' words on items: to put one into the pack says that
// it is the subject's, to keep one out as not in scope that it is not. Any other
// ground for withholding says nothing of whose it is.
func lessons(latest map[string]redact.Decision) map[string]bool {
	out := map[string]bool{}
	for target, d := range latest {
		item, ok := strings.CutPrefix(target, redact.TargetItem)
		switch {
		case !ok:
		case d.Verdict == redact.Disclose:
			out[item] = true
		case d.Verdict == redact.Withhold && d.Code == redact.CodeScope:
			out[item] = false
		}
	}
	return out
}

// teach weighs the matches of a request again after decisions on items, and
// returns those that are likelier or less likely by it. No other items are
// looked for, and what a person decided stays. The caller holds s.deciding.
func (s *Service) teach(ctx context.Context, id string, ds []request.Decision) ([]Taught, error) {
	if !slices.ContainsFunc(ds, func(d request.Decision) bool { return strings.HasPrefix(d.Target, redact.TargetItem) }) {
		return nil, nil
	}
	r, err := s.reg.Get(id)
	if err != nil {
		return nil, err
	}
	find, _, err := s.finderOf(id)
	if err != nil {
		return nil, err
	}
	stored, run, err := s.reg.Matches(id)
	if err != nil {
		return nil, err
	}
	old := map[string]request.Match{}
	for _, m := range stored {
		if m.Run == run.Run && !m.Vanished && m.AddedBy == "" {
			old[m.Item] = m
			find.Only = append(find.Only, m.Item)
		}
	}
	if len(find.Only) == 0 {
		return nil, nil
	}
	found, err := find.Run(ctx, r.Profile)
	if err != nil {
		return nil, fmt.Errorf("weigh the matches again: %w", err)
	}
	all, err := s.decisions(id)
	if err != nil {
		return nil, err
	}
	latest := redact.Latest(all)
	var changed []request.Match
	var out []Taught
	for _, m := range found.Matches {
		was := old[m.Item]
		if was.Likelihood == m.Likelihood && was.Score == m.Score && slices.Equal(was.Against, m.Against) && slices.Equal(was.Reasons, m.Reasons) {
			continue
		}
		now := was
		now.Likelihood, now.Score, now.Reasons, now.Against, now.About = m.Likelihood, m.Score, m.Reasons, m.Against, m.About
		changed = append(changed, now)
		if _, decided := latest[redact.TargetItem+m.Item]; !decided && was.Likelihood != m.Likelihood {
			out = append(out, taught(was, now))
		}
	}
	return out, s.reg.SetWeighed(id, changed)
}

// taught says why a match is likelier or less likely than it was: by what an
// officer taught, else by the facts that changed.
func taught(was, now request.Match) Taught {
	t := Taught{Item: now.Item, Title: now.Heading(), Was: was.Likelihood, Now: now.Likelihood, Because: []string{}}
	t.Likelier = pipeline.Rank(now.Likelihood) < pipeline.Rank(was.Likelihood)
	before, after := facts(was), facts(now)
	for _, said := range []bool{true, false} {
		for _, f := range after {
			if strings.HasPrefix(f, sameFact) == said && !slices.Contains(before, f) && !slices.Contains(t.Because, f) {
				t.Because = append(t.Because, f)
			}
		}
		if len(t.Because) > 0 {
			return t
		}
	}
	for _, f := range before {
		if strings.HasPrefix(f, sameFact) && !slices.Contains(after, f) && !slices.Contains(t.Because, "no longer by the "+f) {
			t.Because = append(t.Because, "no longer by the "+f)
		}
	}
	return t
}

// sameFact begins what an officer's word on another item says of a fact.
const sameFact = "same "

// facts are those that speak for a match and against it, without what they say:
// "same address" where an officer's word on another item tells whose it is, and
// "another address" for one that is not the subject's.
func facts(m request.Match) []string {
	var out []string
	for _, r := range m.Reasons {
		if r.Fact == request.FactTaught {
			out = append(out, unvalued(r.Text))
		} else {
			out = append(out, factWords(r.Fact))
		}
	}
	for _, a := range m.Against {
		out = append(out, unvalued(a))
	}
	return out
}

// unvalued is a contradiction, or what was taught, without the value that it
// names.
func unvalued(text string) string {
	fact, rest, _ := strings.Cut(text, ": ")
	if strings.HasPrefix(rest, sameFact) {
		fact, _, _ = strings.Cut(rest, ",")
	}
	return fact
}

// factWords puts a fact as people say it.
func factWords(fact string) string {
	switch fact {
	case "nino":
		return "National Insurance number"
	case "nhs_number":
		return "NHS number"
	case "email":
		return "e-mail address"
	case request.FactQuery:
		return "query of an officer's own"
	}
	return strings.ReplaceAll(fact, "_", " ")
}
