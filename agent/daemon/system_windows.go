package daemon

import (
	"io/fs"

	"golang.org/x/sys/windows"
)

// private has nothing to find out: each user has temporary files of their own.
func private(fs.FileInfo) bool { return true }

// refused is what dialling answers where a socket has no listener.
const refused = windows.WSAECONNREFUSED
