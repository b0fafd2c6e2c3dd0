package cli

import (
	"github.com/spf13/cobra"

	"sarsen/agent/request"
	"sarsen/agent/service"
)

func (a *app) requestHandover() *cobra.Command {
	var in service.HandoverInput
	c := &cobra.Command{
		Use:   "handover ID --to WHOM",
		Short: "Record that a pack was given to the person, or to an organisation they named",
		Long: `Records to whom the pack of an export was given, how, and what it was: the
checksum of its manifest, its files and rows. The pack of a portability request
may be given to another organisation; that is refused without the person's
authority.`,
		Example: `  sarsen request handover 2026-0001 --to subject --recipient ann@mail.example --method e-mail
  sarsen request handover 2026-0001 --to "Moorfield Energy" --authority "letter signed 1 November 2026" \
    --recipient data@moorfield.example --method "upload to their site"`,
		Args: args("ID"),
		RunE: func(c *cobra.Command, given []string) error {
			for _, f := range []struct{ name, value string }{{"to", in.To}, {"recipient", in.Recipient}, {"method", in.Method}} {
				if f.value == "" {
					return usage("--%s is missing", f.name)
				}
			}
			in.Case = a.caseWhere(in.Case)
			return a.with(c.Context(), "request handover", func(svc *service.Service) error {
				h, err := svc.Handover(c.Context(), a.User, given[0], in)
				if err != nil {
					return err
				}
				if a.json {
					return a.emit(handoverJSON(h))
				}
				a.say("Recorded: %s to %s; %s, %s of data; manifest %s.", h.Pack, h.To, count(h.Files, "file"), count(h.Rows, "row"), h.Manifest)
				return nil
			})
		},
	}
	f := c.Flags()
	f.StringVar(&in.To, "to", "", "`whom`: subject, or the name of the organisation")
	f.StringVar(&in.Recipient, "recipient", "", "`who` received it, or the address it went to")
	f.StringVar(&in.Method, "method", "", "`how` it was sent")
	f.StringVar(&in.Authority, "authority", "", "`what` the person signed, and when; needed for an organisation")
	caseFlags(c, &in.Case)
	return c
}

func handoverJSON(h request.Handover) map[string]any {
	return map[string]any{
		"to": h.To, "recipient": h.Recipient, "authority": h.Authority, "method": h.Method, "export": h.Pack, "manifest_sha256": h.Manifest,
		"files": h.Files, "rows": h.Rows, "by": h.By, "at": stamp(h.At),
	}
}

func handoversJSON(all []request.Handover) []map[string]any {
	out := []map[string]any{}
	for _, h := range all {
		out = append(out, handoverJSON(h))
	}
	return out
}

// showHandovers prints what was handed over for a request.
func (a *app) showHandovers(all []request.Handover) {
	if len(all) == 0 {
		return
	}
	a.say("\nHanded over:")
	for _, h := range all {
		a.say("  %s  %s by %s to %s (%s)", day(h.At), oneLine(h.Method), h.By, oneLine(h.To), oneLine(h.Recipient))
		if h.Authority != "" {
			a.say("    on the authority of: %s", oneLine(h.Authority))
		}
		a.say("    export %s: %s, %s of data, manifest %s", h.Pack, count(h.Files, "file"), count(h.Rows, "row"), h.Manifest)
	}
}
