package worker_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/all"
	"sarsen/crawlers/worker"
)

// childVar makes the test binary a worker, with the extractor it names.
const childVar = "SARSEN_TEST_WORKER"

func TestMain(m *testing.M) {
	if os.Getenv(childVar) == "" {
		os.Exit(m.Run())
	}
	extractors := map[string]documents.Extractor{"fake": fake{}, "all": all.New()}
	if err := worker.Main(context.Background(), extractors[os.Getenv(childVar)]); err != nil {
		os.Exit(1)
	}
	os.Exit(0)
}

func command() *exec.Cmd { return child("fake") }

func child(extractor string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = []string{childVar + "=" + extractor}
	return cmd
}

// fake is an extractor whose document is a list of deeds, one a line. Those
// that say something become the text of an item.
type fake struct{}

func (fake) Extract(ctx context.Context, in documents.Input, opts documents.Options, emit func(documents.Item) error) error {
	data, err := io.ReadAll(io.NewSectionReader(in.Content, 0, in.Size))
	if err != nil {
		return emit(documents.Item{State: crawlers.Damaged, Reason: "not readable"})
	}
	for line := range strings.Lines(string(data)) {
		deed, arg, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		item := documents.Item{Name: in.Name, MediaType: in.MediaType, State: crawlers.Indexed, Size: in.Size}
		switch deed {
		case "text":
			item.Text = arg
		case "empty":
		case "big":
			item.Part, item.Text = arg, strings.Repeat("x", 5<<20)
		case "part":
			item.Part, item.Text = arg, "text of "+arg
		case "passwords":
			item.Text = strings.Join(opts.Passwords, ",")
		default:
			item.Text = do(deed, arg)
		}
		if err := emit(item); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (fake) Open(_ context.Context, in documents.Input, _ documents.Options, part string) ([]byte, error) {
	switch part {
	case "":
		return io.ReadAll(io.NewSectionReader(in.Content, 0, in.Size))
	case "none":
		return nil, fmt.Errorf("open %s: %w", part, fs.ErrNotExist)
	case "broken":
		return nil, errors.New("secret text")
	case "panic":
		panic("secret text")
	}
	return []byte("part " + part), nil
}

var hoard [][]byte

func do(deed, arg string) string {
	switch deed {
	case "panic":
		panic("secret text")
	case "panic-elsewhere":
		go panic("secret text")
		select {}
	case "exit":
		os.Exit(3)
	case "loop":
		for { //nolint:staticcheck // a document that never ends is the point
		}
	case "sleep":
		d, _ := time.ParseDuration(arg)
		time.Sleep(d)
	case "eat":
		for {
			b := make([]byte, 1<<20)
			for i := range b {
				b[i] = byte(i)
			}
			hoard = append(hoard, b)
		}
	case "hold": // so many MB for some time
		mb, _ := strconv.Atoi(arg)
		b := make([]byte, mb<<20)
		for i := range b {
			b[i] = byte(i)
		}
		time.Sleep(300 * time.Millisecond)
		runtime.KeepAlive(b)
		return "held"
	case "print":
		fmt.Println("to standard output")
		fmt.Fprintln(os.Stderr, "to standard error")
	case "pid":
		return fmt.Sprint(os.Getpid())
	case "env":
		return strings.Join(os.Environ(), "\n")
	case "read":
		_, err := os.ReadFile(arg)
		return outcome(err)
	case "write":
		return outcome(os.WriteFile(arg, []byte("x"), 0o600))
	case "chmod":
		return outcome(os.Chmod(arg, 0o777))
	case "list":
		_, err := os.ReadDir(arg)
		return outcome(err)
	case "dial":
		network, address, _ := strings.Cut(arg, " ")
		c, err := net.DialTimeout(network, address, time.Second)
		if err == nil {
			_ = c.Close()
		}
		return outcome(err)
	case "listen":
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err == nil {
			_ = l.Close()
		}
		return outcome(err)
	case "exec":
		return outcome(exec.Command(arg).Run())
	}
	return ""
}

func outcome(err error) string {
	switch {
	case err == nil:
		return "done"
	case errors.Is(err, fs.ErrPermission):
		return "refused"
	}
	return err.Error()
}
