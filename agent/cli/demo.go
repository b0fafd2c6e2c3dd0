package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"sarsen/agent/config"
	"sarsen/agent/request"
	"sarsen/agent/service"
	"sarsen/redact"
)

// The two people that the demo plays.
const (
	demoOfficer  service.Officer = "demo officer"
	demoReviewer service.Officer = "demo reviewer"
)

func (a *app) demoCommand() *cobra.Command {
	out := ""
	c := &cobra.Command{
		Use:   "demo [-o DIR]",
		Short: "The whole job on a sample council",
		Long: `Crawls the files and mail of an invented council, opens a request, finds the
person, marks what belongs to others, accepts the proposals, and exports a
verified pack. Needs no configuration; writes to a temporary folder, or to DIR.`,
		Example: "  sarsen demo\n  sarsen demo -o ./demo",
		Args:    args(),
		RunE: func(c *cobra.Command, _ []string) error {
			dir, err := a.demoDir(out)
			if err != nil {
				return err
			}
			return a.demo(c.Context(), dir)
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "`folder` to write to; must be new or empty")
	return c
}

func (a *app) demoDir(out string) (string, error) {
	if out == "" {
		return os.MkdirTemp("", "sarsen-demo-")
	}
	dir, err := filepath.Abs(a.path(out))
	if err != nil {
		return "", err
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if len(entries) > 0 {
		return "", fmt.Errorf("%s is not empty: name a new folder", dir)
	}
	return dir, os.MkdirAll(dir, 0o700)
}

func (a *app) demo(ctx context.Context, dir string) error {
	sample, err := service.WriteSample(filepath.Join(dir, "council"))
	if err != nil {
		return fmt.Errorf("write sample council: %w", err)
	}
	a.say("1. The sample council's files and mail, all invented, lie in %s.", filepath.Join(dir, "council"))
	file := filepath.Join(dir, "sarsen.yaml")
	if err := config.Write(file, "./data", []string{"./council"}, true); err != nil {
		return err
	}
	if err := config.Describe(file, sample.Council, sample.Contact, sample.Domains); err != nil {
		return err
	}
	cfg, err := config.Load(file)
	if err != nil {
		return err
	}
	return a.own(ctx, cfg, "demo", func(svc *service.Service) error { return a.demoJob(ctx, svc, dir, sample) })
}

func (a *app) demoJob(ctx context.Context, svc *service.Service, dir string, sample service.Sample) error {
	start := time.Now()
	line := a.progressLine()
	crawled, err := svc.Crawl(ctx, demoOfficer, nil, line.crawl())
	line.clear()
	if err != nil {
		return err
	}
	cov := crawled[0].Coverage
	if crawled[0].Err != nil {
		return crawled[0].Err
	}
	l := coverageJSON(cov)
	a.say("2. Crawled: %s seen, %d indexed, %d partly, %d empty, %s not read, in %s.", count(cov.Seen, "item"), l.Indexed, l.Partial, l.Empty,
		unreadWords(l.Unread), time.Since(start).Round(100*time.Millisecond))

	opened, _, err := svc.NewRequest(ctx, demoOfficer, request.Request{Right: request.Access, Profile: sample.Profile})
	if err != nil {
		return err
	}
	id := opened.ID
	if _, err := svc.AddEvent(ctx, demoOfficer, id, request.Event{Kind: request.IdentitySeen, Note: "passport, at the desk"}); err != nil {
		return err
	}
	a.say("3. Request %s of %s, received today, due %s.", id, sample.Profile.Names[0], dueWords(opened))

	found, err := svc.Find(ctx, demoOfficer, id)
	if err != nil {
		return err
	}
	n := map[string]int{}
	for _, m := range found.List {
		n[m.Likelihood]++
	}
	a.say("4. Found %s: %d certain, %d likely, %d possible, %d unlikely (namesakes and mere words).", count(len(found.List), "match"), n["certain"], n["likely"], n["possible"], n["unlikely"])

	people, _, err := svc.People(ctx, id)
	if err != nil {
		return err
	}
	roles := map[string]int{}
	for _, p := range people {
		roles[string(p.Role)]++
	}
	a.say("5. %s named beside the subject: %d third parties, %d staff, %d professionals, %d of the household.", count(len(people), "person"),
		roles["third party"], roles["staff"], roles["professional"], roles["household"])

	accepted, err := svc.Accept(ctx, demoOfficer, id)
	if err != nil {
		return err
	}
	a.say("6. Accepted every proposal: %s on people, %s on marks.", count(accepted.People, "decision"), count(accepted.Marks, "decision"))

	if err := a.demoGates(ctx, svc, id); err != nil {
		return err
	}

	if _, err := svc.Release(ctx, demoReviewer, id); err != nil {
		return err
	}
	a.say("7. Released by a second person (the demo plays both).")

	line = a.progressLine()
	done, err := svc.Export(ctx, demoOfficer, id, service.ExportOptions{Out: filepath.Join(dir, "pack"), Progress: line.export()})
	line.clear()
	if err != nil {
		for _, f := range done.Report.Findings {
			a.remark("%s: %s in %s: %s", f.File, f.Kind, f.Layer, f.Detail)
		}
		return err
	}
	s := done.Summary
	a.say("8. Built the pack: %s, %d in full, %d in part, %d duplicates; %s.", count(s.Items, "item"), s.Disclosed, s.Part, s.Duplicate, count(s.Masks, "redaction"))
	a.say("9. Verified: %s opened again and searched for %s; none was found. %s more are masked where they are marked.", count(done.Report.Files, "file"),
		count(done.Searched, "withheld value"), number(done.Unsearched+done.Mixed))
	a.say("   Done in %s. Open index.html in the pack. To go on by hand: sarsen tui --config %s", time.Since(start).Round(100*time.Millisecond), svc.Config.File)
	if a.json {
		return a.emit(map[string]any{"pack": done.Path, "request": id, "config": svc.Config.File, "seen": cov.Seen, "matches": len(found.List), "masks": s.Masks})
	}
	a.say("%s", done.Path)
	return nil
}

// demoGates answers what the law asks of protected data, as an officer would who
// has read the places that raise it.
func (a *app) demoGates(ctx context.Context, svc *service.Service, id string) error {
	rev, err := svc.Overview(ctx, id)
	if err != nil {
		return err
	}
	for _, g := range rev.OpenGates() {
		if _, err := svc.DecideAll(ctx, demoOfficer, id, []string{redact.TargetGate + string(g.Name)}, redact.Disclose, "", demoAnswer(string(g.Name))); err != nil {
			return err
		}
		a.say("   Gate %s, %s: %s.", g.Name, count(len(g.Items), "item"), demoAnswer(string(g.Name)))
	}
	return nil
}

// demoAnswer is what the demo's officer says to a gate.
func demoAnswer(gate string) string {
	if gate == "health" {
		return "they told the council this themselves, so they know it"
	}
	return "read through: it is their own, and giving it harms nobody"
}
