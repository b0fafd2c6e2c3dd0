package smb_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	smb2 "github.com/cloudsoda/go-smb2"
	"golang.org/x/sys/unix"

	"sarsen/crawlers"
	"sarsen/crawlers/crawlertest"
	"sarsen/crawlers/fileshare"
	"sarsen/crawlers/fileshare/smb/smbtest"
)

// TestTheServerIsRestartedInTheMiddle walks a folder that takes more than one
// portion to list.
func TestTheServerIsRestartedInTheMiddle(t *testing.T) {
	server := smbtest.Start(t)
	const many = 9000
	files := map[string]string{"a": "1", "many/0": "1", "z/y": "1"}
	for i := range many {
		files[fmt.Sprintf("many/%d", i)] = ""
	}
	fill(t, server, files)
	s := open(t, account(server, "files"))
	seen := map[string]int{}
	err := s.Walk(t.Context(), func(e crawlers.Entry) error {
		seen[e.Path]++
		if len(seen) == 10 || len(seen) == many/2 {
			server.Stop()
			server.Run()
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range files {
		if seen[name] != 1 {
			t.Errorf("%s: handed over %d times", name, seen[name])
		}
	}
	if len(seen) != len(files) {
		t.Errorf("got %d entries, want %d", len(seen), len(files))
	}
}

func TestTheServerDoesNotComeBack(t *testing.T) {
	server := smbtest.Start(t)
	fill(t, server, map[string]string{"a": "1", "b/c": "1", "d/e": "1"})
	o := account(server, "files")
	o.Patience = 500 * time.Millisecond
	s := open(t, o)
	var first crawlers.Entry
	err := s.Walk(t.Context(), func(e crawlers.Entry) error {
		if e.Path == "a" {
			first = e
			server.Stop()
		}
		return nil
	})
	if !errors.Is(err, crawlers.ErrTemporary) {
		t.Errorf("walk: got %v, want an error so that nothing is taken for vanished", err)
	}
	if _, err := s.Open(t.Context(), first); !errors.Is(err, crawlers.ErrTemporary) {
		t.Errorf("open: got %v, want %v", err, crawlers.ErrTemporary)
	}
	server.Run()
	if got := crawlertest.Walk(t, s); len(got) != 3 {
		t.Errorf("after its return: got %d entries, want 3", len(got))
	}
}

func TestReadingGoesOnAfterARestart(t *testing.T) {
	server := smbtest.Start(t)
	data := strings.Repeat("0123456789abcdef", 1<<18)
	fill(t, server, map[string]string{"a": data, "b": data})
	s := open(t, account(server, "files"))
	for _, e := range crawlertest.Walk(t, s) {
		c, err := s.Open(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		half := make([]byte, len(data)/2)
		if _, err := c.ReadAt(half, 0); err != nil {
			t.Fatal(err)
		}
		server.Stop()
		if e.Path == "b" {
			fill(t, server, map[string]string{"b": strings.ToUpper(data)})
		}
		server.Run()
		rest := make([]byte, len(data)/2)
		_, err = c.ReadAt(rest, int64(len(half)))
		if err == nil {
			err = c.Close()
		}
		switch {
		case e.Path == "b" && !errors.Is(err, crawlers.ErrChanged):
			t.Errorf("b: another file after the restart: got %v, want %v", err, crawlers.ErrChanged)
		case e.Path == "a" && (err != nil || string(half)+string(rest) != data):
			t.Errorf("a: not what it is, or %v", err)
		}
	}
}

func TestFilesThatChangeWhileRead(t *testing.T) {
	server := smbtest.Start(t)
	fill(t, server, map[string]string{"grows": "1", "is replaced": "12345", "stays": "1", "is cut": strings.Repeat("x", 1<<20)})
	s := open(t, account(server, "files"))
	change := map[string]func(name string) error{
		"grows":       func(name string) error { return os.WriteFile(name, []byte("123"), 0o600) },
		"is replaced": func(name string) error { return os.WriteFile(name, []byte("abcde"), 0o600) },
		"is cut":      func(name string) error { return os.Truncate(name, 100_000) },
		"stays":       func(string) error { return nil },
	}
	for _, e := range crawlertest.Walk(t, s) {
		c, err := s.Open(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		if err := change[e.Path](filepath.Join(server.Dir, e.Path)); err != nil {
			t.Fatal(err)
		}
		_, err = io.Copy(io.Discard, io.NewSectionReader(c, 0, c.Size()))
		err = errors.Join(err, c.Close())
		if got := errors.Is(err, crawlers.ErrChanged); got != (e.Path != "stays") {
			t.Errorf("%s: got %v", e.Path, err)
		}
	}
}

func TestFilesInUse(t *testing.T) {
	server := smbtest.Start(t, "strict locking = yes")
	fill(t, server, map[string]string{"free": "1", "in use": "1"})
	f, err := os.OpenFile(filepath.Join(server.Dir, "in use"), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if err := unix.FcntlFlock(f.Fd(), unix.F_SETLK, &unix.Flock_t{Type: unix.F_WRLCK}); err != nil {
		t.Fatal(err)
	}
	s := open(t, account(server, "files"))
	for _, e := range crawlertest.Walk(t, s) {
		if locked := e.State == crawlers.Denied && e.Reason == crawlers.ErrLocked.Error(); locked != (e.Path == "in use") {
			t.Errorf("%s: %s, %s", e.Path, e.State, e.Reason)
		}
		if e.State == crawlers.Denied && e.Stamp != "" {
			t.Errorf("%s: would not be tried again", e.Path)
		}
	}
	c, err := s.Open(t.Context(), crawlers.Entry{Key: "in use", Path: "in use"})
	if err == nil {
		_, err = c.ReadAt(make([]byte, 1), 0)
	}
	if !errors.Is(err, crawlers.ErrLocked) {
		t.Errorf("got %v, want %v", err, crawlers.ErrLocked)
	}
}

// TestOthersAreNotLockedOut renames and removes files, as another client of the
// server, while they are in the hands of a reader.
func TestOthersAreNotLockedOut(t *testing.T) {
	server := smbtest.Start(t)
	large := strings.Repeat("0123456789abcdef", 600_000)
	fill(t, server, map[string]string{"small": "1", "large": large})
	s := open(t, account(server, "files"))
	dialer := smb2.Dialer{Initiator: &smb2.NTLMInitiator{User: server.User, Password: smbtest.Password}}
	session, err := dialer.Dial(t.Context(), server.Address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = session.Logoff() }()
	share, err := session.Mount("files")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"small", "large", ""} {
		if err := os.Chmod(filepath.Join(server.Dir, name), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range crawlertest.Walk(t, s) {
		c, err := s.Open(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		if conn, ok := c.(syscall.Conn); ok {
			if _, err := conn.SyscallConn(); err != nil {
				t.Error(err)
			}
		}
		if err := share.Rename(e.Path, e.Path+" elsewhere"); err != nil {
			t.Errorf("%s: cannot be renamed while it is read: %v", e.Path, err)
		}
		if err := c.Close(); !errors.Is(err, crawlers.ErrChanged) {
			t.Errorf("%s: renamed: got %v", e.Path, err)
		}
	}
}

// TestHugeFiles has files of five gigabytes that take no room.
func TestHugeFiles(t *testing.T) {
	server := smbtest.Start(t)
	const size = 5 << 30
	fill(t, server, map[string]string{"zeros": "", "like a store": from + message, "store": from + message})
	for _, name := range []string{"zeros", "like a store"} {
		if err := os.Truncate(filepath.Join(server.Dir, name), size); err != nil {
			t.Fatal(err)
		}
	}
	s := source(t, account(server, "files"), fileshare.Options{MaxSize: 1 << 30})
	defer func() { _ = s.Close() }()
	for _, e := range crawlertest.Walk(t, s) {
		if want := e.Path != "store"; (e.State == crawlers.TooLarge) != want {
			t.Errorf("%s: state %q", crawlertest.Name(e), e.State)
		}
	}
	c, err := s.Open(t.Context(), crawlers.Entry{Key: "zeros", Path: "zeros"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	b := make([]byte, 100)
	for _, at := range []int64{0, size / 2, size - 100, 1 << 20} {
		if n, err := c.ReadAt(b, at); n != len(b) || err != nil {
			t.Errorf("at %d: got %d bytes, %v", at, n, err)
		}
	}
	if n, err := c.ReadAt(b, size-50); n != 50 || !errors.Is(err, io.EOF) {
		t.Errorf("at the end: got %d bytes, %v", n, err)
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 8<<20 {
		t.Errorf("took %d bytes of memory", took)
	}
}

func TestManyAtATime(t *testing.T) {
	server := smbtest.Start(t)
	files := map[string]string{}
	for i := range 60 {
		files[fmt.Sprint(i)] = strings.Repeat(fmt.Sprint(i, " "), 1000*i+1)
	}
	fill(t, server, files)
	s := open(t, account(server, "files"))
	entries := crawlertest.Walk(t, s)
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			for i := worker; i < len(entries); i += 8 {
				c, err := s.Open(t.Context(), entries[i])
				if err != nil {
					t.Error(err)
					continue
				}
				data, err := io.ReadAll(io.NewSectionReader(c, 0, c.Size()))
				if err = errors.Join(err, c.Close()); err != nil || string(data) != files[entries[i].Path] {
					t.Errorf("%s: %v", entries[i].Path, err)
				}
			}
		})
	}
	wg.Wait()
}

// TestLargeFilesCanBeHandedOver reads the copy by its descriptor, as another
// process does.
func TestLargeFilesCanBeHandedOver(t *testing.T) {
	server := smbtest.Start(t)
	data := strings.Repeat("0123456789abcdef", 600_000)
	fill(t, server, map[string]string{"large": data, "small": "1"})
	o := account(server, "files")
	o.Temp = filepath.Join(t.TempDir(), "made when needed")
	s := open(t, o)
	for _, e := range crawlertest.Walk(t, s) {
		c, err := s.Open(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		conn, ok := c.(syscall.Conn)
		if ok != (e.Path == "large") {
			t.Errorf("%s: handed over as a file: %v", e.Path, ok)
		}
		if !ok {
			continue
		}
		raw, err := conn.SyscallConn()
		if err != nil {
			t.Fatal(err)
		}
		got := make([]byte, len(data))
		if err := raw.Control(func(fd uintptr) {
			n, err := unix.Pread(int(fd), got, 0)
			if n != len(data) || err != nil {
				t.Errorf("read %d bytes, %v", n, err)
			}
		}); err != nil {
			t.Error(err)
		}
		if string(got) != data {
			t.Error("the copy is not the file")
		}
		if left, err := os.ReadDir(o.Temp); err != nil || len(left) != 0 {
			t.Errorf("the copy has a name: %v, %v", left, err)
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
}
