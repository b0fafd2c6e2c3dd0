package cli

import (
	"strconv"

	"github.com/spf13/cobra"

	"sarsen/agent/request"
	"sarsen/agent/service"
)

func (a *app) cluesCommand() *cobra.Command {
	take, dismiss, restore := 0, 0, 0
	c := &cobra.Command{
		Use:   "clues ID",
		Short: "Details seen beside the name that the profile does not have",
		Long: `Lists what find saw beside the subject's name and what is not in the profile:
another e-mail address, a former address, a case reference. Nothing is added to the
profile unless you take it. What is dismissed is not offered again.`,
		Example: `  sarsen clues 2026-0001
  sarsen clues 2026-0001 --take 2
  sarsen clues 2026-0001 --dismiss 1`,
		Args: args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "clues", func(svc *service.Service) error {
				for _, step := range []struct {
					n    int
					flag string
					act  func() (request.Clue, error)
					did  string
				}{
					{take, "take", func() (request.Clue, error) { return svc.TakeClue(c.Context(), a.User, given[0], take) }, "Clue %d is in the profile now. Next: sarsen find " + given[0]},
					{dismiss, "dismiss", func() (request.Clue, error) { return svc.DismissClue(c.Context(), a.User, given[0], dismiss) }, "Clue %d is not offered again; --restore brings it back."},
					{restore, "restore", func() (request.Clue, error) { return svc.RestoreClue(c.Context(), a.User, given[0], restore) }, "Clue %d is offered again."},
				} {
					if !c.Flags().Changed(step.flag) {
						continue
					}
					if _, err := step.act(); err != nil {
						return err
					}
					a.remark(step.did, step.n)
				}
				list, err := svc.Clues(c.Context(), given[0])
				if err != nil {
					return err
				}
				return a.sayClues(list)
			})
		},
	}
	c.Flags().IntVar(&take, "take", 0, "add clue `N` to the profile")
	c.Flags().IntVar(&dismiss, "dismiss", 0, "do not offer clue `N` again")
	c.Flags().IntVar(&restore, "restore", 0, "offer clue `N` again, which was dismissed")
	return c
}

func (a *app) sayClues(list []request.Clue) error {
	if a.json {
		for _, c := range list {
			c.Items = orEmpty(c.Items)
			if err := a.emit(c); err != nil {
				return err
			}
		}
		return nil
	}
	if len(list) == 0 {
		a.say("No clues: nothing stands beside the name that the profile does not have. 'sarsen find' looks for them.")
		return nil
	}
	rows := [][]string{{"", "FOR", "WHAT", "ITEMS", "SUREST", ""}}
	for _, c := range list {
		state := ""
		if c.State != request.ClueOpen {
			state = string(c.State) + " by " + c.By + ", " + day(c.At)
		}
		rows = append(rows, []string{strconv.Itoa(c.N), request.FactWords(c.Fact), c.Value, strconv.Itoa(len(c.Items)), c.Likelihood, state})
	}
	return table(a.Stdout, rows)
}
