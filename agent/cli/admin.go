package cli

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"sarsen/agent/service"
)

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "backup FILE",
		Short:   "Write register, audit record, holds and case files to one archive",
		Long:    "Consistent while the agent works. Index and catalogue are left out: they are\nmade again from the sources. Keep the archive as safe as the data folder.",
		Example: "  sarsen backup /srv/backup/sarsen-2026-06-01.tar.zst",
		Args:    args("FILE"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "backup", func(svc *service.Service) error {
				out := a.path(given[0])
				if err := svc.Backup(c.Context(), a.User, out); err != nil {
					return err
				}
				if a.json {
					return a.emit(map[string]string{"backup": out})
				}
				a.say("Wrote %s.", out)
				return nil
			})
		},
	}
}

func (a *app) restoreCommand() *cobra.Command {
	force := false
	c := &cobra.Command{
		Use:     "restore FILE",
		Short:   "Put a backup into the data folder",
		Example: "  sarsen restore /srv/backup/sarsen-2026-06-01.tar.zst && sarsen crawl",
		Args:    args("FILE"),
		RunE: func(c *cobra.Command, given []string) error {
			if a.Service != nil {
				return fmt.Errorf("stop the agent first: it owns the stores")
			}
			cfg, err := a.load()
			if err != nil {
				return err
			}
			if err := service.Restore(c.Context(), cfg.Data, a.path(given[0]), force, a.Now()); err != nil {
				return err
			}
			a.say("Restored. Next: 'sarsen audit verify', then 'sarsen crawl'.")
			return nil
		},
	}
	c.Flags().BoolVar(&force, "force", false, "replace the register that is there")
	return c
}

func (a *app) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "doctor",
		Short:   "Which helpers are installed, and are the stores sound?",
		Example: "  sarsen doctor --json",
		Args:    args(),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.with(c.Context(), "doctor", func(svc *service.Service) error {
				bad := false
				for _, f := range svc.Doctor(c.Context()) {
					bad = bad || f.Bad
					if a.json {
						if err := a.emit(f); err != nil {
							return err
						}
						continue
					}
					sign := "ok  "
					if f.Bad {
						sign = "BAD "
					}
					a.say("%s %s: %s", sign, f.What, f.Detail)
				}
				if bad {
					return errExit(exitFailed)
				}
				return nil
			})
		},
	}
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "The program's version",
		Example: "  sarsen version",
		Args:    args(),
		RunE: func(*cobra.Command, []string) error {
			version, goVersion := "unknown", ""
			if info, ok := debug.ReadBuildInfo(); ok {
				version, goVersion = info.Main.Version, info.GoVersion
			}
			if a.json {
				return a.emit(map[string]string{"version": version, "go": goVersion})
			}
			a.say("sarsen %s (%s)", version, goVersion)
			return nil
		},
	}
}
