package cli

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sarsen/agent/request"
	"sarsen/agent/service"
)

func (a *app) requestCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "request",
		Short: "Open, list, show, edit, add to and close requests",
		Args:  args("new, list, show, edit, add, remove, event, handover or close"),
		RunE: func(_ *cobra.Command, given []string) error {
			return usage("there is no 'request %s'; there are new, list, show, edit, add, remove, event, handover and close", given[0])
		},
	}
	c.AddCommand(a.requestNew(), a.requestList(), a.requestShow(), a.requestEdit(), a.requestAdd(), a.requestRemove(), a.requestEvent(), a.requestHandover(), a.requestClose())
	return c
}

func (a *app) requestNew() *cobra.Command {
	var f profileFlags
	c := &cobra.Command{
		Use:   "new",
		Short: "Open a request; prints its ID",
		Example: `  sarsen request new --name "Ann Example" --date-of-birth 1961-03-09 --received 2026-06-01
  sarsen request new --profile ann.json --json`,
		Args: args(),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.with(c.Context(), "request new", func(svc *service.Service) error {
				r, err := f.read(a)
				if err != nil {
					return err
				}
				opened, warnings, err := svc.NewRequest(c.Context(), a.User, r)
				if err != nil {
					return errUsage{err}
				}
				if warnings == nil {
					warnings = []string{}
				}
				for _, w := range warnings {
					a.remark("Note: %s.", w)
				}
				if a.json {
					line := caseJSON(opened)
					line["warnings"] = warnings
					return a.emit(line)
				}
				a.say("%s", opened.ID)
				a.remark("Due %s. Next: sarsen find %s", dueWords(opened), opened.ID)
				return nil
			})
		},
	}
	f.add(c)
	c.Flags().StringVar(&f.right, "right", "", "access (default), portability, rectification, erasure, restriction, objection or complaint")
	return c
}

// caseJSON is a request in JSON.
func caseJSON(c service.Case) map[string]any {
	return map[string]any{
		"id": c.ID, "right": c.Right, "state": c.Standing, "received": isoDay(c.Received), "due": isoDay(c.Clock.Due), "left": left(c),
		"rule_set": c.RuleSet, "late": c.Late, "closed": isoDay(c.Closed), "outcome": c.Outcome, "profile": c.Profile, "events": eventsJSON(c.Events),
		"clock": map[string]any{
			"start": isoDay(c.Clock.Start), "due": isoDay(c.Clock.Due), "latest_arguable": isoDay(c.Clock.LatestArguable), "internal": isoDay(c.Clock.Internal),
			"first_month": isoDay(c.Clock.FirstMonth), "pause_days": c.Clock.PauseDays, "waiting": c.Clock.Waiting, "paused": c.Clock.Paused,
			"extended": c.Clock.Extended, "rule_set": c.Clock.RuleSet, "working": c.Clock.Working,
		},
	}
}

// left is the number of days left; nil while the month has not begun.
func left(c service.Case) any {
	if c.Clock.Due.IsZero() {
		return nil
	}
	return c.Left
}

func eventsJSON(events []request.Event) []map[string]string {
	out := []map[string]string{}
	for _, e := range events {
		out = append(out, map[string]string{"kind": string(e.Kind), "on": isoDay(e.On), "reason": e.Reason, "note": e.Note, "by": e.By, "recorded": stamp(e.Recorded)})
	}
	return out
}

func (a *app) requestList() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "All requests with their days left",
		Example: "  sarsen request list --json",
		Args:    args(),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.with(c.Context(), "request list", func(svc *service.Service) error {
				all, err := svc.Requests(c.Context())
				if err != nil {
					return err
				}
				if !a.json {
					return a.sayRequests(all, true)
				}
				for _, r := range all {
					if err := a.emit(caseJSON(r)); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
}

func (a *app) requestShow() *cobra.Command {
	return &cobra.Command{
		Use:     "show ID",
		Short:   "One request: profile, events, and how its date was worked out",
		Example: "  sarsen request show 2026-0001",
		Args:    args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "request show", func(svc *service.Service) error {
				r, err := svc.Request(c.Context(), given[0])
				if err != nil {
					return err
				}
				return a.showCase(c.Context(), svc, r)
			})
		},
	}
}

// showCase prints a request with what was added to it and handed over.
func (a *app) showCase(ctx context.Context, svc *service.Service, c service.Case) error {
	added, err := svc.Added(ctx, c.ID)
	if err != nil {
		return err
	}
	handed, err := svc.Handovers(c.ID)
	if err != nil {
		return err
	}
	if a.json {
		line := caseJSON(c)
		line["added"] = addedJSON(added)
		line["handovers"] = handoversJSON(handed)
		return a.emit(line)
	}
	a.say("Request %s, %s, %s", c.ID, c.Right, c.Standing)
	if c.Late != "" {
		a.say("%s", strings.ToUpper(c.Late))
	}
	a.say("")
	rows := [][]string{}
	add := func(what string, values ...string) {
		for _, v := range values {
			if v != "" {
				rows = append(rows, []string{"  " + what, v})
				what = ""
			}
		}
	}
	p := c.Profile
	add("Name", p.Names...)
	add("Former name", p.FormerNames...)
	add("Nickname", p.Nicknames...)
	add("Date of birth", p.DateOfBirth)
	add("Address", p.Addresses...)
	add("E-mail", p.Emails...)
	add("Phone", p.Phones...)
	for _, k := range slices.Sorted(maps.Keys(p.Identifiers)) {
		add(k, p.Identifiers[k])
	}
	add("Reference", p.References...)
	add("Relative", p.Relatives...)
	if err := table(a.Stdout, rows); err != nil {
		return err
	}
	rules := c.Clock.RuleSet
	if c.RuleSet != "" && c.RuleSet != rules {
		rules += "; the request was opened under " + c.RuleSet
	}
	a.say("\nThe clock (rules %s):", rules)
	for _, w := range c.Clock.Working {
		a.say("  %s", w)
	}
	if !c.Clock.Due.IsZero() {
		a.say("  Due: %s. Internal target of 28 days: %s.", dueWords(c), day(c.Clock.Internal))
	}
	if len(c.Events) > 0 {
		a.say("\nEvents:")
		for _, e := range c.Events {
			a.say("  %s  %s by %s  %s", day(e.On), e.Kind, e.By, oneLine(strings.TrimSpace(e.Reason+" "+e.Note)))
		}
	}
	a.sayAdded(added)
	a.showHandovers(handed)
	return nil
}
