package request

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Rights lists the rights a request can be about.
func Rights() []Right {
	return []Right{Access, Portability, Rectification, Erasure, Restriction, Objection, Complaint}
}

// Events lists the kinds of event that can be recorded by hand.
func Events() []EventKind {
	return []EventKind{
		IdentityAsked, IdentitySeen, AuthorityAsked, AuthoritySeen, FeeAsked, FeePaid,
		ClarifyAsked, ClarifyReceived, Extended, Refused, ComplaintMade, HealthOpinion, Noted,
	}
}

// Check reports what is wrong with a new request, in words for its author.
func (r Request) Check(today time.Time) error {
	if !slices.Contains(Rights(), r.Right) {
		return fmt.Errorf("right %q is none of %s", r.Right, join(Rights()))
	}
	if r.Received.After(today) {
		return fmt.Errorf("received on %s lies in the future", r.Received.Format(time.DateOnly))
	}
	return r.Profile.Check(today)
}

// Check reports what is wrong with a profile.
func (p Profile) Check(today time.Time) error {
	named := false
	for _, n := range p.Names {
		named = named || strings.TrimSpace(n) != ""
	}
	if !named {
		return errors.New("profile: a name is needed, as the person gave it")
	}
	if p.DateOfBirth != "" {
		day, err := ParseDate(p.DateOfBirth)
		if err != nil {
			return fmt.Errorf("date of birth: %w", err)
		}
		if day.After(today) || day.Year() < today.Year()-130 {
			return fmt.Errorf("date of birth %s cannot be", p.DateOfBirth)
		}
	}
	return nil
}

// CheckEvent reports why an event cannot be recorded: the clock may only be
// stopped or moved for a stated reason, and never by mistake.
func CheckEvent(r Request, e Event, cal *Calendar, today time.Time) error {
	if !slices.Contains(Events(), e.Kind) {
		return fmt.Errorf("event %q is none of %s", e.Kind, join(Events()))
	}
	if r.State == Closed && e.Kind != ComplaintMade && e.Kind != Noted {
		return fmt.Errorf("request %s: %w", r.ID, ErrClosed)
	}
	if e.On.Before(r.Received) {
		return fmt.Errorf("%s lies before the request was received, %s", e.On.Format(time.DateOnly), r.Received.Format(time.DateOnly))
	}
	if e.On.After(today) {
		return fmt.Errorf("%s lies in the future", e.On.Format(time.DateOnly))
	}
	switch e.Kind {
	case ClarifyAsked:
		if r.Right != Access {
			return fmt.Errorf("clarification stops the clock of an access request only (Art 12A(5)), not of %s; record a note instead", r.Right)
		}
		if strings.TrimSpace(e.Reason) == "" || strings.TrimSpace(e.Note) == "" {
			return errors.New("clarification stops the clock only with a reason (--reason) and the exact question sent (--note)")
		}
	case ClarifyReceived:
		asked, ok := last(r.Events, ClarifyAsked)
		if !ok || e.On.Before(asked.On) {
			return errors.New("no clarification was asked for before that day")
		}
	case Extended:
		if strings.TrimSpace(e.Reason) == "" {
			return errors.New("an extension needs its reason (--reason): complexity or number of requests (Art 12A(3))")
		}
		c := Deadline(r, cal, today)
		if c.Extended {
			return errors.New("the request is extended already; the Act allows it once")
		}
		if c.Waiting {
			return errors.New("the month has not begun yet, so it cannot be extended")
		}
		if e.On.After(c.FirstMonth) {
			return fmt.Errorf("too late: an extension had to be notified by %s, the end of the first month (Art 12A(4))", c.FirstMonth.Format(long))
		}
	case Refused:
		if strings.TrimSpace(e.Reason) == "" {
			return errors.New("a refusal needs its reason (--reason) (Art 12(4))")
		}
	}
	return nil
}

func join[T ~string](list []T) string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return strings.Join(out, ", ")
}
