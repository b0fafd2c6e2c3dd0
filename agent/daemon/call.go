package daemon

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// ErrNone is returned by Call when no agent runs on the data folder.
var ErrNone = errors.New("no agent is running")

// Start is how a client asks the agent to run a command.
type Start struct {
	Args    []string `json:"args"`
	Dir     string   `json:"dir"`
	User    string   `json:"user"` // believed only where the system cannot tell
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

// SocketPath is where the agent on a data folder listens. The systems allow
// about 100 bytes, so a deep folder's socket lies in a private folder
// among the temporary files.
func SocketPath(data string) string {
	path := filepath.Join(data, "agent.sock")
	if len(path) < 100 {
		return path
	}
	sum := sha256.Sum256([]byte(data))
	return filepath.Join(os.TempDir(), fmt.Sprintf("sarsen-%d", os.Getuid()), hex.EncodeToString(sum[:8])+".sock")
}

// Call has the agent on the data folder run the session's command, and returns
// its exit code. The error wraps ErrNone when there is no agent.
func Call(ctx context.Context, data string, s Session) (int, error) {
	conn, err := (&net.Dialer{Timeout: 5 * time.Second}).DialContext(ctx, "unix", SocketPath(data))
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ECONNREFUSED) {
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
	go feed(w, s)
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

// feed sends standard input and new sizes until the connection closes.
func feed(w *wire, s Session) {
	if s.Resize != nil {
		go func() {
			for size := range s.Resize {
				raw, err := json.Marshal(size)
				if err != nil || w.send(frameResize, raw) != nil {
					return
				}
			}
		}()
	}
	if s.Stdin == nil {
		_ = w.send(frameEOF, nil)
		return
	}
	if _, err := io.Copy(stream{w, frameInput}, s.Stdin); err == nil {
		_ = w.send(frameEOF, nil)
	}
}
