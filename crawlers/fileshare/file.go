package fileshare

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"syscall"

	"sarsen/crawlers"
)

// A file is an opened regular file. The worker pool finds the descriptor in it.
type file struct {
	*os.File
	before fs.FileInfo
	guard  *guard
}

func (f *file) Size() int64 { return f.before.Size() }

// ReadAt implements io.ReaderAt.
func (f *file) ReadAt(b []byte, off int64) (n int, err error) {
	return within(context.Background(), f.guard, func() (int, error) { return f.File.ReadAt(b, off) })
}

// Close fails with crawlers.ErrChanged when the file is no longer what it was
// when it was opened.
func (f *file) Close() error {
	after, err := within(context.Background(), f.guard, f.Stat)
	if err == nil && (after.Size() != f.before.Size() || !after.ModTime().Equal(f.before.ModTime())) {
		err = crawlers.ErrChanged
	}
	return errors.Join(err, f.File.Close())
}

// errNotRegular is a name that has become something else than a file since it
// was listed.
var errNotRegular = errors.New("not a regular file")

// openFile opens a regular file.
func openFile(root *os.Root, name string, g *guard) (*file, error) {
	f, err := openQuietly(root, name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errNotRegular
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &file{File: f, before: info, guard: g}, nil
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
