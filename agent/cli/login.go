package cli

import (
	"time"

	"github.com/spf13/cobra"

	"sarsen/agent/service"
)

func (a *app) loginCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "login NAME",
		Short: "Log in to a mailbox that wants a person to",
		Long: `For a source with 'oauth' and 'flow: device_code': shows an address and a code,
waits until somebody has entered the code there and logged in, and keeps the
log-in for crawls. Needed once, and again when the log-in has expired.`,
		Example: "  sarsen source login housing-mail",
		Args:    args("NAME"),
		RunE: func(c *cobra.Command, given []string) error {
			return a.with(c.Context(), "source login", func(svc *service.Service) error {
				if err := svc.LogIn(c.Context(), a.User, given[0], a.showLogin); err != nil {
					return err
				}
				if a.json {
					return a.emit(map[string]any{"source": given[0], "logged_in": true})
				}
				a.say("Logged in. Next: 'sarsen source check %s'.", given[0])
				return nil
			})
		},
	}
}

func (a *app) showLogin(p service.LoginPrompt) error {
	if a.json {
		return a.emit(map[string]string{"url": p.URL, "code": p.Code, "expires": stamp(p.Expires)})
	}
	until := ""
	if !p.Expires.IsZero() {
		until = " before " + p.Expires.Local().Format(time.TimeOnly)
	}
	a.say("Open %s in a browser%s, enter the code %s and log in as somebody who may read the mailbox.", oneLine(p.URL), until, oneLine(p.Code))
	a.say("Waiting ...")
	return nil
}
