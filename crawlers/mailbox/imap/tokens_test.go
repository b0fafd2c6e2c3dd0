package imap_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"sarsen/crawlers"
	"sarsen/crawlers/crawlertest"
	"sarsen/crawlers/mailbox/imap"
	"sarsen/crawlers/mailbox/imap/dovecottest"
	"sarsen/crawlers/mailbox/oauth"
	"sarsen/crawlers/mailbox/oauth/oauthtest"
)

// TestDovecotWithTokens has a server that takes tokens only, and asks the
// token server whose they are.
func TestDovecotWithTokens(t *testing.T) {
	tokens := oauthtest.Start(t, ann)
	for _, mechanism := range []string{"xoauth2", "oauthbearer", "xoauth2 oauthbearer"} {
		t.Run(mechanism, func(t *testing.T) {
			s := dovecottest.Start(t, dovecottest.Options{Introspect: tokens.IntrospectURL(), Settings: "auth_mechanisms = " + mechanism + "\n"})
			s.Deliver(t, s.Home(ann), "S", message(1), message(2))
			application, err := oauth.New(oauth.Config{
				Flow: oauth.ClientCredentials, ClientID: oauthtest.ClientID, TokenURL: tokens.TokenURL(), RootCAs: tokens.Roots(),
				ClientSecret: func() (string, error) { return oauthtest.Secret, nil },
			})
			if err != nil {
				t.Fatal(err)
			}
			opts := account(s)
			opts.Password, opts.Token = "", application.Token
			src := open(t, opts)
			n := 0
			for _, e := range crawlertest.Walk(t, src) {
				if e.State == "" {
					crawlertest.Read(t, src, e)
					n++
				}
			}
			if n != 2 {
				t.Errorf("read %d of 2; the server says\n%s", n, s.Log())
			}

			refused := func(what string, change func(*imap.Options)) {
				bad := opts
				change(&bad)
				_, err := open(t, bad).Check(t.Context())
				if !errors.Is(err, crawlers.ErrDenied) && !errors.Is(err, oauth.ErrLogin) || strings.Contains(err.Error(), "access-") {
					t.Errorf("%s: got %v", what, err)
				}
			}
			refused("another's token", func(o *imap.Options) { o.User = bob })
			refused("a bad token", func(o *imap.Options) { o.Token = func(context.Context) (string, error) { return "access-none", nil } })
			refused("no log-in", func(o *imap.Options) { o.Token = func(context.Context) (string, error) { return "", oauth.ErrLogin } })
			refused("a password", func(o *imap.Options) { o.Password, o.Token = "secret", nil })
		})
	}
}
