package systemtest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"sarsen/testdata"
)

// nobody is the user as whom the tests of refusals run when they are root,
// whom nothing refuses.
const nobody = 65534

// asUser makes a place that an unprivileged user owns.
func asUser(t *testing.T, location string, more ...string) place {
	t.Helper()
	p := newPlace(t, location, more...)
	if os.Geteuid() != 0 {
		return p
	}
	p.uid = nobody
	for dir := p.dir; dir != os.TempDir() && dir != "/"; dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	p.own()
	return p
}

// own gives everything in the place to its user.
func (p place) own() {
	p.t.Helper()
	if p.uid == 0 {
		return
	}
	err := filepath.Walk(p.dir, func(path string, _ os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, p.uid, p.uid)
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

// chmod changes a mode, until the test ends.
func (p place) chmod(name string, mode os.FileMode) {
	p.t.Helper()
	if err := os.Chmod(p.path(name), mode); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = os.Chmod(p.path(name), 0o755) })
}

// TestUnreadable: what the user may not read is listed, nothing is taken for
// vanished, and it is read once permission is there.
func TestUnreadable(t *testing.T) {
	t.Parallel()
	p := asUser(t, "./shares")
	p.write("shares/open.txt", "an open letter")
	p.write("shares/closed.txt", "a closed letter")
	p.write("shares/locked/inside.txt", "a letter inside")
	p.own()
	p.ok("crawl")
	p.chmod("shares/closed.txt", 0)
	p.chmod("shares/locked", 0)
	o := p.want([]int{3}, "crawl")
	if !strings.Contains(o.stdout, "0 gone") {
		t.Errorf("said %q", o.stdout)
	}
	status := p.json("status")[0]
	if err := status.addsUp(); err != nil || status.at("vanished") != "0" {
		t.Errorf("%v; %v", err, status)
	}
	denied := map[string]bool{}
	for _, u := range p.json("unread") {
		denied[u.at("path")] = u.at("state") == "denied" && u.at("reason") != "" && u.at("todo") != ""
	}
	if !denied["shares/locked"] && !denied["locked"] {
		t.Errorf("the folder is not listed as denied: %v", denied)
	}
	if n := len(p.json("search", "letter")); n < 2 {
		t.Errorf("search finds %d of what was read before, want 2 at least", n)
	}
	p.chmod("shares/closed.txt", 0o644)
	p.chmod("shares/locked", 0o755)
	p.ok("crawl")
	if n := len(p.json("search", "letter")); n != 3 {
		t.Errorf("search finds %d, want 3", n)
	}
	for _, i := range p.json("status", "--items") {
		if i.at("state") != "indexed" {
			t.Errorf("still %v", i)
		}
	}
}

// TestUnreadableFirst: what could not be read the first time.
func TestUnreadableFirst(t *testing.T) {
	t.Parallel()
	p := asUser(t, "./shares")
	p.write("shares/closed.txt", "a closed letter")
	p.write("shares/locked/inside.txt", "a letter inside")
	p.own()
	p.chmod("shares/closed.txt", 0)
	p.chmod("shares/locked", 0)
	p.want([]int{3}, "crawl")
	status := p.json("status")[0]
	if err := status.addsUp(); err != nil || status.at("unread.denied") != "2" {
		t.Errorf("%v; %v", err, status)
	}
	p.chmod("shares/closed.txt", 0o644)
	p.chmod("shares/locked", 0o755)
	p.ok("crawl")
	if status := p.json("status")[0]; status.at("indexed") != "2" || status.at("seen") != "2" {
		t.Errorf("%v", status)
	}
}

// TestNoPermission: what is in the way is named, with exit code 1.
func TestNoPermission(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, path string
		mode       os.FileMode
		args       []string
		want       string
	}{
		{"source that may not be entered", "shares", 0, []string{"crawl"}, "shares"},
		{"read-only data folder", "data", 0o500, []string{"crawl"}, "data"},
		{"data folder that may not be entered", "data", 0, []string{"status"}, "data"},
		{"configuration that may not be read", "sarsen.yaml", 0, []string{"status"}, "sarsen.yaml"},
		{"register that may not be written", "data/register.db", 0o400, []string{"request", "new", "--name", "Ann Example"}, "regist"},
		{"folder that the pack may not be written to", "out", 0o500, []string{"export", "2026-0001", "--draft", "-o", "out/pack"}, "permission denied"},
		{"folder that the copy may not be written to", "out", 0o500, []string{"redact", "shares/a.txt", "-o", "out/a.txt", "--term", "Ann"}, "permission denied"},
		{"folder that the backup may not be written to", "out", 0o500, []string{"backup", "out/kept.tar.zst"}, "permission denied"},
		{"file that may not be read", "shares/a.txt", 0, []string{"extract", "shares/a.txt"}, "permission denied"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := asUser(t, "./shares")
			p.write("shares/a.txt", "Ann Example has a door.")
			p.write("out/.keep", "")
			p.own()
			p.ok("crawl")
			p.ok("request", "new", "--name", "Ann Example")
			p.ok("find", "2026-0001")
			p.chmod(tt.path, tt.mode)
			o := p.want([]int{1}, tt.args...)
			if !strings.Contains(o.stderr, tt.want) || strings.Contains(o.stderr, "goroutine") {
				t.Errorf("said %q, want %q in it", o.stderr, tt.want)
			}
			p.chmod(tt.path, 0o755)
			if tt.path == "data" {
				p.chmod(tt.path, 0o700)
			}
			p.want([]int{0}, tt.args...)
			p.ok("audit", "verify")
			if n := len(p.json("status", "--items")); n != 1 {
				t.Errorf("%d items, want 1", n)
			}
		})
	}
}

// TestFullDisk: a full disk stops a command with a clear message, and the same
// command goes on once there is room.
func TestFullDisk(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root, to mount a small disk")
	}
	t.Parallel()
	p := newPlace(t, "./shares")
	if err := os.CopyFS(p.path("shares"), testdata.Sample()); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(p.path("data"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", p.path("data"), "tmpfs", 0, "size=64m,mode=0700"); err != nil {
		t.Skipf("cannot mount a small disk: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(p.path("data"), 0); err != nil {
			t.Error(err)
		}
	})
	fill := func(leave int64) {
		t.Helper()
		var fs syscall.Statfs_t
		if err := syscall.Statfs(p.path("data"), &fs); err != nil {
			t.Fatal(err)
		}
		size := int64(fs.Bavail)*fs.Bsize - leave
		if err := os.WriteFile(p.path("data/ballast"), make([]byte, max(size, 0)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	empty := func() {
		t.Helper()
		if err := os.Remove(p.path("data/ballast")); err != nil {
			t.Fatal(err)
		}
	}
	plain := func(o outcome) {
		t.Helper()
		if !strings.Contains(o.stderr, "no space left") && !strings.Contains(o.stderr, "disk is full") && !strings.Contains(o.stderr, "full") {
			t.Errorf("said %q, which does not tell that the disk is full", o.stderr)
		}
		if strings.Contains(o.stderr, "panic") || strings.Contains(o.stderr, "goroutine") {
			t.Errorf("panicked: %s", o.stderr)
		}
	}
	// The stores are there, and room for a little of the crawl only.
	p.ok("status")
	fill(700 << 10)
	plain(p.want([]int{1}, "crawl"))
	empty()
	p.want([]int{3}, "crawl")
	status := p.json("status")[0]
	if err := status.addsUp(); err != nil || status.at("running") != "false" {
		t.Errorf("%v; %v", err, status)
	}
	items, hits := p.json("status", "--items"), p.json("search", "* source:shares")
	if fmt.Sprint(len(items)) != status.at("seen") || len(hits) != len(items) {
		t.Errorf("%d items and %d in the index, %s seen", len(items), len(hits), status.at("seen"))
	}

	p.ok("request", "new", "--name", "Margaret O'Connor-Hughes", "--date-of-birth", "1958-03-14")
	fill(100 << 10)
	plain(p.want([]int{1}, "find", "2026-0001"))
	empty()
	p.ok("find", "2026-0001")
	p.ok("review", "2026-0001", "--accept")
	fill(100 << 10)
	plain(p.want([]int{1}, "export", "2026-0001", "--draft", "-o", "data/pack"))
	if there(p.path("data/pack")) {
		t.Error("half a pack was left")
	}
	empty()
	p.ok("export", "2026-0001", "--draft", "-o", "data/pack")
	p.ok("verify", "data/pack")
	p.ok("audit", "verify")
	p.ok("doctor")
	left, err := filepath.Glob(p.path("data/.*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left over: %v %v", left, err)
	}
}
