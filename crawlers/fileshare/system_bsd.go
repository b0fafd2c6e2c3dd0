//go:build unix && !linux

package fileshare

import (
	"io/fs"
	"strconv"
	"syscall"
	"time"
)

func (f *localFolder) owner(_ string, info fs.FileInfo) string {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	return f.owners.name(st.Uid)
}

func inode(info fs.FileInfo) string {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	return strconv.FormatUint(uint64(st.Ino), 36) //nolint:unconvert // differs between systems
}

func allocated(info fs.FileInfo) int64 {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return -1
	}
	return int64(st.Blocks) * 512 //nolint:unconvert // differs between systems
}

func created(fs.FileInfo) time.Time { return time.Time{} }
