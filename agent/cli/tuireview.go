package cli

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/agent/service"
	"sarsen/crawlers/documents"
	"sarsen/redact"
	"sarsen/tui/screen"
)

// Matches implements screen.Backend.
func (b backend) Matches(ctx context.Context, id string) ([]screen.MatchLine, error) {
	rev, err := b.svc.Overview(ctx, id)
	if err != nil {
		return nil, err
	}
	gates := gateLinesOf(rev)
	out := make([]screen.MatchLine, 0, len(rev.Items))
	for _, i := range rev.Items {
		l := matchLineOf(rev, i)
		l.Gates = gates[i.Item]
		out = append(out, l)
	}
	return out, nil
}

// gateLinesOf are the open gates that each item raises.
func gateLinesOf(rev service.Review) map[string][]screen.GateLine {
	out := map[string][]screen.GateLine{}
	for _, g := range rev.OpenGates() {
		for _, i := range g.Open() {
			out[i.Item] = append(out[i.Item], gateLine(g))
		}
	}
	return out
}

func gateLine(g service.Gate) screen.GateLine {
	return screen.GateLine{Name: string(g.Name), About: strings.Join(g.Categories(), ", "), Asks: g.Asks, Items: len(g.Open())}
}

func matchLineOf(rev service.Review, i service.Reviewed) screen.MatchLine {
	l := screen.MatchLine{Match: i.Match, Included: i.Verdict, Decided: i.Decided, Marks: len(i.Marks), Open: open(i.Marks)}
	if rev.Run.Since > 0 {
		l.Change = rev.Run.Change(i.Match)
	}
	l.New = l.Change != request.Unchanged
	return l
}

// Item implements screen.Backend.
func (b backend) Item(ctx context.Context, id, item string) (screen.Item, error) {
	rev, err := b.svc.Review(ctx, id, item)
	if err != nil {
		return screen.Item{}, err
	}
	i := rev.Items[0]
	out := screen.Item{MatchLine: matchLineOf(rev, i), Name: i.Name, Text: i.Text.Text, Persons: map[string]string{}, Areas: areasOf(i.Areas)}
	out.Gates = gateLinesOf(rev)[i.Item]
	for _, g := range rev.OpenGates() {
		for _, open := range g.Open() {
			for _, c := range open.Cues {
				out.Cues = append(out.Cues, c.Span)
			}
		}
	}
	people, _, err := b.svc.People(ctx, id)
	if err != nil {
		return screen.Item{}, err
	}
	for _, p := range people {
		out.Persons[p.ID] = p.Name
	}
	if out.Others, err = b.others(ctx, id, i.Match); err != nil {
		return screen.Item{}, err
	}
	for _, s := range i.Subject {
		out.Subject = append(out.Subject, s.Span)
	}
	for _, m := range i.Marks {
		if m.Field == "" {
			out.MarkList = append(out.MarkList, m)
		}
	}
	for _, bound := range i.Text.Bounds {
		if bound.Kind == documents.Page {
			out.Pages = append(out.Pages, bound.Start)
		}
	}
	return out, nil
}

// People implements screen.Backend.
func (b backend) People(ctx context.Context, id string) ([]screen.PersonLine, error) {
	all, _, err := b.svc.People(ctx, id)
	if err != nil {
		return nil, err
	}
	out := make([]screen.PersonLine, 0, len(all))
	for _, p := range all {
		out = append(out, screen.PersonLine{
			ID: p.ID, Name: p.Name, Role: p.Role, Mentions: p.Mentions, Items: p.Items, Decision: p.Decision, Proposal: p.Proposal, Code: p.Code, Reason: p.Reason,
			Class: p.Class, Open: p.Open, Apart: p.Apart,
		})
	}
	return out, nil
}

// Contexts implements screen.Backend.
func (b backend) Contexts(ctx context.Context, id, person string) ([]screen.PersonContext, error) {
	all, err := b.svc.Contexts(ctx, id, person, contextsShown)
	if err != nil {
		return nil, err
	}
	var out []screen.PersonContext
	for _, c := range all[person] {
		out = append(out, screen.PersonContext{Title: c.Title, Before: c.Snippet[:c.Start], Text: c.Snippet[c.Start:c.End], After: c.Snippet[c.End:], Class: c.Class})
	}
	return out, nil
}

// Acceptable implements screen.Backend.
func (b backend) Acceptable(ctx context.Context, id string) (screen.Acceptance, error) {
	a, err := b.svc.Acceptable(ctx, id)
	return screen.Acceptance{Decisions: a.Decided, People: a.People, Marks: a.Marks, Disclosed: a.Disclosed, Judgement: a.Judgement}, err
}

// Decide implements screen.Backend.
func (b backend) Decide(ctx context.Context, id string, targets []string, v redact.Verdict, code, reason string) (string, error) {
	done, err := b.svc.DecideAll(ctx, b.user, id, targets, v, code, reason)
	taught := taughtWords(done.Taught)
	if done.Left > 0 {
		taught = append(taught, keptWords(done.Left))
	}
	return strings.Join(taught, " "), err
}

// WithholdAreas implements screen.Backend.
func (b backend) WithholdAreas(ctx context.Context, id, item string, areas []redact.Area, code, reason string) error {
	_, _, err := b.svc.DecideAreas(ctx, b.user, id, item, areas, redact.Withhold, code, reason)
	return err
}

// Page implements screen.Backend.
func (b backend) Page(ctx context.Context, id, item string, page int) (screen.Page, error) {
	p, err := b.svc.PageText(ctx, id, item, page)
	if err != nil {
		return screen.Page{}, err
	}
	out := screen.Page{Number: p.Page, Pages: p.Pages, Width: p.Width, Height: p.Height, Areas: areasOf(p.Areas)}
	for _, l := range p.Lines() {
		out.Lines = append(out.Lines, screen.PageLine{Text: l.Text, Rect: outwards(l.Box)})
	}
	return out, nil
}

func areasOf(list []pipeline.Area) []screen.Area {
	var out []screen.Area
	for _, a := range list {
		out = append(out, screen.Area{Area: a.Area, ID: a.ID, Code: a.Code, Reason: a.Reason, By: a.By})
	}
	return out
}

// Add implements screen.Backend.
func (b backend) Add(ctx context.Context, id string, a screen.Addition) (string, error) {
	file := a.File
	if file != "" && !filepath.IsAbs(file) {
		file = filepath.Join(b.dir, file)
	}
	switch {
	case a.Of != "" && a.Kind == request.Copy:
		return filepath.Base(file), b.svc.AddCopy(ctx, b.user, id, a.Of, file, a.Note)
	case a.Of != "":
		return filepath.Base(file), b.svc.Attach(ctx, b.user, a.Of, file, a.Note)
	}
	what := service.Addition{Kind: a.Kind, File: file, Title: a.Title, Day: a.Day, Note: a.Note}
	for _, f := range a.Fields {
		what.Fields = append(what.Fields, service.Field{Name: f[0], Value: f[1]})
	}
	added, err := b.svc.Add(ctx, b.user, id, what)
	if err != nil {
		return "", err
	}
	return added[0].Heading(), nil
}

// Undo implements screen.Backend.
func (b backend) Undo(ctx context.Context, id string) (string, error) {
	undone, err := b.svc.Undo(ctx, b.user, id)
	if err != nil {
		return "", err
	}
	return screen.Told(undoneWords(undone), strings.Join(taughtWords(undone.Taught), " ")), nil
}

// Accept implements screen.Backend.
func (b backend) Accept(ctx context.Context, id string) (int, error) {
	done, err := b.svc.Accept(ctx, b.user, id)
	return done.Decided, err
}

// others are the dates of the matches that m quotes or is nearly the same as.
func (b backend) others(ctx context.Context, id string, m request.Match) (map[string]time.Time, error) {
	asked := map[string]bool{}
	if m.NearOf != "" {
		asked[m.NearOf] = true
	}
	for _, q := range m.Quotes {
		if q.Of != "" {
			asked[q.Of] = true
		}
	}
	if len(asked) == 0 {
		return nil, nil
	}
	out := map[string]time.Time{}
	found, err := b.svc.Matches(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, o := range found.List {
		if asked[o.Item] {
			out[o.Item] = o.Date
		}
	}
	return out, nil
}
