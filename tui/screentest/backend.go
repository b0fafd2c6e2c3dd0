// Package screentest has what the tests of the screens share: a backend in
// memory with an invented council, a way to press keys and to run commands, and
// golden files. It is imported from tests only.
package screentest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"sarsen/agent/request"
	"sarsen/redact"
	"sarsen/tui/screen"
)

// Backend is a [screen.Backend] in memory. It applies decisions as the program
// does: a mark's own beats its person's.
type Backend struct {
	// Err, when set, is returned by every call.
	Err error
	// Result is what Export answers, but for path and draft.
	Result screen.ExportResult
	// Taught is what every decision answers.
	Taught string

	mu        sync.Mutex
	requests  []screen.RequestLine
	items     []screen.Item
	people    []screen.PersonLine
	sources   []screen.SourceLine
	decisions []decision
	areas     []screen.Area
	queries   []screen.QueryLine
	clues     []request.Clue
	released  bool
	calls     []string
}

type decision struct {
	target, code string
	verdict      redact.Verdict
}

var _ screen.Backend = (*Backend)(nil)

// Calls returns the acts that were asked for, in their order.
func (b *Backend) Calls() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.calls)
}

// begin notes a call and returns the error to answer with.
func (b *Backend) begin(call ...string) error {
	b.mu.Lock()
	if len(call) > 0 {
		b.calls = append(b.calls, strings.TrimSpace(strings.Join(call, " ")))
	}
	return b.Err
}

// Requests implements [screen.Backend].
func (b *Backend) Requests(context.Context) ([]screen.RequestLine, error) {
	err := b.begin()
	defer b.mu.Unlock()
	return slices.Clone(b.requests), err
}

// Request implements [screen.Backend].
func (b *Backend) Request(_ context.Context, id string) (screen.RequestDetail, error) {
	err := b.begin()
	defer b.mu.Unlock()
	at := slices.IndexFunc(b.requests, func(r screen.RequestLine) bool { return r.ID == id })
	if err != nil || at < 0 {
		return screen.RequestDetail{}, errors.Join(err, request.ErrNotFound)
	}
	d := screen.RequestDetail{
		RequestLine: b.requests[at], Received: day(2, 11), Profile: profile(),
		Working: []string{
			"Received on Monday 2 November 2026. One month ends on Wednesday 2 December 2026.",
			"That is a working day, so the answer is due then.",
		},
		Events:       []request.Event{{Kind: request.IdentitySeen, On: day(2, 11), Note: "passport shown at the desk", By: "ffion"}},
		Queries:      []string{`name:"Dilys Marrowby"`, "nino:QQ123456C"},
		ByLikelihood: map[string]int{},
	}
	for _, i := range b.items {
		d.ByLikelihood[i.Likelihood]++
	}
	for _, q := range b.queries {
		if q.Off {
			d.Edited.Off = append(d.Edited.Off, request.QueryChange{Text: q.Text, Act: request.QueryOff, By: q.By, At: q.At})
		}
	}
	for _, c := range b.clues {
		if c.State == request.ClueOpen {
			d.Clues++
		}
	}
	d.Open = b.open()
	for _, i := range b.items {
		d.Gates = append(d.Gates, b.decided(i).Gates...)
	}
	d.Added = []screen.AddedLine{{What: "scan: Housing file 1987", By: "ffion", At: day(20, 11)}, {What: "form: Form submission", By: "ffion", At: day(21, 11), Removed: true}}
	if d.Open > 0 {
		d.Missing = append(d.Missing, "Decisions are still open.")
	}
	if !b.released {
		d.Missing = append(d.Missing, "A second person has to release the pack.")
	}
	return d, nil
}

// NewRequest implements [screen.Backend].
func (b *Backend) NewRequest(_ context.Context, right request.Right, received time.Time, p request.Profile) (string, error) {
	err := b.begin("new", string(right), received.Format(time.DateOnly), strings.Join(p.Names, ";"))
	defer b.mu.Unlock()
	if err != nil {
		return "", err
	}
	b.requests = append(b.requests, screen.RequestLine{ID: "2026-0004", Subject: p.Names[0], Right: right, State: request.Active, Due: received.AddDate(0, 1, 0), Left: 30})
	return "2026-0004", nil
}

// Find implements [screen.Backend].
func (b *Backend) Find(_ context.Context, id string) error {
	err := b.begin("find", id)
	defer b.mu.Unlock()
	return err
}

// Matches implements [screen.Backend].
func (b *Backend) Matches(context.Context, string) ([]screen.MatchLine, error) {
	err := b.begin()
	defer b.mu.Unlock()
	out := make([]screen.MatchLine, len(b.items))
	for i := range b.items {
		out[i] = b.decided(b.items[i]).MatchLine
	}
	return out, err
}

// Item implements [screen.Backend].
func (b *Backend) Item(_ context.Context, _, item string) (screen.Item, error) {
	err := b.begin()
	defer b.mu.Unlock()
	for _, i := range b.items {
		if i.Item == item {
			return b.decided(i), err
		}
	}
	return screen.Item{}, errors.Join(err, request.ErrNotFound)
}

// People implements [screen.Backend].
func (b *Backend) People(context.Context, string) ([]screen.PersonLine, error) {
	err := b.begin()
	defer b.mu.Unlock()
	out := slices.Clone(b.people)
	for i := range out {
		for _, d := range b.decisions {
			if d.target == redact.TargetPerson+out[i].ID {
				out[i].Decision = d.verdict
			}
		}
	}
	return out, err
}

// Contexts implements [screen.Backend].
func (b *Backend) Contexts(_ context.Context, _, person string) ([]screen.PersonContext, error) {
	err := b.begin()
	defer b.mu.Unlock()
	var out []screen.PersonContext
	for _, i := range b.items {
		for _, m := range i.MarkList {
			if m.Person == person && len(out) < 3 {
				out = append(out, screen.PersonContext{
					Title: i.Title, Before: i.Text[max(0, m.Start-30):m.Start], Text: m.Text, After: i.Text[m.End:min(len(i.Text), m.End+30)], Class: m.Class,
				})
			}
		}
	}
	return out, err
}

// Decide implements [screen.Backend].
func (b *Backend) Decide(_ context.Context, _ string, targets []string, v redact.Verdict, code, reason string) (string, error) {
	err := b.begin("decide", strings.Join(targets, ","), string(v), strings.TrimSpace(code+" "+reason))
	defer b.mu.Unlock()
	for _, target := range targets {
		if err == nil {
			b.decisions = append(b.decisions, decision{target, code, v})
		}
	}
	return b.Taught, err
}

// WithholdAreas implements [screen.Backend].
func (b *Backend) WithholdAreas(_ context.Context, _, item string, areas []redact.Area, code, reason string) error {
	var where []string
	for _, a := range areas {
		where = append(where, fmt.Sprintf("%d:%v", a.Page, a.Rect))
	}
	err := b.begin("areas", item, strings.Join(where, ","), strings.TrimSpace(code+" "+reason))
	defer b.mu.Unlock()
	for _, a := range areas {
		if err == nil {
			b.areas = append(b.areas, screen.Area{Area: a, ID: a.ID(), Code: code, Reason: reason, By: "ffion"})
		}
	}
	return err
}

// Page implements [screen.Backend].
func (b *Backend) Page(_ context.Context, _, item string, page int) (screen.Page, error) {
	err := b.begin()
	defer b.mu.Unlock()
	out := screen.Page{Number: page, Pages: 2, Width: 595, Height: 842, Areas: slices.Clone(b.areas)}
	for _, i := range b.items {
		if i.Item == item && page == 1 {
			for n, line := range strings.Split(strings.TrimSpace(i.Text), "\n") {
				if line == "" {
					continue
				}
				top := float64(60 + 15*n)
				out.Lines = append(out.Lines, screen.PageLine{Text: line, Rect: redact.Rect{Left: 60, Top: top, Right: 530, Bottom: top + 14}})
			}
		}
	}
	return out, err
}

// Add implements [screen.Backend].
func (b *Backend) Add(_ context.Context, id string, a screen.Addition) (string, error) {
	err := b.begin("add", id, string(a.Kind), a.File, a.Title, a.Of, fmt.Sprint(len(a.Fields)))
	defer b.mu.Unlock()
	return cmp.Or(a.Title, a.File), err
}

// Undo implements [screen.Backend].
func (b *Backend) Undo(context.Context, string) (string, error) {
	err := b.begin("undo")
	defer b.mu.Unlock()
	n := len(b.decisions)
	if n == 0 {
		return "There is nothing to take back.", err
	}
	last := b.decisions[n-1]
	b.decisions = b.decisions[:n-1]
	return "Taken back: " + string(last.verdict) + ".", err
}

// Acceptable implements [screen.Backend].
func (b *Backend) Acceptable(context.Context, string) (screen.Acceptance, error) {
	err := b.begin()
	defer b.mu.Unlock()
	out := screen.Acceptance{}
	for _, i := range b.items {
		for _, m := range b.decided(i).MarkList {
			if m.Decision != redact.Open {
				continue
			}
			out.Decisions, out.Marks = out.Decisions+1, out.Marks+1
			switch m.Proposal {
			case redact.Disclose:
				out.Disclosed++
			case redact.Open:
				out.Judgement++
			}
		}
	}
	return out, err
}

// Accept implements [screen.Backend].
func (b *Backend) Accept(_ context.Context, id string) (int, error) {
	err := b.begin("accept", id)
	defer b.mu.Unlock()
	n := 0
	for _, i := range b.items {
		for _, m := range b.decided(i).MarkList {
			if m.Decision == redact.Open && err == nil {
				v := m.Proposal
				if v == redact.Open {
					v = redact.Withhold
				}
				b.decisions = append(b.decisions, decision{redact.TargetMark + m.ID, m.Code, v})
				n++
			}
		}
	}
	return n, err
}

// Release implements [screen.Backend].
func (b *Backend) Release(_ context.Context, id string) error {
	err := b.begin("release", id)
	defer b.mu.Unlock()
	b.released = err == nil
	return err
}

// Export implements [screen.Backend].
func (b *Backend) Export(_ context.Context, id string, ask screen.Export, progress func(string, int, int)) (screen.ExportResult, error) {
	kind := "release"
	if ask.Draft {
		kind = "draft"
	}
	progress("documents written", 3, 7)
	err := b.begin(strings.Join(strings.Fields(strings.Join([]string{"export", id, ask.Out, kind, ask.Lock, ask.Password, ask.Split}, " ")), " "))
	defer b.mu.Unlock()
	r := b.Result
	r.Path, r.Draft = ask.Out, ask.Draft
	if ask.Lock != "" {
		r.Password = ask.Password
	}
	return r, err
}

// Search implements [screen.Backend].
func (b *Backend) Search(_ context.Context, query string, limit int) ([]screen.SearchLine, int, error) {
	err := b.begin("search", query)
	defer b.mu.Unlock()
	var out []screen.SearchLine
	for _, i := range b.items {
		at := strings.Index(strings.ToLower(i.Text), strings.ToLower(query))
		if at < 0 || len(out) == limit {
			continue
		}
		snippet := i.Text[at:min(len(i.Text), at+90)]
		out = append(out, screen.SearchLine{
			Item: i.Item, Source: i.Source, Path: i.Path, Part: i.Part, Title: i.Title, Date: i.Date, Score: 1,
			Snippet: snippet, Hits: []redact.Span{{Start: 0, End: len(query)}},
		})
	}
	return out, len(out), err
}

// Sources implements [screen.Backend].
func (b *Backend) Sources(context.Context) ([]screen.SourceLine, error) {
	err := b.begin()
	defer b.mu.Unlock()
	return slices.Clone(b.sources), err
}

// decided is an item with the decisions laid over it.
func (b *Backend) decided(i screen.Item) screen.Item {
	i.MarkList = slices.Clone(i.MarkList)
	i.Marks, i.Open = len(i.MarkList), 0
	for n := range i.MarkList {
		m := &i.MarkList[n]
		for _, target := range []string{redact.TargetPerson + m.Person, redact.TargetMark + m.ID} {
			for _, d := range b.decisions {
				if d.target == target {
					m.Decision, m.By = d.verdict, "ffion"
				}
			}
		}
		if m.Decision == redact.Open {
			i.Open++
		}
	}
	for _, d := range b.decisions {
		if d.target == redact.TargetItem+i.Item {
			i.Included, i.Decided = d.verdict, true
		}
	}
	i.Gates = slices.DeleteFunc(slices.Clone(i.Gates), func(g screen.GateLine) bool {
		return slices.ContainsFunc(b.decisions, func(d decision) bool {
			return d.target == redact.TargetGate+g.Name || d.target == redact.TargetGate+g.Name+":"+i.Item
		})
	})
	return i
}

func (b *Backend) open() int {
	n := 0
	for _, i := range b.items {
		if i = b.decided(i); i.Included == redact.Disclose {
			n += i.Open
		}
	}
	return n
}
