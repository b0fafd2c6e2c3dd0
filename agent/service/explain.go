package service

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sarsen/agent/catalogue"
	"sarsen/agent/request"
	"sarsen/crawlers"
	"sarsen/index"
	"sarsen/index/query"
	"sarsen/redact"
)

// An Explanation says why an item was found for a request, or not.
type Explanation struct {
	// Item is what the place stands for; its ID is "" where nothing was crawled
	// there, or where it has several Parts, which are to be asked for one by one.
	Item  catalogue.Item
	Parts []catalogue.Item
	Found bool
	Match request.Match
	Why   []string // sentences, the most important first
	// Reasons are those of the match, with where they stand.
	Reasons []Placed
	Queries []Asking
	// Nearest says which parts of the profile come nearest in an item in which
	// none stands.
	Nearest []string
	// Decision is the officer's, where one is in force.
	Decision *redact.Decision
}

// A Placed reason is one with its place in the text.
type Placed struct {
	request.Reason
	Line   int    `json:"line,omitempty"` // from 1; 0 for one in a field
	Before string `json:"before,omitempty"`
	At     string `json:"at,omitempty"` // what stands there, on one line
	After  string `json:"after,omitempty"`
}

// Asking is a query and whether it finds an item.
type Asking struct {
	N     int       `json:"n"`
	Query string    `json:"query"`
	Fact  string    `json:"for"`
	Finds bool      `json:"finds"`
	Off   bool      `json:"off"`
	By    string    `json:"by,omitempty"`
	At    time.Time `json:"at,omitzero"`
}

// Explain says why an item was found for a request or not, whether find was run
// or not. place is the item's ID, or where it lies: SOURCE/PATH, PATH, with or
// without " › " and its part, or a path under the location of a source.
func (s *Service) Explain(ctx context.Context, id, place string) (Explanation, error) {
	r, err := s.reg.Get(id)
	if err != nil {
		return Explanation{}, err
	}
	items, why, err := s.at(ctx, place)
	switch {
	case err != nil:
		return Explanation{}, err
	case len(items) == 0:
		return Explanation{Why: why}, nil
	case len(items) > 1:
		return Explanation{Parts: items, Why: []string{fmt.Sprintf("%d items lie there. Ask for one of them by its ID.", len(items))}}, nil
	}
	item, text, err := s.Item(ctx, items[0].ID)
	if err != nil {
		return Explanation{}, err
	}
	if item.Source == addedSource {
		return s.explainAdded(ctx, r, item)
	}
	return s.explain(ctx, r, item, text)
}

func (s *Service) explain(ctx context.Context, r request.Request, item catalogue.Item, text catalogue.Text) (Explanation, error) {
	find, _, err := s.finderOf(r.ID)
	if err != nil {
		return Explanation{}, err
	}
	subject, err := find.Subject(r.Profile)
	if err != nil {
		return Explanation{}, err
	}
	stored, run, err := s.reg.Matches(r.ID)
	if err != nil {
		return Explanation{}, err
	}
	if run.Run > 0 { // what the others tell is known; else all are looked for
		find.Only = []string{item.ID}
		for _, m := range stored {
			find.Only = append(find.Only, m.Item)
		}
	}
	e := Explanation{Item: item}
	if e.Queries, err = s.asking(ctx, r, item.ID); err != nil {
		return Explanation{}, err
	}
	e.Match, e.Found = find.Weigh(ctx, subject, item, text)
	alone := find.Alone(ctx, subject, item, text)
	e.Why = append(e.Why, e.verdict(alone))
	e.Why = append(e.Why, e.state()...)
	e.Why = append(e.Why, e.unasked()...)
	at := slices.IndexFunc(stored, func(m request.Match) bool { return m.Item == item.ID })
	e.Why = append(e.Why, since(stored, at, run)...)
	e.Why = append(e.Why, belongs(e.Match, text.Text)...)
	e.Reasons = placed(e.Match.Reasons, text.Text)
	if !e.Found && item.State.Read() {
		e.Nearest = nearest(r.Profile, text.Text)
	}
	return e, s.addDecision(r.ID, &e)
}

// verdict says how likely the item is, and what others have to do with it.
func (e *Explanation) verdict(alone request.Match) string {
	switch {
	case !e.Item.State.Read():
		return fmt.Sprintf("It could not be read (%s: %s), so its text was not searched.", e.Item.State, e.Item.Reason)
	case !e.Found:
		return "Nothing that the profile says stands in it: no name in any spelling, no identifier, address, phone or e-mail."
	}
	now := e.Match.Likelihood
	if slices.ContainsFunc(e.Match.Reasons, func(r request.Reason) bool { return r.Fact == request.FactQuery }) {
		return fmt.Sprintf("It is %s, since an officer's own query finds it.", now)
	}
	s := fmt.Sprintf("It is %s, by what stands below.", now)
	switch alone.Likelihood {
	case now:
	case "":
		s += " By itself it would not be found: other items of the request, or what was decided on them, bring it in."
	default:
		s += fmt.Sprintf(" By itself it would be %s: other items of the request, or what was decided on them, make it %s.", alone.Likelihood, now)
	}
	return s
}

// state says what became of the item in its source.
func (e *Explanation) state() []string {
	var out []string
	if e.Item.State == crawlers.Partial {
		out = append(out, "It was read in part only: "+e.Item.Reason+".")
	}
	if e.Item.State == crawlers.Excluded {
		out = append(out, "The configuration leaves it out of the source: see include and exclude there.")
	}
	if e.Item.Vanished {
		out = append(out, "It has vanished from its source since.")
	}
	return out
}

// unasked says whether the item would be found by queries that are not asked.
func (e *Explanation) unasked() []string {
	var out []string
	finds := false
	for _, q := range e.Queries {
		finds = finds || q.Finds && !q.Off
	}
	for _, q := range e.Queries {
		if !q.Finds || !q.Off {
			continue
		}
		would := "It would be found"
		if finds {
			would = "It is found as well"
		}
		out = append(out, fmt.Sprintf("%s by a query that was turned off by %s on %s: number %d, for the %s.", would, q.By, q.At.Format("2 January 2006"), q.N, factWords(q.Fact)))
	}
	if e.Found && !finds && e.Item.State.Read() && !e.Item.Vanished {
		out = append(out, "No query that is asked finds it, so find does not list it, although some of the profile stands in it.")
	}
	return out
}

// since says what find made of the item when it was run.
func since(stored []request.Match, at int, run request.FindRun) []string {
	switch {
	case run.Run == 0:
		return []string{"Find was not run for this request yet."}
	case at < 0:
		return []string{"It is not among the matches of the last find, on " + run.At.Format("2 January 2006") + "."}
	case stored[at].Run < run.Run:
		return []string{"The last find did not find it any more; it is kept among the matches."}
	}
	return nil
}

// addDecision adds what was decided on the item.
func (s *Service) addDecision(id string, e *Explanation) error {
	ds, err := s.decisions(id)
	if err != nil {
		return err
	}
	d, ok := redact.Latest(ds)[redact.TargetItem+e.Item.ID]
	if !ok {
		return nil
	}
	e.Decision = &d
	words := "to keep it out of the pack"
	if d.Verdict == redact.Disclose {
		words = "to put it into the pack"
	}
	e.Why = append(e.Why, fmt.Sprintf("%s decided on %s %s, which counts whatever its likelihood.", d.By, d.At.Format("2 January 2006"), words))
	return nil
}

// asking asks each query of a request whether it finds an item.
func (s *Service) asking(ctx context.Context, r request.Request, item string) ([]Asking, error) {
	list, err := s.queryLines(r)
	if err != nil {
		return nil, err
	}
	out := make([]Asking, 0, len(list))
	for _, l := range list {
		if l.Gone {
			continue
		}
		q, err := query.Parse(l.Text)
		if err != nil {
			return nil, fmt.Errorf("read query: %w", err)
		}
		result, err := s.engine.Search(ctx, q, index.Options{Limit: 1, Only: []string{item}})
		if err != nil && !isRefused(err) {
			return nil, err
		}
		out = append(out, Asking{N: l.N, Query: l.Text, Fact: l.Fact, Finds: result.Total > 0, Off: l.Off, By: l.By, At: l.At})
	}
	return out, nil
}
