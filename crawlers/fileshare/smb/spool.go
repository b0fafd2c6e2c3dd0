package smb

import (
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
)

// spoolFrom is the size in bytes from which a file is copied to this machine
// before a reader gets it that wants the whole: smaller ones pass through
// memory.
const spoolFrom = 8 << 20

// large is a content that can be had as an open file. The copy is made when it
// is asked for, so that a mail store, which is read in parts, needs none.
type large struct {
	*content
	once sync.Once
	copy atomic.Pointer[os.File]
	err  error
}

// ReadAt implements io.ReaderAt, from the copy once there is one.
func (l *large) ReadAt(b []byte, off int64) (int, error) {
	if f := l.copy.Load(); f != nil {
		return f.ReadAt(b, off)
	}
	return l.content.ReadAt(b, off)
}

// SyscallConn implements syscall.Conn: it makes the copy, which has no name
// and is gone once it is closed.
func (l *large) SyscallConn() (syscall.RawConn, error) {
	l.once.Do(func() { l.err = l.spool() })
	if l.err != nil {
		return nil, l.err
	}
	return l.copy.Load().SyscallConn()
}

func (l *large) spool() error {
	if dir := l.tree.opts.Temp; dir != "" {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return fmt.Errorf("make copy: %w", err)
		}
	}
	f, err := os.CreateTemp(l.tree.opts.Temp, "sarsen-*")
	if err != nil {
		return fmt.Errorf("make copy: %w", err)
	}
	if err := os.Remove(f.Name()); err != nil {
		_ = f.Close()
		return fmt.Errorf("make copy: %w", err)
	}
	if _, err := io.Copy(f, io.NewSectionReader(l.content, 0, l.Size())); err != nil {
		_ = f.Close()
		return fmt.Errorf("make copy: %w", err)
	}
	l.copy.Store(f)
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.release()
}

// Close implements io.Closer.
func (l *large) Close() error {
	if f := l.copy.Load(); f != nil {
		_ = f.Close()
	}
	return l.content.Close()
}
