package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
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
}

// Accept decides everything that is open as it was proposed, and withholds
// what was left to judgement. What a person decided stays.
func (s *Service) Accept(ctx context.Context, by Officer, id string) (Accepted, error) {
	s.deciding.Lock()
	defer s.deciding.Unlock()
	all, c, err := s.people(ctx, id)
	if err != nil {
		return Accepted{}, err
	}
	out := Accepted{Case: c}
	var ds []request.Decision
	ground := redact.ThirdPartyCode(string(c.Right))
	decide := func(target string, proposal redact.Verdict, code string, on json.RawMessage) {
		d := request.Decision{On: on, Target: target, Verdict: string(proposal), Code: code, Reason: redact.Accepted}
		if proposal != redact.Disclose {
			d.Verdict = string(redact.Withhold)
			if d.Code == "" {
				d.Code = ground
			}
		}
		ds = append(ds, d)
	}
	decided := map[string]bool{}
	for _, p := range all {
		decided[p.ID] = true
		if p.Decision == redact.Open {
			body, err := json.Marshal(p.Person)
			if err != nil {
				return Accepted{}, err
			}
			decide(redact.TargetPerson+p.ID, p.Proposal, p.Code, body)
			out.People++
		}
	}
	rev, err := s.review(ctx, id, "", false)
	if err != nil {
		return Accepted{}, err
	}
	for _, i := range rev.Items {
		for _, m := range i.Marks {
			if m.Decision != redact.Open || m.Person != "" && decided[m.Person] && agrees(m, all) {
				continue
			}
			body, err := json.Marshal(m)
			if err != nil {
				return Accepted{}, err
			}
			decide(redact.TargetMark+m.ID, m.Proposal, m.Code, body)
			out.Marks++
		}
	}
	out.Decided = len(ds)
	if len(ds) == 0 {
		return out, nil
	}
	return out, s.put(by, id, "accept", ds)
}

// agrees reports whether a mark's proposal is that of its person, so that the
// decision on the person is enough.
func agrees(m redact.Mark, all []Person) bool {
	for _, p := range all {
		if p.ID == m.Person {
			return p.Proposal == m.Proposal || p.Decision != redact.Open
		}
	}
	return false
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
	// Left is how many items of a group were left as they are, since somebody
	// decided on them before.
	Left int
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

// Undo takes the last act's decisions back, and what they taught.
func (s *Service) Undo(ctx context.Context, by Officer, id string) (Decided, error) {
	s.deciding.Lock()
	defer s.deciding.Unlock()
	r, err := s.reg.Get(id)
	if err != nil {
		return Decided{}, err
	}
	if r.State == request.Closed {
		return Decided{}, fmt.Errorf("request %s: %w", id, request.ErrClosed)
	}
	if err := s.record(by, "undo", id, "", nil); err != nil {
		return Decided{}, err
	}
	out := Decided{Case: s.toCase(r)}
	if out.Decisions, err = s.reg.Undo(id); err != nil {
		return Decided{}, err
	}
	out.Taught, err = s.teach(ctx, id, out.Decisions)
	return out, err
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
