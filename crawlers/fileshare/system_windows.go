package fileshare

import (
	"errors"
	"io/fs"
	"syscall"
)

const nonblock = 0

// Codes of Windows that the standard library has no name for.
const (
	sharingViolation = syscall.Errno(32)
	lockViolation    = syscall.Errno(33)
	badNetPath       = syscall.Errno(53)
	netNameDeleted   = syscall.Errno(64)
)

func locked(err error) bool {
	return errors.Is(err, sharingViolation) || errors.Is(err, lockViolation)
}

func temporary(err error) bool {
	return errors.Is(err, badNetPath) || errors.Is(err, netNameDeleted)
}

// owners has nothing to tell: names of owners need calls that the standard
// library does not offer.
type owners map[uint32]string

func (owners) name(fs.FileInfo) string { return "" }

func inode(fs.FileInfo) string { return "" }
