package cli

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"sarsen/agent/daemon"
	"sarsen/agent/service"
)

func (a *app) serveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "The agent: crawl on schedule, and let commands work side by side",
		Long: `Owns the stores, crawls each source on its schedule, and runs find again for open
requests after each pass. Other commands and 'sarsen tui' use it over a local
socket, so officers can work while it crawls. Stops cleanly on Ctrl-C or SIGTERM.`,
		Example: "  sarsen serve",
		Args:    args(),
		RunE: func(c *cobra.Command, _ []string) error {
			if a.Service != nil {
				return fmt.Errorf("the agent runs already")
			}
			cfg, err := a.load()
			if err != nil {
				return err
			}
			err = a.own(c.Context(), cfg, "serve", func(svc *service.Service) error { return a.serve(c.Context(), svc) })
			if err == nil || c.Context().Err() != nil {
				a.log("stopped")
				return nil // stopping is how it ends
			}
			return err
		},
	}
}

func (a *app) log(format string, args ...any) {
	a.remark("%s %s", a.Now().Format(time.DateTime), fmt.Sprintf(format, args...))
}

func (a *app) serve(ctx context.Context, svc *service.Service) error {
	agent := &daemon.Agent{
		Data: svc.Config.Data, Work: work{svc, a}, Now: a.Now, Log: a.log,
		Run: func(ctx context.Context, s daemon.Session) int { return Run(ctx, a.inside(svc, s)) },
	}
	a.log("serving %s on %s", count(len(svc.Config.Sources), "source"), daemon.SocketPath(svc.Config.Data))
	return agent.Serve(ctx)
}

// inside is the environment of a client's command in this agent.
func (a *app) inside(svc *service.Service, s daemon.Session) Env {
	return Env{
		Args: s.Args, Stdin: s.Stdin, Stdout: s.Stdout, Stderr: s.Stderr, Dir: s.Dir, User: service.Officer(s.User),
		Getenv: func(name string) string {
			switch {
			case name == "NO_COLOR" && s.NoColor:
				return "1"
			case name == "TERM":
				return s.Term
			}
			return ""
		},
		Now: a.Now, Worker: a.Worker, Service: svc,
		TTY: Terminal{In: s.In, Out: s.Out, Err: s.Err, Width: s.Width, Height: s.Height, Resize: s.Resize},
	}
}

// work is what the agent does by itself.
type work struct {
	svc *service.Service
	a   *app
}

// agentName stands for the officer where nobody gave the command.
const agentName service.Officer = "agent"

// Plans implements daemon.Work.
func (w work) Plans(ctx context.Context) ([]daemon.Plan, error) {
	covered, err := w.svc.Status(ctx)
	if err != nil {
		return nil, err
	}
	var out []daemon.Plan
	for i, src := range w.svc.Config.Sources {
		last := covered[i].Last.Started
		if covered[i].Running {
			last = time.Time{} // a pass that was cut off goes on at once
		}
		out = append(out, daemon.Plan{Source: src.Name, Schedule: src.Schedule, Last: last})
	}
	return out, nil
}

// Between implements daemon.Work.
func (w work) Between(ctx context.Context) error {
	return w.svc.Recognise(ctx, agentName, nil, nil)
}

// Pass implements daemon.Work.
func (w work) Pass(ctx context.Context, sources []string) error {
	done, err := w.svc.Crawl(ctx, agentName, sources, nil)
	if err != nil {
		return err
	}
	for _, d := range done {
		if d.Err != nil {
			w.a.log("%v", d.Err)
			continue
		}
		w.a.log("%s: %d new, %d changed, %d gone, %d not read", d.Source, d.Pass.New, d.Pass.Changed, d.Pass.Gone, notRead(d.Coverage))
	}
	found, err := w.svc.FindAgain(ctx, agentName)
	for id, n := range found {
		w.a.log("request %s: %d new or changed", id, n)
	}
	return err
}

func (a *app) tuiCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "tui",
		Short: "The terminal interface",
		Long: `Requests with their days left, matches with reasons, items with marks, and the
export, all by keyboard; ? shows the keys. Everything it does, a command does too.`,
		Example: "  sarsen tui",
		Args:    args(),
		RunE: func(c *cobra.Command, _ []string) error {
			if !a.TTY.In || !a.TTY.Out {
				return fmt.Errorf("the terminal interface needs a terminal; every screen is a command as well, see 'sarsen --help'")
			}
			if a.Service != nil {
				return a.tui(c.Context(), a.Service)
			}
			return a.inTerminal(func() error {
				return a.with(c.Context(), "tui", func(svc *service.Service) error { return a.tui(c.Context(), svc) })
			})
		},
	}
}

// agentRuns reports whether an agent answers on the configured data folder.
func (a *app) agentRuns() bool {
	cfg, err := a.load()
	if err != nil {
		return false
	}
	_, err = os.Stat(daemon.SocketPath(cfg.Data))
	return err == nil
}
