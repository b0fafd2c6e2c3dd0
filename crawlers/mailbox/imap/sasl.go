package imap

import (
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-sasl"
)

// bearer returns how to log in with an access token: in the way of RFC 7628
// where the server knows that alone, else in the older one of Google and
// Microsoft.
func bearer(caps imap.CapSet, user, token string) sasl.Client {
	if caps.Has(imap.AuthCap(sasl.OAuthBearer)) && !caps.Has(imap.AuthCap(xoauth2)) {
		escape := strings.NewReplacer("=", "=3D", ",", "=2C")
		return tokenClient{sasl.OAuthBearer, "n,a=" + escape.Replace(user) + ",\x01auth=Bearer " + token + "\x01\x01", "\x01"}
	}
	return tokenClient{xoauth2, "user=" + user + "\x01auth=Bearer " + token + "\x01\x01", ""}
}

const xoauth2 = "XOAUTH2"

// A tokenClient says one thing, and another when the server gives details of
// its refusal, upon which it refuses.
type tokenClient struct{ mechanism, first, second string }

func (c tokenClient) Start() (mechanism string, first []byte, err error) {
	return c.mechanism, []byte(c.first), nil
}

func (c tokenClient) Next([]byte) ([]byte, error) { return []byte(c.second), nil }
