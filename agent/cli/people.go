package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sarsen/agent/service"
	"sarsen/redact"
)

// peopleFlags say which people are shown, and with what.
type peopleFlags struct {
	contexts bool
	only     string
}

// contextsShown is how many places of each person are shown.
const contextsShown = 3

// filters are the people that --only takes.
var filters = []string{"open", "third-party", "staff", "shared", "confidential"}

func (a *app) peopleCommand() *cobra.Command {
	var f peopleFlags
	c := &cobra.Command{
		Use:   "people ID",
		Short: "Other people found in the matches, with role, counts and decision",
		Long: `Lists the other people found in the matches, the most often named first, with what
is proposed and decided. TO DECIDE counts their marks that nobody decided on, APART
those decided in another way than the person. --contexts shows where they are named.
Whoever asked not to be named is a confidential source: what would tell who it was is
proposed to be withheld with the name.`,
		Example: "  sarsen people 2026-0001\n  sarsen people 2026-0001 --only confidential --contexts\n  sarsen decide 2026-0001 person:5f1c… disclose",
		Args:    args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			if f.only != "" && !slices.Contains(filters, f.only) {
				return usage("--only takes one of %s", strings.Join(filters, ", "))
			}
			return a.with(c.Context(), "people", func(svc *service.Service) error {
				return a.people(c.Context(), svc, given[0], f)
			})
		},
	}
	c.Flags().BoolVar(&f.contexts, "contexts", false, "show up to three places at which each is named")
	c.Flags().StringVar(&f.only, "only", "", "only those that are `WHICH`: "+strings.Join(filters, ", "))
	return c
}

func (a *app) people(ctx context.Context, svc *service.Service, id string, f peopleFlags) error {
	all, cs, err := svc.People(ctx, id)
	if err != nil {
		return err
	}
	a.warnLate(cs)
	if len(svc.Config.Domains) == 0 {
		a.remark("No mail domain of the council is configured, so that its own staff may pass for others: 'domains' in %s.", svc.Config.File)
	}
	var places map[string][]service.Context
	if f.contexts {
		if places, err = svc.Contexts(ctx, id, "", contextsShown); err != nil {
			return err
		}
	}
	shown := slices.DeleteFunc(slices.Clone(all), func(p service.Person) bool { return !f.takes(p) })
	switch {
	case a.json:
		return a.emitPeople(shown, places)
	case len(all) == 0:
		a.say("Nobody else is named in the matches. Has the subject been found? 'sarsen find %s'", id)
		return nil
	case len(shown) == 0:
		a.say("None of the %s found is %s.", count(len(all), "person"), f.only)
		return nil
	case f.contexts:
		a.sayPeople(shown, places)
		return nil
	}
	return table(a.Stdout, peopleRows(shown))
}

func (f peopleFlags) takes(p service.Person) bool {
	switch f.only {
	case "open":
		return p.Decision == redact.Open
	case "third-party":
		return p.Role == redact.ThirdParty
	case "staff":
		return p.Role == redact.Staff || p.Role == redact.Professional
	case "shared":
		return p.Class == redact.ClassShared || p.Role == redact.Household
	case "confidential":
		return p.Class == redact.ClassConfidential
	}
	return true
}

func (a *app) emitPeople(all []service.Person, places map[string][]service.Context) error {
	for _, p := range all {
		line := map[string]any{
			"person": p.ID, "name": p.Name, "role": p.Role, "mentions": p.Mentions, "items": p.Items, "decision": p.Decision,
			"code": p.Code, "proposal": p.Proposal, "reason": p.Reason, "class": p.Class, "open": p.Open, "apart": p.Apart,
		}
		if places != nil {
			line["contexts"] = orEmpty(places[p.ID])
		}
		if err := a.emit(line); err != nil {
			return err
		}
	}
	return nil
}

func peopleRows(all []service.Person) [][]string {
	rows := [][]string{{"PERSON", "NAME", "ROLE", "MENTIONS", "ITEMS", "PROPOSED", "DECISION", "TO DECIDE", "APART", "GROUND"}}
	for _, p := range all {
		rows = append(rows, []string{
			p.ID, cut(p.Name, 32), roleWords(p), number(p.Mentions), number(p.Items), string(p.Proposal), string(p.Decision), number(p.Open), number(p.Apart),
			cut(p.Code+" "+p.Reason, 40),
		})
	}
	return rows
}

// roleWords is a person's role, with their class where they have one.
func roleWords(p service.Person) string {
	if p.Class == "" {
		return string(p.Role)
	}
	return string(p.Role) + ", " + string(p.Class)
}

// sayPeople prints people one by one, with the places at which they are named.
func (a *app) sayPeople(all []service.Person, places map[string][]service.Context) {
	for _, p := range all {
		a.say("%s  %s  [%s]  named %s in %s", oneLine(p.Name), a.classed(p.Class, "("+roleWords(p)+")"), p.ID, count(p.Mentions, "time"), count(p.Items, "item"))
		a.say("    proposed %s, decided %s; %s to decide  %s", p.Proposal, p.Decision, count(p.Open, "mark"), oneLine(strings.TrimSpace(p.Code+" "+p.Reason)))
		for _, c := range places[p.ID] {
			a.say("    … %s[%s]%s …  %s", oneLine(c.Snippet[:c.Start]), oneLine(c.Snippet[c.Start:c.End]), oneLine(c.Snippet[c.End:]), cut(c.Title, 40))
		}
	}
}

// classed paints words as the class asks for: red for a confidential source,
// yellow for what is shared. They say the same without colour.
func (a *app) classed(class redact.Class, words string) string {
	if !a.color() {
		return words
	}
	switch class {
	case redact.ClassConfidential:
		return "\x1b[1;31m" + words + "\x1b[0m"
	case redact.ClassShared:
		return "\x1b[33m" + words + "\x1b[0m"
	}
	return words
}
