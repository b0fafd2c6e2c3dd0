package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"sarsen/agent/service"
)

func (a *app) caseCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "case",
		Short: "The council's own record of an export: list, verify, check, open",
		Long: `Every export leaves a case file: what was withheld, by whom and why, without the
text, and the withheld text and originals sealed beside it, for a court or the
Information Commissioner.`,
		Args: args("list, verify, check or open"),
		RunE: func(_ *cobra.Command, given []string) error {
			return usage("there is no 'case %s'; there are list, verify, check and open", given[0])
		},
	}
	c.AddCommand(a.caseList(), a.caseVerify(), a.caseCheck(), a.caseOpen())
	return c
}

// caseFlags pick one case file.
func caseFlags(c *cobra.Command, in *service.CaseWhere) {
	c.Flags().StringVar(&in.Name, "export", "", "`name` of the export, as 'case list' prints it (default the latest)")
	c.Flags().StringVar(&in.Dir, "case-file", "", "`folder` of the case files (default cases/ID in the data folder)")
}

func (a *app) caseWhere(in service.CaseWhere) service.CaseWhere {
	in.Dir = a.path(in.Dir)
	return in
}

func (a *app) caseList() *cobra.Command {
	var in service.CaseWhere
	c := &cobra.Command{
		Use:     "list ID",
		Short:   "The case files of a request, one for each export",
		Example: "  sarsen case list 2026-0001",
		Args:    args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "case list", func(svc *service.Service) error {
				all, err := svc.CaseFiles(given[0], a.caseWhere(in))
				if err != nil {
					return err
				}
				rows := [][]string{{"EXPORT", "REDACTIONS", "SEALED", "PATH"}}
				for _, f := range all {
					if a.json {
						if err := a.emit(f); err != nil {
							return err
						}
						continue
					}
					rows = append(rows, []string{f.Name, number(f.Log), size(f.Sealed), f.Path})
				}
				if a.json {
					return nil
				}
				if len(all) == 0 {
					a.say("No case file yet: 'sarsen export %s' makes one.", given[0])
					return nil
				}
				return table(a.Stdout, rows)
			})
		},
	}
	c.Flags().StringVar(&in.Dir, "case-file", "", "`folder` of the case files (default cases/ID in the data folder)")
	return c
}

func (a *app) caseVerify() *cobra.Command {
	var in service.CaseWhere
	c := &cobra.Command{
		Use:     "verify ID",
		Short:   "Check that a case file is as it was made",
		Example: "  sarsen case verify 2026-0001",
		Args:    args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "case verify", func(svc *service.Service) error {
				f, wrong, err := svc.VerifyCase(c.Context(), a.User, given[0], a.caseWhere(in))
				if err != nil {
					return err
				}
				if wrong == nil {
					wrong = []string{}
				}
				if a.json {
					if err := a.emit(map[string]any{"ok": len(wrong) == 0, "case": f.Name, "path": f.Path, "wrong": wrong}); err != nil {
						return err
					}
				}
				for _, w := range wrong {
					a.say("%s", oneLine(w))
				}
				if len(wrong) > 0 {
					return errExit(exitCheck)
				}
				a.say("%s is as it was made.", f.Path)
				return nil
			})
		},
	}
	caseFlags(c, &in)
	return c
}

func (a *app) caseCheck() *cobra.Command {
	var in service.CaseWhere
	text := ""
	c := &cobra.Command{
		Use:   "check ID --text TEXT",
		Short: "Whether a text is among what was withheld",
		Long: `Compares a text with the keyed hashes in the redaction log, so that nothing is
opened. It has to be the whole of what was withheld in one place; case, accents
and blanks do not count. The text is not recorded; with --text - it is read from
standard input, so that it does not stay in the history of the shell either.`,
		Example: `  sarsen case check 2026-0001 --text - <disputed.txt`,
		Args:    args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			if text == "-" {
				raw, err := a.readAll("-")
				if err != nil {
					return err
				}
				text = strings.TrimSpace(string(raw))
			}
			if text == "" {
				return usage("--text is missing")
			}
			return a.with(c.Context(), "case check", func(svc *service.Service) error {
				f, found, err := svc.CheckCase(c.Context(), a.User, given[0], text, a.caseWhere(in))
				if err != nil {
					return err
				}
				for _, l := range found {
					if a.json {
						if err := a.emit(map[string]any{"case": f.Name, "number": l.Number, "item": l.Item, "mark": l.Mark, "code": l.Code, "by": l.By, "at": l.At, "exact": l.Exact}); err != nil {
							return err
						}
						continue
					}
					a.say("Withheld in item %s of the schedule: %s", l.Number, oneLine(l.Code+" "+l.By+" "+l.At))
				}
				if len(found) == 0 {
					a.say("This text is not among what was withheld.")
				}
				return nil
			})
		},
	}
	caseFlags(c, &in)
	c.Flags().StringVar(&text, "text", "", "the `text`, or - for standard input")
	return c
}

func (a *app) caseOpen() *cobra.Command {
	var in service.CaseWhere
	identity, out := "", ""
	c := &cobra.Command{
		Use:   "open ID -o DIR",
		Short: "Decrypt and unpack what was withheld",
		Long: `Decrypts the sealed set of a case file and unpacks it into the new folder DIR,
with index.html to begin with. --identity names a file of age keys, as age-keygen
writes it; without it the council's own key in the data folder is used. It is
recorded who opened it.`,
		Example: "  sarsen case open 2026-0001 --identity ./solicitor.txt -o ./for-the-court",
		Args:    args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			if out == "" {
				return usage("-o DIR is missing")
			}
			return a.with(c.Context(), "case open", func(svc *service.Service) error {
				f, err := svc.OpenCase(c.Context(), a.User, given[0], a.caseWhere(in), a.path(identity), a.path(out))
				if err != nil {
					return err
				}
				if a.json {
					return a.emit(map[string]any{"case": f.Name, "path": a.path(out)})
				}
				a.remark("This is the withheld text in the clear. Remove it when it is no longer needed.")
				a.say("%s", a.path(out))
				return nil
			})
		},
	}
	caseFlags(c, &in)
	c.Flags().StringVar(&identity, "identity", "", "`file` with the age key (default the council's own)")
	c.Flags().StringVarP(&out, "output", "o", "", "new `folder` for what was sealed")
	return c
}
