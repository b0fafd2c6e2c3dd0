package service

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"sarsen/agent/catalogue"
	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/redact"
	"sarsen/redact/people"
)

// propose makes the stored proposals again when what they are made from has
// changed. The caller holds s.deciding.
func (s *Service) propose(ctx context.Context, r request.Request) ([]request.Match, request.FindRun, error) {
	m, err := s.Matches(ctx, r.ID)
	if err != nil {
		return nil, request.FindRun{}, err
	}
	left, err := s.cat.NamesLeft(ctx)
	if err != nil {
		return nil, request.FindRun{}, err
	}
	p := pipeline.Propose{
		Text:     func(ctx context.Context, m request.Match) (catalogue.Text, error) { return s.text(ctx, r.ID, m) },
		Detector: s.detector, Domains: s.Config.Domains, Phones: s.Config.Phones, Never: s.Config.NeverMark, Rules: s.rules,
		Directory: func(ctx context.Context) (*people.Directory, error) { return pipeline.Directory(ctx, s.cat) },
		Learned:   fmt.Sprintf("%d %v", pipeline.NamesVersion, left),
	}
	list, err := s.overruled(r.ID, m.List)
	if err != nil {
		return nil, request.FindRun{}, err
	}
	stamp, err := p.Stamp(r, list)
	if err != nil {
		return nil, request.FindRun{}, err
	}
	last, err := s.reg.ProposalStamp(r.ID)
	if err != nil || last == stamp {
		return m.List, m.Run, err
	}
	proposed, err := p.Run(ctx, r, list)
	if err != nil {
		return nil, request.FindRun{}, fmt.Errorf("propose for request %s: %w", r.ID, err)
	}
	if err := s.keepPersons(r.ID, &proposed.Result); err != nil {
		return nil, request.FindRun{}, err
	}
	if proposed.Marks, err = s.keepDecided(ctx, r.ID, list, proposed.Marks); err != nil {
		return nil, request.FindRun{}, err
	}
	proposals, err := stored(proposed)
	if err != nil {
		return nil, request.FindRun{}, err
	}
	proposals.Stamp = stamp
	return m.List, m.Run, s.reg.SaveProposals(r.ID, proposals)
}

// stored are proposals as the register keeps them, without their stamp.
func stored(p pipeline.Proposed) (request.Proposals, error) {
	var out request.Proposals
	var failed error
	body := func(v any) json.RawMessage {
		b, err := json.Marshal(v)
		failed = errors.Join(failed, err)
		return b
	}
	for _, person := range p.Persons {
		out.Persons = append(out.Persons, request.Stored{ID: person.ID, Body: body(person)})
	}
	for _, mark := range p.Marks {
		out.Marks = append(out.Marks, request.StoredMark{ID: mark.ID, Item: mark.Item, Body: body(mark)})
	}
	for _, c := range p.Cues {
		out.Cues = append(out.Cues, request.StoredCue{Item: c.Item, Body: body(c.Cue)})
	}
	return out, failed
}

// overruled returns the matches with those that the officer put into the pack
// although they were only possible, or seemed to be a namesake's, counted as
// likely: what is the subject's in them is then theirs.
func (s *Service) overruled(id string, matches []request.Match) ([]request.Match, error) {
	ds, err := s.decisions(id)
	if err != nil {
		return nil, err
	}
	latest, err := s.latest(id, ds, matches)
	if err != nil {
		return nil, err
	}
	out := slices.Clone(matches)
	for i := range out {
		if d, ok := latest[redact.TargetItem+out[i].Item]; ok && d.Verdict == redact.Disclose && (out[i].Likelihood == "unlikely" || out[i].Likelihood == "possible") {
			out[i].Likelihood = "likely"
		}
	}
	return out, nil
}

// keepDecided adds the marks that an officer decided on and that are not
// proposed any more, where their text still stands: recognisers change, and a
// decision outlives them.
func (s *Service) keepDecided(ctx context.Context, id string, matches []request.Match, marks []redact.Mark) ([]redact.Mark, error) {
	decided, err := decidedOn[redact.Mark](s, id, redact.TargetMark, func(m redact.Mark) string { return m.ID })
	if err != nil {
		return nil, err
	}
	for _, m := range marks {
		delete(decided, m.ID)
	}
	for _, old := range slices.SortedFunc(maps.Values(decided), func(a, b redact.Mark) int { return strings.Compare(a.ID, b.ID) }) {
		at := slices.IndexFunc(matches, func(m request.Match) bool { return m.Item == old.Item || m.Anchor() == old.Item })
		if at < 0 {
			continue
		}
		text := pipeline.FileName(matches[at])
		if old.Field == "" {
			t, err := s.text(ctx, id, matches[at])
			if errors.Is(err, catalogue.ErrNotFound) {
				continue
			}
			if err != nil {
				return nil, err
			}
			text = t.Text
		}
		if m, ok := redact.Place(old, text); ok {
			m.Item, m.Reason = matches[at].Item, "decided before, and still there"
			marks = append(marks, m)
		}
	}
	slices.SortStableFunc(marks, func(a, b redact.Mark) int {
		return cmp.Or(strings.Compare(a.Item, b.Item), strings.Compare(a.Field, b.Field), cmp.Compare(a.Start, b.Start))
	})
	return marks, nil
}

// keepPersons gives a person who was decided on, and whom a fuller name or
// another recogniser has given another ID, the ID of the decision: it is the
// person with whom they share the most forms of the name, addresses or numbers.
func (s *Service) keepPersons(id string, result *people.Result) error {
	decided, err := decidedOn[people.Person](s, id, redact.TargetPerson, func(p people.Person) string { return p.ID })
	if err != nil {
		return err
	}
	taken := map[string]bool{people.SubjectID: true}
	for _, p := range result.Persons {
		if _, ok := decided[p.ID]; ok {
			taken[p.ID] = true
			delete(decided, p.ID)
		}
	}
	for _, old := range slices.SortedFunc(maps.Values(decided), func(a, b people.Person) int { return strings.Compare(a.ID, b.ID) }) {
		best, most := -1, 0
		for i, p := range result.Persons {
			if n := shared(old, p); !taken[p.ID] && n > most {
				best, most = i, n
			}
		}
		if best < 0 {
			continue // no longer named
		}
		was := result.Persons[best].ID
		result.Persons[best].ID = old.ID
		taken[old.ID] = true
		for i := range result.Marks {
			if result.Marks[i].Person == was {
				result.Marks[i].Person = old.ID
			}
		}
	}
	return nil
}

// shared counts the values that two persons have in common.
func shared(a, b people.Person) int {
	n := 0
	for _, v := range append([]string{a.Name}, a.Values...) {
		if slices.Contains(b.Values, v) || v == b.Name {
			n++
		}
	}
	return n
}

// decidedOn returns the targets on which a decision is in force, as they were
// when it was taken, by ID.
func decidedOn[T any](s *Service, request, prefix string, id func(T) string) (map[string]T, error) {
	all, err := s.reg.Decisions(request)
	if err != nil {
		return nil, err
	}
	ds, err := s.decisions(request)
	if err != nil {
		return nil, err
	}
	latest := redact.Latest(ds)
	out := map[string]T{}
	for _, d := range all {
		in, ok := latest[d.Target]
		if !ok || in.ID != d.ID || len(d.On) == 0 || !strings.HasPrefix(d.Target, prefix) {
			continue
		}
		var v T
		if err := json.Unmarshal(d.On, &v); err != nil {
			return nil, fmt.Errorf("read decision: %w", err)
		}
		out[id(v)] = v
	}
	return out, nil
}
