package mbox

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"net/textproto"
	"strconv"
	"strings"

	"sarsen/crawlers"
)

// Store makes an mbox one kind of mail store for a source of files: its
// messages are entries.
//
// A message is known by its Message-ID, or by its header when it has none, so
// that it stays the same item when others before it are deleted. Its stamp is
// made of its place and its header, so that a store to which mail was added
// does not have its old messages read again.
type Store struct{}

// headSize is how much of a message its identity is taken from.
const headSize = 16 << 10

// Name implements the store of a source.
func (Store) Name() string { return "mbox" }

// MediaType implements the store of a source.
func (Store) MediaType() string { return "application/mbox" }

// Is implements the store of a source.
func (Store) Is(head []byte) bool { return Is(head) }

// List calls fn for each message. Its Key is unique in the file; the n-th of
// several with the same identity has "~n" at its end.
func (Store) List(file crawlers.Content, fn func(crawlers.Entry) error) error {
	seen := map[uint64]int32{} // small, for the many messages of a large store
	head := make([]byte, headSize)
	return Split(io.NewSectionReader(file, 0, file.Size()), func(m Message) error {
		n, err := file.ReadAt(head[:min(m.Length, headSize)], m.Offset)
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read message: %w", err)
		}
		p := place{Message: m, sum: sum(header(head[:n]))}
		id := identity(header(head[:n]))
		h := fnv.New64a()
		_, _ = h.Write([]byte(id))
		seen[h.Sum64()]++
		if c := seen[h.Sum64()]; c > 1 {
			id += "~" + strconv.Itoa(int(c))
		}
		return fn(crawlers.Entry{
			Key:       id,
			Part:      "message " + strconv.Itoa(m.Index),
			Locator:   p.String(),
			Stamp:     p.String(),
			Size:      size(m),
			MediaType: "message/rfc822",
		})
	})
}

// size is known only of messages whose bytes are taken as they are.
func size(m Message) int64 {
	if m.Escaped {
		return -1
	}
	return m.Length
}

// Open opens a message by its locator. When the file has changed so that
// another message lies there, the error wraps crawlers.ErrGone.
func (Store) Open(file crawlers.Content, locator string) (crawlers.Content, error) {
	c, err := open(file, locator)
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	return c, nil
}

func open(file crawlers.Content, locator string) (crawlers.Content, error) {
	p, err := parsePlace(locator)
	if err != nil {
		return nil, err
	}
	if p.Offset+p.Length > file.Size() {
		return nil, fmt.Errorf("find message: %w", crawlers.ErrGone)
	}
	head := make([]byte, min(p.Length, headSize))
	if _, err := file.ReadAt(head, p.Offset); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read message: %w", err)
	}
	if sum(header(head)) != p.sum {
		return nil, fmt.Errorf("find message: %w", crawlers.ErrGone)
	}
	section := io.NewSectionReader(file, p.Offset, p.Length)
	if !p.Escaped {
		return content{ReaderAt: section, size: p.Length, file: file}, nil
	}
	u, err := newUnquoted(section)
	if err != nil {
		return nil, fmt.Errorf("read message: %w", err)
	}
	return content{ReaderAt: u, size: u.size(), file: file}, nil
}

type content struct {
	io.ReaderAt
	size int64
	file io.Closer
}

func (c content) Size() int64  { return c.size }
func (c content) Close() error { return c.file.Close() }

// A place is where a message lies and what its header adds up to. It is
// written as "offset+length+sum", with an 'e' before the sum of an escaped one.
type place struct {
	Message
	sum string
}

func (p place) String() string {
	mark := ""
	if p.Escaped {
		mark = "e"
	}
	return fmt.Sprintf("%d+%d+%s%s", p.Offset, p.Length, mark, p.sum)
}

func parsePlace(s string) (place, error) {
	var p place
	f := strings.Split(s, "+")
	if len(f) != 3 {
		return p, fmt.Errorf("read locator: %w", crawlers.ErrGone)
	}
	var err1, err2 error
	p.Offset, err1 = strconv.ParseInt(f[0], 10, 62)
	p.Length, err2 = strconv.ParseInt(f[1], 10, 62)
	if err1 != nil || err2 != nil || p.Offset < 0 || p.Length < 0 {
		return p, fmt.Errorf("read locator: %w", crawlers.ErrGone)
	}
	p.sum, p.Escaped = strings.CutPrefix(f[2], "e")
	return p, nil
}

// header cuts a message at the end of its header.
func header(head []byte) []byte {
	for _, end := range []string{"\n\n", "\n\r\n"} {
		if i := bytes.Index(head, []byte(end)); i >= 0 {
			head = head[:i+1]
		}
	}
	return head
}

func identity(header []byte) string {
	for line := range bytes.Lines(header) {
		name, value, ok := bytes.Cut(line, []byte(":"))
		if ok && textproto.CanonicalMIMEHeaderKey(string(name)) == "Message-Id" {
			if id := bytes.TrimSpace(value); len(id) > 0 {
				return sum(id)
			}
		}
	}
	return sum(header)
}

// sum has no 'e' at its start: it is told apart from the mark by a prefix.
func sum(b []byte) string {
	h := sha256.Sum256(b)
	return "s" + hex.EncodeToString(h[:12])
}
