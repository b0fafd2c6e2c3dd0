package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"sarsen/agent/service"
	"sarsen/index"
)

func (a *app) indexCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "index",
		Short: "Verify, repair or rebuild the index",
		Args:  args("verify, repair or rebuild"),
		RunE: func(_ *cobra.Command, given []string) error {
			return usage("there is no 'index %s'; there are verify, repair and rebuild", given[0])
		},
	}
	c.AddCommand(&cobra.Command{
		Use:     "verify",
		Short:   "Read the whole index, and compare it with the catalogue",
		Long:    "Reads every byte of the index and compares its items with the catalogue. Changes\nnothing. Ends with 4 when something is not sound.",
		Example: "  sarsen index verify",
		Args:    args(),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.with(c.Context(), "index verify", func(svc *service.Service) error { return a.indexVerify(c, svc) })
		},
	}, &cobra.Command{
		Use:     "repair",
		Short:   "Make again what is damaged or missing in the index",
		Long:    "Reads the whole index. What is damaged or missing is made again from the catalogue,\nwhat should not be there is removed; the rest stays. No source is read.",
		Example: "  sarsen index repair",
		Args:    args(),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.with(c.Context(), "index repair", func(svc *service.Service) error { return a.indexRepair(c, svc) })
		},
	}, &cobra.Command{
		Use:     "rebuild",
		Short:   "Make the whole index again from the catalogue",
		Long:    "No source is read. Until it has finished, searches are refused. Interrupted, the\nnext command goes on.",
		Example: "  sarsen index rebuild",
		Args:    args(),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.with(c.Context(), "index rebuild", func(svc *service.Service) error { return a.indexRebuild(c, svc) })
		},
	})
	return c
}

// A shardLine is a part of the index.
type shardLine struct {
	Shard     string `json:"shard"`
	Source    string `json:"source"`
	Period    string `json:"period"`
	Documents int    `json:"documents"`
	Bytes     int64  `json:"bytes"`
	Problem   string `json:"problem"`
}

func shardLines(shards []index.Shard) []shardLine {
	lines := make([]shardLine, len(shards))
	for i, s := range shards {
		lines[i] = shardLine{s.Name, s.Source, s.Period, s.Documents, s.Bytes, s.Problem}
	}
	return lines
}

func (l shardLine) String() string {
	text := fmt.Sprintf("shard %s, %s, %s: %s, %s", l.Shard, l.Source, l.Period, count(l.Documents, "document"), size(l.Bytes))
	if l.Problem != "" {
		text += "; BAD: " + l.Problem
	}
	return text
}

// An indexLine is what is known of the whole index.
type indexLine struct {
	Sound   bool        `json:"sound"`
	Items   int         `json:"items"`
	Missing int         `json:"missing"`
	Extra   int         `json:"extra"`
	Shards  []shardLine `json:"shards"`
}

func (a *app) indexVerify(c *cobra.Command, svc *service.Service) error {
	h, err := svc.VerifyIndex(c.Context())
	if err != nil {
		return err
	}
	line := indexLine{h.Sound(), h.Items, h.Missing, h.Extra, shardLines(h.Shards)}
	if a.json {
		if err := a.emit(line); err != nil {
			return err
		}
	} else {
		a.sayIndex(line)
	}
	if !line.Sound {
		return errExit(exitCheck)
	}
	return nil
}

func (a *app) sayIndex(l indexLine) {
	for _, s := range l.Shards {
		a.say("%s", s)
	}
	if l.Missing > 0 {
		a.say("%s missing or out of date.", count(l.Missing, "item"))
	}
	if l.Extra > 0 {
		a.say("%s that the catalogue does not have.", count(l.Extra, "item"))
	}
	if !l.Sound {
		a.say("The index is not sound: 'sarsen index repair' makes what is wrong again.")
		return
	}
	a.say("The index is sound: %s.", count(l.Items, "item"))
}

// A repairLine is what a repair did.
type repairLine struct {
	Dropped []shardLine `json:"dropped"`
	Indexed int         `json:"indexed"`
	Removed int         `json:"removed"`
}

func (a *app) indexRepair(c *cobra.Command, svc *service.Service) error {
	line := a.progressLine()
	done, err := svc.RepairIndex(c.Context(), a.User, line.counting("index: ", "item"))
	line.clear()
	if err != nil {
		return err
	}
	if a.json {
		return a.emit(repairLine{shardLines(done.Dropped), done.Indexed, done.Removed})
	}
	for _, s := range shardLines(done.Dropped) {
		a.say("Made again: %s", s)
	}
	if len(done.Dropped)+done.Indexed+done.Removed == 0 {
		a.say("The index is sound; nothing was changed.")
		return nil
	}
	a.say("%s indexed, %d removed.", count(done.Indexed, "item"), done.Removed)
	return nil
}

func (a *app) indexRebuild(c *cobra.Command, svc *service.Service) error {
	line := a.progressLine()
	items, err := svc.RebuildIndex(c.Context(), a.User, line.counting("index: ", "item"))
	line.clear()
	if err != nil {
		return err
	}
	if a.json {
		return a.emit(map[string]int{"items": items})
	}
	a.say("The index was made again: %s.", count(items, "item"))
	return nil
}
