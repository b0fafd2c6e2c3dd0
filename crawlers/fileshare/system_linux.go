package fileshare

import (
	"io/fs"
	"strconv"
	"syscall"
)

const noatime = syscall.O_NOATIME

// changed is the time at which anything about the file last changed, its
// content or its permissions: it cannot be set back as the other times can.
func changed(info fs.FileInfo) string {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	return strconv.FormatInt(int64(st.Ctim.Sec), 36) + "." + strconv.FormatInt(int64(st.Ctim.Nsec), 36)
}
