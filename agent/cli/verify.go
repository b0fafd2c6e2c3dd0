package cli

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"sarsen/agent/service"
	"sarsen/redact/verify"
)

func (a *app) verifyCommand() *cobra.Command {
	var opts service.VerifyOptions
	c := &cobra.Command{
		Use:   "verify PACK [PART...]",
		Short: "Check a pack, or a PDF, as an outsider would",
		Long: `Opens every file of the pack: checksums, and nothing withheld in any layer. With
the register at hand it searches for the withheld values, also in the pixels of
pages, which takes a second or two a page; elsewhere it checks what it can and
answers withheld_checked: false. Any finding ends with 4.

Name all the zips of a pack that was split. A locked pack needs its key. A single
PDF is checked for text under boxes, text that is not seen, properties,
attachments, scripts, annotations, form fields and earlier states.`,
		Example: "  sarsen verify ./pack --json\n  sarsen verify pack.zip --password-file password.txt\n  sarsen verify letter.pdf",
		Args: func(_ *cobra.Command, given []string) error {
			if len(given) == 0 {
				return usage("PACK is missing")
			}
			return nil
		},
		RunE: func(c *cobra.Command, given []string) error {
			opts.Parts = nil
			for _, part := range given[1:] {
				opts.Parts = append(opts.Parts, a.path(part))
			}
			for _, file := range []*string{&opts.PasswordFile, &opts.Identity} {
				if *file != "" {
					*file = a.path(*file)
				}
			}
			check := func(svc *service.Service) error {
				line := a.progressLine()
				opts.Progress = line.verify()
				report, err := service.Verify(c.Context(), svc, a.User, a.path(given[0]), opts)
				line.clear()
				if errors.Is(err, service.ErrLocked) {
					return errUsage{err}
				}
				if err != nil {
					return err
				}
				if err := a.sayReport(report); err != nil {
					return err
				}
				if !report.OK {
					return errExit(exitCheck)
				}
				return nil
			}
			if cfg, err := a.config(); err != nil || !service.HasRegister(cfg) {
				return check(nil) // no register here: an outsider's check
			}
			return a.with(c.Context(), "verify", check)
		},
	}
	f := c.Flags()
	f.BoolVar(&opts.NoOCR, "no-ocr", false, "do not read the pixels of pages")
	f.StringVar(&opts.PasswordFile, "password-file", "", "`file` whose first line opens a locked pack")
	f.StringVar(&opts.Identity, "identity", "", "`file` of age identities that open a locked pack")
	return c
}

// verify returns a function for the progress of a check; nil when nothing is
// shown.
func (p *progress) verify() func(files, pages int) {
	if !p.on {
		return nil
	}
	return func(files, pages int) {
		if now := time.Now(); now.Sub(p.last) >= 200*time.Millisecond {
			p.last = now
			p.show(fmt.Sprintf("checking: %s, %s looked at", count(files, "file"), count(pages, "page")))
		}
	}
}

func (a *app) sayReport(r verify.Report) error {
	if a.json {
		return a.emit(r)
	}
	for _, f := range r.Findings {
		a.say("%s: %s in %s: %s", f.File, f.Kind, f.Layer, oneLine(f.Detail))
	}
	for _, s := range r.Skipped {
		a.remark("Not checked: %s.", s)
	}
	switch {
	case !r.OK:
		a.say("%s. It must not leave.", count(len(r.Findings), "finding"))
	case !r.WithheldChecked:
		a.say("%s sound. The withheld values are not known here and were not searched for.", count(r.Files, "file"))
	case r.Draft:
		a.say("%s sound, nothing withheld found. This is a draft.", count(r.Files, "file"))
	default:
		a.say("%s sound, nothing withheld found.", count(r.Files, "file"))
	}
	return nil
}
