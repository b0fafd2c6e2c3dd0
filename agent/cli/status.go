package cli

import (
	"fmt"
	"sort"
	"strings"

	"github.com/spf13/cobra"

	"sarsen/agent/catalogue"
	"sarsen/agent/request"
	"sarsen/agent/service"
	"sarsen/crawlers"
)

type coverageLine struct {
	Source   string         `json:"source"`
	Location string         `json:"location"`
	Pass     int            `json:"pass"`
	Started  string         `json:"started"`
	Finished string         `json:"finished"`
	Seen     int            `json:"seen"`
	Indexed  int            `json:"indexed"`
	Partial  int            `json:"partial"`
	Empty    int            `json:"empty"`
	Unread   map[string]int `json:"unread"`
	Vanished int            `json:"vanished"`
	Bytes    int64          `json:"bytes"`
	Running  bool           `json:"running"`
	// Of the unread: looked at by hand, and with a transcript. Filled in by status.
	Looked      int `json:"looked"`
	Transcripts int `json:"transcripts"`
}

func coverageJSON(c catalogue.Coverage) coverageLine {
	out := coverageLine{
		Source: c.Source, Location: c.Last.Location, Pass: c.Last.Number, Started: stamp(c.Last.Started), Finished: stamp(c.Last.Finished),
		Seen: c.Seen, Indexed: c.ByState[crawlers.Indexed], Partial: c.ByState[crawlers.Partial], Empty: c.ByState[crawlers.Empty],
		Unread: map[string]int{}, Vanished: c.Vanished, Bytes: c.Bytes, Running: c.Running,
	}
	for state, n := range c.ByState {
		if !state.Read() {
			out.Unread[string(state)] = n
		}
	}
	return out
}

func (a *app) statusCommand() *cobra.Command {
	items, by := false, ""
	c := &cobra.Command{
		Use:     "status",
		Short:   "Sources with their coverage, and requests with their days left",
		Long:    "What the last pass found in every source: seen = indexed + partial + empty + all\nkinds of unread. Then the open requests, the one due first at the top.",
		Example: "  sarsen status\n  sarsen status --by type\n  sarsen status --items --json",
		Args:    args(),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.with(c.Context(), "status", func(svc *service.Service) error {
				switch {
				case items:
					return a.statusItems(c, svc)
				case by != "":
					return a.statusBy(c, svc, by)
				}
				return a.status(c, svc)
			})
		},
	}
	c.Flags().BoolVar(&items, "items", false, "every item with its state")
	c.Flags().StringVar(&by, "by", "", "count by `what`: source, state, reason or type")
	return c
}

func (a *app) statusItems(c *cobra.Command, svc *service.Service) error {
	return svc.EachItem(c.Context(), "", func(i catalogue.Item) error {
		if a.json {
			return a.emit(map[string]string{"source": i.Source, "path": i.Path, "part": i.Part, "state": string(i.State), "item": i.ID})
		}
		a.say("%-11s %s  %s", i.State, i.Source, oneLine(place(i.Path, i.Part)))
		return nil
	})
}

// place is path and part as people read it.
func place(path, part string) string {
	if part == "" {
		return path
	}
	return path + " › " + part
}

func (a *app) status(c *cobra.Command, svc *service.Service) error {
	all, err := svc.Status(c.Context())
	if err != nil {
		return err
	}
	byHand, err := svc.ByHand(c.Context())
	if err != nil {
		return err
	}
	line := func(s catalogue.Coverage) coverageLine {
		l := coverageJSON(s)
		l.Looked, l.Transcripts = byHand[l.Source].Looked, byHand[l.Source].Transcripts
		return l
	}
	if a.json {
		for _, s := range all {
			if err := a.emit(line(s)); err != nil {
				return err
			}
		}
		return nil
	}
	rows := [][]string{{"SOURCE", "LAST PASS", "SEEN", "INDEXED", "PARTLY", "EMPTY", "UNREAD", "GONE", "BY HAND"}}
	for _, s := range all {
		l := line(s)
		last := "never: run 'sarsen crawl'"
		switch {
		case !s.Last.Finished.IsZero() && s.Running:
			last = s.Last.Finished.Local().Format("2 Jan 2006 15:04") + " (a later one is not finished)"
		case !s.Last.Finished.IsZero():
			last = s.Last.Finished.Local().Format("2 Jan 2006 15:04")
		case s.Running:
			last = "none is finished: 'sarsen crawl' goes on"
		}
		rows = append(rows, []string{l.Source, last, fmt.Sprint(l.Seen), fmt.Sprint(l.Indexed), fmt.Sprint(l.Partial), fmt.Sprint(l.Empty), unreadWords(l.Unread), fmt.Sprint(l.Vanished), byHandWords(l)})
	}
	if len(all) == 0 {
		a.say("No source is configured: add one under 'sources' in %s.", svc.Config.File)
	} else if err := table(a.Stdout, rows); err != nil {
		return err
	}
	left, err := svc.Left(c.Context())
	if err != nil {
		return err
	}
	for _, l := range left {
		a.remark("%s", l)
	}
	requests, err := svc.Requests(c.Context())
	if err != nil {
		return err
	}
	a.say("")
	return a.sayRequests(requests, false)
}

func unreadWords(unread map[string]int) string {
	if len(unread) == 0 {
		return "0"
	}
	total := 0
	var parts []string
	for reason, n := range unread {
		total += n
		parts = append(parts, fmt.Sprintf("%s %d", reason, n))
	}
	sort.Strings(parts)
	return fmt.Sprintf("%d (%s)", total, strings.Join(parts, ", "))
}

// byHandWords says what officers did about items that were not read.
func byHandWords(l coverageLine) string {
	var parts []string
	if l.Looked > 0 {
		parts = append(parts, fmt.Sprintf("%d looked at", l.Looked))
	}
	if l.Transcripts > 0 {
		parts = append(parts, count(l.Transcripts, "transcript"))
	}
	return strings.Join(parts, ", ")
}

func (a *app) sayRequests(cases []service.Case, closed bool) error {
	rows := [][]string{{"REQUEST", "SUBJECT", "RIGHT", "STATE", "DUE", "DAYS LEFT"}}
	for _, r := range cases {
		if r.State == request.Closed && !closed {
			continue
		}
		rows = append(rows, []string{r.ID, r.Profile.Names[0], string(r.Right), string(r.Standing), dueWords(r), leftWords(r)})
	}
	if len(rows) == 1 {
		a.say("No open request. Open one with: sarsen request new --name \"Ann Example\" --received 2026-06-01")
		return nil
	}
	return table(a.Stdout, rows)
}

func dueWords(c service.Case) string {
	if c.Clock.Due.IsZero() {
		return "the month has not begun"
	}
	return c.Clock.Due.Format("Mon 2 Jan 2006")
}

func leftWords(c service.Case) string {
	switch {
	case c.Late != "":
		return strings.ToUpper(c.Late[:1]) + c.Late[1:]
	case c.State == request.Closed:
		return "answered " + day(c.Closed)
	case c.Clock.Due.IsZero():
		return ""
	case c.Left == 0:
		return "due today"
	}
	return fmt.Sprint(c.Left)
}
