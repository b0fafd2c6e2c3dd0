package oauth_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers"
	"sarsen/crawlers/mailbox/oauth"
	"sarsen/crawlers/mailbox/oauth/oauthtest"
)

func secret() (string, error) { return oauthtest.Secret, nil }

func application(s *oauthtest.Server) oauth.Config {
	return oauth.Config{Flow: oauth.ClientCredentials, ClientID: oauthtest.ClientID, ClientSecret: secret, TokenURL: s.TokenURL(), RootCAs: s.Roots(), Login: "sarsen source login mail"}
}

func person(t *testing.T, s *oauthtest.Server) oauth.Config {
	c := application(s)
	c.Flow, c.ClientSecret, c.DeviceURL = oauth.DeviceCode, nil, s.DeviceURL()
	c.Scopes = []string{"mail", "offline_access"}
	c.File = filepath.Join(t.TempDir(), "logins", "mail.json")
	return c
}

func source(t *testing.T, c oauth.Config) *oauth.Source {
	t.Helper()
	s, err := oauth.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestApplication(t *testing.T) {
	s := oauthtest.Start(t, "ann@parish.example")
	src := source(t, application(s))
	for range 3 {
		if got, err := src.Token(t.Context()); err != nil || got != "access-1" {
			t.Fatalf("got %q, %v, want the first token as long as it is good", got, err)
		}
	}
	s.Life(time.Second) // over before it is used
	again := source(t, application(s))
	for _, want := range []string{"access-2", "access-3"} {
		if got, err := again.Token(t.Context()); err != nil || got != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
}

func TestPerson(t *testing.T) {
	s := oauthtest.Start(t, "ann@parish.example")
	config := person(t, s)
	if _, err := source(t, config).Token(t.Context()); !errors.Is(err, oauth.ErrLogin) || !strings.Contains(err.Error(), "sarsen source login mail") {
		t.Errorf("before the log-in: %v", err)
	}
	shown := oauth.Prompt{}
	err := source(t, config).LogIn(t.Context(), func(p oauth.Prompt) error { shown = p; return nil })
	if err != nil || shown.Code != oauthtest.UserCode || shown.URL != "https://login.example/device" || shown.Expires.IsZero() {
		t.Fatalf("got %+v, %v", shown, err)
	}
	if info, err := os.Stat(config.File); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the log-in is kept as %v, %v", info, err)
	}
	for _, want := range []string{"access-2", "access-3"} { // other processes; the server gives another refresh token each time
		if got, err := source(t, config).Token(t.Context()); err != nil || got != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
	s.Revoke()
	if _, err := source(t, config).Token(t.Context()); !errors.Is(err, oauth.ErrLogin) || !strings.Contains(err.Error(), "again") {
		t.Errorf("after it was revoked: %v", err)
	}
	other := config
	other.ClientID = "another"
	if _, err := source(t, other).Token(t.Context()); !errors.Is(err, oauth.ErrLogin) {
		t.Errorf("with another application's log-in: %v", err)
	}
}

func TestErrorsTellWhatToDoAndNoSecret(t *testing.T) {
	s := oauthtest.Start(t, "ann@parish.example")
	tests := map[string]struct {
		change func(*oauth.Config)
		fail   string
		says   string
		is     error
	}{
		"wrong secret":     {func(c *oauth.Config) { c.ClientSecret = func() (string, error) { return "guess", nil } }, "", "wrong, or has expired", nil},
		"no secret":        {func(c *oauth.Config) { c.ClientSecret = func() (string, error) { return "", nil } }, "", "empty", nil},
		"wrong client":     {func(c *oauth.Config) { c.ClientID = "none" }, "", "client_id", nil},
		"wrong scope":      {nil, "invalid_scope", "scopes", nil},
		"something else":   {nil, "server_error", "server_error", nil},
		"words for a code": {nil, oauthtest.Secret, "status 400", nil},
		"not trusted":      {func(c *oauth.Config) { c.RootCAs = nil }, "", "ca_file", crawlers.ErrTemporary},
		"not there":        {func(c *oauth.Config) { c.TokenURL = "https://127.0.0.1:1/" }, "", "reached", crawlers.ErrTemporary},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := application(s)
			if tt.change != nil {
				tt.change(&c)
			}
			s.Fail(tt.fail)
			defer s.Fail("")
			_, err := source(t, c).Token(t.Context())
			if err == nil || !strings.Contains(err.Error(), tt.says) || tt.is != nil && !errors.Is(err, tt.is) {
				t.Errorf("got %v, want it to say %q", err, tt.says)
			}
			if err != nil && (strings.Contains(err.Error(), oauthtest.Secret) || strings.Contains(err.Error(), "guess")) {
				t.Errorf("the error tells the secret: %v", err)
			}
		})
	}
}

func TestConfig(t *testing.T) {
	good := oauth.Config{Flow: oauth.DeviceCode, Tenant: "parish.example", ClientID: "1"}
	tests := map[string]struct {
		change func(*oauth.Config)
		says   string
	}{
		"good":      {func(*oauth.Config) {}, ""},
		"no tenant": {func(c *oauth.Config) { c.Tenant = "" }, "tenant"},
		"no client": {func(c *oauth.Config) { c.ClientID = "" }, "client_id"},
		"no flow":   {func(c *oauth.Config) { c.Flow = "" }, "flow"},
		"no secret": {func(c *oauth.Config) { c.Flow = oauth.ClientCredentials }, "client_secret"},
		"in clear":  {func(c *oauth.Config) { c.TokenURL = "http://parish.example/token" }, "https://"},
		"no server": {func(c *oauth.Config) { c.DeviceURL = "https:///x" }, "https://"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := good
			tt.change(&c)
			_, err := oauth.New(c)
			if (err == nil) != (tt.says == "") || err != nil && !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want %q", err, tt.says)
			}
		})
	}
}

func TestContextEndsALogIn(t *testing.T) {
	s := oauthtest.Start(t, "ann@parish.example")
	ctx, cancel := context.WithCancel(t.Context())
	err := source(t, person(t, s)).LogIn(ctx, func(oauth.Prompt) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := oauth.New(application(s)); err != nil {
		t.Fatal(err)
	}
	if err := source(t, application(s)).LogIn(t.Context(), nil); err == nil {
		t.Error("an application logged in as a person")
	}
}
