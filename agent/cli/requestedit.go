package cli

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sarsen/agent/request"
	"sarsen/agent/service"
)

func (a *app) requestEdit() *cobra.Command {
	var f profileFlags
	var remove []string
	c := &cobra.Command{
		Use:   "edit ID",
		Short: "Add to the profile or take from it, or correct the day of receipt",
		Long: `Adds what the flags name to the profile, and takes away each value that --remove
names; a profile file replaces it. Find again afterwards: what the officer decided
is kept.`,
		Example: "  sarsen request edit 2026-0001 --email ann@example.example --remove \"4 Quarry Row\"",
		Args:    args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "request edit", func(svc *service.Service) error {
				r, err := f.read(a)
				if err != nil {
					return err
				}
				if f.file == "" {
					old, err := svc.Request(c.Context(), given[0])
					if err != nil {
						return err
					}
					for kind, v := range old.Profile.Identifiers {
						if r.Profile.Identifiers[kind] == "" {
							setIdentifier(&r.Profile, kind, v)
						}
					}
					ids := r.Profile.Identifiers
					r.Profile = merge(old.Profile, r.Profile)
					r.Profile.Identifiers = ids
				}
				for _, v := range remove {
					if !r.Profile.Remove(v) {
						return usage("--remove %q: the profile has no such value", v)
					}
				}
				edited, err := svc.EditRequest(c.Context(), a.User, given[0], r.Profile, r.Received)
				if err != nil {
					return err
				}
				return a.showCase(c.Context(), svc, edited)
			})
		},
	}
	f.add(c)
	c.Flags().StringArrayVar(&remove, "remove", nil, "`value` to take from the profile; may be repeated")
	return c
}

func (a *app) requestEvent() *cobra.Command {
	on, reason, note := "", "", ""
	var kinds []string
	for _, k := range request.Events() {
		kinds = append(kinds, string(k))
	}
	c := &cobra.Command{
		Use:   "event ID KIND",
		Short: "Record identity, clarification, extension, fee, refusal or complaint",
		Long:  "Records what happened on a day. Kinds: " + strings.Join(kinds, ", ") + ".",
		Example: `  sarsen request event 2026-0001 identity-seen --on 2026-06-20
  sarsen request event 2026-0001 clarification-asked --reason "thousands of items" --note "Which years?"`,
		Args: args("ID", "KIND"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "request event", func(svc *service.Service) error {
				e := request.Event{Kind: request.EventKind(given[1]), Reason: reason, Note: note}
				if on != "" {
					d, err := request.ParseDate(on)
					if err != nil {
						return usage("--on: %w", err)
					}
					e.On = d
				}
				if !slices.Contains(kinds, given[1]) {
					return usage("event %q is none of %s", given[1], strings.Join(kinds, ", "))
				}
				r, err := svc.AddEvent(c.Context(), a.User, given[0], e)
				if err != nil {
					return err
				}
				if a.json {
					return a.emit(caseJSON(r))
				}
				a.say("Recorded. Due %s.", dueWords(r))
				return nil
			})
		},
	}
	c.Flags().StringVar(&on, "on", "", "the day, `YYYY-MM-DD` (default today)")
	c.Flags().StringVar(&reason, "reason", "", "why")
	c.Flags().StringVar(&note, "note", "", "anything to keep, such as the question sent")
	return c
}

func (a *app) requestClose() *cobra.Command {
	sent, outcome := "", ""
	c := &cobra.Command{
		Use:     "close ID",
		Short:   "End a request with the day its answer was sent",
		Example: "  sarsen request close 2026-0001 --sent 2026-06-30",
		Args:    args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "request close", func(svc *service.Service) error {
				var on time.Time
				if sent != "" {
					var err error
					if on, err = request.ParseDate(sent); err != nil {
						return usage("--sent: %w", err)
					}
				}
				r, err := svc.CloseRequest(c.Context(), a.User, given[0], on, outcome)
				if err != nil {
					return err
				}
				if a.json {
					return a.emit(caseJSON(r))
				}
				a.say("Closed: answer sent %s.", day(r.Closed))
				if r.Late != "" {
					a.say("%s.", strings.ToUpper(r.Late[:1])+r.Late[1:])
				}
				return nil
			})
		},
	}
	c.Flags().StringVar(&sent, "sent", "", "the day the answer was sent, `YYYY-MM-DD` (default today)")
	c.Flags().StringVar(&outcome, "outcome", "", "answered (default), refused or withdrawn, in your words")
	return c
}
