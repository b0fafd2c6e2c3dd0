package cli

import (
	"cmp"
	"context"
	"path/filepath"
	"strings"
	"time"

	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/agent/service"
	"sarsen/crawlers"
	"sarsen/crawlers/documents"
	"sarsen/redact"
	"sarsen/tui"
	"sarsen/tui/screen"
)

// tui runs the terminal interface on a service, in this terminal or in that of
// a client.
func (a *app) tui(ctx context.Context, svc *service.Service) error {
	opts := tui.Options{
		NoColor: a.noColor || a.Getenv("NO_COLOR") != "", Today: svc.Today(), ExportDir: a.Dir, Width: a.TTY.Width, Height: a.TTY.Height,
	}
	if a.Service != nil { // a client's terminal
		opts.Input, opts.Output, opts.Resize = a.Stdin, a.Stdout, a.TTY.Resize
		opts.Environ = []string{"TERM=" + a.Getenv("TERM")}
	}
	return tui.Run(ctx, backend{svc, a.User, a.Dir}, opts)
}

// backend is the service as the screens see it.
type backend struct {
	svc  *service.Service
	user service.Officer
	dir  string
}

var _ screen.Backend = backend{}

func (b backend) line(c service.Case) screen.RequestLine {
	return screen.RequestLine{
		ID: c.ID, Subject: c.Profile.Names[0], Right: c.Right, State: c.Standing, Due: c.Clock.Due, Left: c.Left, Late: c.Late,
	}
}

// Requests implements screen.Backend.
func (b backend) Requests(ctx context.Context) ([]screen.RequestLine, error) {
	all, err := b.svc.Requests(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]screen.RequestLine, 0, len(all))
	for _, c := range all {
		l := b.line(c)
		m, err := b.svc.Matches(ctx, c.ID)
		if err != nil {
			return nil, err
		}
		l.Matches = len(m.List)
		for _, match := range m.List {
			if m.Run.Since > 0 && m.Run.Change(match) != request.Unchanged {
				l.New++
			}
		}
		out = append(out, l)
	}
	return out, nil
}

// Request implements screen.Backend.
func (b backend) Request(ctx context.Context, id string) (screen.RequestDetail, error) {
	rev, err := b.svc.Overview(ctx, id)
	if err != nil {
		return screen.RequestDetail{}, err
	}
	d := screen.RequestDetail{
		RequestLine: b.line(rev.Case), Received: rev.Case.Received, Profile: rev.Case.Profile, Working: rev.Case.Clock.Working,
		Events: rev.Case.Events, Queries: rev.Run.Queries, Edited: rev.Run.Edited, ByLikelihood: map[string]int{}, Missing: b.svc.Missing(rev),
	}
	clues, err := b.svc.Clues(ctx, id)
	if err != nil {
		return screen.RequestDetail{}, err
	}
	for _, c := range clues {
		if c.State == request.ClueOpen {
			d.Clues++
		}
	}
	added, err := b.svc.Added(ctx, id)
	if err != nil {
		return screen.RequestDetail{}, err
	}
	for _, a := range added {
		d.Added = append(d.Added, screen.AddedLine{What: string(a.Kind) + ": " + cmp.Or(a.Title, a.Name), By: a.By, At: a.At, Removed: a.Removed})
	}
	d.Matches = len(rev.Items)
	for _, i := range rev.Items {
		d.ByLikelihood[i.Likelihood]++
		if rev.Run.Since > 0 && rev.Run.Change(i.Match) != request.Unchanged {
			d.New++
		}
		if i.Verdict == redact.Disclose {
			d.Open += open(i.Marks)
		}
	}
	return d, nil
}

func open(marks []redact.Mark) int {
	n := 0
	for _, m := range marks {
		if m.Decision == redact.Open {
			n++
		}
	}
	return n
}

// NewRequest implements screen.Backend.
func (b backend) NewRequest(ctx context.Context, right request.Right, received time.Time, p request.Profile) (string, error) {
	c, _, err := b.svc.NewRequest(ctx, b.user, request.Request{Right: right, Received: received, Profile: p})
	return c.ID, err
}

// Find implements screen.Backend.
func (b backend) Find(ctx context.Context, id string) error {
	_, err := b.svc.Find(ctx, b.user, id)
	return err
}

// Matches implements screen.Backend.
func (b backend) Matches(ctx context.Context, id string) ([]screen.MatchLine, error) {
	rev, err := b.svc.Overview(ctx, id)
	if err != nil {
		return nil, err
	}
	out := make([]screen.MatchLine, 0, len(rev.Items))
	for _, i := range rev.Items {
		out = append(out, matchLineOf(rev, i))
	}
	return out, nil
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
		})
	}
	return out, nil
}

// Decide implements screen.Backend.
func (b backend) Decide(ctx context.Context, id string, targets []string, v redact.Verdict, code, reason string) (string, error) {
	done, err := b.svc.DecideAll(ctx, b.user, id, targets, v, code, reason)
	return strings.Join(taughtWords(done.Taught), " "), err
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
	did := "Taken back: " + count(len(undone.Decisions), "decision") + "."
	if ds := undone.Decisions; len(ds) == 1 {
		did = "Taken back: " + ds[0].Verdict + " " + ds[0].Target + "."
	}
	return screen.Told(did, strings.Join(taughtWords(undone.Taught), " ")), nil
}

// Accept implements screen.Backend.
func (b backend) Accept(ctx context.Context, id string) (int, error) {
	done, err := b.svc.Accept(ctx, b.user, id)
	return done.Decided, err
}

// Release implements screen.Backend.
func (b backend) Release(ctx context.Context, id string) error {
	_, err := b.svc.Release(ctx, b.user, id)
	return err
}

// Export implements screen.Backend.
func (b backend) Export(ctx context.Context, id string, ask screen.Export, progress func(doing string, done, total int)) (screen.ExportResult, error) {
	opts := service.ExportOptions{Out: ask.Out, Draft: ask.Draft, Progress: progress, Encrypt: service.Encryption{Format: ask.Lock, PasswordFile: ask.Password}}
	if err := (&app{Env: Env{Dir: b.dir}}).exportOptions(&opts, ask.Split); err != nil {
		return screen.ExportResult{}, err
	}
	done, err := b.svc.Export(ctx, b.user, id, opts)
	r := screen.ExportResult{Path: done.Path, Files: len(done.Files), Password: done.Password, OK: err == nil, Draft: ask.Draft, Items: done.Summary.Items, Redacted: done.Summary.Masks}
	for _, f := range done.Report.Findings {
		r.Findings = append(r.Findings, f.File+": "+string(f.Kind)+" in "+f.Layer+": "+f.Detail)
	}
	if len(r.Findings) > 0 {
		return r, nil // the screen shows them
	}
	return r, err
}

// Search implements screen.Backend.
func (b backend) Search(ctx context.Context, text string, limit int) ([]screen.SearchLine, int, error) {
	hits, total, _, err := b.svc.Search(ctx, b.user, text, limit)
	if err != nil {
		return nil, 0, err
	}
	out := make([]screen.SearchLine, 0, len(hits))
	for _, h := range hits {
		l := screen.SearchLine{
			Item: h.ID, Source: h.Source, Path: h.Path, Part: h.Part, Title: h.Label(), Date: h.Date(), Score: h.Score, Snippet: h.Snippet,
		}
		for _, s := range h.Hits {
			l.Hits = append(l.Hits, redact.Span{Start: s.Start, End: s.End})
		}
		out = append(out, l)
	}
	return out, total, nil
}

// Sources implements screen.Backend.
func (b backend) Sources(ctx context.Context) ([]screen.SourceLine, error) {
	all, err := b.svc.Status(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]screen.SourceLine, 0, len(all))
	for _, c := range all {
		l := coverageJSON(c)
		out = append(out, screen.SourceLine{
			Name: c.Source, Location: l.Location, Last: c.Last.Finished, Running: c.Running, Seen: c.Seen, Indexed: c.ByState[crawlers.Indexed],
			Partial: l.Partial, Empty: l.Empty, Unread: l.Unread,
		})
	}
	return out, nil
}
