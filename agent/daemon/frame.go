package daemon

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"
)

// A frame is a kind, a length (4 bytes, big endian) and that many bytes.
type kind byte

// Frames of the client.
const (
	frameStart  kind = 's' // JSON of Start, first of all
	frameInput  kind = 'i' // bytes of standard input, once for each frameWant
	frameEOF    kind = 'e' // end of standard input
	frameResize kind = 'r' // JSON [columns, lines]
	frameCancel kind = 'c' // interrupted at the client
)

// Frames of the agent.
const (
	frameOut  kind = 'o' // bytes of standard output
	frameErr  kind = 'E' // bytes of standard error
	frameWant kind = 'w' // the command reads its standard input
	frameExit kind = 'x' // exit code, one byte; the last
)

// maxFrame bounds one frame; writers split what is longer.
const maxFrame = 64 << 10

var errFrame = errors.New("not the agent's protocol")

// wire writes whole frames from several goroutines.
type wire struct {
	mu sync.Mutex
	w  io.Writer
}

func (c *wire) send(k kind, data []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		n := min(len(data), maxFrame)
		head := [5]byte{byte(k)}
		binary.BigEndian.PutUint32(head[1:], uint32(n))
		if _, err := c.w.Write(append(head[:], data[:n]...)); err != nil {
			return fmt.Errorf("write to socket: %w", err)
		}
		if data = data[n:]; len(data) == 0 {
			return nil
		}
	}
}

// receive reads one frame; a longer one than maxFrame is refused unread.
func receive(r io.Reader) (kind, []byte, error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	n := binary.BigEndian.Uint32(head[1:])
	if n > maxFrame {
		return 0, nil, errFrame
	}
	data := make([]byte, n)
	if _, err := io.ReadFull(r, data); err != nil {
		return 0, nil, err
	}
	return kind(head[0]), data, nil
}

// stream is an io.Writer that sends frames of one kind.
type stream struct {
	*wire
	kind kind
}

func (s stream) Write(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if err := s.send(s.kind, p); err != nil {
		return 0, err
	}
	return len(p), nil
}
