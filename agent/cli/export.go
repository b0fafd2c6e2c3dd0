package cli

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sarsen/agent/service"
)

func number(n int) string { return strconv.Itoa(n) }

func (a *app) exportCommand() *cobra.Command {
	var opts service.ExportOptions
	split := ""
	c := &cobra.Command{
		Use:   "export ID -o OUT",
		Short: "Build and verify the pack",
		Long: `Builds the pack at OUT, a folder, or one zip when it ends in .zip; opens it again
as an outsider would; and leaves it at OUT only when nothing withheld was found.
Without --draft it needs a release by somebody else than those who decided. The
case file, which stays with the council, goes to cases/ID in the data folder.

--encrypt aes locks the zip with a password; 7-Zip opens it. --encrypt age makes
an age file, for a password or for the holders of keys. A password file that is
not there is made, with a new password in it that can be said on the telephone.
Send it in another way than the pack.

--split makes parts of no more than a size (KB, MB, GB: powers of ten), for e-mail
or discs: pack-1-of-3.zip and so on. Unpacked into one folder they are one pack.`,
		Example: "  sarsen export 2026-0001 -o ./pack --draft\n  sarsen export 2026-0001 -o ./pack.zip\n" +
			"  sarsen export 2026-0001 -o ./pack.zip --encrypt aes --password-file ./secret/2026-0001.txt --split 20MB",
		Args: args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			if err := a.exportOptions(&opts, split); err != nil {
				return err
			}
			return a.with(c.Context(), "export", func(svc *service.Service) error {
				line := a.progressLine()
				opts.Progress = line.export()
				done, err := svc.Export(c.Context(), a.User, given[0], opts)
				line.clear()
				if len(done.Report.Findings) > 0 {
					if err := a.sayReport(done.Report); err != nil {
						return err
					}
				}
				if err != nil {
					return err
				}
				return a.sayExported(done, opts)
			})
		},
	}
	f := c.Flags()
	f.StringVarP(&opts.Out, "output", "o", "", "`path` of the pack; a zip when it ends in .zip")
	f.StringVar(&opts.CaseFile, "case-file", "", "`folder` of the case file (default cases/ID in the data folder)")
	f.BoolVar(&opts.Draft, "draft", false, "stamped DRAFT, without a release")
	f.BoolVar(&opts.Replace, "replace", false, "replace an earlier pack at OUT")
	f.StringVar(&split, "split", "", "largest `size` of a part, such as 20MB")
	f.StringVar(&opts.Encrypt.Format, "encrypt", "", "lock the pack: `aes` (zip) or age")
	f.StringVar(&opts.Encrypt.PasswordFile, "password-file", "", "`file` with the password; made when it is not there")
	f.StringVar(&opts.Encrypt.RecipientsFile, "recipients-file", "", "`file` of age recipients, in place of a password")
	return c
}

// exportOptions checks the flags and completes the paths.
func (a *app) exportOptions(opts *service.ExportOptions, split string) error {
	if opts.Out == "" {
		return usage("-o OUT is missing")
	}
	if err := opts.Encrypt.Check(opts.Out); err != nil {
		return errUsage{err}
	}
	if split != "" {
		n, err := bytesOf(split)
		if err != nil {
			return errUsage{err}
		}
		if opts.Split = n; opts.Encrypt.Format == "" && !strings.EqualFold(filepath.Ext(opts.Out), ".zip") {
			return usage("--split makes zips: let OUT end in .zip")
		}
	}
	for _, path := range []*string{&opts.Out, &opts.CaseFile, &opts.Encrypt.PasswordFile, &opts.Encrypt.RecipientsFile} {
		if *path != "" {
			*path = a.path(*path)
		}
	}
	return nil
}

var sizeForm = regexp.MustCompile(`(?i)^([0-9]+(?:\.[0-9]+)?) ?(|k|kb|m|mb|g|gb|b)$`)

// smallestPart is the least size of a part that makes sense.
const smallestPart = 100_000

// bytesOf reads a size in powers of ten, as those who limit sizes mean it.
func bytesOf(s string) (int64, error) {
	m := sizeForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return 0, fmt.Errorf("--split %s: no size; write 20MB, 4.7GB or a number of bytes", s)
	}
	n, err := strconv.ParseFloat(m[1], 64)
	if n *= map[string]float64{"": 1, "k": 1e3, "m": 1e6, "g": 1e9}[strings.TrimSuffix(strings.ToLower(m[2]), "b")]; err != nil || n < smallestPart || n > 1e15 {
		return 0, fmt.Errorf("--split %s: a part has at least 100 kB", s)
	}
	return int64(n), nil
}

// export returns a function for the progress of an export; nil when nothing is
// shown.
func (p *progress) export() func(doing string, done, total int) {
	if !p.on {
		return nil
	}
	return func(doing string, done, total int) {
		if now := time.Now(); done == total || now.Sub(p.last) >= 200*time.Millisecond {
			p.last = now
			p.show(fmt.Sprintf("%d of %d %s", done, total, doing))
		}
	}
}

// sayExported tells what came of an export.
func (a *app) sayExported(done service.Exported, opts service.ExportOptions) error {
	a.warnLate(done.Case)
	for _, m := range done.Missing {
		a.remark("Still missing for a release: %s.", m)
	}
	a.remarkGates(done.Case.ID, done.Gates)
	if done.Mixed > 0 {
		a.remark("Look again: %s withheld in one place and disclosed in another, so that the verifier could not search the whole pack for it.", count(done.Mixed, "value"))
	}
	a.remarkPlaced(done, opts)
	s := done.Summary
	if a.json {
		return a.emit(map[string]any{
			"ok": true, "path": done.Path, "parts": done.Files, "large_parts": done.Large, "encrypted": opts.Encrypt.Format, "password_file": done.Password,
			"draft": opts.Draft, "case_file": done.CaseFile, "items": s.Items, "disclosed": s.Disclosed,
			"part": s.Part, "withheld": s.Withheld, "duplicate": s.Duplicate, "masks": s.Masks,
			"files": done.Report.Files, "missing": done.Missing, "gates_open": gateNames(done.Gates), "same_value": done.Swept, "mixed_values": done.Mixed,
			"searched_values": done.Searched, "unsearched_values": done.Unsearched, "rebuilt": len(s.Rebuilt), "skipped": append([]string{}, done.Report.Skipped...),
		})
	}
	a.say("%s: %d in full, %d in part, %d withheld, %d duplicates; %s.", count(s.Items, "item"), s.Disclosed, s.Part, s.Withheld, s.Duplicate, count(s.Masks, "redaction"))
	a.say("Verified: %s opened again and searched for %s; none was found.", count(done.Report.Files, "file"), count(done.Searched, "withheld value"))
	for _, check := range done.Report.Skipped {
		a.remark("Not checked: %s.", check)
	}
	if done.Unsearched > 0 {
		a.say("Only masked where they are marked, since elsewhere they may be other words: %s.", count(done.Unsearched, "value"))
	}
	if n := len(s.Rebuilt); n > 0 {
		a.remark("Look at: %s that stand in the pack as pages of their text, since the PDF engine refused them or their pages are pictures.", count(n, "document"))
	}
	for _, f := range done.Files {
		a.say("%s", f)
	}
	return nil
}

// remarkPlaced says what to mind about the files that were placed.
func (a *app) remarkPlaced(done service.Exported, opts service.ExportOptions) {
	if done.Large > 0 {
		a.remark("Larger than you asked for, because a single file is: %s.", count(done.Large, "part"))
	}
	if opts.Draft && !strings.Contains(strings.ToLower(filepath.Base(opts.Out)), "draft") {
		a.remark("The name of the pack does not say that it is a draft; its pages, tables and description do.")
	}
	if done.Password != "" {
		a.remark("A new password was made and stands in %s. Send it in another way than the pack.", done.Password)
	}
	if file := opts.Encrypt.PasswordFile; file != "" && filepath.Dir(file) == filepath.Dir(opts.Out) {
		a.remark("The password lies in the same folder as the pack: do not send them together.")
	}
}
