package service

import (
	"context"
	"fmt"
	"sort"
	"strconv"
	"time"

	"sarsen/agent/request"
)

// Case is a request with its clock and what stands out about it.
type Case struct {
	request.Request
	Clock request.Clock
	// Standing is the state worked out for today.
	Standing request.State
	Left     int    // days to Due, negative when overdue; 0 while there is no date
	Late     string // "overdue by 3 days (due …)", "" when in time
}

// Today is the calendar date.
func (s *Service) Today() time.Time { return request.Today(s.now()) }

func (s *Service) toCase(r request.Request) Case {
	today := s.Today()
	c := Case{Request: r, Clock: request.Deadline(r, s.cal, today)}
	c.Standing = r.StateOn(c.Clock)
	if !c.Clock.Due.IsZero() {
		c.Left = c.Clock.Left(today)
	}
	_, c.Late = r.Overdue(c.Clock, today)
	return c
}

// NewRequest opens a request. The sentences are warnings, such as another
// request of the same person; they never stop it.
func (s *Service) NewRequest(_ context.Context, by Officer, r request.Request) (Case, []string, error) {
	if r.Received.IsZero() {
		r.Received = s.Today()
	}
	if r.Right == "" {
		r.Right = request.Access
	}
	if err := r.Check(s.Today()); err != nil {
		return Case{}, nil, err
	}
	others, err := s.reg.List()
	if err != nil {
		return Case{}, nil, err
	}
	var warnings []string
	for _, o := range others {
		if o.Profile.Same(r.Profile) {
			warnings = append(warnings, fmt.Sprintf("request %s (%s, received %s) seems to be of the same person", o.ID, o.Right, o.Received.Format(time.DateOnly)))
		}
	}
	if err := s.record(by, "request.new", "", "", map[string]string{"right": string(r.Right), "received": r.Received.Format(time.DateOnly)}); err != nil {
		return Case{}, nil, err
	}
	r, err = s.reg.Create(r, s.now())
	if err != nil {
		return Case{}, nil, err
	}
	if err := s.record(by, "request.new.done", r.ID, "", nil); err != nil {
		return Case{}, nil, err
	}
	c := s.toCase(r)
	if c.Late != "" {
		warnings = append(warnings, "the request is "+c.Late)
	}
	return c, warnings, nil
}

// Requests lists all requests, the one due first at the top, those without a
// date next, closed ones last.
func (s *Service) Requests(_ context.Context) ([]Case, error) {
	all, err := s.reg.List()
	if err != nil {
		return nil, err
	}
	out := make([]Case, 0, len(all))
	for _, r := range all {
		out = append(out, s.toCase(r))
	}
	rank := func(c Case) int {
		switch {
		case c.State == request.Closed:
			return 2
		case c.Clock.Due.IsZero():
			return 1
		}
		return 0
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if rank(a) != rank(b) {
			return rank(a) < rank(b)
		}
		return a.Clock.Due.Before(b.Clock.Due)
	})
	return out, nil
}

// Request returns one request.
func (s *Service) Request(_ context.Context, id string) (Case, error) {
	r, err := s.reg.Get(id)
	if err != nil {
		return Case{}, err
	}
	return s.toCase(r), nil
}

// EditRequest replaces profile and, when not zero, the day of receipt.
func (s *Service) EditRequest(_ context.Context, by Officer, id string, p request.Profile, received time.Time) (Case, error) {
	r, err := s.reg.Get(id)
	if err != nil {
		return Case{}, err
	}
	if r.State == request.Closed {
		return Case{}, fmt.Errorf("request %s: %w", id, request.ErrClosed)
	}
	r.Profile = p
	if !received.IsZero() {
		r.Received = received
	}
	if err := r.Check(s.Today()); err != nil {
		return Case{}, err
	}
	if err := s.record(by, "request.edit", id, "", nil); err != nil {
		return Case{}, err
	}
	if err := s.reg.SetProfile(id, p); err != nil {
		return Case{}, err
	}
	if !received.IsZero() {
		if err := s.reg.SetReceived(id, received); err != nil {
			return Case{}, err
		}
	}
	return s.toCase(r), nil
}

// AddEvent records what happened on a request.
func (s *Service) AddEvent(ctx context.Context, by Officer, id string, e request.Event) (Case, error) {
	r, err := s.reg.Get(id)
	if err != nil {
		return Case{}, err
	}
	if e.On.IsZero() {
		e.On = s.Today()
	}
	e.By, e.Recorded = string(by), s.now()
	if err := request.CheckEvent(r, e, s.cal, s.Today()); err != nil {
		return Case{}, err
	}
	if err := s.record(by, "request.event", id, "", map[string]string{"kind": string(e.Kind), "on": e.On.Format(time.DateOnly)}); err != nil {
		return Case{}, err
	}
	if err := s.reg.AddEvent(id, e); err != nil {
		return Case{}, err
	}
	return s.Request(ctx, id)
}

// CloseRequest ends a request with the day its answer was sent.
func (s *Service) CloseRequest(ctx context.Context, by Officer, id string, sent time.Time, outcome string) (Case, error) {
	r, err := s.reg.Get(id)
	if err != nil {
		return Case{}, err
	}
	if sent.IsZero() {
		sent = s.Today()
	}
	switch {
	case r.State == request.Closed:
		return Case{}, fmt.Errorf("request %s: %w (on %s)", id, request.ErrClosed, r.Closed.Format(time.DateOnly))
	case sent.Before(r.Received):
		return Case{}, fmt.Errorf("answer sent on %s lies before the request was received, %s", sent.Format(time.DateOnly), r.Received.Format(time.DateOnly))
	case sent.After(s.Today()):
		return Case{}, fmt.Errorf("answer sent on %s lies in the future", sent.Format(time.DateOnly))
	}
	if outcome == "" {
		outcome = "answered"
	}
	if err := s.record(by, "request.close", id, "", map[string]string{"sent": sent.Format(time.DateOnly), "days late": strconv.Itoa(max(0, -s.toCase(r).Clock.Left(sent)))}); err != nil {
		return Case{}, err
	}
	if err := s.reg.End(id, sent, outcome); err != nil {
		return Case{}, err
	}
	return s.Request(ctx, id)
}
