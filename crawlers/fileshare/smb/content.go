package smb

import (
	"context"
	"errors"
	"io"
	"os"
	"sync"

	smb2 "github.com/cloudsoda/go-smb2"

	"sarsen/crawlers"
)

// Sizes of what is read at once: more when one part is read after the other.
const (
	firstBlock = 64 << 10
	fullBlock  = 1 << 20
)

// A content is a file of the share. It reads ahead, holds one block, and is
// opened again when the connection was lost, if it is still the same.
type content struct {
	tree    *Tree
	path    string
	info    *smb2.FileStat // when it was opened
	walking bool           // opened by the walk, which only looks what it is
	owner   string

	mu    sync.Mutex
	file  *smb2.File
	on    *link // where file is; nil when it is closed
	block []byte
	at    int64 // where block begins in the file
}

// open opens a regular file, for the walk to look what it is and whose, or for
// its content.
func (t *Tree) open(ctx context.Context, p string, walking bool) (crawlers.Content, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	c := &content{tree: t, path: p, walking: walking}
	err := t.with(ctx, func(l *link) error {
		file, err := l.share.Open(p)
		if err != nil {
			return err
		}
		if c.info, err = statOf(file); err == nil && c.info.IsDir() {
			err = crawlers.ErrGone
		}
		if err != nil {
			return errors.Join(err, file.Close())
		}
		c.file, c.on = file, l
		if walking {
			c.owner = t.owner(l, file)
		}
		return nil
	})
	if err == nil && !walking && c.info.EndOfFile <= fullBlock {
		err = c.load()
	}
	if err != nil {
		return nil, err
	}
	if canPass && c.info.EndOfFile > spoolFrom {
		return &large{content: c}, nil
	}
	return c, nil
}

// load reads all of a small file and closes it on the server, where an open
// file cannot be renamed or removed by others.
func (c *content) load() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.info.EndOfFile > 0 {
		if err := c.fill(0, c.info.EndOfFile); err != nil {
			return errors.Join(err, c.release())
		}
	}
	return c.release()
}

// release closes the file on the server. It is opened again when it is read on.
func (c *content) release() error {
	file, on := c.file, c.on
	if on == nil {
		return nil
	}
	c.file, c.on = nil, nil
	return c.tree.with(context.Background(), func(l *link) error {
		if on != l {
			return nil // it was closed with its connection
		}
		return file.Close()
	})
}

func (c *content) Size() int64 { return c.info.EndOfFile }

// Owner is the owner's name, or number, as far as it is known.
func (c *content) Owner() string { return c.owner }

// ReadAt implements io.ReaderAt.
func (c *content) ReadAt(b []byte, off int64) (n int, err error) {
	if off < 0 {
		return 0, errors.New("read file: before its start")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for n < len(b) {
		at := off + int64(n)
		if at >= c.info.EndOfFile {
			return n, io.EOF
		}
		if i := at - c.at; i >= 0 && i < int64(len(c.block)) {
			n += copy(b[n:], c.block[i:])
			continue
		}
		size := int64(firstBlock)
		if len(c.block) > 0 && at == c.at+int64(len(c.block)) {
			size = fullBlock
		}
		if err := c.fill(at, min(size, c.info.EndOfFile-at)); err != nil {
			return n, err
		}
	}
	return n, nil
}

// fill reads the block that begins at an offset inside the file.
func (c *content) fill(at, size int64) error {
	if int64(cap(c.block)) < size {
		c.block = make([]byte, 0, size)
	}
	into := c.block[:size]
	c.block = c.block[:0]
	n, err := c.read(into, at)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if n == 0 {
		return crawlers.ErrChanged // it has become shorter
	}
	c.block, c.at = into[:n], at
	return nil
}

func (c *content) read(b []byte, at int64) (n int, err error) {
	err = c.tree.with(context.Background(), func(l *link) error {
		if err := c.reopen(l); err != nil {
			return err
		}
		n, err = c.file.ReadAt(b, at)
		return err
	})
	return n, err
}

// reopen opens the file again if its connection was lost.
func (c *content) reopen(l *link) error {
	if c.on == l {
		return nil
	}
	file, err := l.share.Open(c.path)
	if err != nil {
		return err
	}
	info, err := statOf(file)
	if err == nil && !same(info, c.info) {
		err = crawlers.ErrChanged
	}
	if err != nil {
		return errors.Join(err, file.Close())
	}
	c.file, c.on = file, l
	return nil
}

func same(a, b *smb2.FileStat) bool {
	return a.EndOfFile == b.EndOfFile && a.LastWriteTime.Equal(b.LastWriteTime) && a.ChangeTime.Equal(b.ChangeTime)
}

// Close fails with crawlers.ErrChanged when the file is no longer what it was
// when it was opened. It asks once the file is closed: as long as it is open,
// a server may go by what it knew at the start.
func (c *content) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	err := c.release()
	if err != nil || c.walking {
		return err
	}
	var info os.FileInfo
	err = c.tree.with(context.Background(), func(l *link) error {
		info, err = l.share.Stat(c.path)
		return err
	})
	if stat, ok := info.(*smb2.FileStat); err == nil && ok && same(stat, c.info) {
		return nil
	}
	if err == nil || errors.Is(err, crawlers.ErrGone) {
		err = crawlers.ErrChanged
	}
	return err
}
