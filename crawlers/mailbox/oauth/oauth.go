// Package oauth gets access tokens for mailboxes, as Microsoft 365 wants them
// instead of passwords: for an application that was given mailboxes (client
// credentials), or for a person who has logged in once with a code on another
// screen (device code, RFC 8628).
//
// Access tokens are held in memory. The refresh token of a person's log-in is
// kept in a file that only this user can read. Neither, nor the secret of the
// application, is ever part of an error. It speaks HTTPS only and follows no
// redirection.
package oauth

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
	"golang.org/x/oauth2/microsoft"
)

// The flows.
const (
	ClientCredentials = "client_credentials"
	DeviceCode        = "device_code"
)

// Config says how to get tokens. Empty URLs and scopes are those of Microsoft
// 365 for the tenant.
type Config struct {
	Flow     string // ClientCredentials or DeviceCode
	Tenant   string
	ClientID string
	// ClientSecret is needed for client credentials. It is read when a token
	// is needed.
	ClientSecret        func() (string, error)
	TokenURL, DeviceURL string
	Scopes              []string

	// Login is the command that logs in again, for messages.
	Login string
	// File is where a log-in is kept.
	File    string
	RootCAs *x509.CertPool // trusted instead of the system's
}

// complete fills in what is empty and refuses what cannot work.
func (c *Config) complete() error {
	azure := microsoft.AzureADEndpoint(url.PathEscape(c.Tenant))
	if c.Tenant == "" && c.TokenURL == "" {
		return errors.New("oauth: tenant: missing; the directory's ID or domain")
	}
	if c.ClientID == "" {
		return errors.New("oauth: client_id: missing; the application's ID")
	}
	scopes := []string{"https://outlook.office365.com/.default"}
	switch c.Flow {
	case ClientCredentials:
		if c.ClientSecret == nil {
			return errors.New("oauth: client_secret_file or client_secret_env: missing")
		}
	case DeviceCode:
		scopes = []string{"https://outlook.office.com/IMAP.AccessAsUser.All", "offline_access"}
		if c.DeviceURL == "" {
			c.DeviceURL = azure.DeviceAuthURL
		}
	default:
		return fmt.Errorf("oauth: flow: %q is neither client_credentials nor device_code", c.Flow)
	}
	if c.TokenURL == "" {
		c.TokenURL = azure.TokenURL
	}
	if len(c.Scopes) == 0 {
		c.Scopes = scopes
	}
	for _, u := range []string{c.TokenURL, c.DeviceURL} {
		if at, err := url.Parse(u); u != "" && (err != nil || at.Scheme != "https" || at.Host == "") {
			return errors.New("oauth: token_url and device_url must begin with https://")
		}
	}
	return nil
}

// A Source gives tokens. It may be used by several goroutines.
type Source struct {
	config Config
	client *http.Client

	mu    sync.Mutex
	token *oauth2.Token // the last one
}

// New checks a configuration; nothing is asked for yet.
func New(c Config) (*Source, error) {
	if err := c.complete(); err != nil {
		return nil, err
	}
	return &Source{config: c, client: &http.Client{
		Timeout:       time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy:           http.ProxyFromEnvironment,
			TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: c.RootCAs},
		},
	}}, nil
}

func (s *Source) context(ctx context.Context) context.Context {
	return context.WithValue(ctx, oauth2.HTTPClient, s.client)
}

// Token returns an access token that is good for a while. ErrLogin is wrapped
// when somebody has to log in first.
func (s *Source) Token(ctx context.Context) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.token.Valid() {
		return s.token.AccessToken, nil
	}
	token, err := s.fresh(s.context(ctx))
	if err != nil {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return "", s.explain(err)
	}
	s.token = token
	return token.AccessToken, nil
}

func (s *Source) fresh(ctx context.Context) (*oauth2.Token, error) {
	if s.config.Flow == DeviceCode {
		return s.refresh(ctx)
	}
	secret, err := s.config.ClientSecret()
	if err != nil {
		return nil, fmt.Errorf("get client secret: %w", err)
	}
	if secret == "" {
		return nil, errors.New("the client secret is empty")
	}
	c := clientcredentials.Config{
		ClientID: s.config.ClientID, ClientSecret: secret, TokenURL: s.config.TokenURL, Scopes: s.config.Scopes,
		AuthStyle: oauth2.AuthStyleInParams,
	}
	return c.Token(ctx)
}
