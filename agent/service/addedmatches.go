package service

import (
	"context"
	"errors"
	"fmt"

	"sarsen/agent/catalogue"
	"sarsen/agent/request"
)

// addedMatches are the matches of what was added to a request.
func (s *Service) addedMatches(ctx context.Context, r request.Request) ([]request.Match, error) {
	rows, err := s.reg.Added(r.ID)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	byPath := map[string]request.Added{}
	for _, a := range rows {
		byPath[a.Path()] = a
	}
	var items []catalogue.Item
	if err := s.cat.Each(ctx, addedSource, func(i catalogue.Item) error {
		if _, mine := byPath[i.Path]; mine {
			items = append(items, i)
		}
		return nil
	}); err != nil {
		return nil, err
	}
	find := s.finder()
	subject, err := find.Subject(r.Profile)
	if err != nil {
		return nil, err
	}
	var out []request.Match
	for _, i := range items {
		text, err := s.cat.Text(ctx, i.ID)
		if err != nil && !errors.Is(err, catalogue.ErrNotFound) {
			return nil, err
		}
		out = append(out, find.Added(ctx, subject, i, text, byPath[i.Path]))
	}
	return out, nil
}

// explainAdded says why an item that was added by hand is among the matches;
// of those of other requests nothing.
func (s *Service) explainAdded(ctx context.Context, r request.Request, item catalogue.Item) (Explanation, error) {
	all, err := s.addedMatches(ctx, r)
	if err != nil {
		return Explanation{}, err
	}
	for _, m := range all {
		if m.Item == item.ID {
			why := fmt.Sprintf("Added to this request by %s on %s.", m.AddedBy, m.AddedAt.Format("2 January 2006"))
			return Explanation{Item: item, Found: true, Match: m, Why: []string{why}}, nil
		}
	}
	return Explanation{}, fmt.Errorf("item %s: %w", item.ID, catalogue.ErrNotFound)
}
