package imap

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/emersion/go-imap/v2"

	"sarsen/crawlers"
)

// inMemory is the largest message that is held in memory while it is open.
const inMemory = 4 << 20

// errCut is a message of which less came than was announced.
var errCut = errors.New("the message was cut off")

// A literal is a message on the connection, which notes when it ends too soon.
type literal struct {
	imap.LiteralReader
	read int64
	cut  bool
}

func (l *literal) Read(p []byte) (int, error) {
	n, err := l.LiteralReader.Read(p)
	l.read += int64(n)
	l.cut = l.cut || err != nil && l.read < l.Size()
	return n, err
}

// receive takes a whole message from the connection.
func (s *Source) receive(message imap.LiteralReader) (crawlers.Content, error) {
	size := message.Size()
	if s.opts.MaxSize > 0 && size > s.opts.MaxSize {
		return nil, errTooLarge
	}
	if size > inMemory {
		return spool(s.opts.Temp, message)
	}
	data, err := whole(message)
	return newContent(data), err
}

// errTooLarge makes the connection be dropped, since the rest of the message
// is still on its way.
var errTooLarge = hopeless{errors.New("the message is larger than max_size, and than the mail server said at first")}

func whole(message imap.LiteralReader) ([]byte, error) {
	data := make([]byte, message.Size())
	if _, err := io.ReadFull(message, data); err != nil {
		return nil, errCut
	}
	return data, nil
}

type content struct{ *bytes.Reader }

func newContent(data []byte) crawlers.Content { return content{bytes.NewReader(data)} }

func (content) Close() error { return nil }

// prefix and suffix are those of the files of large messages.
const prefix, suffix = "imap-", ".tmp"

// A spooled message lies in a file. Where the system allows it the file has no
// name any more, so that it cannot stay behind.
type spooled struct {
	*os.File
	size int64
	name string // to be removed; "" when it has none
}

func spool(dir string, message imap.LiteralReader) (crawlers.Content, error) {
	if dir != "" {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, hopeless{fmt.Errorf("make folder for large messages: %w", err)}
		}
	}
	f, err := os.CreateTemp(dir, prefix+"*"+suffix) // readable by its owner only
	if err != nil {
		return nil, hopeless{fmt.Errorf("make file for large message: %w", err)}
	}
	c := &spooled{File: f, size: message.Size(), name: f.Name()}
	if os.Remove(c.name) == nil {
		c.name = ""
	}
	if n, err := io.Copy(f, message); err != nil || n != c.size {
		if err == nil {
			err = errCut
		}
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

func (c *spooled) Size() int64 { return c.size }

func (c *spooled) Close() error {
	err := c.File.Close()
	if c.name != "" {
		err = errors.Join(err, os.Remove(c.name))
	}
	return err
}

// sweep removes what a process that was killed left behind, where files keep
// their names. No message is open for a day.
func sweep(dir string) {
	if dir == "" {
		dir = os.TempDir()
	}
	left, err := filepath.Glob(filepath.Join(dir, prefix+"*"+suffix))
	if err != nil {
		return
	}
	for _, name := range left {
		if info, err := os.Lstat(name); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > 24*time.Hour {
			_ = os.Remove(name)
		}
	}
}
