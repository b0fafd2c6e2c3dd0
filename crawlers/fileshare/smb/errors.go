package smb

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"strings"

	smb2 "github.com/cloudsoda/go-smb2"

	"sarsen/crawlers"
	"sarsen/crawlers/fileshare"
)

// Codes with which a server answers (MS-ERREF).
const (
	stoppedOnSymlink   = 0x8000002D
	noSuchFile         = 0xC000000F
	noMemory           = 0xC0000017
	sharingViolation   = 0xC0000043
	fileLockConflict   = 0xC0000054
	deletePending      = 0xC0000056
	noSuchUser         = 0xC0000064
	wrongPassword      = 0xC000006A
	logonFailure       = 0xC000006D
	accountRestriction = 0xC000006E
	logonHours         = 0xC000006F
	wrongWorkstation   = 0xC0000070
	passwordExpired    = 0xC0000071
	accountDisabled    = 0xC0000072
	noResources        = 0xC000009A
	ioTimeout          = 0xC00000B5
	isADirectory       = 0xC00000BA
	networkNameDeleted = 0xC00000C9
	badNetworkName     = 0xC00000CC
	notADirectory      = 0xC0000103
	objectNameInvalid  = 0xC0000033
	logonType          = 0xC000015B
	accountExpired     = 0xC0000193
	sessionDeleted     = 0xC0000203
	noServerResources  = 0xC0000205
	disconnected       = 0xC000020C
	passwordMustChange = 0xC0000224
	accountLocked      = 0xC0000234
	pathNotCovered     = 0xC0000257
	sessionExpired     = 0xC000035C
	offlineUnavailable = 0xC0000267
)

func code(err error) uint32 {
	var r *smb2.ResponseError
	if errors.As(err, &r) {
		return r.Code
	}
	return 0
}

// lost reports whether the connection is of no more use.
func lost(err error) bool {
	if err == nil {
		return false
	}
	switch code(err) {
	case 0:
	case networkNameDeleted, sessionDeleted, sessionExpired, disconnected:
		return true
	default:
		return false
	}
	var transport *smb2.TransportError
	var response *smb2.InvalidResponseError
	var network net.Error
	return errors.Is(err, errLost) || errors.As(err, &transport) || errors.As(err, &response) || errors.As(err, &network) ||
		errors.Is(err, net.ErrClosed) || errors.Is(err, os.ErrDeadlineExceeded)
}

// busy reports whether the server would have answered at another time.
func busy(err error) bool {
	switch code(err) {
	case noMemory, noResources, noServerResources:
		return true
	}
	return errors.Is(err, smb2.ErrRequestNotAccepted)
}

// dfs is what stands for a link of a distributed file system.
var dfs = &fileshare.Refusal{
	State:  crawlers.Unsupported,
	Reason: "a DFS link, which is not followed: add the share on the server that it leads to as a source of its own",
}

// classify gives an answer of the server its class.
func classify(err error) error {
	if err == nil || errors.Is(err, crawlers.ErrChanged) {
		return err
	}
	var class error
	switch code(err) {
	case pathNotCovered:
		return dfs
	case sharingViolation, fileLockConflict:
		class = crawlers.ErrLocked
	case noSuchFile, deletePending, notADirectory, isADirectory, stoppedOnSymlink, objectNameInvalid:
		class = crawlers.ErrGone
	case ioTimeout, offlineUnavailable:
		class = crawlers.ErrTemporary
	}
	switch {
	case class != nil:
	case errors.Is(err, fs.ErrNotExist):
		class = crawlers.ErrGone
	case errors.Is(err, fs.ErrPermission):
		class = crawlers.ErrDenied
	case busy(err):
		class = crawlers.ErrTemporary
	default:
		return bare(err)
	}
	return fmt.Errorf("%w: %w", class, bare(err))
}

// bare takes the path out of an error.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// What went wrong on the way to the share.
type (
	dialError  struct{ error }
	loginError struct{ error }
	shareError struct{ error }
)

func (e *dialError) Unwrap() error  { return e.error }
func (e *loginError) Unwrap() error { return e.error }
func (e *shareError) Unwrap() error { return e.error }

var errGuest = errors.New("let in as a guest only")

// refusal reports whether the server has answered no, so that to ask again is
// of no use and may lock the account.
func refusal(err error) bool {
	var dial *dialError
	return !errors.As(err, &dial) && !lost(err) && !busy(err) ||
		errors.Is(err, errGuest) || unsigned(err) || noSMB2(err)
}

// unsigned recognises how the library says that nothing can be signed.
func unsigned(err error) bool { return err != nil && strings.Contains(err.Error(), "support signing") }

// noSMB2 recognises how the library says that there is no common dialect.
func noSMB2(err error) bool {
	return err != nil && (strings.Contains(err.Error(), "dialect") || strings.Contains(err.Error(), "protocol"))
}

// explainLink says what is wrong on the way to the share, and what can be done
// about it.
func (t *Tree) explainLink(err error) error {
	var dial *dialError
	var share *shareError
	switch {
	case errors.As(err, &dial):
		return &explained{t.explainDial(dial)}
	case errors.As(err, &share):
		return &explained{t.explainShare(share)}
	}
	return &explained{t.explainLogin(err)}
}

// explained is an error that says all there is to say.
type explained struct{ error }

func (e *explained) Unwrap() error { return e.error }

// explainTop says what is wrong with the folder of the location.
func (t *Tree) explainTop(err error) error {
	var said *explained
	switch {
	case errors.As(err, &said):
		return err
	case errors.Is(err, dfs):
		return fmt.Errorf("%s: %w", "the location is a DFS link or lies behind one: give the server and share that it leads to", crawlers.ErrGone)
	case errors.Is(err, crawlers.ErrGone):
		return fmt.Errorf("find folder: the share %s has no folder %q: check the location, capital letters do not count: %w", t.opts.Share, t.opts.Path, crawlers.ErrGone)
	case errors.Is(err, crawlers.ErrDenied):
		return fmt.Errorf("open folder: %s may use the share %s but not read this folder: give it the right to read: %w", t.who(), t.opts.Share, crawlers.ErrDenied)
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
		return fmt.Errorf("find server: there is no machine of that name: check the location, or give the server's address in numbers: %w", fileshare.ErrBroken)
	case errors.As(err, &name):
		return fmt.Errorf("find server: the name could not be looked up: check this machine's network and name server: %w", fileshare.ErrBroken)
	case errors.Is(err, context.DeadlineExceeded), isTimeout(err):
		return fmt.Errorf("connect: %s does not answer: check that it is on and that no firewall is between: %w", t.opts.Address, fileshare.ErrBroken)
	}
	return fmt.Errorf("connect: %s takes no connections for file shares: check server and port, and that file sharing is on: %w", t.opts.Address, fileshare.ErrBroken)
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
	if said, ok := logins[code(err)]; ok {
		return fmt.Errorf("log in: %s: %w", said, crawlers.ErrDenied)
	}
	switch {
	case errors.Is(err, errGuest):
		return fmt.Errorf("log in: the server took the user for a guest, so that nothing would be signed: check user and password, or say 'guest: true' if the share is open to everybody: %w", crawlers.ErrDenied)
	case unsigned(err):
		return fmt.Errorf("log in: the server signs nothing: have signing turned on there, or allow it with 'insecure: true': %w", crawlers.ErrDenied)
	case noSMB2(err):
		return fmt.Errorf("log in: the server does not speak SMB 2 or 3: have it turned on there; SMB 1 is not safe: %w", crawlers.ErrDenied)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("log in: the server refuses it, as servers do that want what they sign or encrypt in another way, or no guests: %w", crawlers.ErrDenied)
	case busy(err):
		return fmt.Errorf("log in: the server is too busy: try again later: %w", fileshare.ErrBroken)
	case lost(err), isTimeout(err), errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("log in: the server hung up or did not answer: %w", fileshare.ErrBroken)
	}
	return fmt.Errorf("log in: the server refuses it (code %08X): %w", code(err), crawlers.ErrDenied)
}

func (t *Tree) explainShare(err error) error {
	switch {
	case code(err) == badNetworkName, errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("open share: the server has no share called %s: check the location: %w", t.opts.Share, crawlers.ErrGone)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("open share: %s may not use the share %s: give it the right to read in the share's permissions: %w", t.who(), t.opts.Share, crawlers.ErrDenied)
	case busy(err):
		return fmt.Errorf("open share: the server is too busy: try again later: %w", fileshare.ErrBroken)
	case lost(err):
		return fmt.Errorf("open share: the server hung up: %w", fileshare.ErrBroken)
	}
	return fmt.Errorf("open share: the server refuses it (code %08X): %w", code(err), crawlers.ErrDenied)
}
