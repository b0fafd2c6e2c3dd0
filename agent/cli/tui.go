package cli

import (
	"cmp"
	"context"
	"time"

	"sarsen/agent/request"
	"sarsen/agent/service"
	"sarsen/crawlers"
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
	for _, g := range rev.OpenGates() {
		d.Gates = append(d.Gates, gateLine(g))
	}
	d.Exceptions = len(rev.Exceptions())
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
