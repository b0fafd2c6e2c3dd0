package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sarsen/agent/audit"
)

func (a *app) auditCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "audit",
		Short: "Show and verify the record of acts",
		Args:  args("show or verify"),
		RunE: func(_ *cobra.Command, given []string) error {
			return usage("there is no 'audit %s'; there are show and verify", given[0])
		},
	}
	id := ""
	show := &cobra.Command{
		Use:     "show",
		Short:   "Who did what, and when",
		Example: "  sarsen audit show --request 2026-0001",
		Args:    args(),
		RunE: func(*cobra.Command, []string) error {
			cfg, err := a.config()
			if err != nil {
				return err
			}
			return audit.Each(cfg.Data, func(r audit.Record) error {
				if id != "" && r.Request != id {
					return nil
				}
				if a.json {
					return a.emit(r)
				}
				var facts []string
				for _, k := range slices.Sorted(maps.Keys(r.Facts)) {
					facts = append(facts, k+" "+r.Facts[k])
				}
				a.say("%s", strings.TrimSpace(fmt.Sprintf("%6d  %s  %-10s %-15s %s %s %s", r.N, r.At.Local().Format("2 Jan 2006 15:04:05"), r.By, r.Act, r.Request, r.Target, strings.Join(facts, ", "))))
				return nil
			})
		},
	}
	show.Flags().StringVar(&id, "request", "", "only of the request with this `ID`")
	c.AddCommand(show, &cobra.Command{
		Use:     "verify",
		Short:   "Check that nothing on the record was changed, removed or cut off",
		Example: "  sarsen audit verify",
		Args:    args(),
		RunE: func(*cobra.Command, []string) error {
			cfg, err := a.config()
			if err != nil {
				return err
			}
			v, err := audit.Verify(cfg.Data)
			if err != nil {
				return err
			}
			if a.json {
				if err := a.emit(v); err != nil {
					return err
				}
			} else if v.OK {
				a.say("The record is whole: %s.", count(int(v.Records), "act"))
			}
			if v.OK {
				return nil
			}
			for _, f := range v.Faults {
				a.say("%s", f)
			}
			return errExit(exitCheck)
		},
	})
	return c
}
