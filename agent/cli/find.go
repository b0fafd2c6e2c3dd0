package cli

import (
	"fmt"
	"sort"
	"strings"

	"github.com/spf13/cobra"

	"sarsen/agent/request"
	"sarsen/agent/service"
)

func (a *app) findCommand() *cobra.Command {
	limit, onlyNew, queries := 0, false, false
	c := &cobra.Command{
		Use:   "find ID",
		Short: "Find everything about the subject of a request",
		Long: `Searches by everything that the profile says, in every spelling, and weighs what
it finds: certain, likely, possible or unlikely. Certain and likely items go into
the pack, the others stay out until decided. Run it again after a crawl: what is
new or changed is flagged, and decisions are kept.`,
		Example: "  sarsen find 2026-0001\n  sarsen find 2026-0001 --new --json",
		Args:    args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "find", func(svc *service.Service) error {
				if limit < 0 {
					return usage("--limit cannot be negative")
				}
				r, err := svc.Find(c.Context(), a.User, given[0])
				if err != nil {
					return err
				}
				if queries {
					for _, q := range r.Queries {
						a.remark("%s", q)
					}
				}
				return a.sayMatches(r, limit, onlyNew)
			})
		},
	}
	c.Flags().IntVar(&limit, "limit", 0, "at most so many matches (default all)")
	c.Flags().BoolVar(&onlyNew, "new", false, "only those that are new or changed since the find before")
	c.Flags().BoolVar(&queries, "queries", false, "show the queries that were made of the profile")
	return c
}

type matchLine struct {
	request.Match
	Date string `json:"date"`
	New  bool   `json:"new"`
}

func (a *app) sayMatches(r service.Matches, limit int, onlyNew bool) error {
	a.warnLate(r.Case)
	shown := 0
	for _, m := range r.List {
		if onlyNew && !m.New(r.Run.Since) {
			continue
		}
		if limit > 0 && shown == limit {
			break
		}
		shown++
		if a.json {
			if m.Reasons == nil {
				m.Reasons = []request.Reason{}
			}
			if err := a.emit(matchLine{Match: m, Date: stamp(m.Date), New: m.New(r.Run.Since)}); err != nil {
				return err
			}
			continue
		}
		flag := " "
		if r.Run.Since > 0 && m.New(r.Run.Since) {
			flag = "*"
		}
		a.say("%s %-8s %-7s  %s  %s", flag, m.Likelihood, m.About, cut(m.Heading(), 70), day(m.Date))
		a.say("      %s: %s  [%s]", m.Source, oneLine(place(m.Path, m.Part)), m.Item)
		a.say("      %s", reasonWords(m))
	}
	counts := map[string]int{}
	fresh := 0
	for _, m := range r.List {
		counts[m.Likelihood]++
		if m.New(r.Run.Since) {
			fresh++
		}
	}
	if len(r.List) == 0 {
		a.say("Nothing found. Is the profile complete ('sarsen request show %s'), and was everything read ('sarsen unread')?", r.Case.ID)
		return nil
	}
	a.say("%s: %d certain, %d likely, %d possible, %d unlikely.", count(len(r.List), "match"), counts["certain"], counts["likely"], counts["possible"], counts["unlikely"])
	if r.Run.Since > 0 {
		a.say("%d new or changed since the find before.", fresh)
	}
	if r.Unread > 0 {
		a.remark("Not searched, since it could not be read: %s ('sarsen unread').", count(r.Unread, "item"))
	}
	if r.NotHeld > 0 {
		a.remark("Not in the hold: the originals of %s, which their source no longer gives as they were read. Crawl and find again.", count(r.NotHeld, "match"))
	}
	return nil
}

// warnLate says when a request is overdue, whatever is done with it.
func (a *app) warnLate(c service.Case) {
	if c.Late != "" {
		a.remark("Request %s is %s.", c.ID, c.Late)
	}
}

func reasonWords(m request.Match) string {
	seen := map[string]int{}
	var facts []string
	for _, r := range m.Reasons {
		if seen[r.Fact] == 0 {
			facts = append(facts, r.Fact)
		}
		seen[r.Fact]++
	}
	sort.Strings(facts)
	for i, f := range facts {
		if seen[f] > 1 {
			facts[i] = fmt.Sprintf("%s ×%d", f, seen[f])
		}
	}
	var parts []string
	if m.AddedBy != "" {
		parts = append(parts, "added by hand by "+m.AddedBy)
	}
	if len(facts) > 0 {
		parts = append(parts, "by "+strings.Join(facts, ", "))
	}
	text := strings.Join(parts, "; ")
	if len(m.Against) > 0 {
		text += "; against: " + strings.Join(m.Against, ", ")
	}
	if m.DuplicateOf != "" {
		text += "; duplicate of " + m.DuplicateOf
	}
	return text
}

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "explain ID ITEM",
		Short:   "Why an item was found for a request, or not",
		Example: "  sarsen explain 2026-0001 3k7qd2xw5m4n6p2r",
		Args:    args("ID", "ITEM"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "explain", func(svc *service.Service) error {
				e, err := svc.Explain(c.Context(), given[0], given[1])
				if err != nil {
					return err
				}
				if a.json {
					if e.Match.Reasons == nil {
						e.Match.Reasons = []request.Reason{}
					}
					if e.Match.Against == nil {
						e.Match.Against = []string{}
					}
					return a.emit(map[string]any{
						"item": given[1], "found": e.Found, "state": e.Item.State, "likelihood": e.Match.Likelihood, "score": e.Match.Score,
						"about": e.Match.About, "reasons": e.Match.Reasons, "against": e.Match.Against, "why": e.Why,
					})
				}
				a.say("%s", oneLine(e.Item.Label()))
				a.say("%s: %s", e.Item.Source, oneLine(place(e.Item.Path, e.Item.Part)))
				for _, w := range e.Why {
					a.say("  %s", w)
				}
				for _, r := range e.Match.Reasons {
					a.say("  %-15s %q at %d", r.Fact, oneLine(r.Text), r.Start)
				}
				return nil
			})
		},
	}
}
