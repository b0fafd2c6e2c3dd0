package service

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"sarsen/agent/catalogue"
	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/crawlers"
	"sarsen/index/person"
)

// Matches are the matches of a request.
type Matches struct {
	Case    Case
	List    []request.Match // sorted by likelihood and score
	Run     request.FindRun
	Queries []string
	Unread  int // items that were not searched, since they could not be read
	NotHeld int // matches whose source no longer gives the bytes that were read
}

// Find searches for the subject of a request, keeps what it finds with the
// decisions of earlier runs, and holds the originals.
func (s *Service) Find(ctx context.Context, by Officer, id string) (Matches, error) {
	return s.find(ctx, by, id, true)
}

func (s *Service) find(ctx context.Context, by Officer, id string, officer bool) (Matches, error) {
	r, err := s.reg.Get(id)
	if err != nil {
		return Matches{}, err
	}
	if r.State == request.Closed {
		return Matches{}, fmt.Errorf("request %s: %w", id, request.ErrClosed)
	}
	s.deciding.Lock()
	defer s.deciding.Unlock()
	if err := s.record(by, "find", id, "", nil); err != nil {
		return Matches{}, err
	}
	find := s.finder()
	found, err := find.Run(ctx, r.Profile)
	if err != nil {
		return Matches{}, fmt.Errorf("find for request %s: %w", id, err)
	}
	list, err := s.carry(ctx, id, found.Matches)
	if err != nil {
		return Matches{}, err
	}
	added, err := s.addedMatches(ctx, r)
	if err != nil {
		return Matches{}, err
	}
	list = append(list, added...)
	notHeld, err := s.hold(ctx, id, list)
	if err != nil {
		return Matches{}, err
	}
	run, err := s.reg.SaveMatches(id, request.FindRun{At: s.now(), Queries: found.Queries}, list, officer)
	if err != nil {
		return Matches{}, err
	}
	out, err := s.Matches(ctx, id)
	if err != nil {
		return Matches{}, err
	}
	out.NotHeld = notHeld
	fresh := 0
	for _, m := range out.List {
		if m.Changed == run {
			fresh++
		}
	}
	return out, s.record(by, "find.done", id, "", map[string]string{"matches": strconv.Itoa(len(out.List)), "new": strconv.Itoa(fresh), "run": strconv.Itoa(run)})
}

// carry takes over what was matched before and has moved or vanished since: the
// register follows the one by its bytes, and the other is in the hold.
func (s *Service) carry(ctx context.Context, id string, found []request.Match) ([]request.Match, error) {
	old, _, err := s.reg.Matches(id)
	if err != nil {
		return nil, err
	}
	was := map[string]bool{}
	for _, o := range old {
		was[o.Item] = true
	}
	now, bytes := map[string]bool{}, map[string]int{}
	for i, m := range found {
		now[m.Item] = true
		if !was[m.Item] && m.SHA256 != "" {
			bytes[m.SHA256] = i
		}
	}
	for _, o := range old {
		if now[o.Item] {
			continue
		}
		item, err := s.cat.Item(ctx, o.Item)
		if err != nil && !errors.Is(err, catalogue.ErrNotFound) {
			return nil, err
		}
		if err == nil && !item.Vanished {
			continue // still there, and no longer found: an edited profile
		}
		i, moved := bytes[o.SHA256]
		if !moved || o.SHA256 == "" {
			found = append(found, o)
			continue
		}
		delete(bytes, o.SHA256)
		m := found[i]
		m.Origin, m.First, m.Changed, m.Run = o.Anchor(), o.First, o.Changed, o.Run
		if err := s.reg.Move(id, o.Item, m); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// Matches returns the matches of a request as the last find left them.
func (s *Service) Matches(ctx context.Context, id string) (Matches, error) {
	c, err := s.Request(ctx, id)
	if err != nil {
		return Matches{}, err
	}
	out := Matches{Case: c}
	if out.List, out.Run, err = s.reg.Matches(id); err != nil {
		return Matches{}, err
	}
	out.Queries = out.Run.Queries
	for i := range out.List {
		if out.List[i].Run < out.Run.Run {
			out.List[i].Likelihood = "unlikely"
			out.List[i].Against = append(out.List[i].Against, "no longer found with the profile as it is")
		}
	}
	pipeline.SortMatches(out.List)
	for _, src := range s.Config.Sources {
		cov, err := s.cat.Coverage(ctx, src.Name)
		if err != nil {
			return Matches{}, err
		}
		for state, n := range cov.ByState {
			if !state.Read() && state != crawlers.Excluded {
				out.Unread += n
			}
		}
	}
	return out, nil
}

// FindAgain runs find for every request that is open, and returns how many
// matches are new or changed in those where some are.
func (s *Service) FindAgain(ctx context.Context, by Officer) (map[string]int, error) {
	all, err := s.Requests(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]int{}
	var failed error
	for _, c := range all {
		if c.State == request.Closed {
			continue
		}
		m, err := s.find(ctx, by, c.ID, false)
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		for _, match := range m.List {
			if match.Changed == m.Run.Run {
				out[c.ID]++
			}
		}
	}
	return out, failed
}

// Explanation says why an item was found, or not.
type Explanation struct {
	Item  catalogue.Item
	Found bool
	Match request.Match
	Why   []string
}

// Explain weighs one item for a request, whether find found it or not.
func (s *Service) Explain(ctx context.Context, id, itemID string) (Explanation, error) {
	r, err := s.reg.Get(id)
	if err != nil {
		return Explanation{}, err
	}
	item, text, err := s.Item(ctx, itemID)
	if err != nil {
		return Explanation{}, err
	}
	subject, err := person.Compile(pipeline.Profile(r.Profile))
	if err != nil {
		return Explanation{}, err
	}
	e := Explanation{Item: item}
	if item.Source == addedSource {
		return s.explainAdded(ctx, r, item)
	}
	find := s.finder()
	e.Match, e.Found = find.Weigh(ctx, subject, item, text)
	switch {
	case !item.State.Read():
		e.Why = append(e.Why, fmt.Sprintf("It could not be read (%s: %s), so its text was not searched.", item.State, item.Reason))
	case !e.Found:
		e.Why = append(e.Why, "Nothing that the profile says stands in it: no name in any spelling, no identifier, address, phone or e-mail.")
	default:
		e.Why = append(e.Why, fmt.Sprintf("%s, score %.2f, by what stands below.", e.Match.Likelihood, e.Match.Score))
	}
	if item.State == crawlers.Partial {
		e.Why = append(e.Why, "It was read in part only: "+item.Reason+".")
	}
	if item.Vanished {
		e.Why = append(e.Why, "It has vanished from its source since.")
	}
	for _, a := range e.Match.Against {
		e.Why = append(e.Why, "Against: "+a+".")
	}
	return e, nil
}
