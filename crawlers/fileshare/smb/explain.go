package smb

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"

	"sarsen/crawlers"
	"sarsen/crawlers/fileshare"
)

// explainLink says what is wrong on the way to the share, and what can be done
// about it.
func (t *Tree) explainLink(err error) error {
	var dial *dialError
	var share *shareError
	switch {
	case errors.As(err, &dial):
		return t.explainDial(dial)
	case errors.As(err, &share):
		return t.explainShare(share)
	}
	return t.explainLogin(err)
}

// explained is an error that says all there is to say, and is of a class whose
// words would only repeat it.
type explained struct {
	text  string
	class error
}

func (e *explained) Error() string { return e.text }
func (e *explained) Unwrap() error { return e.class }

func says(class error, format string, args ...any) error {
	return &explained{text: fmt.Sprintf(format, args...), class: class}
}

// explainTop says what is wrong with the folder of the location.
func (t *Tree) explainTop(err error) error {
	var said *explained
	switch {
	case errors.As(err, &said):
		return err
	case errors.Is(err, dfs):
		return says(crawlers.ErrGone, "the location is a DFS link or lies behind one: give the server and share that it leads to")
	case errors.Is(err, crawlers.ErrGone):
		return says(crawlers.ErrGone, "find folder: the share %s has no folder %q: check the location, capital letters do not count", t.opts.Share, t.opts.Path)
	case errors.Is(err, crawlers.ErrDenied):
		return says(crawlers.ErrDenied, "open folder: %s may use the share %s but not read this folder: give it the right to read", t.who(), t.opts.Share)
	}
	return err
}

func (t *Tree) who() string {
	if t.opts.User == "" {
		return "a guest"
	}
	return "the user " + t.opts.User
}

func (t *Tree) explainDial(err error) error {
	var name *net.DNSError
	switch {
	case errors.As(err, &name) && name.IsNotFound:
		return says(fileshare.ErrBroken, "find server: there is no machine of that name: check the location, or give the server's address in numbers")
	case errors.As(err, &name):
		return says(fileshare.ErrBroken, "find server: the name could not be looked up: check this machine's network and name server")
	case errors.Is(err, context.DeadlineExceeded), isTimeout(err):
		return says(fileshare.ErrBroken, "connect: %s does not answer: check that it is on and that no firewall is between", t.opts.Address)
	}
	return says(fileshare.ErrBroken, "connect: %s takes no connections for file shares: check server and port, and that file sharing is on", t.opts.Address)
}

func isTimeout(err error) bool {
	var network net.Error
	return errors.As(err, &network) && network.Timeout()
}

// logins says what is wrong with an account, by the server's code.
var logins = map[uint32]string{
	logonFailure:       "the server does not know that user with that password: check user, domain (DOMAIN;user) and password",
	noSuchUser:         "the server does not know that user: check user and domain (DOMAIN;user)",
	wrongPassword:      "the password is wrong",
	accountRestriction: "the account may not log in over the network; accounts without a password never may",
	logonHours:         "the account may not log in at this time of the day",
	wrongWorkstation:   "the account may not log in from this machine",
	passwordExpired:    "the password has run out: set a new one on the server and here",
	passwordMustChange: "the password has to be changed first: set a new one on the server and here",
	accountDisabled:    "the account is disabled",
	accountExpired:     "the account has run out",
	accountLocked:      "the account is locked after too many wrong passwords: have it unlocked",
	logonType:          "the account has not the right to log in over the network",
}

func (t *Tree) explainLogin(err error) error {
	if t.opts.Guest && code(err) == logonFailure {
		return says(crawlers.ErrDenied, "log in: the server lets no guests in: name a user in the location, and take 'guest' away")
	}
	if said, ok := logins[code(err)]; ok {
		return says(crawlers.ErrDenied, "log in: %s", said)
	}
	switch {
	case errors.Is(err, errGuest):
		return says(crawlers.ErrDenied, "log in: the server took the user for a guest, so that nothing would be signed: check user and password, or say 'guest: true' if the share is open to everybody")
	case unsigned(err):
		return says(crawlers.ErrDenied, "log in: the server signs nothing: have signing turned on there, or allow it with 'insecure: true'")
	case noSMB2(err):
		return says(crawlers.ErrDenied, "log in: the server does not speak SMB 2 or 3: have it turned on there; SMB 1 is not safe")
	case errors.Is(err, fs.ErrPermission):
		return says(crawlers.ErrDenied, "log in: the server refuses it, as servers do that want what they sign or encrypt in another way, or no guests")
	case busy(err):
		return says(fileshare.ErrBroken, "log in: the server is too busy: try again later")
	case lost(err), isTimeout(err), errors.Is(err, context.DeadlineExceeded):
		return says(fileshare.ErrBroken, "log in: the server hung up or did not answer")
	}
	return says(crawlers.ErrDenied, "log in: the server refuses it (code %08X)", code(err))
}

func (t *Tree) explainShare(err error) error {
	switch {
	case code(err) == badNetworkName, errors.Is(err, fs.ErrNotExist):
		return says(crawlers.ErrGone, "open share: the server has no share called %s: check the location", t.opts.Share)
	case errors.Is(err, fs.ErrPermission):
		return says(crawlers.ErrDenied, "open share: %s may not use the share %s: give it the right to read in the share's permissions", t.who(), t.opts.Share)
	case busy(err):
		return says(fileshare.ErrBroken, "open share: the server is too busy: try again later")
	case lost(err):
		return says(fileshare.ErrBroken, "open share: the server hung up")
	}
	return says(crawlers.ErrDenied, "open share: the server refuses it (code %08X)", code(err))
}
