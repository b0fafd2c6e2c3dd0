package service

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/index"
	"sarsen/index/query"
)

// A QueryLine is one of the queries that find asks for a request, or would.
type QueryLine struct {
	N    int    // by which it is named; of one profile always the same
	Text string // as it prints itself
	Fact string // that it looks for; request.FactQuery for an officer's own
	Own  bool   // added by an officer
	Off  bool   // turned off by an officer
	// Gone says that it was turned off and the profile does not give it any more.
	Gone  bool
	By    string // who added it or turned it off, and when
	At    time.Time
	Items int    // it finds in the index now
	Note  string // why it is not asked as it stands, "" when it is
}

// How many items a query of an officer's own may find: of more than manyItems
// they are told, more than mostItems are refused, since each is listed.
const (
	manyItems = 500
	mostItems = 10_000
)

// Queries lists what find asks for a request: first what the profile gives, then
// what officers added.
func (s *Service) Queries(ctx context.Context, id string) ([]QueryLine, error) {
	r, err := s.reg.Get(id)
	if err != nil {
		return nil, err
	}
	list, err := s.queryLines(r)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if err := s.count(ctx, &list[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// queryLines are the queries of a request without what they find.
func (s *Service) queryLines(r request.Request) ([]QueryLine, error) {
	edited, err := s.reg.Queries(r.ID)
	if err != nil {
		return nil, err
	}
	given, err := pipeline.Queries(r.Profile)
	if err != nil {
		return nil, err
	}
	var out []QueryLine
	for _, q := range given {
		l := QueryLine{N: len(out) + 1, Text: q.Text, Fact: q.Fact}
		if c, ok := edited.Unasked(q.Text); ok {
			l.Off, l.By, l.At = true, c.By, c.At
		}
		out = append(out, l)
	}
	for _, c := range edited.Added {
		out = append(out, QueryLine{N: len(out) + 1, Text: c.Text, Fact: request.FactQuery, Own: true, By: c.By, At: c.At})
	}
	for _, c := range edited.Off {
		if !slices.ContainsFunc(out, func(l QueryLine) bool { return l.Text == c.Text }) {
			out = append(out, QueryLine{N: len(out) + 1, Text: c.Text, Off: true, Gone: true, By: c.By, At: c.At})
		}
	}
	return out, nil
}

// count fills in what a query finds. One that the index refuses finds nothing.
func (s *Service) count(ctx context.Context, l *QueryLine) error {
	q, err := query.Parse(l.Text)
	if err != nil {
		return fmt.Errorf("read query: %w", err)
	}
	result, err := s.finds(ctx, q)
	switch {
	case isRefused(err):
		l.Note = err.Error()
	case err != nil:
		return err
	default:
		l.Items = result.Total
		if len(result.Notes) > 0 {
			l.Note = result.Notes[0]
		}
	}
	return nil
}

// finds asks how many items a query finds, without what was added to requests.
func (s *Service) finds(ctx context.Context, q query.Node) (index.Result, error) {
	return s.engine.Search(ctx, withoutAdded(q), index.Options{Limit: 1})
}

func withoutAdded(q query.Node) query.Node {
	return query.All(q, query.Not{Node: query.Field{Name: "source", Node: query.Phrase{Text: addedSource}}})
}

// ChangeQuery adds a query of an officer's own to a request or removes it, or
// turns one of the profile off or on. A query is named by its number in Queries
// or by its text. The error wraps ErrQuery for one that is not understood, finds
// too much, or is none of the request's. What was changed is not put on the audit
// record: it is personal data.
func (s *Service) ChangeQuery(ctx context.Context, by Officer, id string, act request.QueryAct, ref string) (QueryLine, error) {
	s.deciding.Lock()
	defer s.deciding.Unlock()
	r, err := s.reg.Get(id)
	if err != nil {
		return QueryLine{}, err
	}
	if r.State == request.Closed {
		return QueryLine{}, fmt.Errorf("request %s: %w", id, request.ErrClosed)
	}
	list, err := s.queryLines(r)
	if err != nil {
		return QueryLine{}, err
	}
	var l QueryLine
	if act == request.QueryAdded {
		l, err = s.newQuery(ctx, list, ref)
	} else {
		l, err = pickQuery(list, ref, act)
	}
	if err != nil {
		return QueryLine{}, err
	}
	if err := s.record(by, "query."+string(act), id, "", nil); err != nil {
		return QueryLine{}, err
	}
	at := s.now()
	if err := s.reg.ChangeQuery(id, request.QueryChange{Text: l.Text, Act: act, By: string(by), At: at}); err != nil {
		return QueryLine{}, err
	}
	l.Off = act == request.QueryOff
	l.By, l.At = string(by), at
	return l, s.count(ctx, &l)
}

// newQuery reads a query that an officer wants to add.
func (s *Service) newQuery(ctx context.Context, list []QueryLine, text string) (QueryLine, error) {
	q, err := query.Parse(text)
	if err != nil {
		return QueryLine{}, fmt.Errorf("%w: %w", ErrQuery, err)
	}
	l := QueryLine{N: 1, Text: q.String(), Fact: request.FactQuery, Own: true}
	for _, o := range list {
		switch {
		case o.Text != l.Text:
		case o.Off && !o.Gone:
			return QueryLine{}, fmt.Errorf("%w: the profile gives this query, and it was turned off: turn number %d on", ErrQuery, o.N)
		case !o.Gone:
			return QueryLine{}, fmt.Errorf("%w: it is asked already, as number %d", ErrQuery, o.N)
		}
		if !o.Gone {
			l.N = o.N + 1
		}
	}
	if broad(q) {
		return QueryLine{}, fmt.Errorf("%w: it says what an item is not, when or where it is, but no word that has to stand in it, and so finds nearly everything", ErrQuery)
	}
	result, err := s.finds(ctx, q)
	if err != nil {
		return QueryLine{}, err
	}
	if result.Total > mostItems {
		return QueryLine{}, fmt.Errorf("%w: it finds %d items, each of which would be listed; %d are the most: add a word that has to stand in them too", ErrQuery, result.Total, mostItems)
	}
	return l, nil
}

// broad reports whether a query asks for no word at all.
func broad(q query.Node) bool {
	all := func(nodes []query.Node) bool {
		return !slices.ContainsFunc(nodes, func(n query.Node) bool { return !broad(n) })
	}
	switch q := q.(type) {
	case query.And:
		return all(q.Nodes)
	case query.Or:
		return slices.ContainsFunc(q.Nodes, broad)
	case query.Not, query.Date:
		return true
	case query.Wildcard:
		return q.Pattern == "*"
	case query.Field:
		return q.Name == "source" || q.Name == "type" || broad(q.Node)
	}
	return false
}

// pickQuery finds the query that an act is about.
func pickQuery(list []QueryLine, ref string, act request.QueryAct) (QueryLine, error) {
	text := ref
	if q, err := query.Parse(ref); err == nil {
		text = q.String()
	}
	number, _ := strconv.Atoi(ref)
	at := slices.IndexFunc(list, func(l QueryLine) bool { return l.Text == text })
	if at < 0 {
		at = slices.IndexFunc(list, func(l QueryLine) bool { return l.N == number })
	}
	if at < 0 {
		return QueryLine{}, fmt.Errorf("%w: the request has no query %q", ErrQuery, ref)
	}
	l := list[at]
	switch {
	case act == request.QueryRemoved && !l.Own:
		return l, fmt.Errorf("%w: number %d is given by the profile and cannot be removed; it can be turned off", ErrQuery, l.N)
	case act == request.QueryOff && l.Own:
		return l, fmt.Errorf("%w: number %d was added by hand; it can be removed", ErrQuery, l.N)
	case act == request.QueryOff && l.Off:
		return l, fmt.Errorf("%w: number %d is turned off already", ErrQuery, l.N)
	case act == request.QueryOn && !l.Off:
		return l, fmt.Errorf("%w: number %d is not turned off", ErrQuery, l.N)
	}
	return l, nil
}

// Many reports whether a query finds so many items that an officer should know
// before they look through them.
func (l QueryLine) Many() bool { return l.Own && l.Items > manyItems }
