package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sarsen/agent/catalogue"
	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/index/person"
	"sarsen/redact"
	"sarsen/redact/pack"
	"sarsen/redact/people"
)

// ErrCheck is wrapped by errors that refuse a release: nothing left.
var ErrCheck = errors.New("nothing was released")

// Reviewed is a match with its text and its marks under the decisions.
type Reviewed = pipeline.Reviewed

// Review is where a request stands.
type Review struct {
	Case  Case
	Run   request.FindRun
	Items []Reviewed
	// Lost are decisions in force whose mark no longer stands in its text, or
	// whose area was drawn on other bytes.
	Lost []redact.Decision
	// Decisions are all, those taken back included.
	Decisions []redact.Decision
	Keep      []string // the subject's own values
	// Gates are the questions that the items going out raise, answered or not.
	Gates []Gate
}

// Person is somebody found in the matches.
type Person struct {
	people.Person
	Decision redact.Verdict // open until decided
	By       string
	// Open are their marks that nobody decided on, Apart those that were decided
	// in another way than the person.
	Open, Apart int
}

func decode[T any](bodies []json.RawMessage) ([]T, error) {
	out := make([]T, len(bodies))
	for i, b := range bodies {
		if err := json.Unmarshal(b, &out[i]); err != nil {
			return nil, fmt.Errorf("read proposals: %w", err)
		}
	}
	return out, nil
}

func (s *Service) decisions(id string) ([]redact.Decision, error) {
	all, err := s.reg.Decisions(id)
	if err != nil {
		return nil, err
	}
	out := make([]redact.Decision, len(all))
	for i, d := range all {
		out[i] = redact.Decision{
			ID: d.ID, Target: d.Target, Verdict: redact.Verdict(d.Verdict), Code: d.Code, Reason: d.Reason, By: d.By, At: d.At, Undone: d.Undone,
			Value: valueOn(d.Target, d.On),
		}
	}
	return out, nil
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

// Review returns the matches with texts and marks; only one item when item is
// not "".
func (s *Service) Review(ctx context.Context, id, item string) (Review, error) {
	s.deciding.Lock()
	defer s.deciding.Unlock()
	return s.review(ctx, id, item, true)
}

// Overview is Review without the texts and the subject's places, for lists.
func (s *Service) Overview(ctx context.Context, id string) (Review, error) {
	s.deciding.Lock()
	defer s.deciding.Unlock()
	return s.review(ctx, id, "", false)
}

func (s *Service) review(ctx context.Context, id, item string, texts bool) (Review, error) {
	r, err := s.reg.Get(id)
	if err != nil {
		return Review{}, err
	}
	matches, run, err := s.propose(ctx, r)
	if err != nil {
		return Review{}, err
	}
	out := Review{Case: s.toCase(r), Run: run}
	if out.Decisions, err = s.decisions(id); err != nil {
		return Review{}, err
	}
	marks, err := s.marks(id, out.Decisions, &out.Lost)
	if err != nil {
		return Review{}, err
	}
	shareMarks(matches, marks)
	areas, lost, err := s.areas(id, out.Decisions, matches)
	if err != nil {
		return Review{}, err
	}
	out.Lost = append(out.Lost, lost...)
	copies, err := s.copies(id)
	if err != nil {
		return Review{}, err
	}
	written, err := s.transcribed()
	if err != nil {
		return Review{}, err
	}
	subject, err := person.Compile(pipeline.Profile(r.Profile))
	if err != nil {
		return Review{}, err
	}
	keep := newKeep(r.Profile)
	latest, err := s.latest(id, out.Decisions, matches)
	if err != nil {
		return Review{}, err
	}
	for _, m := range matches {
		if item != "" && m.Item != item {
			continue
		}
		rev := reviewed(m, latest)
		rev.Areas = areas[m.Item]
		if t, ok := written[m.SHA256]; ok && m.SHA256 != "" {
			rev.AttachedBy, rev.AttachedAt = t.By, t.At
		}
		if c, ok := copies[m.SHA256]; ok && m.SHA256 != "" {
			rev.Copy, rev.AttachedBy, rev.AttachedAt = s.copyOf(c), c.By, c.At
		}
		if texts {
			if err := s.read(ctx, id, &rev, subject); err != nil {
				return Review{}, err
			}
		}
		rev.Marks = marks[m.Item]
		if rev.Verdict == redact.Disclose {
			keep.hits(rev)
		}
		out.Items = append(out.Items, rev)
	}
	if item != "" && len(out.Items) == 0 {
		return Review{}, fmt.Errorf("item %q is not among the matches of request %s", item, id)
	}
	out.Keep = keep.list
	return out, s.gates(&out)
}

// marks returns the marks of a request by item, under its decisions.
func (s *Service) marks(id string, ds []redact.Decision, lost *[]redact.Decision) (map[string][]redact.Mark, error) {
	bodies, err := s.reg.Marks(id, "")
	if err != nil {
		return nil, err
	}
	all, err := decode[redact.Mark](bodies)
	if err != nil {
		return nil, err
	}
	all, gone := redact.Decide(all, ds)
	for _, d := range gone {
		// A person who is no longer named anywhere needs no decision, and what
		// was only taken over from a proposal is proposed anew where it stands.
		if strings.HasPrefix(d.Target, redact.TargetMark) && !d.Bulk() {
			*lost = append(*lost, d)
		}
	}
	out := map[string][]redact.Mark{}
	for _, m := range all {
		out[m.Item] = append(out[m.Item], m)
	}
	return out, nil
}

// reviewed says what becomes of a match: what was decided, else what follows
// from its likelihood.
func reviewed(m request.Match, latest map[string]redact.Decision) Reviewed {
	rev := Reviewed{Match: m, Name: pipeline.FileName(m), Verdict: redact.Withhold, Code: redact.CodeScope}
	if m.Likelihood == "certain" || m.Likelihood == "likely" {
		rev.Verdict, rev.Code = redact.Disclose, ""
	}
	if d, ok := latest[redact.TargetItem+m.Item]; ok {
		rev.Verdict, rev.Code, rev.Decided = d.Verdict, d.Code, true
	}
	return rev
}

// read adds the text, the places of the subject in it, and what stands in the
// areas.
func (s *Service) read(ctx context.Context, id string, rev *Reviewed, subject *person.Subject) error {
	text, err := s.text(ctx, id, rev.Match)
	switch {
	case errors.Is(err, catalogue.ErrNotFound):
		rev.Lost = true
	case err != nil:
		return err
	}
	rev.Text = text
	if item, err := s.cat.Item(ctx, rev.Item); err == nil {
		rev.Mail, rev.Pages = item.Mail, item.Pages
		if item.TextHash != rev.TextHash { // they were places of another text
			rev.Quotes, rev.Near, rev.Rows = nil, nil, nil
		}
	}
	// In the item of a namesake nothing is the subject's, unless the officer
	// says that it is theirs after all.
	if rev.Likelihood != "unlikely" || rev.Decided && rev.Verdict == redact.Disclose {
		for _, h := range subject.Match(text.Text) {
			rev.Subject = append(rev.Subject, pack.SubjectSpan{Span: redact.Span{Start: h.Start, End: h.End}, Fact: h.Fact})
		}
	}
	rev.Scan = s.scan(ctx, rev.Item)
	if rev.Verdict != redact.Disclose || rev.Lost {
		return nil
	}
	return s.placeAreas(ctx, id, rev)
}

// keep gathers what is the subject's own.
type keep struct {
	list []string
	has  map[string]bool
}

func newKeep(p request.Profile) *keep {
	k := &keep{has: map[string]bool{}}
	subject := pipeline.Subject(p)
	for _, v := range slices.Concat(subject.Names, subject.Emails, subject.Phones, subject.Addresses, subject.Identifiers, []string{subject.DateOfBirth}) {
		k.add(v)
	}
	return k
}

func (k *keep) add(v string) {
	if v = strings.TrimSpace(v); v != "" && !k.has[v] {
		k.has[v] = true
		k.list = append(k.list, v)
	}
}

func (k *keep) hits(r Reviewed) {
	for _, h := range r.Subject {
		k.add(r.Text.Text[h.Start:h.End])
	}
}
