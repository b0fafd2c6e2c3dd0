package imap

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"

	"sarsen/crawlers"
)

const dialTimeout = 30 * time.Second

// connect makes the connection and logs in.
func (s *Source) connect(ctx context.Context, c *connection) error {
	dialer := &net.Dialer{Timeout: min(dialTimeout, s.opts.Timeout)}
	raw, err := dialer.DialContext(ctx, "tcp", s.opts.Address)
	if err != nil {
		return err
	}
	c.wire = &wire{Conn: raw, limit: s.opts.Timeout}
	wire := c.wire
	wire.expect()
	defer wire.rest()
	stop := context.AfterFunc(ctx, func() { _ = raw.Close() })
	defer stop()
	client, err := s.greet(ctx, c)
	if err == nil {
		err = s.login(ctx, client)
		if err != nil {
			_ = client.Close()
		}
	}
	if err != nil {
		err = c.wire.why(err)
		_ = raw.Close()
		*c = connection{}
		return err
	}
	c.client = client
	return nil
}

// greet brings the connection to where a password may be said.
func (s *Source) greet(ctx context.Context, c *connection) (client *imapclient.Client, err error) {
	host, _, err := net.SplitHostPort(s.opts.Address)
	if err != nil {
		return nil, hopeless{errors.New("the location has no server's name")}
	}
	secure := &tls.Config{
		MinVersion: tls.VersionTLS12, RootCAs: s.opts.RootCAs, ServerName: host, NextProtos: []string{"imap"},
		VerifyConnection: func(now tls.ConnectionState) error { c.version = now.Version; return nil },
	}
	switch {
	case s.opts.Insecure:
		client = imapclient.New(c.wire, nil)
	case s.opts.StartTLS:
		if client, err = imapclient.NewStartTLS(c.wire, &imapclient.Options{TLSConfig: secure}); err != nil {
			if answered(err) {
				return nil, hopeless{errors.New("the mail server offers no STARTTLS on this port; sarsen does not go on without encryption. Use imaps://, or ask why encryption was taken away on the line")}
			}
			return nil, err
		}
	default:
		conn := tls.Client(c.wire, secure)
		if err := conn.HandshakeContext(ctx); err != nil {
			return nil, err
		}
		client = imapclient.New(conn, nil)
	}
	if err := client.WaitGreeting(); err != nil {
		_ = client.Close()
		return nil, err
	}
	return client, nil
}

// login prefers AUTHENTICATE PLAIN, which takes passwords in any script.
func (s *Source) login(ctx context.Context, client *imapclient.Client) error {
	if client.State() == imap.ConnStateAuthenticated { // greeted as known
		return nil
	}
	caps := client.Caps()
	var err error
	switch {
	case s.opts.Token != nil:
		token, terr := s.opts.Token(ctx)
		if terr != nil && !errors.Is(terr, crawlers.ErrTemporary) {
			terr = hopeless{terr}
		}
		if terr != nil {
			return terr
		}
		err = client.Authenticate(bearer(caps, s.opts.User, token))
	case caps.Has(imap.AuthCap(sasl.Plain)):
		err = client.Authenticate(sasl.NewPlainClient("", s.opts.User, s.opts.Password))
	case caps.Has(imap.CapLoginDisabled):
		return hopeless{fmt.Errorf("%w: the mail server takes no passwords here. If it wants OAuth2 (Microsoft 365 does), configure 'oauth'; else use imaps:// or 'tls: starttls'", crawlers.ErrDenied)}
	default:
		err = client.Login(s.opts.User, s.opts.Password).Wait()
	}
	if !refused(err) {
		return err
	}
	// The server's words are left out: some repeat the user's name.
	if s.opts.Token != nil {
		return hopeless{fmt.Errorf("log in to mail server: %w: it does not take the access token for this mailbox. Is the user in the location the mailbox's address, has the application the permission (IMAP.AccessAsApp, or IMAP.AccessAsUser.All), and was it given the mailbox?", crawlers.ErrDenied)}
	}
	return hopeless{fmt.Errorf("log in to mail server: %w: check the user in the location and the password. Microsoft 365 and Gmail take no plain passwords: configure 'oauth', or an application password", crawlers.ErrDenied)}
}
