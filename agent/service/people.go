package service

import (
	"context"
	"slices"

	"sarsen/redact"
	"sarsen/redact/people"
)

// Person is somebody found in the matches.
type Person struct {
	people.Person
	Decision redact.Verdict // open until decided
	By       string
	// Open are their marks that nobody decided on, Apart those that were decided
	// in another way than the person.
	Open, Apart int
}

// People lists those found in the matches beside the subject, the most often
// named first.
func (s *Service) People(ctx context.Context, id string) ([]Person, Case, error) {
	s.deciding.Lock()
	defer s.deciding.Unlock()
	return s.people(ctx, id)
}

func (s *Service) people(ctx context.Context, id string) ([]Person, Case, error) {
	r, err := s.reg.Get(id)
	if err != nil {
		return nil, Case{}, err
	}
	if _, _, err := s.propose(ctx, r); err != nil {
		return nil, Case{}, err
	}
	bodies, err := s.reg.Persons(id)
	if err != nil {
		return nil, Case{}, err
	}
	all, err := decode[people.Person](bodies)
	if err != nil {
		return nil, Case{}, err
	}
	ds, err := s.decisions(id)
	if err != nil {
		return nil, Case{}, err
	}
	latest := redact.Latest(ds)
	var out []Person
	for _, p := range all {
		if p.ID == people.SubjectID {
			continue
		}
		person := Person{Person: p, Decision: redact.Open}
		if d, ok := latest[redact.TargetPerson+p.ID]; ok {
			person.Decision, person.By = d.Verdict, d.By
			if d.Code != "" || d.Verdict == redact.Disclose {
				person.Code = d.Code
			}
		}
		out = append(out, person)
	}
	slices.SortStableFunc(out, func(a, b Person) int { return b.Mentions - a.Mentions })
	return out, s.toCase(r), s.tally(id, out, ds)
}

// tally counts the marks of people.
func (s *Service) tally(id string, all []Person, ds []redact.Decision) error {
	marks, err := s.marks(id, ds, new([]redact.Decision))
	if err != nil {
		return err
	}
	at := make(map[string]*Person, len(all))
	for i := range all {
		at[all[i].ID] = &all[i]
	}
	for _, list := range marks {
		for _, m := range list {
			p := at[m.Person]
			switch {
			case p == nil:
			case m.Decision == redact.Open:
				p.Open++
			case p.Decision != redact.Open && m.Decision != p.Decision:
				p.Apart++
			}
		}
	}
	return nil
}
