package smb_test

import (
	"crypto/sha256"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// describe says all that is to be said of a file but when it was last read.
func describe(path string) string {
	var st unix.Statx_t
	if err := unix.Statx(unix.AT_FDCWD, path, unix.AT_SYMLINK_NOFOLLOW, unix.STATX_ALL, &st); err != nil {
		return err.Error()
	}
	s := fmt.Sprintf("%o %d:%d %d m%v c%v", st.Mode, st.Uid, st.Gid, st.Size, st.Mtime, st.Ctime)
	list := make([]byte, 4096)
	if n, err := unix.Llistxattr(path, list); err == nil {
		value := make([]byte, 4096)
		s += fmt.Sprintf(" %q", list[:n])
		if n, err := unix.Lgetxattr(path, "user.DOSATTRIB", value); err == nil {
			s += fmt.Sprintf(" %x", value[:n])
		}
	}
	if st.Mode&unix.S_IFMT == unix.S_IFREG {
		if data, err := os.ReadFile(path); err == nil {
			s += fmt.Sprintf(" %x", sha256.Sum256(data))
		}
	}
	return s
}
