package fileshare

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"sarsen/crawlers"
)

// A file is an opened regular file. The worker pool finds the descriptor in it.
type file struct {
	*os.File
	size int64
}

func (f file) Size() int64 { return f.size }

// errNotRegular is a name that has become something else than a file since it
// was listed.
var errNotRegular = errors.New("not a regular file")

// open opens a regular file by its true name relative to the root, with '/'.
func (s *Source) open(name string) (file, error) { return openFile(s.root, filepath.FromSlash(name)) }

func openFile(root *os.Root, name string) (file, error) {
	f, err := openQuietly(root, name)
	if err != nil {
		return file{}, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errNotRegular
	}
	if err != nil {
		_ = f.Close()
		return file{}, err
	}
	return file{File: f, size: info.Size()}, nil
}

// openQuietly opens without touching the access time where that is allowed,
// and without waiting for the other end of a pipe.
func openQuietly(root *os.Root, name string) (*os.File, error) {
	f, err := root.OpenFile(name, os.O_RDONLY|nonblock|noatime, 0)
	if noatime != 0 && errors.Is(err, syscall.EPERM) {
		// Only the owner may ask for it.
		return root.OpenFile(name, os.O_RDONLY|nonblock, 0)
	}
	return f, err
}

// classify adds the class of crawlers to an error of the system, and takes the
// path out of it.
func classify(err error) error {
	var perr *fs.PathError
	if errors.As(err, &perr) {
		err = perr.Err
	}
	class := error(nil)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, errNotRegular), errors.Is(err, syscall.ENOTDIR):
		class = crawlers.ErrGone
	case locked(err):
		class = crawlers.ErrLocked
	case errors.Is(err, fs.ErrPermission):
		class = crawlers.ErrDenied
	case temporary(err):
		class = crawlers.ErrTemporary
	default:
		return err
	}
	return &classified{class: class, err: err}
}

// classified reads as its class and is both.
type classified struct{ class, err error }

func (c *classified) Error() string   { return c.class.Error() }
func (c *classified) Unwrap() []error { return []error{c.class, c.err} }
