package cli

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"sarsen/agent/service"
	"sarsen/redact"
)

// reviewFlags say what of a review is shown.
type reviewFlags struct {
	accept, gates, exceptions bool
	item                      string
}

func (a *app) reviewCommand() *cobra.Command {
	var f reviewFlags
	c := &cobra.Command{
		Use:   "review ID",
		Short: "Marks and decisions of a request's items, and what to look at",
		Long: `Lists what is marked in the items of a request, by person, what was proposed and
what was decided. Phrases that may tell who is meant without a name stand apart,
below. Then come the values that leave in one place and are withheld in another,
and the gates: what the law asks before health, social work and other data that it
protects more is given. A gate is answered with 'decide ID gate:NAME disclose
--reason …', for all items that raise it, or with gate:NAME:ITEM for one; health
also by 'request event ID health-opinion'. --gates and --exceptions show only these.

--accept accepts every proposal that is still open; what is for judgement (a shared
address, family) is withheld. Nothing that a person decided is changed, and no gate
is answered.`,
		Example: "  sarsen review 2026-0001 --item 3k7qd2xw5m4n6p2r\n  sarsen review 2026-0001 --gates\n  sarsen review 2026-0001 --accept",
		Args:    args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "review", func(svc *service.Service) error {
				if f.accept {
					return a.accept(c.Context(), svc, given[0])
				}
				return a.review(c.Context(), svc, given[0], f)
			})
		},
	}
	c.Flags().BoolVar(&f.accept, "accept", false, "accept every open proposal")
	c.Flags().BoolVar(&f.gates, "gates", false, "only the gates, with the places that raise them")
	c.Flags().BoolVar(&f.exceptions, "exceptions", false, "only the values that are not marked the same way everywhere")
	c.Flags().StringVar(&f.item, "item", "", "only this `ITEM`")
	c.MarkFlagsMutuallyExclusive("accept", "gates", "exceptions")
	return c
}

func (a *app) accept(ctx context.Context, svc *service.Service, id string) error {
	done, err := svc.Accept(ctx, a.User, id)
	if err != nil {
		return err
	}
	a.warnLate(done.Case)
	if a.json {
		return a.emit(map[string]any{"accepted": done.Decided, "people": done.People, "marks": done.Marks, "disclosed": done.Disclosed, "judgement": done.Judgement})
	}
	a.say("Accepted %s: %s, %s.", count(done.Decided, "proposal"), count(done.People, "person"), count(done.Marks, "mark"))
	if done.Judgement > 0 {
		a.say("%d of them were left to judgement, and are withheld.", done.Judgement)
	}
	rev, err := svc.Overview(ctx, id)
	if err != nil {
		return err
	}
	a.remarkGates(rev.Case.ID, rev.OpenGates())
	return nil
}

func (a *app) review(ctx context.Context, svc *service.Service, id string, f reviewFlags) error {
	r, err := svc.Overview(ctx, id)
	if err != nil {
		return err
	}
	a.warnLate(r.Case)
	shown := r
	if f.item != "" { // gates and exceptions stay those of the whole request
		shown, err = svc.Review(ctx, id, f.item)
		if err != nil {
			return err
		}
	}
	values, err := svc.ValueIDs(r)
	if err != nil {
		return err
	}
	switch {
	case f.gates:
		return a.sayGates(r, f.item, true)
	case f.exceptions:
		return a.sayExceptions(r, values)
	case a.json:
		return a.emitMarks(shown, values)
	}
	if err := a.reviewText(ctx, svc, r, shown); err != nil {
		return err
	}
	if len(r.Items) == 0 {
		a.say("No match yet: 'sarsen find %s'.", id)
		return nil
	}
	if err := errors.Join(a.sayExceptions(r, values), a.sayGates(r, f.item, false)); err != nil {
		return err
	}
	marks, items := toDecide(shown)
	a.say("%s in %s still to decide.", count(marks, "mark"), count(items, "item"))
	return nil
}

// toDecide counts the open marks of what goes into the pack, and the items that
// have them.
func toDecide(r service.Review) (marks, items int) {
	for _, i := range r.Items {
		if i.Verdict != redact.Disclose {
			continue
		}
		open := 0
		for _, m := range i.Marks {
			if m.Decision == redact.Open {
				open++
			}
		}
		if marks += open; open > 0 {
			items++
		}
	}
	return marks, items
}

// emitMarks prints the marks and areas as JSON.
func (a *app) emitMarks(r service.Review, values map[string]string) error {
	gates := openGatesOf(r)
	for _, i := range r.Items {
		for _, m := range i.Marks {
			line := markJSON(m)
			line["value"], line["gates"] = values[m.ID], orEmpty(gates[i.Item])
			if err := a.emit(line); err != nil {
				return err
			}
		}
		if err := a.reviewAreas(i); err != nil {
			return err
		}
	}
	a.remarkLost(r)
	return nil
}

// remarkLost tells of decisions that have lost their place.
func (a *app) remarkLost(r service.Review) {
	for _, l := range r.Lost {
		if strings.HasPrefix(l.Target, redact.TargetArea) {
			a.remark("The area %s that %s withheld has lost its place: the item has other bytes now. Look at it again, then settle it: sarsen decide %s %s open",
				l.Target, l.By, r.Case.ID, l.Target)
			continue
		}
		a.remark("The decision %s of %s on %s has lost its place: what was marked is no longer there, or not recognised. Look at its item again, then settle it: sarsen decide %s %s open",
			l.Verdict, l.By, l.Target, r.Case.ID, l.Target)
	}
}

func markJSON(m redact.Mark) map[string]any {
	return map[string]any{
		"mark": m.ID, "item": m.Item, "field": m.Field, "start": m.Start, "end": m.End, "text": m.Text, "kind": m.Kind, "person": m.Person,
		"class": m.Class, "score": m.Score, "reason": m.Reason, "proposal": m.Proposal, "code": m.Code, "decision": m.Decision, "by": m.By,
	}
}
