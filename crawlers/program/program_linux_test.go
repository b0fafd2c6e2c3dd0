package program_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers/program"
)

// childVar makes the test binary a helper.
const childVar = "SARSEN_TEST_HELPER"

func TestMain(m *testing.M) {
	if os.Getenv(childVar) == "" {
		os.Exit(m.Run())
	}
	_ = program.Main() // returns only when it failed
	os.Exit(1)
}

func self() *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = []string{childVar + "=1"}
	return cmd
}

// shell is a job of the system's shell.
func shell(script string) program.Job {
	return program.Job{Program: "/bin/sh", Args: []string{"-c", script}, Env: []string{"PATH=/usr/bin:/bin"}, Time: time.Minute, Output: 1 << 20}
}

func TestRun(t *testing.T) {
	own := niceness(t)
	for _, tc := range []struct {
		name   string
		behind bool
		want   string
	}{
		{"somebody waits", false, "in\n" + own},
		{"nobody waits", true, "in\n19\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			job := shell("cat; echo; nice")
			job.Input, job.Behind = strings.NewReader("in"), tc.behind
			out, err := program.Run(t.Context(), self, job)
			if err != nil || string(out) != tc.want {
				t.Errorf("%q, %v", out, err)
			}
		})
	}
}

// niceness is this process's own.
func niceness(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("nice").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestRunEnds(t *testing.T) {
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	endless := shell("while :; do :; done")
	endless.Time = 200 * time.Millisecond
	talks := shell("yes")
	talks.Output = 1000
	hungry := shell("head -c 400000000 /dev/zero | tail")
	hungry.Memory = 100 << 20
	for _, tc := range []struct {
		name string
		ctx  context.Context //nolint:containedctx // of one call
		job  program.Job
		want error
	}{
		{"over time", t.Context(), endless, program.ErrTime},
		{"too much to say", t.Context(), talks, program.ErrOutput},
		{"too much memory", t.Context(), hungry, program.ErrFailed},
		{"failure", t.Context(), shell("exit 7"), program.ErrFailed},
		{"no program", t.Context(), program.Job{Program: "/nowhere/program"}, program.ErrFailed},
		{"cancelled", cancelled, endless, context.Canceled},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if _, err := program.Run(tc.ctx, self, tc.job); !errors.Is(err, tc.want) {
				t.Errorf("error %v, want %v", err, tc.want)
			}
		})
	}
	var failed *program.Failure
	if _, err := program.Run(t.Context(), self, shell("exit 7")); !errors.As(err, &failed) || failed.Code != 7 {
		t.Errorf("failure %v", err)
	}
}

// TestRunConfines: a helper sees no files but its own and the system's, and
// reaches nobody.
func TestRunConfines(t *testing.T) {
	if !program.Confined() {
		t.Skip("this kernel has no landlock")
	}
	secret, folder := filepath.Join(t.TempDir(), "secret"), t.TempDir()
	if err := os.WriteFile(secret, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, script string
		works        bool
	}{
		{"its folder", "echo x > " + folder + "/own && cat " + folder + "/own", true},
		{"the system", "ls /usr > /dev/null", true},
		{"a file of ours", "cat " + secret, false},
		{"a new file of ours", "echo x > " + secret + "2", false},
		{"the users of this machine", "cat /etc/passwd", false},
		{"our environment", "cat /proc/$PPID/environ", false},
		{"us", "kill -0 $PPID", false},
		{"the network", "exec 3<>/dev/tcp/127.0.0.1/" + port, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			job := shell(tc.script)
			job.Program, job.Folder = "/bin/bash", folder
			if _, err := program.Run(t.Context(), self, job); (err == nil) != tc.works {
				t.Errorf("error %v", err)
			}
		})
	}
}

// TestRunTellsNothing: what a program says of a document is in no error.
func TestRunTellsNothing(t *testing.T) {
	_, err := program.Run(t.Context(), self, shell("echo secret text >&2; echo secret text; exit 1"))
	if err == nil || bytes.Contains([]byte(err.Error()), []byte("secret")) {
		t.Errorf("error %v", err)
	}
}
