package systemtest

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// A place is a folder with a configuration, in which the program is run.
type place struct {
	t   *testing.T
	dir string
	uid int // whose processes these are; 0 for the test's own
	// sudo is the user who has root act, as sudo tells it; "" for nobody.
	sudo string
}

// newPlace makes a folder whose sarsen.yaml has one source, at location, and
// more lines after it.
func newPlace(t *testing.T, location string, more ...string) place {
	t.Helper()
	p := place{t: t, dir: t.TempDir()}
	text := "data: ./data\n" + strings.Join(more, "\n") + "\nsources:\n  - name: shares\n    location: " + location + "\n"
	p.write("sarsen.yaml", text)
	return p
}

func (p place) path(name string) string { return filepath.Join(p.dir, filepath.FromSlash(name)) }

func (p place) write(name, text string) {
	p.t.Helper()
	if err := os.MkdirAll(filepath.Dir(p.path(name)), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(p.path(name), []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// outcome is how a command ended.
type outcome struct {
	code           int
	stdout, stderr string
}

func (p place) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(p.t.Context(), program, args...)
	cmd.Dir = p.dir
	cmd.Env = append(os.Environ(), "HOME="+p.dir, "SUDO_USER="+p.sudo)
	if p.uid != 0 {
		become(cmd, p.uid)
	}
	return cmd
}

// run runs a command to its end.
func (p place) run(args ...string) outcome {
	p.t.Helper()
	cmd := p.command(args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		p.t.Fatal(err)
	}
	return outcome{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// want runs a command and demands one of the exit codes.
func (p place) want(codes []int, args ...string) outcome {
	p.t.Helper()
	o := p.run(args...)
	if !slices.Contains(codes, o.code) {
		p.t.Fatalf("sarsen %s ended with %d, want %v\n%s%s", strings.Join(args, " "), o.code, codes, o.stdout, o.stderr)
	}
	return o
}

// ok runs a command that has to end with 0.
func (p place) ok(args ...string) outcome {
	p.t.Helper()
	return p.want([]int{0}, args...)
}

// json runs a command that has to end with 0 and returns its lines.
func (p place) json(args ...string) []object {
	p.t.Helper()
	all, err := objects(p.ok(append(args, "--json")...).stdout)
	if err != nil {
		p.t.Fatal(err)
	}
	return all
}

// background starts a command, which is killed when the test ends; what it
// says on standard error is kept.
func (p place) background(args ...string) (*exec.Cmd, *bytes.Buffer) {
	p.t.Helper()
	cmd := p.command(args...)
	var errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = io.Discard, &errs
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() {
		if cmd.ProcessState == nil {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
		}
	})
	return cmd, &errs
}

// await waits until something is so, also on a busy machine.
func await(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if so() {
			return
		}
	}
	t.Fatalf("waited in vain until %s", what)
}

func there(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
