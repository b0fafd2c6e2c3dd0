package fileshare

import (
	"errors"
	"io/fs"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/windows"
)

const nonblock = 0

func locked(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION)
}

// failing are the errors of a server or a disk that may be well again later.
var failing = []error{
	windows.ERROR_BAD_NETPATH, windows.ERROR_NETNAME_DELETED, windows.ERROR_UNEXP_NET_ERR, windows.ERROR_SEM_TIMEOUT,
	windows.ERROR_NETWORK_UNREACHABLE, windows.ERROR_HOST_UNREACHABLE, windows.ERROR_CONNECTION_ABORTED,
	windows.ERROR_NOT_READY, windows.ERROR_DEV_NOT_EXIST, windows.ERROR_BAD_NET_NAME,
}

func temporary(err error) bool {
	for _, e := range failing {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// owners remembers the names of accounts by their SID.
type owners struct{ names sync.Map }

func newOwners() *owners { return &owners{} }

func (f *localFolder) owner(name string, _ fs.FileInfo) string {
	full := `\\?\` + filepath.Join(f.path, name)
	sd, err := windows.GetNamedSecurityInfo(full, windows.SE_FILE_OBJECT, windows.OWNER_SECURITY_INFORMATION)
	if err != nil {
		return ""
	}
	sid, _, err := sd.Owner()
	if err != nil || sid == nil {
		return ""
	}
	return f.owners.name(sid)
}

func (o *owners) name(sid *windows.SID) string {
	id := sid.String()
	if name, ok := o.names.Load(id); ok {
		return name.(string)
	}
	account, domain, _, err := sid.LookupAccount("")
	switch {
	case err != nil:
		account = id
	case domain != "":
		account = domain + `\` + account
	}
	o.names.Store(id, account)
	return account
}

func inode(fs.FileInfo) string { return "" }

func allocated(fs.FileInfo) int64 { return -1 }

func created(info fs.FileInfo) time.Time {
	d, ok := info.Sys().(*syscall.Win32FileAttributeData)
	if !ok {
		return time.Time{}
	}
	return time.Unix(0, d.CreationTime.Nanoseconds())
}
