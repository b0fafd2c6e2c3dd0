package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"sarsen/agent/catalogue"
	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/index/person"
	"sarsen/redact"
	"sarsen/redact/pack"
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
	known, lost, err := s.knownOf(id, out.Decisions, matches)
	if err != nil {
		return Review{}, err
	}
	out.Lost = append(out.Lost, lost...)
	subject, err := person.Compile(pipeline.Profile(r.Profile))
	if err != nil {
		return Review{}, err
	}
	keep := newKeep(r.Profile)
	for _, m := range matches {
		if item != "" && m.Item != item {
			continue
		}
		rev := s.reviewed(m, known)
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

// itemFacts are what officers said of items and attached to them.
type itemFacts struct {
	latest  map[string]redact.Decision // by target
	areas   map[string][]pipeline.Area // by item
	copies  map[string]request.Attached
	written map[string]request.Attached // transcripts; both by the hash of the bytes
}

// knownOf gathers what is known of the items of a request, and the decisions on
// areas that have lost their place.
func (s *Service) knownOf(id string, ds []redact.Decision, matches []request.Match) (f itemFacts, lost []redact.Decision, err error) {
	if f.areas, lost, err = s.areas(id, ds, matches); err != nil {
		return f, nil, err
	}
	if f.copies, err = s.copies(id); err != nil {
		return f, nil, err
	}
	if f.written, err = s.transcribed(); err != nil {
		return f, nil, err
	}
	f.latest, err = s.latest(id, ds, matches)
	return f, lost, err
}

// reviewed says what becomes of a match: what was decided, else what follows
// from its likelihood.
func (s *Service) reviewed(m request.Match, known itemFacts) Reviewed {
	rev := Reviewed{Match: m, Name: pipeline.FileName(m), Verdict: redact.Withhold, Code: redact.CodeScope, Areas: known.areas[m.Item]}
	if m.Likelihood == "certain" || m.Likelihood == "likely" {
		rev.Verdict, rev.Code = redact.Disclose, ""
	}
	if d, ok := known.latest[redact.TargetItem+m.Item]; ok {
		rev.Verdict, rev.Code, rev.Decided = d.Verdict, d.Code, true
	}
	if t, ok := known.written[m.SHA256]; ok && m.SHA256 != "" {
		rev.AttachedBy, rev.AttachedAt = t.By, t.At
	}
	if c, ok := known.copies[m.SHA256]; ok && m.SHA256 != "" {
		rev.Copy, rev.AttachedBy, rev.AttachedAt = s.copyOf(c), c.By, c.At
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
