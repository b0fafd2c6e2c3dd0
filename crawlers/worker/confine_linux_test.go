package worker_test

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"sarsen/crawlers/worker"
)

func needLandlock(t *testing.T) {
	t.Helper()
	abi, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	if errno != 0 || abi < 1 {
		t.Skip("the kernel has no landlock")
	}
}

func TestChildrenHaveNoFilesAndNoNetwork(t *testing.T) {
	needLandlock(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	own := filepath.Join(t.TempDir(), "own")
	if err := os.WriteFile(own, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p := newPool(t, worker.Options{})
	for _, deed := range []string{
		"read /etc/passwd", "read /proc/self/maps", "list /", "write " + own, "chmod " + own,
		"dial tcp " + l.Addr().String(), "dial udp 127.0.0.1:53", "listen", "exec /bin/true",
	} {
		if got := extract(t, p, deed)[0].Text; got != "refused" {
			t.Errorf("%s: %s", deed, got)
		}
	}
}

func TestChildrenHaveAnEmptyEnvironment(t *testing.T) {
	t.Setenv("SARSEN_SECRET", "hunter2")
	got := extract(t, newPool(t, worker.Options{}), "env")[0].Text
	if strings.Contains(got, "hunter2") || strings.Contains(got, "PATH=") {
		t.Errorf("got %s", got)
	}
}

func TestAChildThatDiedIdleIsReplaced(t *testing.T) {
	p := newPool(t, worker.Options{})
	pid := extract(t, p, "pid")[0].Text
	kill(t, pid)
	if got := extract(t, p, "text after"); got[0].Text != "after" {
		t.Errorf("got %+v", got[0])
	}
}

func kill(t *testing.T, pid string) {
	t.Helper()
	process := 0
	for _, c := range pid {
		process = process*10 + int(c-'0')
	}
	if err := syscall.Kill(process, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
}

// TestChildrenDieWithTheirParent runs a parent of its own, which is killed
// while its child is at work.
func TestChildrenDieWithTheirParent(t *testing.T) {
	if os.Getenv("SARSEN_TEST_PARENT") != "" {
		p := newPool(t, worker.Options{})
		if err := os.WriteFile(os.Getenv("SARSEN_TEST_PARENT"), []byte(extract(t, p, "pid")[0].Text), 0o600); err != nil {
			t.Fatal(err)
		}
		extract(t, p, "loop")
	}
	note := filepath.Join(t.TempDir(), "pid")
	cmd := exec.Command(os.Args[0], "-test.run=^TestChildrenDieWithTheirParent$")
	cmd.Env = append(os.Environ(), "SARSEN_TEST_PARENT="+note)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	pid := ""
	eventually(t, "the child starts", func() bool {
		data, _ := os.ReadFile(note)
		pid = string(data)
		return pid != ""
	})
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	eventually(t, "the child is gone", func() bool {
		stat, err := os.ReadFile("/proc/" + pid + "/stat")
		return err != nil || strings.Contains(string(stat), ") Z ")
	})
}

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 500 {
		if is() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("not in time: %s", what)
}
