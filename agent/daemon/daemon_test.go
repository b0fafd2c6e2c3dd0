package daemon_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"sarsen/agent/daemon"
)

// patience is how long a test waits for what happens at once.
const patience = 10 * time.Second

// idle is work that never is due.
type idle struct{}

func (idle) Plans(context.Context) ([]daemon.Plan, error) { return nil, nil }
func (idle) Pass(context.Context, []string) error         { return nil }
func (idle) Between(context.Context) error                { return nil }

// serve runs an agent whose commands are run, and returns its data folder and
// what stops it.
func serve(t *testing.T, run func(context.Context, daemon.Session) int) (data string, stop func() error) {
	t.Helper()
	return serveIn(t, folder(t), idle{}, run)
}

func serveIn(t *testing.T, data string, work daemon.Work, run func(context.Context, daemon.Session) int) (string, func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	a := &daemon.Agent{Data: data, Work: work, Now: time.Now, Run: run, Log: t.Logf}
	done := make(chan error, 1)
	go func() { done <- a.Serve(ctx) }()
	ended := false
	stop := func() error {
		if ended {
			return nil
		}
		ended = true
		cancel()
		return within(t, done)
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	reachable(t, data)
	return data, stop
}

// reachable waits until the agent listens.
func reachable(t *testing.T, data string) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if conn, err := net.Dial("unix", daemon.SocketPath(data)); err == nil {
			if err := conn.Close(); err != nil {
				t.Fatal(err)
			}
			return
		}
	}
	t.Fatal("the agent does not listen")
}

// folder is a data folder whose socket's path is short enough everywhere.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "sarsen")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func within[T any](t *testing.T, c <-chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(patience):
		t.Fatal("nothing happens")
		panic("not reached")
	}
}

func session(args ...string) daemon.Session {
	return daemon.Session{Start: daemon.Start{Args: args}, Stdout: io.Discard, Stderr: io.Discard}
}

func TestCallStreams(t *testing.T) {
	data, _ := serve(t, func(_ context.Context, s daemon.Session) int {
		fmt.Fprintf(s.Stdout, "%s in %s, %d wide, ", strings.Join(s.Args, " "), s.Dir, s.Width)
		if _, err := io.Copy(s.Stdout, s.Stdin); err != nil {
			fmt.Fprint(s.Stderr, err)
		}
		fmt.Fprint(s.Stderr, "a warning")
		return 3
	})
	long := strings.Repeat("0123456789", 50_000)
	for name, input := range map[string]io.Reader{
		"":      nil,
		"short": strings.NewReader("short"),
		long:    strings.NewReader(long),
	} {
		var out, warn bytes.Buffer
		s := daemon.Session{
			Start: daemon.Start{Args: []string{"detect", "-"}, Dir: "/home/officer", Width: 80},
			Stdin: input, Stdout: &out, Stderr: &warn,
		}
		code, err := daemon.Call(t.Context(), data, s)
		if code != 3 || err != nil || warn.String() != "a warning" {
			t.Errorf("exit %d, error %v, %q", code, err, warn.String())
		}
		if want := "detect - in /home/officer, 80 wide, " + name; out.String() != want {
			t.Errorf("%d bytes of output, want %d: %.80s", out.Len(), len(want), out.String())
		}
	}
}

func TestCallsRunBesideEachOther(t *testing.T) {
	met := make(chan struct{})
	data, _ := serve(t, func(ctx context.Context, _ daemon.Session) int {
		select { // each gives or takes, so neither ends alone
		case met <- struct{}{}:
		case <-met:
		case <-ctx.Done():
			return 1
		}
		return 0
	})
	codes := make(chan int, 2)
	for range 2 {
		go func() {
			code, err := daemon.Call(t.Context(), data, session())
			if err != nil {
				code = -1
			}
			codes <- code
		}()
	}
	if a, b := within(t, codes), within(t, codes); a != 0 || b != 0 {
		t.Errorf("exit %d and %d", a, b)
	}
}

// The kernel tells who calls; what the client says counts only where it cannot,
// and of root.
func TestCallerIsNotTakenAtTheirWord(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the system does not tell who calls")
	}
	user := ""
	data, _ := serve(t, func(_ context.Context, s daemon.Session) int { user = s.User; return 0 })
	s := session()
	s.User = "the chief executive"
	if _, err := daemon.Call(t.Context(), data, s); err != nil {
		t.Fatal(err)
	}
	if user == "" || (user == s.User) != (os.Getuid() == 0) {
		t.Errorf("the command ran as %q", user)
	}
}

// A command that reads none of its input leaves it to whoever comes after, and
// can be interrupted all the same.
func TestInputIsReadOnlyWhenWanted(t *testing.T) {
	data, _ := serve(t, func(context.Context, daemon.Session) int { return 0 })
	input := strings.NewReader("for the next program")
	s := session()
	s.Stdin = input
	if _, err := daemon.Call(t.Context(), data, s); err != nil {
		t.Fatal(err)
	}
	if input.Len() != len("for the next program") {
		t.Errorf("%d bytes left", input.Len())
	}
}

func TestInterruptReachesTheCommand(t *testing.T) {
	for name, stdin := range map[string]io.Reader{
		"without input":             nil,
		"with input it never reads": strings.NewReader(strings.Repeat("x", 1<<20)),
	} {
		t.Run(name, func(t *testing.T) {
			begun := make(chan struct{})
			data, _ := serve(t, func(ctx context.Context, s daemon.Session) int {
				fmt.Fprint(s.Stdout, "begun")
				close(begun)
				<-ctx.Done()
				fmt.Fprint(s.Stdout, ", ended")
				return 130
			})
			ctx, interrupt := context.WithCancel(t.Context())
			go func() { <-begun; interrupt() }()
			var out bytes.Buffer
			s := session()
			s.Stdin, s.Stdout = stdin, &out
			code, err := daemon.Call(ctx, data, s)
			if code != 130 || err != nil || out.String() != "begun, ended" {
				t.Errorf("exit %d, error %v, output %q", code, err, out.String())
			}
		})
	}
}

func TestCommandWaitingForInputIsInterrupted(t *testing.T) {
	data, _ := serve(t, func(_ context.Context, s daemon.Session) int {
		fmt.Fprint(s.Stdout, "?")
		_, err := s.Stdin.Read(make([]byte, 1))
		if errors.Is(err, context.Canceled) {
			return 130
		}
		return 1
	})
	ctx, interrupt := context.WithCancel(t.Context())
	never, _ := io.Pipe()
	s := session()
	s.Stdin, s.Stdout = never, writerFunc(func(p []byte) (int, error) { interrupt(); return len(p), nil })
	if code, err := daemon.Call(ctx, data, s); code != 130 || err != nil {
		t.Errorf("exit %d, error %v", code, err)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestCommandOfAClientThatDiedIsEnded(t *testing.T) {
	begun, ended := make(chan struct{}), make(chan struct{})
	data, _ := serve(t, func(ctx context.Context, _ daemon.Session) int {
		close(begun)
		<-ctx.Done()
		close(ended)
		return 1
	})
	conn, err := net.Dial("unix", daemon.SocketPath(data))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Write([]byte("s\x00\x00\x00\x02{}")); err != nil {
		t.Fatal(err)
	}
	within(t, begun)
	if err := conn.Close(); err != nil {
		t.Fatal(err)
	}
	within(t, ended)
}

func TestStopEndsRunningCommands(t *testing.T) {
	begun := make(chan struct{})
	data, stop := serve(t, func(ctx context.Context, _ daemon.Session) int {
		close(begun)
		<-ctx.Done()
		return 130
	})
	code := make(chan int, 1)
	go func() {
		c, err := daemon.Call(t.Context(), data, session())
		if err != nil {
			c = -1
		}
		code <- c
	}()
	within(t, begun)
	if err := stop(); err != nil {
		t.Errorf("stop: %v", err)
	}
	if c := within(t, code); c != 130 {
		t.Errorf("exit %d", c)
	}
	if _, err := daemon.Call(t.Context(), data, session()); !errors.Is(err, daemon.ErrNone) {
		t.Errorf("after the stop: %v, want ErrNone", err)
	}
}

func TestSilentAndRudeClientsDoNotHoldUpTheAgent(t *testing.T) {
	ran := false
	data, stop := serve(t, func(context.Context, daemon.Session) int { ran = true; return 0 })
	for _, first := range []string{"", "s", "i\x00\x00\x00\x01x", "s\xff\xff\xff\xff", "s\x00\x00\x00\x01{"} {
		conn, err := net.Dial("unix", daemon.SocketPath(data))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close() //nolint:errcheck // the agent has gone by then
		if _, err := io.WriteString(conn, first); err != nil {
			t.Fatal(err)
		}
	}
	began := time.Now()
	if err := stop(); err != nil || time.Since(began) > 4*time.Second {
		t.Errorf("stopped after %v: %v", time.Since(began), err)
	}
	if ran {
		t.Error("a command ran that nobody asked for")
	}
}

func TestNoAgent(t *testing.T) {
	data := folder(t)
	if _, err := daemon.Call(t.Context(), data, session()); !errors.Is(err, daemon.ErrNone) {
		t.Errorf("no socket: %v, want ErrNone", err)
	}
	leaveSocket(t, data)
	if _, err := daemon.Call(t.Context(), data, session()); !errors.Is(err, daemon.ErrNone) {
		t.Errorf("socket of a dead agent: %v, want ErrNone", err)
	}
}

// leaveSocket leaves a socket behind, as an agent that was killed does.
func leaveSocket(t *testing.T, data string) {
	t.Helper()
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: daemon.SocketPath(data)})
	if err != nil {
		t.Fatal(err)
	}
	l.SetUnlinkOnClose(false)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestSocketOfADeadAgentIsTakenOver(t *testing.T) {
	data := folder(t)
	leaveSocket(t, data)
	serveIn(t, data, idle{}, func(context.Context, daemon.Session) int { return 7 })
	if code, err := daemon.Call(t.Context(), data, session()); code != 7 || err != nil {
		t.Errorf("exit %d, error %v", code, err)
	}
	info, err := os.Stat(daemon.SocketPath(data))
	if err != nil || (runtime.GOOS != "windows" && info.Mode().Perm() != 0o600) {
		t.Errorf("socket has mode %v, %v", info.Mode(), err)
	}
}

func TestDeepDataFolder(t *testing.T) {
	t.Setenv("TMPDIR", folder(t))
	data := filepath.Join(os.TempDir(), strings.Repeat("deep/", 30))
	path := daemon.SocketPath(data)
	if len(path) > 100 || path == daemon.SocketPath(data+"er") {
		t.Fatalf("socket at %s", path)
	}
	_, stop := serveIn(t, data, idle{}, func(context.Context, daemon.Session) int { return 7 })
	if code, err := daemon.Call(t.Context(), data, session()); code != 7 || err != nil {
		t.Errorf("exit %d, error %v", code, err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := daemon.Call(t.Context(), data, session()); !errors.Is(err, os.ErrPermission) {
		t.Errorf("folder that is open to others: %v, want ErrPermission", err)
	}
}
