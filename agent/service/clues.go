package service

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"sarsen/agent/request"
	"sarsen/index/person"
)

// Clues lists the details that find saw beside the subject's name and that are
// not in the profile, and what became of those that were offered before.
func (s *Service) Clues(_ context.Context, id string) ([]request.Clue, error) {
	if _, err := s.reg.Get(id); err != nil {
		return nil, err
	}
	return s.reg.Clues(id)
}

// saveClues keeps the clues of a run of find.
func (s *Service) saveClues(id string, found []person.Clue) error {
	clues := make([]request.Clue, len(found))
	for i, c := range found {
		clues[i] = request.Clue{Fact: c.Fact, Value: c.Value, Items: c.Items, Likelihood: string(c.Likelihood)}
	}
	return s.reg.SaveClues(id, clues)
}

// TakeClue adds a clue to the profile. Nothing is found by it before find is
// run again.
func (s *Service) TakeClue(ctx context.Context, by Officer, id string, n int) (request.Clue, error) {
	c, r, err := s.clue(id, n)
	if err != nil {
		return request.Clue{}, err
	}
	if c.State == request.ClueTaken {
		return request.Clue{}, fmt.Errorf("clue %d was taken by %s on %s", n, c.By, c.At.Format(time.DateOnly))
	}
	profile, err := withClue(r.Profile, c)
	if err != nil {
		return request.Clue{}, err
	}
	if _, err := s.EditRequest(ctx, by, id, profile, time.Time{}); err != nil {
		return request.Clue{}, err
	}
	return s.setClue(by, id, c, request.ClueTaken, "clue.take")
}

// DismissClue has a clue not offered again.
func (s *Service) DismissClue(_ context.Context, by Officer, id string, n int) (request.Clue, error) {
	c, _, err := s.clue(id, n)
	if err != nil {
		return request.Clue{}, err
	}
	if c.State != request.ClueOpen {
		return request.Clue{}, fmt.Errorf("clue %d was %s by %s on %s", n, c.State, c.By, c.At.Format(time.DateOnly))
	}
	return s.setClue(by, id, c, request.ClueDismissed, "clue.dismiss")
}

// RestoreClue has a clue that was dismissed offered again.
func (s *Service) RestoreClue(_ context.Context, by Officer, id string, n int) (request.Clue, error) {
	c, _, err := s.clue(id, n)
	if err != nil {
		return request.Clue{}, err
	}
	switch c.State {
	case request.ClueOpen:
		return request.Clue{}, fmt.Errorf("clue %d was not dismissed", n)
	case request.ClueTaken:
		return request.Clue{}, fmt.Errorf("clue %d is in the profile: see 'sarsen request edit'", n)
	}
	return s.setClue(by, id, c, request.ClueOpen, "clue.restore")
}

func (s *Service) clue(id string, n int) (request.Clue, request.Request, error) {
	r, err := s.reg.Get(id)
	if err != nil {
		return request.Clue{}, r, err
	}
	all, err := s.reg.Clues(id)
	if err != nil {
		return request.Clue{}, r, err
	}
	at := slices.IndexFunc(all, func(c request.Clue) bool { return c.N == n })
	if at < 0 {
		return request.Clue{}, r, fmt.Errorf("clue %d of request %s: %w", n, id, request.ErrNoClue)
	}
	return all[at], r, nil
}

// setClue puts an act on the audit record, without what the clue says, and does
// it.
func (s *Service) setClue(by Officer, id string, c request.Clue, state request.ClueState, act string) (request.Clue, error) {
	if err := s.record(by, act, id, "", map[string]string{"clue": strconv.Itoa(c.N), "fact": c.Fact}); err != nil {
		return c, err
	}
	c.State, c.By, c.At = state, string(by), s.now()
	return c, s.reg.SetClue(id, c.N, state, c.By, c.At)
}

// withClue is a profile with a clue added. Of one kind a person has one number
// only: another has to be taken out first.
func withClue(p request.Profile, c request.Clue) (request.Profile, error) {
	lists := map[string]*[]string{
		person.FactName: &p.Names, person.FactFormerName: &p.FormerNames, person.FactNickname: &p.Nicknames, person.FactAddress: &p.Addresses,
		person.FactEmail: &p.Emails, person.FactPhone: &p.Phones, person.FactReference: &p.References,
	}
	if list, ok := lists[c.Fact]; ok {
		if !slices.Contains(*list, c.Value) {
			*list = append(slices.Clone(*list), c.Value)
		}
		return p, nil
	}
	if c.Fact == person.FactDateOfBirth {
		if p.DateOfBirth != "" {
			return p, fmt.Errorf("the profile has a date of birth already: take it out first with 'request edit --remove'")
		}
		p.DateOfBirth = c.Value
		return p, nil
	}
	if p.Identifiers[c.Fact] != "" {
		return p, fmt.Errorf("the profile has another %s already: take it out first with 'request edit --remove'", c.Fact)
	}
	ids := maps.Clone(p.Identifiers)
	if ids == nil {
		ids = map[string]string{}
	}
	ids[c.Fact] = c.Value
	p.Identifiers = ids
	return p, nil
}
