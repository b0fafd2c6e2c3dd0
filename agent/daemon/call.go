package daemon

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"time"
)

// ErrNone is returned by Call when no agent runs on the data folder.
var ErrNone = errors.New("no agent is running")

// Start is how a client asks the agent to run a command.
type Start struct {
	Args    []string `json:"args"`
	Dir     string   `json:"dir"`
	User    string   `json:"user"` // believed of root, and where the system cannot tell
	NoColor bool     `json:"no_color"`
	Term    string   `json:"term"`
	In      bool     `json:"in"` // standard input is a terminal
	Out     bool     `json:"out"`
	Err     bool     `json:"err"`
	Width   int      `json:"width"`
	Height  int      `json:"height"`
}

// Session is a command with its streams: of the client when it calls, of the
// connection when the agent runs it.
type Session struct {
	Start
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Resize         <-chan [2]int
}

// Call has the agent on the data folder run the session's command, and returns
// its exit code. The error wraps ErrNone when there is no agent.
func Call(ctx context.Context, data string, s Session) (int, error) {
	if err := trusted(data); err != nil {
		return 0, err
	}
	path := SocketPath(data)
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return 0, ErrNone
	}
	conn, err := (&net.Dialer{Timeout: 5 * time.Second}).DialContext(ctx, "unix", path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, refused) {
		return 0, ErrNone
	}
	if err != nil {
		return 0, fmt.Errorf("reach the agent: %w", err)
	}
	defer conn.Close() //nolint:errcheck // the answer is complete or lost by then
	start, err := json.Marshal(s.Start)
	if err != nil {
		return 0, err
	}
	w := &wire{w: conn}
	if err := w.send(frameStart, start); err != nil {
		return 0, err
	}
	// The agent ends the command in its own time, and then answers.
	defer context.AfterFunc(ctx, func() { _ = w.send(frameCancel, nil) })()
	go resize(w, s.Resize)
	wants := make(chan struct{}, 1)
	defer close(wants)
	go feed(w, s.Stdin, wants)
	for {
		k, payload, err := receive(conn)
		if err != nil {
			return 0, fmt.Errorf("the agent ended before the command was done: %w", err)
		}
		switch k {
		case frameOut:
			_, err = s.Stdout.Write(payload)
		case frameErr:
			_, err = s.Stderr.Write(payload)
		case frameWant:
			select {
			case wants <- struct{}{}:
			default: // it has been asked for
			}
		case frameExit:
			if len(payload) != 1 {
				return 0, errFrame
			}
			return int(payload[0]), nil
		}
		if err != nil {
			return 0, err
		}
	}
}

// resize tells the agent the terminal's new sizes.
func resize(w *wire, sizes <-chan [2]int) {
	for size := range sizes {
		raw, err := json.Marshal(size)
		if err != nil || w.send(frameResize, raw) != nil {
			return
		}
	}
}

// feed sends standard input piece by piece, each when the command wants it: a
// command that reads none leaves all of it to whoever comes after.
func feed(w *wire, stdin io.Reader, wants <-chan struct{}) {
	buf := make([]byte, maxFrame)
	for range wants {
		n, err := 0, error(nil)
		if stdin == nil {
			err = io.EOF
		}
		for n == 0 && err == nil {
			n, err = stdin.Read(buf)
		}
		if n > 0 && w.send(frameInput, buf[:n]) != nil {
			return
		}
		if err != nil {
			_ = w.send(frameEOF, nil)
			return
		}
	}
}
