//go:build unix

package pdfium

import (
	"os"
	"syscall"
)

// trusted reports whether nobody can write to a file or folder but this user
// and root.
func trusted(path string) bool {
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&0o022 != 0 {
		return false
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	return ok && (owner.Uid == 0 || int(owner.Uid) == os.Geteuid())
}
