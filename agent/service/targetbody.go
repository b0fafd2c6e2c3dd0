package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sarsen/agent/catalogue"
	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/redact"
)

// targetBody is the mark, person or area that a decision is on, in JSON; nil
// for items.
func (s *Service) targetBody(ctx context.Context, id string, rev Review, target string) (json.RawMessage, error) {
	if key, ok := strings.CutPrefix(target, redact.TargetArea); ok {
		on, err := decidedOn[drawn](s, id, redact.TargetArea, func(d drawn) string { return d.ID() })
		if err != nil {
			return nil, err
		}
		return json.Marshal(on[key])
	}
	for _, i := range rev.Items {
		for _, m := range i.Marks {
			if redact.TargetMark+m.ID == target {
				return json.Marshal(m)
			}
		}
	}
	all, _, err := s.people(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		if redact.TargetPerson+p.ID == target {
			return json.Marshal(p.Person)
		}
	}
	return nil, nil
}

// addByHand puts an item that find did not find among the matches, so that it
// can be decided on: the officer knows better.
func (s *Service) addByHand(ctx context.Context, id, target string, rev Review) error {
	bare := strings.TrimPrefix(target, redact.TargetItem)
	if slices.ContainsFunc(rev.Items, func(i Reviewed) bool { return i.Item == bare }) {
		return nil
	}
	item, err := s.cat.Item(ctx, bare)
	if errors.Is(err, catalogue.ErrNotFound) {
		return nil // no item at all: the target may be a person or a mark
	}
	if err != nil {
		return err
	}
	if item.Source == addedSource {
		return fmt.Errorf("item %s: %w", bare, catalogue.ErrNotFound) // it was added to another request
	}
	matches := []request.Match{pipeline.ByHand(item)}
	notHeld, err := s.hold(ctx, id, matches, func(string, int, int) {})
	if err == nil && notHeld > 0 {
		err = fmt.Errorf("item %s: its source no longer gives the bytes that were read: crawl again first", bare)
	}
	if err != nil {
		return err
	}
	return s.reg.AddMatch(id, matches[0])
}
