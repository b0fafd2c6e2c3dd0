// Package cli holds the commands: each reads its flags, calls the service, and
// prints what it answers. Nothing here does work itself.
//
// A command runs in an [Env], so that the agent can run it for a client with
// the client's streams, and a test with buffers.
package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"sarsen/agent/config"
	"sarsen/agent/daemon"
	"sarsen/agent/service"
)

// app is one run of one command.
type app struct {
	Env
	configFile string
	json       bool
	quiet      bool
	noColor    bool
}

const long = `sarsen finds the personal data that a council holds about one person, in file
shares, mailboxes and documents, and makes a verified pack of it for them.

  sarsen demo                                  the whole job on a sample council
  sarsen init --data ./data --source ./shares  write a configuration
  sarsen crawl                                 read the sources
  sarsen request new --name "Ann Example"      open a request
  sarsen find 2026-0001                        find the person
  sarsen tui                                   decide on a screen

` + exitHelp

// Run runs the command in env and returns its exit code.
func Run(ctx context.Context, env Env) int {
	a := &app{Env: env}
	root := &cobra.Command{
		Use:           "sarsen",
		Short:         "Answer subject access requests from the council's own files",
		Long:          long,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage("there is no command %q", args[0])
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	flags := root.PersistentFlags()
	flags.StringVar(&a.configFile, "config", "", "configuration `file` (default ./sarsen.yaml, then the user's and the system's)")
	flags.BoolVar(&a.json, "json", false, "print JSON, one object a line")
	flags.BoolVarP(&a.quiet, "quiet", "q", false, "no progress and no remarks")
	flags.BoolVar(&a.noColor, "no-color", false, "no colour")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return errUsage{flagError(err)} })
	root.CompletionOptions.HiddenDefaultCmd = true
	root.InitDefaultHelpFlag() // known by now, it takes no command for its value
	root.SetHelpCommand(&cobra.Command{Hidden: true})
	root.AddCommand(a.commands()...)
	root.SetArgs(env.Args)
	root.SetIn(env.Stdin)
	root.SetOut(env.Stdout)
	root.SetErr(env.Stderr)
	called, err := root.ExecuteContextC(ctx)
	c := code(ctx, err)
	report(env.Stderr, err, c, a.json, called.CommandPath())
	return c
}

func (a *app) commands() []*cobra.Command {
	return []*cobra.Command{
		a.demoCommand(), a.initCommand(), a.sourceCommand(), a.crawlCommand(), a.serveCommand(), a.statusCommand(), a.unreadCommand(),
		a.searchCommand(), a.requestCommand(), a.findCommand(), a.queriesCommand(), a.cluesCommand(), a.explainCommand(), a.peopleCommand(), a.reviewCommand(),
		a.decideCommand(), a.pageCommand(), a.undoCommand(), a.releaseCommand(), a.exportCommand(), a.caseCommand(), a.verifyCommand(), a.extractCommand(),
		a.detectCommand(), a.rulesCommand(), a.redactCommand(), a.auditCommand(), a.indexCommand(), a.doctorCommand(), a.backupCommand(), a.restoreCommand(), a.tuiCommand(),
		a.versionCommand(),
	}
}

// args checks the number of arguments and names what is missing.
func args(names ...string) cobra.PositionalArgs {
	return func(_ *cobra.Command, given []string) error {
		if len(given) < len(names) {
			return usage("%s is missing", names[len(given)])
		}
		if len(given) > len(names) {
			return usage("%q is one argument too many", given[len(names)])
		}
		return nil
	}
}

// load reads the configuration.
func (a *app) load() (config.Config, error) {
	file := a.configFile
	if file == "" {
		here := filepath.Join(a.Dir, "sarsen.yaml")
		if _, err := os.Stat(here); err == nil {
			file = here
		}
	}
	path, err := config.Find(a.path(file))
	if err != nil {
		return config.Config{}, err
	}
	return config.Load(path)
}

// with runs fn with the service: the agent's own when the command runs inside
// it; that of a running agent, to which the whole command is handed; else one
// that owns the stores until fn returns.
func (a *app) with(ctx context.Context, what string, fn func(*service.Service) error) error {
	if a.Service != nil {
		return fn(a.Service)
	}
	cfg, err := a.load()
	if err != nil {
		return err
	}
	if handed, err := a.hand(ctx, cfg); handed {
		return err
	}
	err = a.own(ctx, cfg, what, fn)
	if errors.Is(err, service.ErrBusy) { // perhaps by an agent that was still starting
		if handed, err := a.hand(ctx, cfg); handed {
			return err
		}
	}
	return err
}

// hand hands the whole command to a running agent, and reports whether one runs.
func (a *app) hand(ctx context.Context, cfg config.Config) (bool, error) {
	exit, err := daemon.Call(ctx, cfg.Data, a.session())
	switch {
	case errors.Is(err, daemon.ErrNone):
		return false, nil
	case err != nil:
		return true, err
	case exit != exitOK:
		return true, errExit(exit)
	}
	return true, nil
}

// own runs fn with stores that this process owns.
func (a *app) own(ctx context.Context, cfg config.Config, what string, fn func(*service.Service) error) (err error) {
	svc, err := service.Open(ctx, cfg, service.Options{
		What: what, Now: a.Now, Worker: a.Worker, Remark: func(text string) { a.remark("%s", text) },
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, svc.Close()) }()
	return fn(svc)
}

// session is this command as an agent is to run it.
func (a *app) session() daemon.Session {
	return daemon.Session{
		Start: daemon.Start{
			Args: a.Args, Dir: a.Dir, User: string(a.User), NoColor: a.noColor || a.Getenv("NO_COLOR") != "", Term: a.Getenv("TERM"),
			In: a.TTY.In, Out: a.TTY.Out, Err: a.TTY.Err, Width: a.TTY.Width, Height: a.TTY.Height,
		},
		Stdin: a.Stdin, Stdout: a.Stdout, Stderr: a.Stderr, Resize: a.TTY.Resize,
	}
}

// emit prints one JSON object on a line.
func (a *app) emit(v any) error {
	enc := json.NewEncoder(a.Stdout)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// say prints a line for people; nothing under --json.
func (a *app) say(format string, args ...any) {
	if !a.json {
		_, _ = fmt.Fprintf(a.Stdout, format+"\n", args...)
	}
}

// remark tells something beside the result, on standard error.
func (a *app) remark(format string, args ...any) {
	if !a.quiet {
		_, _ = fmt.Fprintf(a.Stderr, format+"\n", args...)
	}
}

// color reports whether standard output may be coloured.
func (a *app) color() bool {
	return a.TTY.Out && !a.noColor && a.Getenv("NO_COLOR") == "" && !a.json
}

// readAll reads a file, or standard input for "-".
func (a *app) readAll(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(a.Stdin)
	}
	return os.ReadFile(a.path(name))
}
