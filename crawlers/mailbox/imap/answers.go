package imap

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/emersion/go-imap/v2"

	"sarsen/crawlers"
)

// hopeless is what another try would not mend.
type hopeless struct{ error }

func (h hopeless) Unwrap() error { return h.error }

// final reports whether another try would meet the same answer.
func final(err error) bool {
	var h hopeless
	return refused(err) || mistrust(err) != nil || errors.As(err, &h) ||
		errors.Is(err, crawlers.ErrDenied) || errors.Is(err, crawlers.ErrGone) || errors.Is(err, errNonsense)
}

// answered reports whether the server answered properly, so that the
// connection can be used on.
func answered(err error) bool {
	var answer *imap.Error
	return errors.As(err, &answer) && answer.Type != imap.StatusResponseTypeBye || errors.Is(err, crawlers.ErrGone) || errors.Is(err, errNonsense)
}

// refused reports whether the server understood and said no, for good.
func refused(err error) bool {
	var answer *imap.Error
	return errors.As(err, &answer) && answer.Type != imap.StatusResponseTypeBye && !busy(err)
}

// A refusal is an answer whose words are left out: some repeat names.
type refusal struct{ answer error }

func (refusal) Error() string   { return "the mail server refused it" }
func (r refusal) Unwrap() error { return r.answer }

// patience are words of servers that want to be left alone for a while.
var patience = regexp.MustCompile(`(?i)throttl|too many|maximum number of connections|bandwidth|try again later|temporar|server busy|rate limit`)

// busy reports whether the server asks to come back later: an account's limit
// of connections, commands or bytes, or trouble of its own.
func busy(err error) bool {
	var answer *imap.Error
	if !errors.As(err, &answer) {
		return false
	}
	switch strings.ToUpper(string(answer.Code)) {
	case "OVERQUOTA", "LIMIT", "INUSE", "UNAVAILABLE", "THROTTLED":
		return true
	case "AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED", "NOPERM":
		return false // however it goes on: another try could lock the account
	}
	return patience.MatchString(answer.Text)
}

// tooMany reports whether it is the number of connections that the server
// does not allow.
func tooMany(err error) bool {
	var answer *imap.Error
	return busy(err) && errors.As(err, &answer) && strings.Contains(strings.ToLower(answer.Text), "connections")
}

// suggestion is how Exchange says how long to wait.
var suggestion = regexp.MustCompile(`(?i)backoff time: *(\d{1,9}) *milliseconds`)

// asked is how long the server asked to wait; 0 when it did not say.
func asked(err error) time.Duration {
	var answer *imap.Error
	if !errors.As(err, &answer) {
		return 0
	}
	if m := suggestion.FindStringSubmatch(answer.Text); m != nil {
		ms, _ := strconv.Atoi(m[1])
		return time.Duration(ms) * time.Millisecond
	}
	return 0
}

// mistrust says what is wrong with the server's certificate and what to do; nil
// when nothing is.
func mistrust(err error) error {
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var other *tls.CertificateVerificationError
	switch {
	case errors.As(err, &unknown):
		return errors.New("the mail server's certificate is not trusted: if the council has an authority of its own, name its certificate with 'ca_file'")
	case errors.As(err, &name):
		return fmt.Errorf("the mail server's certificate is for another name (%s): use the server's proper name in the location", strings.Join(name.Certificate.DNSNames, ", "))
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return errors.New("the mail server's certificate has expired, or this machine's clock is wrong")
	case errors.As(err, &other):
		return errors.New("the mail server's certificate is not valid")
	}
	return nil
}

// explain says what happened and what to do about it, in words that repeat
// nothing of what the server said.
func explain(err error) error {
	var plain tls.RecordHeaderError
	var dns *net.DNSError
	if m := mistrust(err); m != nil {
		return m
	}
	switch {
	case unconnected(err):
		return fmt.Errorf("%w: Microsoft 365 takes the log-in and does not open the mailbox. Has the application or person full access to it, is IMAP allowed for it, and is the user in the location its primary address?", crawlers.ErrDenied)
	case refused(err):
		return refusal{err}
	case final(err):
		return err
	case tooMany(err):
		return errors.New("the mail server allows no more connections of this account: lower 'connections', or end other programs that use it")
	case busy(err):
		return errors.New("the mail server asks to come back later: it limits how much an account may read, or is busy")
	case errors.As(err, &plain):
		return errors.New("the mail server does not speak TLS on this port: imaps:// is for port 993; for port 143 write imap:// with 'tls: starttls'")
	case errors.As(err, &dns):
		return errors.New("there is no server of this name: check the location and this machine's DNS")
	case errors.Is(err, syscall.ECONNREFUSED):
		return errors.New("no mail server listens there: check the name and the port (993 for imaps://, 143 for imap:// with 'tls: starttls')")
	case errors.Is(err, os.ErrDeadlineExceeded), isTimeout(err):
		return errors.New("the mail server did not answer in time: check name, port and firewall")
	case strings.Contains(err.Error(), "protocol version"):
		return errors.New("the mail server speaks only versions of TLS that are too old (1.2 is the least)")
	case errors.Is(err, crawlers.ErrTemporary):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return errors.New("the mail server closed the connection")
	}
	return errors.New("the connection to the mail server failed")
}

// unconnected is how Exchange answers every command when it lets somebody in
// who may not read this mailbox.
func unconnected(err error) bool {
	var answer *imap.Error
	return errors.As(err, &answer) && strings.Contains(strings.ToLower(answer.Text), "authenticated but not connected")
}

func isTimeout(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}
