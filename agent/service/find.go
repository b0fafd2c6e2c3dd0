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
)

// Matches are the matches of a request.
type Matches struct {
	Case    Case
	List    []request.Match // sorted by likelihood and score
	Run     request.FindRun
	Queries []string
	Unread  int // items that were not searched, since they could not be read
	NotHeld int // matches whose source no longer gives the bytes that were read
	Clues   int // that are offered for the profile
	// Notes are remarks on queries; of the run of find itself only.
	Notes []string
}

// FindProgress is told what is being done, such as "candidates read", and how
// much of it is; it may be nil.
type FindProgress func(doing string, done, total int)

// Find searches for the subject of a request, keeps what it finds with the
// decisions of earlier runs, and holds the originals. Cut off, it leaves the
// matches as they were.
func (s *Service) Find(ctx context.Context, by Officer, id string) (Matches, error) {
	return s.FindWith(ctx, by, id, nil)
}

// FindWith is Find that tells how far it has come.
func (s *Service) FindWith(ctx context.Context, by Officer, id string, progress FindProgress) (Matches, error) {
	return s.find(ctx, by, id, true, progress)
}

func (s *Service) find(ctx context.Context, by Officer, id string, officer bool, progress FindProgress) (Matches, error) {
	if progress == nil {
		progress = func(string, int, int) {}
	}
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
	find, edited, err := s.finderOf(id)
	if err != nil {
		return Matches{}, err
	}
	find.Progress = func(read, of int) { progress("candidates read", read, of) }
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
	notHeld, err := s.hold(ctx, id, list, progress)
	if err != nil {
		return Matches{}, err
	}
	run, err := s.reg.SaveMatches(id, request.FindRun{At: s.now(), Queries: found.Queries, Edited: edited}, list, officer)
	if err != nil {
		return Matches{}, err
	}
	if err := s.saveClues(id, found.Clues); err != nil {
		return Matches{}, err
	}
	out, err := s.Matches(ctx, id)
	if err != nil {
		return Matches{}, err
	}
	out.NotHeld, out.Notes = notHeld, found.Notes
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
			o.Vanished = true
			found = append(found, o)
			continue
		}
		delete(bytes, o.SHA256)
		m := found[i]
		m.Origin, m.First, m.Changed, m.Run, m.Was = o.Anchor(), o.First, o.Changed, o.Run, o.Was
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
			out.List[i].Against = append(out.List[i].Against, "no longer found with the profile and the queries as they are")
		}
	}
	pipeline.SortMatches(out.List)
	clues, err := s.reg.Clues(id)
	if err != nil {
		return Matches{}, err
	}
	for _, c := range clues {
		if c.State == request.ClueOpen {
			out.Clues++
		}
	}
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
		m, err := s.find(ctx, by, c.ID, false, nil)
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
