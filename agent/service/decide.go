package service

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sarsen/agent/request"
	"sarsen/redact"
)

// Accepted says what Accept decided.
type Accepted struct {
	Case                   Case
	Decided, People, Marks int
	// Disclosed of them are disclosed; Judgement had no proposal, and are withheld.
	Disclosed, Judgement int
}

// Accept decides everything that is open as it was proposed, and withholds
// what was left to judgement. What a person decided stays.
func (s *Service) Accept(ctx context.Context, by Officer, id string) (Accepted, error) {
	s.deciding.Lock()
	defer s.deciding.Unlock()
	ds, out, err := s.acceptance(ctx, id)
	if err != nil || len(ds) == 0 {
		return out, err
	}
	return out, s.put(by, id, "accept", ds)
}

// Acceptable says what Accept would decide now, and decides nothing.
func (s *Service) Acceptable(ctx context.Context, id string) (Accepted, error) {
	s.deciding.Lock()
	defer s.deciding.Unlock()
	_, out, err := s.acceptance(ctx, id)
	return out, err
}

// acceptance are the decisions that take over what is proposed and open.
func (s *Service) acceptance(ctx context.Context, id string) ([]request.Decision, Accepted, error) {
	all, c, err := s.people(ctx, id)
	if err != nil {
		return nil, Accepted{}, err
	}
	rev, err := s.review(ctx, id, "", false)
	if err != nil {
		return nil, Accepted{}, err
	}
	in := taking{Accepted: Accepted{Case: c}}
	for _, p := range all {
		if p.Decision != redact.Open {
			continue
		}
		if err := in.take(redact.TargetPerson+p.ID, p.Proposal, p.Code, p.Person); err != nil {
			return nil, Accepted{}, err
		}
		in.People++
	}
	for _, i := range rev.Items {
		for _, m := range i.Marks {
			if m.Decision != redact.Open || m.Person != "" && agrees(m, all) {
				continue
			}
			if err := in.take(redact.TargetMark+m.ID, m.Proposal, m.Code, m); err != nil {
				return nil, Accepted{}, err
			}
			in.Marks++
		}
	}
	in.Decided = len(in.decisions)
	return in.decisions, in.Accepted, nil
}

// taking is an acceptance while it is put together.
type taking struct {
	Accepted
	decisions []request.Decision
}

// take takes one proposal over: what is left to judgement is withheld.
func (t *taking) take(target string, proposal redact.Verdict, code string, on any) error {
	d := request.Decision{Target: target, Verdict: string(proposal), Code: code, Reason: redact.Accepted}
	switch proposal {
	case redact.Disclose:
		t.Disclosed++
	case redact.Open:
		t.Judgement++
	}
	if proposal != redact.Disclose {
		d.Verdict, d.Code = string(redact.Withhold), cmp.Or(code, redact.ThirdPartyCode(string(t.Case.Right)))
	}
	var err error
	if d.On, err = json.Marshal(on); err != nil {
		return fmt.Errorf("accept %s: %w", target, err)
	}
	t.decisions = append(t.decisions, d)
	return nil
}

// agrees reports whether a mark's proposal is that of its person, who is yet to
// be decided on, so that the decision on the person is enough.
func agrees(m redact.Mark, all []Person) bool {
	return slices.ContainsFunc(all, func(p Person) bool {
		return p.ID == m.Person && p.Proposal == m.Proposal && p.Decision == redact.Open
	})
}

// put records decisions taken by one act.
func (s *Service) put(by Officer, id, act string, ds []request.Decision) error {
	facts := map[string]string{"decisions": strconv.Itoa(len(ds))}
	target := ""
	if len(ds) == 1 {
		target = ds[0].Target
		facts["verdict"], facts["code"] = ds[0].Verdict, ds[0].Code
	}
	for i := range ds {
		ds[i].By, ds[i].At = string(by), s.now()
	}
	if err := s.record(by, act, id, target, facts); err != nil {
		return err
	}
	return s.reg.Decide(id, ds)
}

// Decided is what came of an act of deciding.
type Decided struct {
	Decisions []request.Decision
	Case      Case
	// Taught are the other matches that it made likelier or less likely.
	Taught []Taught
	// Left is how many items of a group, or marks of a person or a value, were left
	// as they are, since somebody decided on them by themselves.
	Left int
	// Names are what the decisions are on, in words that may be personal data: for
	// the screen, not for any record. Only Undo gives them.
	Names []string
}

// DecideAll records the same decision on several targets, as one act. A target is
// item:ID, person:ID, mark:ID, area:ID, value:ID (of the value or one of its
// marks) or gate:NAME; a bare ID of the first four is looked up. When one of them
// cannot be decided so, nothing is recorded. A decision on an item teaches the
// rest of the request whose it is.
func (s *Service) DecideAll(ctx context.Context, by Officer, id string, targets []string, v redact.Verdict, code, reason string) (Decided, error) {
	return s.DecideGroup(ctx, by, id, targets, "", v, code, reason)
}

// DecideGroup is DecideAll on the groups of the items that are named; with is ""
// for the items themselves. What somebody decided on by itself is left as it is.
func (s *Service) DecideGroup(ctx context.Context, by Officer, id string, targets []string, with Group, v redact.Verdict, code, reason string) (Decided, error) {
	if reason == redact.Accepted { // it would count as taken over unseen
		return Decided{}, fmt.Errorf("say in other words why: %q stands for 'review --accept'", reason)
	}
	s.deciding.Lock()
	defer s.deciding.Unlock()
	rev, err := s.review(ctx, id, "", false)
	if err != nil {
		return Decided{}, err
	}
	if v == redact.Disclose {
		for _, target := range targets {
			if err := s.addByHand(ctx, id, target, rev); err != nil {
				return Decided{}, err
			}
		}
		if rev, err = s.review(ctx, id, "", false); err != nil {
			return Decided{}, err
		}
	}
	targets, left, err := rev.spread(targets, with)
	if err != nil {
		return Decided{}, err
	}
	var ds []request.Decision
	for _, target := range targets {
		d, err := s.decision(ctx, rev, target, v, code, reason)
		if err == nil && d.On == nil {
			d.On, err = rev.onlyThis(d.Target, with)
		}
		if err != nil {
			return Decided{}, err
		}
		d.Reason, d.By = reason, string(by)
		ds = append(ds, d)
	}
	if len(ds) == 0 {
		return Decided{}, errors.New("nothing was named to decide on")
	}
	out := Decided{Decisions: ds, Case: rev.Case, Left: left}
	if err := s.put(by, id, "decide", ds); err != nil {
		return Decided{}, err
	}
	out.Left += rev.apart(ds)
	out.Taught, err = s.teach(ctx, id, ds)
	return out, err
}

// decision is one on a target, without who takes it and why.
func (s *Service) decision(ctx context.Context, rev Review, target string, v redact.Verdict, code, reason string) (request.Decision, error) {
	if strings.HasPrefix(target, redact.TargetGate) {
		return rev.answerGate(target, v, reason)
	}
	if named, ok := strings.CutPrefix(target, redact.TargetValue); ok {
		return s.valueDecision(rev, named, v, code)
	}
	target, err := s.target(ctx, rev.Case.ID, target, v, rev)
	if err != nil {
		return request.Decision{}, err
	}
	if code, err = ground(rev.Case, target, v, code); err != nil {
		return request.Decision{}, err
	}
	on, err := s.targetBody(ctx, rev.Case.ID, rev, target)
	return request.Decision{Target: target, Verdict: string(v), Code: code, On: on}, err
}

// valueDecision is one on all marks of a value.
func (s *Service) valueDecision(rev Review, named string, v redact.Verdict, code string) (request.Decision, error) {
	target, mark, err := s.valueTarget(rev, named)
	if err != nil {
		return request.Decision{}, err
	}
	if code, err = ground(rev.Case, target, v, code); err != nil {
		return request.Decision{}, err
	}
	on, err := json.Marshal(mark)
	return request.Decision{Target: target, Verdict: string(v), Code: code, On: on}, err
}

// ground is the code of a decision: the one given, else the usual one. An error
// about the code itself wraps redact.ErrCode.
func ground(c Case, target string, v redact.Verdict, code string) (string, error) {
	right := string(c.Right)
	switch {
	case v == redact.Disclose && strings.HasPrefix(target, redact.TargetArea):
		return "", errors.New("an area can be withheld, or taken back with open")
	case v == redact.Disclose && code != "":
		return "", errors.New("a code is the ground for withholding; what is disclosed needs none (--reason records why)")
	case v == redact.Withhold && code == "" && strings.HasPrefix(target, redact.TargetItem):
		code = redact.CodeScope
	case v == redact.Withhold && code == "":
		code = redact.ThirdPartyCode(right)
	}
	if v != redact.Withhold {
		return code, nil
	}
	return code, redact.CheckCode(code, right)
}

// deciders are those whose decisions are in force.
func deciders(ds []redact.Decision) map[string]bool {
	out := map[string]bool{}
	for _, d := range redact.Latest(ds) {
		out[d.By] = true
	}
	return out
}

// decidedAt says when the decision in force on each mark was taken.
func decidedAt(rev Review) map[string]time.Time {
	out := map[string]time.Time{}
	for mark, d := range grounds(rev) {
		out[mark] = d.At
	}
	return out
}
