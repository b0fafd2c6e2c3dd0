// Package systemtest holds the program to its contract from outside: it runs
// the real command line as processes, on folders of its own, and judges by
// exit codes, streams and files. It has tests only.
//
// What each command does is in testdata/script, one file a command, to be read
// like a manual; what needs more than a script is here: kills, other users, a
// full disk, a second officer.
package systemtest

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"sarsen/agent/cli"
)

// program is the name under which the test binary behaves as sarsen.
const program = "sarsen"

func TestMain(m *testing.M) {
	testscript.Main(suite{m}, map[string]func(){program: sarsen})
}

// sarsen is what main does.
func sarsen() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cli.Main(ctx)
	stop()
	os.Exit(code)
}

// suite runs the tests with a cache folder that all of their processes share,
// so that the PDF engine is compiled once.
type suite struct{ *testing.M }

// Run implements testscript.TestingM.
func (s suite) Run() int {
	dir, err := os.MkdirTemp("", "sarsen-systemtest-")
	if err == nil {
		err = prepare(dir)
	}
	code := 1
	if err != nil {
		fmt.Fprintln(os.Stderr, "set up system tests:", err)
	} else {
		code = s.M.Run()
	}
	if err := os.RemoveAll(dir); err != nil {
		fmt.Fprintln(os.Stderr, "clean up system tests:", err)
		return 1
	}
	return code
}

// prepare fills the cache and opens it and the program to other users, as
// whom some tests run.
func prepare(dir string) error {
	for _, name := range cacheVars {
		if err := os.Setenv(name, dir); err != nil {
			return err
		}
	}
	config := filepath.Join(dir, "warm", "sarsen.yaml")
	if err := os.Mkdir(filepath.Dir(config), 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(config, []byte("data: ./data\n"), 0o600); err != nil {
		return err
	}
	if out, err := exec.Command(program, "doctor", "--config", config).CombinedOutput(); err != nil {
		return fmt.Errorf("doctor: %w\n%s", err, out)
	}
	bin, err := exec.LookPath(program)
	if err != nil {
		return err
	}
	for _, open := range []string{filepath.Dir(bin), filepath.Dir(filepath.Dir(bin))} {
		if err := os.Chmod(open, 0o755); err != nil {
			return err
		}
	}
	return filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chmod(path, 0o755) // a cache that others can write to is not trusted
	})
}

// cacheVars say where the user's cache folder is, on the systems we know.
var cacheVars = []string{"XDG_CACHE_HOME", "LocalAppData"}
