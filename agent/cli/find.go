package cli

import (
	"fmt"
	"sort"
	"strings"

	"github.com/spf13/cobra"

	"sarsen/agent/request"
	"sarsen/agent/service"
)

// findFlags say what find prints.
type findFlags struct {
	limit                 int
	onlyNew, all, queries bool
}

func (a *app) findCommand() *cobra.Command {
	var f findFlags
	c := &cobra.Command{
		Use:   "find ID",
		Short: "Find everything about the subject of a request",
		Long: `Searches by everything that the profile says, in every spelling, and weighs what
it finds: certain, likely, possible or unlikely. Certain and likely items go into
the pack, the others stay out until decided.

Run it again after a crawl: it then shows what is new or changed since you ran it
last (another text, another likelihood, vanished, no longer found), and --all shows
the rest as well. Decisions are kept. With --json every match is printed, with
"new" and "change"; --new prints only what is new or changed.`,
		Example: "  sarsen find 2026-0001\n  sarsen find 2026-0001 --all\n  sarsen find 2026-0001 --new --json",
		Args:    args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "find", func(svc *service.Service) error {
				switch {
				case f.limit < 0:
					return usage("--limit cannot be negative")
				case f.all && f.onlyNew:
					return usage("one of --all and --new")
				}
				line := a.progressLine()
				r, err := svc.FindWith(c.Context(), a.User, given[0], line.export())
				line.clear()
				if err != nil {
					return err
				}
				a.sayAsked(r, f.queries)
				return a.sayMatches(r, f)
			})
		},
	}
	c.Flags().IntVar(&f.limit, "limit", 0, "at most so many matches (default all)")
	c.Flags().BoolVar(&f.onlyNew, "new", false, "only those that are new or changed since you ran find before")
	c.Flags().BoolVar(&f.all, "all", false, "all of them, also when you ran find before")
	c.Flags().BoolVar(&f.queries, "queries", false, "show the queries that were made of the profile")
	return c
}

// sayAsked tells what was searched for, and what of it was left out.
func (a *app) sayAsked(r service.Matches, queries bool) {
	if queries {
		for _, q := range r.Queries {
			a.remark("%s", q)
		}
	}
	for _, n := range r.Notes {
		a.remark("Note: %s.", strings.TrimSuffix(oneLine(n), "."))
	}
	if n := len(r.Run.Edited.Off); n > 0 {
		a.remark("Not asked, since an officer turned it off: %s ('sarsen queries %s').", count(n, "query"), r.Case.ID)
	}
}

type matchLine struct {
	request.Match
	Date   string         `json:"date"`
	New    bool           `json:"new"`
	Change request.Change `json:"change"`
}

// shown reports whether find prints a match: in words, and when an officer ran
// it before, only what is new or changed, unless they ask for all.
func (f findFlags) shown(change request.Change, json, again bool) bool {
	return change != request.Unchanged || !f.onlyNew && (json || f.all || !again)
}

func (a *app) sayMatches(r service.Matches, f findFlags) error {
	a.warnLate(r.Case)
	again := r.Run.Since > 0
	shown, fresh, rest := 0, 0, 0
	for _, m := range r.List {
		change := r.Run.Change(m)
		if change != request.Unchanged {
			fresh++
		}
		if !f.shown(change, a.json, again) {
			rest++
			continue
		}
		if f.limit > 0 && shown == f.limit {
			continue
		}
		shown++
		if a.json {
			m.Reasons = orEmpty(m.Reasons)
			if err := a.emit(matchLine{Match: m, Date: stamp(m.Date), New: change != request.Unchanged, Change: change}); err != nil {
				return err
			}
			continue
		}
		a.sayMatch(m, change, again)
	}
	if len(r.List) == 0 {
		a.say("Nothing found. Is the profile complete ('sarsen request show %s'), and was everything read ('sarsen unread')?", r.Case.ID)
		return nil
	}
	a.sayCounts(r, fresh, rest)
	return nil
}

func (a *app) sayMatch(m request.Match, change request.Change, again bool) {
	flag := " "
	if again && change != request.Unchanged {
		flag = "*"
	}
	a.say("%s %-8s %-7s  %s  %s", flag, m.Likelihood, m.About, cut(m.Heading(), 70), day(m.Date))
	a.say("      %s: %s  [%s]", m.Source, oneLine(place(m.Path, m.Part)), m.Item)
	if again && change != request.Unchanged {
		a.say("      %s", changeWords(m, change))
	}
	a.say("      %s", reasonWords(m))
}

// changeWords says what is new about a match.
func changeWords(m request.Match, change request.Change) string {
	switch change {
	case request.ChangeNew:
		return "new"
	case request.ChangedLikelihood:
		return "was " + m.Was
	case request.ChangeVanished:
		return "has vanished from its source; the original is in the hold"
	case request.ChangeLost:
		return "no longer found"
	default:
		return "its text has changed"
	}
}

// sayCounts sums up a run of find.
func (a *app) sayCounts(r service.Matches, fresh, rest int) {
	counts := map[string]int{}
	for _, m := range r.List {
		counts[m.Likelihood]++
	}
	a.say("%s: %d certain, %d likely, %d possible, %d unlikely.", count(len(r.List), "match"), counts["certain"], counts["likely"], counts["possible"], counts["unlikely"])
	switch {
	case r.Run.Since > 0 && rest > 0:
		a.say("%d new or changed since the find before; %d as before are not shown ('sarsen find %s --all').", fresh, rest, r.Case.ID)
	case r.Run.Since > 0:
		a.say("%d new or changed since the find before.", fresh)
	}
	if r.Clues > 0 {
		a.say("%s for the profile: sarsen clues %s", count(r.Clues, "clue"), r.Case.ID)
	}
	if r.Unread > 0 {
		a.remark("Not searched, since it could not be read: %s ('sarsen unread').", count(r.Unread, "item"))
	}
	if r.NotHeld > 0 {
		a.remark("Not in the hold: the originals of %s, which their source no longer gives as they were read. Crawl and find again.", count(r.NotHeld, "match"))
	}
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
		fact := request.FactWords(r.Fact)
		if seen[fact] == 0 {
			facts = append(facts, fact)
		}
		seen[fact]++
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
