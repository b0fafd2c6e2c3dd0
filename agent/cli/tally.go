package cli

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"sarsen/agent/catalogue"
	"sarsen/agent/service"
	"sarsen/crawlers"
)

// A tallyLine counts the items of one value of what status --by names. Seen is
// the sum of the others.
type tallyLine struct {
	By      string         `json:"by"`
	Value   string         `json:"value"`
	Seen    int            `json:"seen"`
	Indexed int            `json:"indexed"`
	Partial int            `json:"partial"`
	Empty   int            `json:"empty"`
	Unread  map[string]int `json:"unread"`
	Bytes   int64          `json:"bytes"`
}

func (l *tallyLine) add(t catalogue.Tally) {
	l.Seen += t.Items
	l.Bytes += t.Bytes
	switch t.State {
	case crawlers.Indexed:
		l.Indexed += t.Items
	case crawlers.Partial:
		l.Partial += t.Items
	case crawlers.Empty:
		l.Empty += t.Items
	default:
		l.Unread[string(t.State)] += t.Items
	}
}

// tallied are what status --by can count by.
var tallied = map[string]func(catalogue.Tally) string{
	"source": func(t catalogue.Tally) string { return t.Source },
	"state":  func(t catalogue.Tally) string { return string(t.State) },
	"reason": func(t catalogue.Tally) string { return t.Reason },
	"type":   func(t catalogue.Tally) string { return t.MediaType },
}

func (a *app) statusBy(c *cobra.Command, svc *service.Service, by string) error {
	value, ok := tallied[by]
	if !ok {
		return usage("--by takes source, state, reason or type")
	}
	all, err := svc.Tallies(c.Context())
	if err != nil {
		return err
	}
	lines := map[string]*tallyLine{}
	for _, t := range all {
		v := value(t)
		if lines[v] == nil {
			lines[v] = &tallyLine{By: by, Value: v, Unread: map[string]int{}}
		}
		lines[v].add(t)
	}
	var sorted []*tallyLine
	for _, l := range lines {
		sorted = append(sorted, l)
	}
	slices.SortFunc(sorted, func(a, b *tallyLine) int {
		return cmp.Or(cmp.Compare(b.Seen, a.Seen), cmp.Compare(a.Value, b.Value))
	})
	rows := [][]string{{"SEEN", "INDEXED", "PARTLY", "EMPTY", "UNREAD", "BY " + by}}
	for _, l := range sorted {
		if a.json {
			if err := a.emit(l); err != nil {
				return err
			}
			continue
		}
		rows = append(rows, []string{
			fmt.Sprint(l.Seen), fmt.Sprint(l.Indexed), fmt.Sprint(l.Partial), fmt.Sprint(l.Empty), unreadWords(l.Unread), cmp.Or(l.Value, "-"),
		})
	}
	if a.json {
		return nil
	}
	return table(a.Stdout, rows)
}
