package oauth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/oauth2"
)

// ErrLogin is wrapped when nobody has logged in, or the log-in is no longer
// good.
var ErrLogin = errors.New("somebody has to log in")

func (s *Source) device() *oauth2.Config {
	return &oauth2.Config{
		ClientID: s.config.ClientID, Scopes: s.config.Scopes,
		Endpoint: oauth2.Endpoint{TokenURL: s.config.TokenURL, DeviceAuthURL: s.config.DeviceURL, AuthStyle: oauth2.AuthStyleInParams},
	}
}

// A Prompt is what a person has to do to log in.
type Prompt struct {
	URL     string
	Code    string
	Expires time.Time // zero when not told
}

// LogIn has a person log in on another screen: prompt shows them where and
// with which code. It waits until they have done so, the code expires or ctx
// ends, and keeps the log-in.
func (s *Source) LogIn(ctx context.Context, prompt func(Prompt) error) error {
	if s.config.Flow != DeviceCode {
		return errors.New("this source logs in by itself, with the application's secret: there is nothing to do")
	}
	at := s.context(ctx)
	device, err := s.device().DeviceAuth(at)
	if err != nil {
		return s.explain(err)
	}
	if err := prompt(Prompt{URL: device.VerificationURI, Code: device.UserCode, Expires: device.Expiry}); err != nil {
		return err
	}
	token, err := s.device().DeviceAccessToken(at, device)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%w: the code has expired; start again", ErrLogin)
	case err != nil:
		return s.explain(err)
	case token.RefreshToken == "":
		return errors.New("the token server gives no lasting log-in: is 'offline_access' among the scopes?")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.token = token
	return s.keep(token.RefreshToken)
}

// A login is what is kept of one, for whom and from where.
type login struct {
	ClientID     string `json:"client_id"`
	TokenURL     string `json:"token_url"`
	RefreshToken string `json:"refresh_token"`
}

// refresh gets an access token with what is kept of a log-in. Servers may give
// a new one to keep each time.
func (s *Source) refresh(ctx context.Context) (*oauth2.Token, error) {
	kept, err := s.kept()
	if err != nil {
		return nil, err
	}
	token, err := s.device().TokenSource(ctx, &oauth2.Token{RefreshToken: kept}).Token()
	if err != nil {
		return nil, err
	}
	if token.RefreshToken != "" && token.RefreshToken != kept {
		return token, s.keep(token.RefreshToken)
	}
	return token, nil
}

func (s *Source) kept() (string, error) {
	raw, err := os.ReadFile(s.config.File)
	if errors.Is(err, fs.ErrNotExist) {
		return "", ErrLogin
	}
	if err != nil {
		return "", fmt.Errorf("read log-in: %w", err)
	}
	var l login
	if json.Unmarshal(raw, &l) != nil || l.RefreshToken == "" || l.ClientID != s.config.ClientID || l.TokenURL != s.config.TokenURL {
		return "", ErrLogin // of another application, or damaged
	}
	return l.RefreshToken, nil
}

// keep writes a log-in so that a crash leaves the old one or the new one.
func (s *Source) keep(refresh string) (err error) {
	raw, err := json.Marshal(login{ClientID: s.config.ClientID, TokenURL: s.config.TokenURL, RefreshToken: refresh}) //nolint:gosec // for a file of its owner's
	if err != nil {
		return fmt.Errorf("keep log-in: %w", err)
	}
	dir := filepath.Dir(s.config.File)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("keep log-in: %w", err)
	}
	f, err := os.CreateTemp(dir, ".login-*") // readable by its owner only
	if err != nil {
		return fmt.Errorf("keep log-in: %w", err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	_, err = f.Write(raw)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("keep log-in: %w", err)
	}
	if err = os.Rename(f.Name(), s.config.File); err != nil {
		return fmt.Errorf("keep log-in: %w", err)
	}
	return nil
}
