//go:build !linux

package fileshare

import (
	"io/fs"
	"strconv"
)

const noatime = 0

func (f *localFolder) stat(name string) (Node, fs.FileMode) {
	info, err := f.root.Lstat(name)
	if err != nil {
		return Node{Name: name, Size: -1, Allocated: -1, Err: err}, 0
	}
	n := Node{
		Name: name, Size: info.Size(), Allocated: allocated(info),
		Created: created(info), Modified: info.ModTime(), Owner: f.owner(name, info),
	}
	n.Stamp = strconv.FormatInt(info.Size(), 36) + "-" + strconv.FormatInt(info.ModTime().UnixNano(), 36)
	if i := inode(info); i != "" {
		n.Stamp += "-" + i
	}
	n.Content = n.Stamp
	return n, info.Mode()
}
