//go:build unix

package daemon

import (
	"io/fs"
	"os"
	"syscall"
)

// private reports whether a folder belongs to this user, and lets nobody else in.
func private(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Getuid() && info.Mode().Perm()&0o077 == 0
}

// refused is what dialling answers where a socket has no listener.
const refused = syscall.ECONNREFUSED
