package cli

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"sarsen/agent/config"
	"sarsen/agent/service"
)

func (a *app) initCommand() *cobra.Command {
	data, force := "./data", false
	var sources []string
	c := &cobra.Command{
		Use:     "init [--data DIR] [--source PATH|URL ...]",
		Short:   "Write a commented sarsen.yaml here",
		Example: "  sarsen init --data ./data --source ./shares --source imaps://box@mail.council.example",
		Args:    args(),
		RunE: func(c *cobra.Command, _ []string) error {
			if len(sources) == 0 && !c.Flags().Changed("data") && a.TTY.In && a.TTY.Out {
				var err error
				if sources, err = a.ask(); err != nil {
					return err
				}
			}
			path := a.path("sarsen.yaml")
			if a.configFile != "" {
				path = a.path(a.configFile)
			}
			err := config.Write(path, data, sources, force)
			if err != nil {
				return err
			}
			for _, s := range sources {
				if strings.Contains(s, "://") {
					continue
				}
				at := s
				if !filepath.IsAbs(at) {
					at = filepath.Join(filepath.Dir(path), s)
				}
				if _, err := os.Stat(at); err != nil {
					a.remark("Note: there is nothing at %s yet.", s)
				}
			}
			if a.json {
				return a.emit(map[string]any{"config": path, "sources": len(sources)})
			}
			a.say("Wrote %s.", path)
			a.remark("Next: 'sarsen source check', then 'sarsen crawl'.")
			return nil
		},
	}
	c.Flags().StringVar(&data, "data", data, "`folder` of index, catalogue and register")
	c.Flags().StringArrayVar(&sources, "source", nil, "`location` to crawl; may be repeated")
	c.Flags().BoolVar(&force, "force", false, "overwrite the configuration that is there")
	return c
}

// ask asks for locations, one a line, until an empty line.
func (a *app) ask() ([]string, error) {
	var out []string
	in := bufio.NewScanner(a.Stdin)
	_, _ = fmt.Fprintln(a.Stdout, "Which folder, mail store or mailbox shall be crawled? One a line; an empty line ends.")
	for {
		_, _ = fmt.Fprint(a.Stdout, "> ")
		if !in.Scan() {
			return out, in.Err()
		}
		line := strings.TrimSpace(in.Text())
		if line == "" {
			return out, nil
		}
		out = append(out, line)
	}
}

func (a *app) sourceCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "source",
		Short: "List and check the sources, log in to them",
		Args:  args("list, check or login"),
		RunE: func(_ *cobra.Command, given []string) error {
			return usage("there is no 'source %s'; there are list, check and login", given[0])
		},
	}
	c.AddCommand(&cobra.Command{
		Use:     "list",
		Short:   "What is configured",
		Example: "  sarsen source list",
		Args:    args(),
		RunE: func(*cobra.Command, []string) error {
			cfg, err := a.config()
			if err != nil {
				return err
			}
			return a.sourceList(cfg)
		},
	}, &cobra.Command{
		Use:     "check [NAME]",
		Short:   "Can the sources be reached and read?",
		Example: "  sarsen source check shares",
		RunE: func(c *cobra.Command, names []string) error {
			return a.with(c.Context(), "source check", func(svc *service.Service) error { return a.sourceCheck(c, svc, names) })
		},
	}, a.loginCommand())
	return c
}

func (a *app) config() (config.Config, error) {
	if a.Service != nil {
		return a.Service.Config, nil
	}
	return a.load()
}

func (a *app) sourceList(cfg config.Config) error {
	rows := [][]string{{"SOURCE", "LOCATION", "SCHEDULE"}}
	for _, s := range cfg.Sources {
		if a.json {
			if err := a.emit(map[string]string{"source": s.Name, "location": s.Location, "schedule": s.Schedule}); err != nil {
				return err
			}
		}
		rows = append(rows, []string{s.Name, s.Location, s.Schedule})
	}
	switch {
	case a.json:
		return nil
	case len(cfg.Sources) == 0:
		a.say("No source is configured: add one under 'sources' in %s.", cfg.File)
		return nil
	}
	return table(a.Stdout, rows)
}

func (a *app) sourceCheck(c *cobra.Command, svc *service.Service, names []string) error {
	if len(names) == 0 {
		for _, s := range svc.Config.Sources {
			names = append(names, s.Name)
		}
	}
	if len(names) == 0 {
		return errors.New("no source is configured")
	}
	failed := 0
	for _, n := range names {
		said, err := svc.CheckSource(c.Context(), n)
		if err != nil {
			failed++
			said = err.Error()
		}
		if a.json {
			if err := a.emit(map[string]any{"source": n, "ok": err == nil, "detail": said}); err != nil {
				return err
			}
			continue
		}
		a.say("%s: %s", n, said)
	}
	if failed > 0 {
		return errExit(exitFailed)
	}
	return nil
}
