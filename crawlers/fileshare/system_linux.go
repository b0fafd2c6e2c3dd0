package fileshare

import (
	"errors"
	"io/fs"
	"math"
	"strconv"
	"time"

	"golang.org/x/sys/unix"
)

const noatime = unix.O_NOATIME

// wanted is what a walk asks of each file.
const wanted = unix.STATX_BASIC_STATS | unix.STATX_BTIME

// stat is one call of the system for each name; that is what a walk of
// millions of files is made of.
func (f *localFolder) stat(name string) (Node, fs.FileMode) {
	var st unix.Statx_t
	err := unix.EINTR
	for errors.Is(err, unix.EINTR) {
		if serr := unix.Statx(int(f.fd), name, unix.AT_SYMLINK_NOFOLLOW|unix.AT_NO_AUTOMOUNT, wanted, &st); serr == nil {
			break
		} else if !errors.Is(serr, unix.EINTR) {
			return Node{Name: name, Size: -1, Allocated: -1, Err: serr}, 0
		}
	}
	n := Node{
		Name: name, Size: length(st.Size), Allocated: length(st.Blocks * 512),
		Modified: moment(st.Mtime), Owner: f.owners.name(st.Uid),
	}
	if st.Mask&unix.STATX_BTIME != 0 && st.Btime.Sec > 0 {
		n.Created = moment(st.Btime)
	}
	n.Stamp, n.Content = stamps(&st)
	return n, mode(st.Mode)
}

// stamps are made of size and time of the content and of the file's number,
// and the whole also of the time at which anything about it last changed,
// which cannot be set back as the other times can.
func stamps(st *unix.Statx_t) (stamp, content string) {
	b := make([]byte, 0, 64)
	b = strconv.AppendUint(b, st.Size, 36)
	b = strconv.AppendInt(append(b, '-'), st.Mtime.Sec*int64(time.Second)+int64(st.Mtime.Nsec), 36)
	b = strconv.AppendUint(append(b, '-'), st.Ino, 36)
	n := len(b)
	b = strconv.AppendInt(append(b, '-'), st.Ctime.Sec, 36)
	b = strconv.AppendInt(append(b, '.'), int64(st.Ctime.Nsec), 36)
	stamp = string(b)
	return stamp, stamp[:n]
}

// length is what a file system says, which may be nonsense.
func length(n uint64) int64 { return int64(min(n, math.MaxInt64)) }

func moment(t unix.StatxTimestamp) time.Time { return time.Unix(t.Sec, int64(t.Nsec)) }

func mode(m uint16) fs.FileMode {
	switch m & unix.S_IFMT {
	case unix.S_IFREG:
		return 0
	case unix.S_IFDIR:
		return fs.ModeDir
	case unix.S_IFLNK:
		return fs.ModeSymlink
	case unix.S_IFIFO:
		return fs.ModeNamedPipe
	case unix.S_IFSOCK:
		return fs.ModeSocket
	case unix.S_IFBLK, unix.S_IFCHR:
		return fs.ModeDevice
	}
	return fs.ModeIrregular
}
