package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sarsen/agent/service"
	"sarsen/redact"
)

func (a *app) undoCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "undo ID",
		Short: "Take the last decision back",
		Long: `Takes back the last act, whoever did it: one decision, or all that were taken
together, as by 'review --accept'. It says what it took back. Done again, it takes
back the act before. What other acts decided stays.`,
		Example: "  sarsen undo 2026-0001",
		Args:    args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "undo", func(svc *service.Service) error {
				undone, err := svc.Undo(c.Context(), a.User, given[0])
				if err != nil {
					return err
				}
				ds := undone.Decisions
				if a.json {
					return a.emit(map[string]any{
						"undone": len(ds), "target": ds[0].Target, "verdict": ds[0].Verdict, "taught": orEmpty(undone.Taught),
						"targets": targetsOf(ds), "names": undone.Names, "by": ds[0].By, "at": stamp(ds[0].At),
					})
				}
				a.say("%s", oneLine(undoneWords(undone)))
				a.sayTaught(undone.Taught)
				return nil
			})
		},
	}
}

func (a *app) releaseCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "release ID",
		Short: "The second person's word, after the checks",
		Long: `Says that the pack may leave. It needs everything decided, identity confirmed, and
somebody else than those who decided. A decision after it takes it back. Gates that
nobody answered are told; where the configuration says "gates: stop" they stop it.`,
		Example: "  sarsen release 2026-0001",
		Args:    args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "release", func(svc *service.Service) error {
				cs, err := svc.Release(c.Context(), a.User, given[0])
				if err != nil {
					return err
				}
				a.warnLate(cs)
				rev, err := svc.Overview(c.Context(), given[0])
				if err != nil {
					return err
				}
				open, exceptions := rev.OpenGates(), len(rev.Exceptions())
				if a.json {
					return a.emit(map[string]any{"request": given[0], "released": true, "gates_open": gateNames(open), "exceptions": exceptions})
				}
				a.remarkGates(given[0], open)
				if exceptions > 0 {
					a.remark("%s in one place and disclosed in another: 'sarsen review %s --exceptions'.", withheldWords(exceptions), given[0])
				}
				a.say("Released. Next: sarsen export %s -o OUT", given[0])
				return nil
			})
		},
	}
}

// namesShown is how many of the things that an act was on are named.
const namesShown = 5

// undoneWords says what an undo took back.
func undoneWords(d service.Decided) string {
	ds := d.Decisions
	if len(ds) == 1 && strings.HasPrefix(ds[0].Target, redact.TargetGate) {
		return fmt.Sprintf("Taken back: the answer to %s, by %s on %s.", d.Names[0], ds[0].By, day(ds[0].At))
	}
	if len(ds) == 1 {
		return fmt.Sprintf("Taken back: %s %s, decided by %s on %s.", ds[0].Verdict, d.Names[0], ds[0].By, day(ds[0].At))
	}
	what := "taken"
	if ds[0].Reason == redact.Accepted {
		what = "accepted as proposed"
	}
	var list []string
	for _, n := range slices.Backward(d.Names) { // those decided first, which are the people
		if len(list) < namesShown {
			list = append(list, cut(n, 60))
		}
	}
	names := strings.Join(list, ", ")
	if more := len(d.Names) - len(list); more > 0 {
		names += fmt.Sprintf(" and %d more", more)
	}
	return fmt.Sprintf("Taken back: the %d decisions of one act, %s by %s on %s: %s.", len(ds), what, ds[0].By, day(ds[0].At), names)
}

// keptWords says that a decision left marks as they were.
func keptWords(n int) string {
	if n == 1 {
		return "1 mark stays as it was: decided by itself, or of a confidential source."
	}
	return fmt.Sprintf("%d marks stay as they were: decided by themselves, or of a confidential source.", n)
}

func withheldWords(n int) string {
	if n == 1 {
		return "1 value is withheld"
	}
	return fmt.Sprintf("%d values are withheld", n)
}

func gateNames(gates []service.Gate) []string {
	out := []string{}
	for _, g := range gates {
		out = append(out, string(g.Name))
	}
	return out
}
