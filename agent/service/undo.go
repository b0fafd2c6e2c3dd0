package service

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"sarsen/agent/request"
	"sarsen/redact"
	"sarsen/redact/people"
)

// Undo takes the last act's decisions back, and what they taught; done again,
// those of the act before. What other acts decided stays.
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
	if err := s.record(by, "undo.done", id, out.Decisions[0].Target, map[string]string{"decisions": strconv.Itoa(len(out.Decisions))}); err != nil {
		return Decided{}, err
	}
	matches, _, err := s.reg.Matches(id)
	if err != nil {
		return Decided{}, err
	}
	for _, d := range out.Decisions {
		out.Names = append(out.Names, inWords(d, matches))
	}
	out.Taught, err = s.teach(ctx, id, out.Decisions)
	return out, err
}

// inWords is what a decision is on, in words.
func inWords(d request.Decision, matches []request.Match) string {
	kind, rest, _ := strings.Cut(d.Target, ":")
	switch kind + ":" {
	case redact.TargetItem:
		for _, m := range matches {
			if m.Item == rest {
				return "the item “" + m.Heading() + "”"
			}
		}
	case redact.TargetPerson:
		var p people.Person
		if json.Unmarshal(d.On, &p) == nil && p.Name != "" {
			return "the person " + p.Name
		}
	case redact.TargetMark, redact.TargetValue:
		var m redact.Mark
		if json.Unmarshal(d.On, &m) != nil || m.Text == "" {
			break
		}
		if kind+":" == redact.TargetValue {
			return "“" + m.Text + "” wherever it stands"
		}
		return "the mark “" + m.Text + "”"
	case redact.TargetArea:
		var a drawn
		if json.Unmarshal(d.On, &a) == nil && a.Page > 0 {
			return "an area of page " + strconv.Itoa(a.Page)
		}
	case redact.TargetGate:
		name, item, _ := strings.Cut(rest, ":")
		for _, m := range matches {
			if m.Item == item {
				return "the gate " + name + " of the item “" + m.Heading() + "”"
			}
		}
		return "the gate " + name
	}
	return d.Target
}

// apart counts the marks of the persons and values just decided on that stay as
// they were, since a person decided on them by themselves and in another way, or
// since they are of a confidential source.
func (rev Review) apart(ds []request.Decision) int {
	n := 0
	force := redact.InForce(rev.Decisions)
	for _, i := range rev.Items {
		for _, m := range i.Marks {
			own, ok := force.On(m)
			ok = ok && !own.Bulk()
			for _, d := range ds {
				byPerson := ok && m.Person != "" && d.Target == redact.TargetPerson+m.Person && !strings.HasPrefix(own.Target, redact.TargetPerson)
				ofValue := strings.HasPrefix(d.Target, redact.TargetValue) && valueOn(d.Target, d.On) == redact.ValueOf(m.Text)
				byValue := ofValue && ok && strings.HasPrefix(own.Target, redact.TargetMark)
				source := ofValue && !ok && m.Class == redact.ClassConfidential && d.Verdict == string(redact.Disclose)
				if source || (byPerson || byValue) && own.Verdict != redact.Verdict(d.Verdict) {
					n++
				}
			}
		}
	}
	return n
}
