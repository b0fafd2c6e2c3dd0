package cli

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"sarsen/agent/request"
	"sarsen/agent/service"
)

// queryActs are the flags of 'queries' that change something.
type queryActs struct{ add, off, on, remove []string }

func (a *app) queriesCommand() *cobra.Command {
	var acts queryActs
	c := &cobra.Command{
		Use:   "queries ID",
		Short: "Show and edit what is asked of the index for a request",
		Long: `Lists the queries that the profile gives, with what each looks for and how many
items it finds now, and those that officers added. What is added is asked beside
them: an item that only such a query finds is listed as possible. A query of the
profile can be turned off and on again. Run find afterwards; who changed what, and
when, is kept with the request. The language is that of 'sarsen search'.`,
		Example: `  sarsen queries 2026-0001
  sarsen queries 2026-0001 --add '"quarry lane" AND damp'
  sarsen queries 2026-0001 --off 3`,
		Args: args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "queries", func(svc *service.Service) error {
				changed, err := a.changeQueries(c, svc, given[0], acts)
				if err != nil {
					return err
				}
				list, err := svc.Queries(c.Context(), given[0])
				if err != nil {
					return err
				}
				if err := a.sayQueries(list); err != nil {
					return err
				}
				if changed {
					a.remark("Next: sarsen find %s", given[0])
				}
				return nil
			})
		},
	}
	f := c.Flags()
	f.StringArrayVar(&acts.add, "add", nil, "ask this `query`, too; may be repeated, as all of these")
	f.StringArrayVar(&acts.remove, "remove", nil, "do not ask a `query` that was added any more, by number or text")
	f.StringArrayVar(&acts.off, "off", nil, "do not ask a `query` of the profile, by number or text")
	f.StringArrayVar(&acts.on, "on", nil, "ask a `query` again that was turned off, by number or text")
	return c
}

// changeQueries does what the flags say, and reports whether there was anything.
// Numbers are those of the list as it is before: what renumbers comes last.
func (a *app) changeQueries(c *cobra.Command, svc *service.Service, id string, acts queryActs) (bool, error) {
	changed := false
	for _, step := range []struct {
		act  request.QueryAct
		refs []string
		did  string
	}{{request.QueryOff, acts.off, "Turned off"}, {request.QueryOn, acts.on, "Turned on"}, {request.QueryRemoved, acts.remove, "Removed"}, {request.QueryAdded, acts.add, "Added"}} {
		for _, ref := range step.refs {
			l, err := svc.ChangeQuery(c.Context(), a.User, id, step.act, ref)
			if errors.Is(err, service.ErrQuery) {
				return changed, errUsage{err}
			}
			if err != nil {
				return changed, err
			}
			changed = true
			a.remark("%s: %s", step.did, cut(l.Text, 100))
			if step.act == request.QueryAdded && l.Many() {
				a.remark("Note: it finds %s. Each that holds nothing of the profile will be listed as possible.", count(l.Items, "item"))
			}
		}
	}
	return changed, nil
}

func (a *app) sayQueries(list []service.QueryLine) error {
	if a.json {
		for _, l := range list {
			if err := a.emit(map[string]any{
				"n": l.N, "query": l.Text, "for": l.Fact, "own": l.Own, "off": l.Off, "gone": l.Gone, "items": l.Items, "note": l.Note, "by": l.By, "at": stamp(l.At),
			}); err != nil {
				return err
			}
		}
		return nil
	}
	width := 0
	if a.TTY.Out {
		width = a.TTY.Width
	}
	rows, short := queryRows(list, width)
	if err := table(a.Stdout, rows); err != nil {
		return err
	}
	if short {
		a.remark("Long queries are cut here; --json prints them whole.")
	}
	for _, l := range list {
		if l.Gone {
			a.remark("Number %d is not given by the profile any more.", l.N)
		}
		if l.Note != "" {
			a.remark("Number %d: %s.", l.N, strings.TrimSuffix(oneLine(l.Note), "."))
		}
	}
	return nil
}

// queryRows are the rows of the table, with queries cut so that they fit a window
// of a width, 0 for any. short says that one was.
func queryRows(list []service.QueryLine, width int) (rows [][]string, short bool) {
	const before, least = 30, 20 // columns before the state, and of a query
	wide := 0
	for _, l := range list {
		wide = max(wide, len(queryState(l)))
	}
	rows = [][]string{{"", "FOR", "ITEMS", "STATE", "QUERY"}}
	for _, l := range list {
		text := l.Text
		if width > 0 {
			text = cut(text, max(least, width-before-wide))
			short = short || text != l.Text
		}
		rows = append(rows, []string{strconv.Itoa(l.N), request.FactWords(l.Fact), strconv.Itoa(l.Items), queryState(l), text})
	}
	return rows, short
}

// queryState says whether a query is asked, and who saw to that.
func queryState(l service.QueryLine) string {
	switch {
	case l.Off:
		return fmt.Sprintf("off (%s, %s)", l.By, day(l.At))
	case l.Own:
		return fmt.Sprintf("added (%s, %s)", l.By, day(l.At))
	}
	return "on"
}
