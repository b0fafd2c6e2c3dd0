package all

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"

	"sarsen/crawlers/mailbox/imap"
	"sarsen/crawlers/mailbox/oauth"
)

// OAuth says how to get access tokens for a mailbox. Empty URLs and scopes are
// those of Microsoft 365.
type OAuth struct {
	Flow                string // "client_credentials" or "device_code"
	Tenant, ClientID    string
	ClientSecret        func() (string, error)
	TokenURL, DeviceURL string
	Scopes              []string
	File                string // where a person's log-in is kept
}

// A Prompt is what a person has to do to log in.
type Prompt = oauth.Prompt

// LogIn has a person log in to a mailbox that is configured so: prompt shows
// them where and with which code, and LogIn waits until they have done it.
func LogIn(ctx context.Context, o Options, prompt func(Prompt) error) error {
	if o.OAuth == nil {
		return errors.New("this source has no 'oauth': there is nothing to log in to")
	}
	roots, err := o.certificates()
	if err != nil {
		return err
	}
	tokens, err := o.tokens(roots)
	if err != nil {
		return err
	}
	return tokens.LogIn(ctx, prompt)
}

func (o Options) tokens(roots *x509.CertPool) (*oauth.Source, error) {
	return oauth.New(oauth.Config{
		Flow: o.OAuth.Flow, Tenant: o.OAuth.Tenant, ClientID: o.OAuth.ClientID, ClientSecret: o.OAuth.ClientSecret,
		TokenURL: o.OAuth.TokenURL, DeviceURL: o.OAuth.DeviceURL, Scopes: o.OAuth.Scopes,
		File: o.OAuth.File, Login: "sarsen source login " + o.Name, RootCAs: roots,
	})
}

func (o Options) account() (*imap.Source, error) {
	opts, err := o.parseAccount()
	if err != nil {
		return nil, err
	}
	if opts.RootCAs, err = o.certificates(); err != nil {
		return nil, err
	}
	if o.Known != nil {
		opts.Known = func(key, stamp string) bool {
			_, known := o.Known(key, stamp)
			return known
		}
	}
	if o.OAuth != nil {
		tokens, err := o.tokens(opts.RootCAs)
		if err != nil {
			return nil, err
		}
		opts.Token = tokens.Token
		return imap.New(opts)
	}
	if o.Password != nil {
		if opts.Password, err = o.Password(); err != nil {
			return nil, fmt.Errorf("get password: %w", err)
		}
	}
	if opts.Password == "" {
		return nil, errors.New("no password is configured, or it is empty: name the file that holds it with 'password_file', or the environment variable with 'password_env', or configure 'oauth'")
	}
	return imap.New(opts)
}

// parseAccount reads the location. A password in it is refused: secrets are
// not for the configuration.
func (o Options) parseAccount() (imap.Options, error) {
	u, err := url.Parse(o.Location)
	if err != nil || u.Hostname() == "" || u.User.Username() == "" {
		return imap.Options{}, errors.New("read location: want imaps://user@server, with '@' in the user's name written as %40")
	}
	if _, has := u.User.Password(); has {
		return imap.Options{}, errors.New("read location: it must not hold the password; name the file that does with 'password_file', or the environment variable with 'password_env'")
	}
	if err := o.checkEncryption(strings.EqualFold(u.Scheme, "imap")); err != nil {
		return imap.Options{}, err
	}
	port := u.Port()
	switch {
	case port != "":
	case strings.EqualFold(u.Scheme, "imap"):
		port = "143"
	default:
		port = "993"
	}
	return imap.Options{
		Address: net.JoinHostPort(u.Hostname(), port), User: u.User.Username(),
		Folder: strings.Trim(u.Path, "/"), Include: o.Include, Exclude: o.Exclude, MaxSize: o.MaxSize,
		StartTLS: o.StartTLS, Insecure: o.Insecure && strings.EqualFold(u.Scheme, "imap"), Connections: o.Connections, Temp: o.Temp,
	}, nil
}

// checkEncryption lets nothing go out in the clear but by words that say so.
func (o Options) checkEncryption(plain bool) error {
	switch {
	case o.Insecure && o.StartTLS:
		return errors.New("read location: 'insecure' contradicts the encryption that is asked for")
	case o.StartTLS && !plain:
		return errors.New("read location: 'tls: starttls' is for imap://; imaps:// is encrypted from the start")
	case plain && !o.StartTLS && !o.Insecure:
		return errors.New("read location: imap:// is not encrypted; use imaps://, or 'tls: starttls' for port 143; 'insecure' allows it for a server on this machine")
	}
	return nil
}

// certificates are the system's and those of CAFile; nil is the system's.
func (o Options) certificates() (*x509.CertPool, error) {
	if o.CAFile == "" {
		return nil, nil
	}
	data, err := os.ReadFile(o.CAFile)
	if err != nil {
		return nil, fmt.Errorf("read certificates: %w", err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(data) {
		return nil, errors.New("read certificates: there is none in PEM in the file")
	}
	return pool, nil
}
