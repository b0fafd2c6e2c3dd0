package mbox

import (
	"bytes"
	"errors"
	"io"
	"strconv"
)

// A claim is how long a message says that it is, in its field Content-Length.
// It is believed only if a message begins where it ends, or nothing is left:
// the field often stays behind when a message is changed.
type claim struct {
	header bool  // still in the header
	length int64 // of the body, as claimed
	end    int64 // of the message; 0 unless believed
	plain  bool  // lines that begin with "From " lie inside, so none was quoted
}

// holds reports whether l lies inside a length that is believed.
func (c *claim) holds(l *line, at io.ReaderAt) (inside bool, err error) {
	switch {
	case c.header && blank(l.text):
		c.header = false
		if c.length > 0 && at != nil {
			err = c.check(l.offset+l.length, at)
		}
	case c.header:
		c.read(l.text)
	}
	inside = l.offset < c.end
	c.plain = c.plain || inside && bytes.HasPrefix(l.text, []byte("From "))
	return inside, err
}

const lengthField = "content-length:"

func (c *claim) read(header []byte) {
	if len(header) <= len(lengthField) || !bytes.EqualFold(header[:len(lengthField)], []byte(lengthField)) {
		return
	}
	n, err := strconv.ParseInt(string(bytes.TrimSpace(header[len(lengthField):])), 10, 62)
	if err == nil && n > 0 {
		c.length = n
	}
}

// check looks at what follows the claimed end of a body.
func (c *claim) check(body int64, at io.ReaderAt) error {
	end := body + c.length
	head := make([]byte, 2*longest)
	n, err := at.ReadAt(head, end-1) // with the last byte of the body, which must be there
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if n == 0 {
		return nil
	}
	last, rest := head[0], head[1:n]
	ended := last == '\n' || len(rest) == 0 || rest[0] == '\n' || rest[0] == '\r'
	if ended && (len(bytes.Trim(rest, "\r\n")) == 0 && err != nil || Is(rest)) {
		c.end = end
	}
	return nil
}

// fence reports whether a line is one between messages of MMDF.
func fence(line []byte) bool {
	return bytes.Equal(bytes.TrimRight(line, "\r\n"), []byte("\x01\x01\x01\x01"))
}
