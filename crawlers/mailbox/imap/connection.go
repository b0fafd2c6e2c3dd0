package imap

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"

	"sarsen/crawlers"
)

const (
	tries       = 4
	firstPause  = 200 * time.Millisecond // doubled after each try
	dialTimeout = 30 * time.Second
)

// A connection is made when it is first needed and again when it broke. One
// goroutine uses it at a time.
type connection struct {
	opts     *Options
	client   *imapclient.Client // nil when not connected
	folder   string             // the one that is open; "" for none
	validity uint32             // of that folder
}

// drop closes the connection without ceremony.
func (c *connection) drop() {
	if c.client != nil {
		_ = c.client.Close() // nothing was written that could be lost
	}
	c.client, c.folder, c.validity = nil, "", 0
}

// try calls fn with a connected client, and again on a new connection when
// the old one broke. It closes the connection when ctx ends, and then returns
// the context's error.
func (c *connection) try(ctx context.Context, fn func(*imapclient.Client) error) error {
	pause := firstPause
	for n := 1; ; n++ {
		err := c.once(ctx, fn)
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			c.drop()
			return ctx.Err()
		}
		if final(err) {
			return err
		}
		c.drop()
		if n == tries {
			return fmt.Errorf("%w: the connection to the mail server failed", crawlers.ErrTemporary)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
		pause *= 2
	}
}

func (c *connection) once(ctx context.Context, fn func(*imapclient.Client) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if c.client == nil {
		if err := c.connect(ctx); err != nil {
			return err
		}
	}
	client := c.client
	stop := context.AfterFunc(ctx, func() { _ = client.Close() })
	defer stop()
	return fn(client)
}

// final reports whether another try would meet the same answer.
func final(err error) bool {
	return refused(err) || untrusted(err) || errors.Is(err, crawlers.ErrDenied) || errors.Is(err, crawlers.ErrGone)
}

// refused reports whether the server understood and said no.
func refused(err error) bool {
	var answer *imap.Error
	return errors.As(err, &answer) && answer.Type != imap.StatusResponseTypeBye
}

func untrusted(err error) bool {
	var verification *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	return errors.As(err, &verification) || errors.As(err, &authority)
}

func (c *connection) connect(ctx context.Context) error {
	conn, err := c.dial(ctx)
	if untrusted(err) {
		return fmt.Errorf("the mail server's certificate is not trusted: %w", err)
	}
	if err != nil {
		return fmt.Errorf("connect to mail server: %w", err)
	}
	client := imapclient.New(conn, nil)
	stop := context.AfterFunc(ctx, func() { _ = client.Close() })
	defer stop()
	if err := c.login(client); err != nil {
		_ = client.Close()
		return err
	}
	c.client = client
	return nil
}

func (c *connection) dial(ctx context.Context) (net.Conn, error) {
	plain := &net.Dialer{Timeout: dialTimeout}
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	if c.opts.Insecure {
		return plain.DialContext(ctx, "tcp", c.opts.Address)
	}
	secure := &tls.Dialer{NetDialer: plain, Config: &tls.Config{
		MinVersion: tls.VersionTLS12,
		RootCAs:    c.opts.RootCAs,
		NextProtos: []string{"imap"},
	}}
	return secure.DialContext(ctx, "tcp", c.opts.Address)
}

// login prefers AUTHENTICATE PLAIN, which takes passwords in any script.
func (c *connection) login(client *imapclient.Client) error {
	if err := client.WaitGreeting(); err != nil {
		return fmt.Errorf("greet mail server: %w", err)
	}
	var err error
	if client.Caps().Has(imap.AuthCap(sasl.Plain)) {
		err = client.Authenticate(sasl.NewPlainClient("", c.opts.User, c.opts.Password))
	} else {
		err = client.Login(c.opts.User, c.opts.Password).Wait()
	}
	if refused(err) {
		// The server's words are left out: some repeat the user's name.
		return fmt.Errorf("log in to mail server: %w", crawlers.ErrDenied)
	}
	return err
}

// examine opens a folder for reading only.
func (c *connection) examine(client *imapclient.Client, folder string) (validity uint32, err error) {
	if c.folder == folder {
		return c.validity, nil
	}
	c.folder = ""
	data, err := client.Select(folder, &imap.SelectOptions{ReadOnly: true}).Wait()
	if err != nil {
		return 0, err
	}
	c.folder, c.validity = folder, data.UIDValidity
	return data.UIDValidity, nil
}
