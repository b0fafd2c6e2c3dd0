//go:build unix

package audit

import (
	"os"
	"syscall"
)

// likeFolder gives a file to the owner of its folder, when root writes for
// somebody else: they could not open it afterwards.
func likeFolder(f *os.File, dir string) error {
	if os.Getuid() != 0 {
		return nil
	}
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	return f.Chown(int(owner.Uid), int(owner.Gid))
}
