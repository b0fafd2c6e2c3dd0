package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"sarsen/agent/service"
	"sarsen/redact"
)

func (a *app) peopleCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "people ID",
		Short:   "Other people found in the matches, with role, counts and decision",
		Example: "  sarsen people 2026-0001\n  sarsen decide 2026-0001 person:5f1c… disclose",
		Args:    args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "people", func(svc *service.Service) error {
				all, cs, err := svc.People(c.Context(), given[0])
				if err != nil {
					return err
				}
				a.warnLate(cs)
				rows := [][]string{{"PERSON", "NAME", "ROLE", "MENTIONS", "ITEMS", "PROPOSED", "DECISION", "GROUND"}}
				for _, p := range all {
					if a.json {
						if err := a.emit(map[string]any{
							"person": p.ID, "name": p.Name, "role": p.Role, "mentions": p.Mentions, "items": p.Items, "decision": p.Decision,
							"code": p.Code, "proposal": p.Proposal, "reason": p.Reason,
						}); err != nil {
							return err
						}
						continue
					}
					rows = append(rows, []string{p.ID, cut(p.Name, 32), string(p.Role), number(p.Mentions), number(p.Items), string(p.Proposal), string(p.Decision), cut(p.Code+" "+p.Reason, 40)})
				}
				switch {
				case a.json:
					return nil
				case len(all) == 0:
					a.say("Nobody else is named in the matches. Has the subject been found? 'sarsen find %s'", given[0])
					return nil
				}
				return table(a.Stdout, rows)
			})
		},
	}
}

func (a *app) reviewCommand() *cobra.Command {
	accept, item := false, ""
	c := &cobra.Command{
		Use:   "review ID",
		Short: "Marks and decisions of a request's items",
		Long: `Lists what is marked in the items that go into the pack, what was proposed and
what was decided. --accept accepts every proposal that is still open; what is for
judgement (a shared address, family) is withheld. Nothing that a person decided
is changed.`,
		Example: "  sarsen review 2026-0001 --item 3k7qd2xw5m4n6p2r\n  sarsen review 2026-0001 --accept",
		Args:    args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "review", func(svc *service.Service) error {
				if accept {
					done, err := svc.Accept(c.Context(), a.User, given[0])
					if err != nil {
						return err
					}
					a.warnLate(done.Case)
					if a.json {
						return a.emit(map[string]any{"accepted": done.Decided, "people": done.People, "marks": done.Marks})
					}
					a.say("Accepted %s: %s, %s.", count(done.Decided, "proposal"), count(done.People, "person"), count(done.Marks, "mark"))
					return nil
				}
				return a.review(c, svc, given[0], item)
			})
		},
	}
	c.Flags().BoolVar(&accept, "accept", false, "accept every open proposal")
	c.Flags().StringVar(&item, "item", "", "only this `ITEM`")
	return c
}

func (a *app) review(c *cobra.Command, svc *service.Service, id, item string) error {
	r, err := svc.Review(c.Context(), id, item)
	if err != nil {
		return err
	}
	a.warnLate(r.Case)
	open := 0
	for _, i := range r.Items {
		if !a.json {
			a.say("%s  %s  [%s]  %s", i.Verdict, oneLine(cut(i.Heading(), 60)), i.Item, i.Likelihood)
		}
		for _, m := range i.Marks {
			if m.Decision == redact.Open && i.Verdict == redact.Disclose {
				open++
			}
			if a.json {
				if err := a.emit(markJSON(m)); err != nil {
					return err
				}
				continue
			}
			a.say("    %-9s %-8s  %-14s %s  %s", m.Decision, m.Proposal, m.Kind, oneLine(cut(m.Text, 40)), strings.TrimSpace(m.Code+" "+m.Reason))
		}
		if err := a.reviewAreas(i); err != nil {
			return err
		}
	}
	for _, l := range r.Lost {
		if strings.HasPrefix(l.Target, redact.TargetArea) {
			a.remark("The area %s that %s withheld has lost its place: the item has other bytes now. Look at it again, then settle it: sarsen decide %s %s open",
				l.Target, l.By, r.Case.ID, l.Target)
			continue
		}
		a.remark("The decision %s of %s on %s has lost its place: what was marked is no longer there, or not recognised. Look at its item again, then settle it: sarsen decide %s %s open",
			l.Verdict, l.By, l.Target, r.Case.ID, l.Target)
	}
	if len(r.Items) == 0 {
		a.say("No match yet: 'sarsen find %s'.", id)
		return nil
	}
	a.say("%s in %s still to decide.", count(open, "mark"), count(len(r.Items), "item"))
	return nil
}

func markJSON(m redact.Mark) map[string]any {
	return map[string]any{
		"mark": m.ID, "item": m.Item, "field": m.Field, "start": m.Start, "end": m.End, "text": m.Text, "kind": m.Kind, "person": m.Person,
		"score": m.Score, "reason": m.Reason, "proposal": m.Proposal, "code": m.Code, "decision": m.Decision, "by": m.By,
	}
}

func (a *app) decideCommand() *cobra.Command {
	var t targetFlags
	var p placeFlags
	var code, reason, with string
	c := &cobra.Command{
		Use:   "decide ID TARGET disclose|withhold|open",
		Short: "One decision on an item, a person, a mark, or a place of a page",
		Long: `TARGET is the ID of an item ('sarsen find'), a person ('sarsen people'), a mark or
an area ('sarsen review --json'), with or without item:, person:, mark: or area:
before it. Disclosing an item puts it into the pack; withholding it keeps it out.
A mark's own decision beats its person's. 'open' takes a target back to undecided.
What is decided on an item teaches the rest of the request: what stands beside the
name in an item that is theirs is theirs elsewhere, what stands there in somebody
else's (withheld with the code scope, as it is without --code) is not. The answer
says which others that changes.

What is decided on an item holds for its copies (the same bytes or the same text),
where nobody decides on these themselves. --with decides on all items of its
duplicates, thread or family at once, but for those that were decided on before;
'undo' takes all of that back.

--page withholds whole pages of an item; with --area only what stands, or is
shown, in a rectangle of the page: left, top, right and bottom from the page's
top left corner, in points, or for a picture in its pixels ('sarsen page').`,
		Example: `  sarsen decide 2026-0001 item:3k7qd2xw5m4n6p2r withhold --code S2.19 --reason "advice of counsel"
  sarsen decide 2026-0001 3k7qd2xw5m4n6p2r withhold --code scope
  sarsen decide 2026-0001 3k7qd2xw5m4n6p2r disclose --with thread
  sarsen decide 2026-0001 --person 5f1c0e77 --disclose --reason "has consented"
  sarsen decide 2026-0001 --item 3k7qd2xw5m4n6p2r --page 3 --area 72,100,300,140 --withhold
  sarsen decide 2026-0001 --item 3k7qd2xw5m4n6p2r --page 2-5 --withhold --code S2.16`,
		RunE: func(c *cobra.Command, given []string) error {
			target, verdict, err := t.decision(given)
			if err != nil {
				return err
			}
			if with != "" && !service.Group(with).Valid() {
				return usage("--with takes duplicates, thread or family")
			}
			if p.given() {
				areas, err := p.areas(target)
				if err != nil {
					return err
				}
				return a.decideAreas(c, given[0], target, areas, verdict, code, reason)
			}
			return a.with(c.Context(), "decide", func(svc *service.Service) error {
				done, err := svc.DecideGroup(c.Context(), a.User, given[0], []string{target}, service.Group(with), verdict, code, reason)
				if errors.Is(err, redact.ErrCode) {
					return errUsage{err}
				}
				if err != nil {
					return err
				}
				a.warnLate(done.Case)
				d := done.Decisions[0]
				if a.json {
					line := decisionJSON(given[0], d)
					line["taught"] = orEmpty(done.Taught)
					if with != "" {
						line["with"], line["also"], line["left"] = with, targetsOf(done.Decisions[1:]), done.Left
					}
					return a.emit(line)
				}
				a.say("Decided: %s %s%s.", d.Verdict, d.Target, alsoWords(with, len(done.Decisions)-1, done.Left))
				a.sayTaught(done.Taught)
				return nil
			})
		},
	}
	f := c.Flags()
	t.add(f)
	p.add(f)
	f.StringVar(&code, "code", "", "legal ground, such as S2.16; without one scope (not theirs) for an item, and another person's rights for the rest")
	f.StringVar(&reason, "reason", "", "why")
	f.StringVar(&with, "with", "", "decide on the `GROUP` of the item too: duplicates, thread or family")
	return c
}

func (a *app) undoCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "undo ID",
		Short:   "Take the last decision back",
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
					return a.emit(map[string]any{"undone": len(ds), "target": ds[0].Target, "verdict": ds[0].Verdict, "taught": orEmpty(undone.Taught)})
				}
				if len(ds) == 1 {
					a.say("Taken back: %s %s.", ds[0].Verdict, ds[0].Target)
				} else {
					a.say("Taken back: the %d decisions of one act.", len(ds))
				}
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
somebody else than those who decided. A decision after it takes it back.`,
		Example: "  sarsen release 2026-0001",
		Args:    args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "release", func(svc *service.Service) error {
				cs, err := svc.Release(c.Context(), a.User, given[0])
				if err != nil {
					return err
				}
				a.warnLate(cs)
				if a.json {
					return a.emit(map[string]any{"request": given[0], "released": true})
				}
				a.say("Released. Next: sarsen export %s -o OUT", given[0])
				return nil
			})
		},
	}
}
