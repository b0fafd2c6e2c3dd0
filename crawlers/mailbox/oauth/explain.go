package oauth

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"regexp"

	"golang.org/x/oauth2"

	"sarsen/crawlers"
)

// code is what an error code looks like; anything else is not repeated.
var code = regexp.MustCompile(`^[a-z_]{1,40}$`)

// explain says what went wrong and what to do, in words that repeat nothing of
// what was sent.
func (s *Source) explain(err error) error {
	var answer *oauth2.RetrieveError
	var dns *net.DNSError
	switch {
	case errors.Is(err, ErrLogin):
		return fmt.Errorf("%w: run '%s'", ErrLogin, s.config.Login)
	case errors.As(err, &answer):
		return s.refusal(answer)
	case errors.As(err, &dns):
		return fmt.Errorf("%w: the token server cannot be found: check token_url and this machine's DNS", crawlers.ErrTemporary)
	case isNet(err):
		return fmt.Errorf("%w: the token server cannot be reached: check token_url, certificates ('ca_file') and firewall", crawlers.ErrTemporary)
	}
	return err
}

func isNet(err error) bool {
	var n net.Error // *url.Error is one
	return errors.As(err, &n)
}

func (s *Source) refusal(answer *oauth2.RetrieveError) error {
	device := s.config.Flow == DeviceCode
	switch answer.ErrorCode {
	case "invalid_grant", "interaction_required", "consent_required", "login_required":
		if device {
			return fmt.Errorf("%w again, the last log-in has expired or was revoked: run '%s'", ErrLogin, s.config.Login)
		}
	case "invalid_client":
		return errors.New("the token server does not take the application's secret: it is wrong, or has expired")
	case "unauthorized_client": //nolint:misspell // as RFC 6749 spells it
		return errors.New("the token server does not know the application, or does not let it log in this way: check client_id and tenant, and whether public client flows are allowed for device codes")
	case "invalid_scope":
		return errors.New("the token server does not know the scopes: check 'scopes'")
	case "access_denied", "authorization_declined":
		return fmt.Errorf("%w: it was declined", ErrLogin)
	case "expired_token":
		return fmt.Errorf("%w: the code has expired; start again", ErrLogin)
	}
	if status := answer.Response.StatusCode; status == http.StatusTooManyRequests || status >= 500 {
		return fmt.Errorf("%w: the token server answers with status %d", crawlers.ErrTemporary, status)
	}
	if code.MatchString(answer.ErrorCode) {
		return fmt.Errorf("the token server refuses: %s", answer.ErrorCode)
	}
	return fmt.Errorf("the token server answers with status %d", answer.Response.StatusCode)
}
