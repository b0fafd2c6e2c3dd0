//go:build unix

package fileshare

import (
	"errors"
	"io/fs"
	"os/user"
	"strconv"
	"syscall"
)

const nonblock = syscall.O_NONBLOCK

func locked(err error) bool {
	return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.ETXTBSY)
}

func temporary(err error) bool {
	for _, e := range []error{syscall.EIO, syscall.ESTALE, syscall.ETIMEDOUT, syscall.EMFILE, syscall.ENFILE, syscall.EINTR, syscall.EAGAIN} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// owners remembers the names of users by their number.
type owners map[uint32]string

func (o owners) name(info fs.FileInfo) string {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	name, ok := o[st.Uid]
	if !ok {
		if u, err := user.LookupId(strconv.FormatUint(uint64(st.Uid), 10)); err == nil {
			name = u.Username
		}
		o[st.Uid] = name
	}
	return name
}

func inode(info fs.FileInfo) string {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	return strconv.FormatUint(uint64(st.Ino), 36)
}
