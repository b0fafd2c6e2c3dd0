//go:build unix

package fileshare

import (
	"errors"
	"os/user"
	"strconv"
	"sync"
	"syscall"
)

const nonblock = syscall.O_NONBLOCK

func locked(err error) bool {
	return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.ETXTBSY)
}

// failing are the errors of a disk, a server or a machine that may be well
// again later.
var failing = []error{
	syscall.EIO, syscall.ESTALE, syscall.ETIMEDOUT, syscall.EMFILE, syscall.ENFILE, syscall.EINTR, syscall.EAGAIN,
	syscall.ENOTCONN, syscall.ESHUTDOWN, syscall.EHOSTDOWN, syscall.EHOSTUNREACH, syscall.ENETUNREACH,
	syscall.ECONNRESET, syscall.ECONNABORTED, syscall.ECONNREFUSED, syscall.ENODEV, syscall.ENXIO, syscall.ENOMEM,
}

func temporary(err error) bool {
	for _, e := range failing {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// owners remembers the names of users by their number.
type owners struct{ names sync.Map }

func newOwners() *owners { return &owners{} }

func (o *owners) name(uid uint32) string {
	if name, ok := o.names.Load(uid); ok {
		return name.(string)
	}
	name := ""
	if u, err := user.LookupId(strconv.FormatUint(uint64(uid), 10)); err == nil {
		name = u.Username
	}
	o.names.Store(uid, name)
	return name
}
