package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

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
	// Lost are decisions in force whose mark no longer stands in its text.
	Lost []redact.Decision
	// Decisions are all, those taken back included.
	Decisions []redact.Decision
	Keep      []string // the subject's own values
}

// Person is somebody found in the matches.
type Person struct {
	people.Person
	Decision redact.Verdict // open until decided
	By       string
}

// propose makes the stored proposals again when what they are made from has
// changed. The caller holds s.deciding.
func (s *Service) propose(ctx context.Context, r request.Request) ([]request.Match, request.FindRun, error) {
	m, err := s.Matches(ctx, r.ID)
	if err != nil {
		return nil, request.FindRun{}, err
	}
	p := pipeline.Propose{
		Text:     func(ctx context.Context, m request.Match) (catalogue.Text, error) { return s.text(ctx, r.ID, m) },
		Detector: s.detector, Domains: s.Config.Domains,
	}
	list, err := s.overruled(r.ID, m.List)
	if err != nil {
		return nil, request.FindRun{}, err
	}
	stamp, err := p.Stamp(r, list)
	if err != nil {
		return nil, request.FindRun{}, err
	}
	stored, err := s.reg.ProposalStamp(r.ID)
	if err != nil || stored == stamp {
		return m.List, m.Run, err
	}
	result, err := p.Run(ctx, r, list)
	if err != nil {
		return nil, request.FindRun{}, fmt.Errorf("propose for request %s: %w", r.ID, err)
	}
	proposals := request.Proposals{Stamp: stamp}
	for _, person := range result.Persons {
		body, err := json.Marshal(person)
		if err != nil {
			return nil, request.FindRun{}, err
		}
		proposals.Persons = append(proposals.Persons, request.Stored{ID: person.ID, Body: body})
	}
	for _, mark := range result.Marks {
		body, err := json.Marshal(mark)
		if err != nil {
			return nil, request.FindRun{}, err
		}
		proposals.Marks = append(proposals.Marks, request.StoredMark{ID: mark.ID, Item: mark.Item, Body: body})
	}
	return m.List, m.Run, s.reg.SaveProposals(r.ID, proposals)
}

// overruled returns the matches with those that the officer put into the pack
// although they seemed to be a namesake's counted as possible: what is the
// subject's in them is then theirs.
func (s *Service) overruled(id string, matches []request.Match) ([]request.Match, error) {
	ds, err := s.decisions(id)
	if err != nil {
		return nil, err
	}
	latest := redact.Latest(ds)
	out := slices.Clone(matches)
	for i := range out {
		if d, ok := latest[redact.TargetItem+out[i].Item]; ok && d.Verdict == redact.Disclose && out[i].Likelihood == "unlikely" {
			out[i].Likelihood = "possible"
		}
	}
	return out, nil
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
	return out, s.toCase(r), nil
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
	subject, err := person.Compile(pipeline.Profile(r.Profile))
	if err != nil {
		return Review{}, err
	}
	keep := newKeep(r.Profile)
	latest := redact.Latest(out.Decisions)
	for _, m := range matches {
		if item != "" && m.Item != item {
			continue
		}
		rev := reviewed(m, latest)
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
	return out, nil
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
		// A person who is no longer named anywhere needs no decision.
		if strings.HasPrefix(d.Target, redact.TargetMark) {
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

// read adds the text and the places of the subject in it.
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
	}
	// In the item of a namesake nothing is the subject's, unless the officer
	// says that it is theirs after all.
	if rev.Likelihood != "unlikely" || rev.Decided && rev.Verdict == redact.Disclose {
		for _, h := range subject.Match(text.Text) {
			rev.Subject = append(rev.Subject, pack.SubjectSpan{Span: redact.Span{Start: h.Start, End: h.End}, Fact: h.Fact})
		}
	}
	return nil
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
	decide := func(target string, proposal redact.Verdict, code string) {
		d := request.Decision{Target: target, Verdict: string(proposal), Code: code, Reason: "proposal accepted"}
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
			decide(redact.TargetPerson+p.ID, p.Proposal, p.Code)
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
			decide(redact.TargetMark+m.ID, m.Proposal, m.Code)
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
	batch := strconv.FormatInt(s.now().UnixNano(), 36)
	facts := map[string]string{"decisions": strconv.Itoa(len(ds))}
	target := ""
	if len(ds) == 1 {
		target = ds[0].Target
		facts["verdict"], facts["code"] = ds[0].Verdict, ds[0].Code
	}
	for i := range ds {
		ds[i].By, ds[i].At, ds[i].Batch = string(by), s.now(), batch
	}
	if err := s.record(by, act, id, target, facts); err != nil {
		return err
	}
	return s.reg.Decide(id, ds)
}

// Decide records one decision. The target is item:ID, person:ID or mark:ID; a
// bare ID is looked up.
func (s *Service) Decide(ctx context.Context, by Officer, id, target string, v redact.Verdict, code, reason string) (request.Decision, Case, error) {
	s.deciding.Lock()
	defer s.deciding.Unlock()
	rev, err := s.review(ctx, id, "", false)
	if err != nil {
		return request.Decision{}, Case{}, err
	}
	target, err = s.target(ctx, id, target, v, rev)
	if err != nil {
		return request.Decision{}, Case{}, err
	}
	right := string(rev.Case.Right)
	switch {
	case v == redact.Disclose && code != "":
		return request.Decision{}, Case{}, errors.New("a code is the ground for withholding; what is disclosed needs none (--reason records why)")
	case v == redact.Withhold && code == "" && strings.HasPrefix(target, redact.TargetItem):
		code = redact.CodeScope
	case v == redact.Withhold && code == "":
		code = redact.ThirdPartyCode(right)
	}
	if v == redact.Withhold {
		if err := redact.CheckCode(code, right); err != nil {
			return request.Decision{}, Case{}, err
		}
	}
	d := request.Decision{Target: target, Verdict: string(v), Code: code, Reason: reason, By: string(by)}
	return d, rev.Case, s.put(by, id, "decide", []request.Decision{d})
}

// target finds what a decision is about. A mark that has lost its place can
// only be taken back to open.
func (s *Service) target(ctx context.Context, id, target string, v redact.Verdict, rev Review) (string, error) {
	kind, bare := "", target
	for _, prefix := range []string{redact.TargetItem, redact.TargetPerson, redact.TargetMark} {
		if rest, ok := strings.CutPrefix(target, prefix); ok {
			kind, bare = prefix, rest
		}
	}
	var found []string
	add := func(prefix, id string) {
		if id == bare && (kind == "" || kind == prefix) && !slices.Contains(found, prefix+id) {
			found = append(found, prefix+id)
		}
	}
	for _, i := range rev.Items {
		add(redact.TargetItem, i.Item)
		for _, m := range i.Marks {
			add(redact.TargetMark, m.ID)
		}
	}
	if v == redact.Open {
		for _, d := range rev.Lost {
			add(redact.TargetMark, strings.TrimPrefix(d.Target, redact.TargetMark))
		}
	}
	all, _, err := s.people(ctx, id)
	if err != nil {
		return "", err
	}
	for _, p := range all {
		add(redact.TargetPerson, p.ID)
	}
	switch len(found) {
	case 0:
		return "", fmt.Errorf("request %s has no item, person or mark %q: 'sarsen find', 'sarsen people' and 'sarsen review --json' list them", id, target)
	case 1:
		return found[0], nil
	}
	return "", fmt.Errorf("%q is more than one thing: %s", target, strings.Join(found, ", "))
}

// Undo takes the last act's decisions back.
func (s *Service) Undo(_ context.Context, by Officer, id string) ([]request.Decision, error) {
	s.deciding.Lock()
	defer s.deciding.Unlock()
	r, err := s.reg.Get(id)
	if err != nil {
		return nil, err
	}
	if r.State == request.Closed {
		return nil, fmt.Errorf("request %s: %w", id, request.ErrClosed)
	}
	if err := s.record(by, "undo", id, "", nil); err != nil {
		return nil, err
	}
	return s.reg.Undo(id)
}

// deciders are those whose decisions are in force.
func deciders(ds []redact.Decision) map[string]bool {
	out := map[string]bool{}
	for _, d := range redact.Latest(ds) {
		out[d.By] = true
	}
	return out
}

// decidedAt says when each mark's decision, or its person's, was taken.
func decidedAt(rev Review) map[string]time.Time {
	latest := redact.Latest(rev.Decisions)
	out := map[string]time.Time{}
	for _, i := range rev.Items {
		for _, m := range i.Marks {
			for _, target := range []string{redact.TargetPerson + m.Person, redact.TargetMark + m.ID} {
				if d, ok := latest[target]; ok {
					out[m.ID] = d.At
				}
			}
		}
	}
	return out
}
