package smb

import (
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
