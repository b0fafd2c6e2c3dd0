package cli

import (
	"strconv"

	"github.com/spf13/cobra"

	"sarsen/agent/service"
)

func number(n int) string { return strconv.Itoa(n) }

func (a *app) exportCommand() *cobra.Command {
	out, caseFile := "", ""
	draft, replace := false, false
	c := &cobra.Command{
		Use:   "export ID -o OUT",
		Short: "Build and verify the pack",
		Long: `Builds the pack at OUT, a folder, or one zip when it ends in .zip; opens it again
as an outsider would; and leaves it at OUT only when nothing withheld was found.
Without --draft it needs a release by somebody else than those who decided. The
case file, which stays with the council, goes to cases/ID in the data folder.`,
		Example: "  sarsen export 2026-0001 -o ./pack --draft\n  sarsen export 2026-0001 -o ./pack.zip",
		Args:    args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			if out == "" {
				return usage("-o OUT is missing")
			}
			return a.with(c.Context(), "export", func(svc *service.Service) error {
				done, err := svc.Export(c.Context(), a.User, given[0], service.ExportOptions{
					Out: a.path(out), CaseFile: a.path(caseFile), Draft: draft, Replace: replace,
				})
				if len(done.Report.Findings) > 0 {
					if err := a.sayReport(done.Report); err != nil {
						return err
					}
				}
				if err != nil {
					return err
				}
				a.warnLate(done.Case)
				for _, m := range done.Missing {
					a.remark("Still missing for a release: %s.", m)
				}
				if done.Mixed > 0 {
					a.remark("Look again: %s withheld in one place and disclosed in another, so that the verifier could not search the whole pack for it.", count(done.Mixed, "value"))
				}
				if a.json {
					return a.emit(map[string]any{
						"ok": true, "path": done.Path, "draft": draft, "case_file": done.CaseFile, "items": done.Summary.Items, "disclosed": done.Summary.Disclosed,
						"part": done.Summary.Part, "withheld": done.Summary.Withheld, "duplicate": done.Summary.Duplicate, "masks": done.Summary.Masks,
						"files": done.Report.Files, "missing": done.Missing, "same_value": done.Swept, "mixed_values": done.Mixed, "searched_values": done.Searched, "unsearched_values": done.Unsearched, "rebuilt": len(done.Summary.Rebuilt),
					})
				}
				s := done.Summary
				a.say("%s: %d in full, %d in part, %d withheld, %d duplicates; %s.", count(s.Items, "item"), s.Disclosed, s.Part, s.Withheld, s.Duplicate, count(s.Masks, "redaction"))
				a.say("Verified: %s opened again and searched for %s; none was found.", count(done.Report.Files, "file"), count(done.Searched, "withheld value"))
				if done.Unsearched > 0 {
					a.say("Only masked where they are marked, since elsewhere they may be other words: %s.", count(done.Unsearched, "value"))
				}
				if n := len(done.Summary.Rebuilt); n > 0 {
					a.remark("Look at: %s that stand in the pack as pages of their text, since the PDF engine refused them or their pages are pictures.", count(n, "document"))
				}
				a.say("%s", done.Path)
				return nil
			})
		},
	}
	f := c.Flags()
	f.StringVarP(&out, "output", "o", "", "`path` of the pack; a zip when it ends in .zip")
	f.StringVar(&caseFile, "case-file", "", "`folder` of the case file (default cases/ID in the data folder)")
	f.BoolVar(&draft, "draft", false, "stamped DRAFT, without a release")
	f.BoolVar(&replace, "replace", false, "replace an earlier pack at OUT")
	return c
}
