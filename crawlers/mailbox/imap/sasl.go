package imap

import (
	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-sasl"
)

// bearer returns how to log in with an access token: in the way of RFC 7628
// where the server knows that alone, else in the older one of Google and
// Microsoft.
func bearer(caps imap.CapSet, user, token string) sasl.Client {
	if caps.Has(imap.AuthCap(sasl.OAuthBearer)) && !caps.Has(imap.AuthCap(xoauth2)) {
		return sasl.NewOAuthBearerClient(&sasl.OAuthBearerOptions{Username: user, Token: token})
	}
	return &xoauth2Client{user: user, token: token}
}

const xoauth2 = "XOAUTH2"

type xoauth2Client struct{ user, token string }

func (c *xoauth2Client) Start() (mechanism string, first []byte, err error) {
	return xoauth2, []byte("user=" + c.user + "\x01auth=Bearer " + c.token + "\x01\x01"), nil
}

// Next answers the details of a refusal with nothing, upon which the server
// refuses.
func (c *xoauth2Client) Next([]byte) ([]byte, error) { return nil, nil }
