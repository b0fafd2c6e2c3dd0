package cli

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"sarsen/agent/service"
	"sarsen/redact"
)

// reviewText prints the items of a review with their marks: first by person,
// confidential sources before all others, then what belongs to nobody, then
// phrases that only may tell who is meant.
func (a *app) reviewText(ctx context.Context, svc *service.Service, all, shown service.Review) error {
	people, _, err := svc.People(ctx, all.Case.ID)
	if err != nil {
		return err
	}
	byID := map[string]service.Person{}
	for _, p := range people {
		byID[p.ID] = p
	}
	gates := openGatesOf(all)
	for _, i := range shown.Items {
		a.say("%s  %s  [%s]  %s", i.Verdict, oneLine(cut(i.Heading(), 60)), i.Item, i.Likelihood)
		for _, g := range grouped(i.Marks, byID) {
			a.say("    %s", g.title)
			for _, m := range g.marks {
				a.sayMark(m)
			}
		}
		if err := a.reviewAreas(i); err != nil {
			return err
		}
		if list := gates[i.Item]; len(list) > 0 {
			a.say("    gates open: %s", strings.Join(list, ", "))
		}
	}
	a.remarkLost(all)
	return nil
}

func (a *app) sayMark(m redact.Mark) {
	reason := strings.TrimSpace(m.Code + " " + m.Reason)
	if m.Class != "" {
		reason = a.classed(m.Class, strings.ToUpper(string(m.Class))) + " " + reason
	}
	a.say("      %-9s %-8s  %-14s %s  %s", m.Decision, m.Proposal, m.Kind, oneLine(cut(m.Text, 40)), reason)
}

// A markGroup is what a list of marks has in common.
type markGroup struct {
	title string
	rank  int
	marks []redact.Mark
}

// grouped puts the marks of an item in groups, the more important first.
func grouped(marks []redact.Mark, people map[string]service.Person) []markGroup {
	var order []string
	groups := map[string]*markGroup{}
	for _, m := range marks {
		key, g := groupOf(m, people)
		if groups[key] == nil {
			groups[key] = &g
			order = append(order, key)
		}
		had := groups[key]
		had.marks, had.rank = append(had.marks, m), min(had.rank, g.rank)
	}
	out := make([]markGroup, 0, len(order))
	for _, key := range order {
		out = append(out, *groups[key])
	}
	slices.SortStableFunc(out, func(a, b markGroup) int { return cmp.Compare(a.rank, b.rank) })
	return out
}

// groupOf says in which group a mark is listed, and how early.
func groupOf(m redact.Mark, people map[string]service.Person) (string, markGroup) {
	p, known := people[m.Person]
	switch {
	case m.Kind.LowConfidence() && m.Class != redact.ClassConfidential:
		return "look", markGroup{title: "For a look, since it may tell who is meant without a name:", rank: 9}
	case known && (p.Class == redact.ClassConfidential || m.Class == redact.ClassConfidential):
		return "person " + m.Person, markGroup{title: oneLine(p.Name) + " (" + roleWords(p) + ")", rank: 0}
	case m.Class == redact.ClassConfidential:
		return "source", markGroup{title: "What would tell who a confidential source is:", rank: 1}
	case known && p.Proposal != redact.Disclose:
		return "person " + m.Person, markGroup{title: oneLine(p.Name) + " (" + roleWords(p) + ")", rank: 2}
	case known:
		return "person " + m.Person, markGroup{title: oneLine(p.Name) + " (" + roleWords(p) + ")", rank: 4}
	}
	return "nobody", markGroup{title: "Of nobody in particular:", rank: 3}
}
