package fileshare_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"

	"sarsen/crawlers"
	"sarsen/crawlers/crawlertest"
)

func TestOddFilesAreReadLikeOthers(t *testing.T) {
	long := strings.Repeat("n", 250)
	below := strings.Repeat("d", 250)
	deep := strings.Repeat(below+"/", 18) + "letter.txt" // longer than a path may be in one call
	files := map[string]string{
		".hidden": "1", ".folder/x": "2", "desktop.ini": "3", "Thumbs.db": "4", "~$letter.docx": "5", "CON": "6", "dot.": "7",
		"space ": "8", "tab\tand\nline": "9", "-rf": "10", "\u202etxt.exe": "11", "e\u0301": "12", "\u00e9": "13",
		`back\slash`: "14", "colon: *?": "15", long: "16",
	}
	dir := tree(t, t.TempDir(), files)
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = root.Close() }()
	if err := root.MkdirAll(filepath.Dir(deep), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := root.WriteFile(deep, []byte("far down"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		again, err := os.OpenRoot(dir) // t.TempDir cannot remove what is so far down
		if err == nil {
			_ = again.RemoveAll(below)
			_ = again.Close()
		}
	})
	files[deep] = "far down"
	s := open(t, dir, options())
	got := map[string]string{}
	for _, e := range crawlertest.Walk(t, s) {
		got[e.Path] = string(crawlertest.Read(t, s, e))
	}
	if diff := cmp.Diff(files, got); diff != "" {
		t.Error(diff)
	}
}

func TestHardLinksAreReadUnderEachName(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{"a": "one", "d/": ""})
	if err := os.Link(filepath.Join(dir, "a"), filepath.Join(dir, "d", "b")); err != nil {
		t.Fatal(err)
	}
	want := map[string]crawlers.State{"a": "", "d/b": ""}
	if diff := cmp.Diff(want, states(crawlertest.Walk(t, open(t, dir, options())))); diff != "" {
		t.Error(diff)
	}
}

func TestDevicesAreNeverOpened(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{"a": "1"})
	if err := unix.Mknod(filepath.Join(dir, "zero"), unix.S_IFCHR|0o666, int(unix.Mkdev(1, 5))); err != nil {
		t.Skip("only root may make devices: ", err)
	}
	want := map[string]crawlers.State{"a": "", "zero": crawlers.Unsupported}
	s := open(t, dir, options())
	if diff := cmp.Diff(want, states(crawlertest.Walk(t, s))); diff != "" {
		t.Error(diff)
	}
	if _, err := s.Open(t.Context(), crawlers.Entry{Key: "zero", Path: "zero"}); !errors.Is(err, crawlers.ErrGone) {
		t.Errorf("got %v, want %v", err, crawlers.ErrGone)
	}
}

// TestFilesOfATerabyte has no more than a few blocks on the disk.
func TestFilesOfATerabyte(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{"zeros": "", "like a store": "NOTES\none\n", "store": "NOTES\none\n"})
	for _, name := range []string{"zeros", "like a store"} {
		if err := os.Truncate(filepath.Join(dir, name), 1<<40); err != nil {
			t.Skip("no such files here: ", err)
		}
	}
	opts := options()
	opts.MaxSize = 512 << 20
	want := map[string]crawlers.State{
		"zeros": crawlers.TooLarge, "like a store": crawlers.TooLarge, "store": "", "store // note one": "",
	}
	if diff := cmp.Diff(want, states(crawlertest.Walk(t, open(t, dir, opts)))); diff != "" {
		t.Error(diff)
	}
}

func TestOwnerAndDates(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{"a": "1"})
	name := filepath.Join(dir, "a")
	modified := time.Date(2019, 3, 4, 5, 6, 7, 0, time.UTC)
	if err := os.Chtimes(name, time.Time{}, modified); err != nil {
		t.Fatal(err)
	}
	e := crawlertest.Walk(t, open(t, dir, options()))[0]
	if !e.Modified.Equal(modified) {
		t.Errorf("modified %v, want %v", e.Modified, modified)
	}
	var st unix.Statx_t
	if err := unix.Statx(unix.AT_FDCWD, name, 0, unix.STATX_BTIME, &st); err == nil && st.Mask&unix.STATX_BTIME != 0 {
		if want := time.Unix(st.Btime.Sec, int64(st.Btime.Nsec)); !e.Created.Equal(want) {
			t.Errorf("created %v, want %v", e.Created, want)
		}
	}
	if u, err := user.LookupId(strconv.Itoa(os.Getuid())); err == nil && e.Owner != u.Username {
		t.Errorf("owner %q, want %q", e.Owner, u.Username)
	}
}

func TestFilesThatChangeWhileRead(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{"grows": "1", "is replaced": "12345", "stays": "1", "is cut": "12345", "is renamed": "1"})
	s := open(t, dir, options())
	change := map[string]func(name string) error{
		"grows":       func(name string) error { return os.WriteFile(name, []byte("123"), 0o600) },
		"is replaced": func(name string) error { return os.WriteFile(name, []byte("abcde"), 0o600) },
		"is cut":      func(name string) error { return os.Truncate(name, 1) },
		"is renamed":  func(name string) error { return os.Rename(name, name+" too") },
		"stays":       func(string) error { return nil },
	}
	for _, e := range crawlertest.Walk(t, s) {
		c, err := s.Open(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, io.NewSectionReader(c, 0, c.Size()/2)); err != nil {
			t.Error(err)
		}
		time.Sleep(20 * time.Millisecond) // the clock of the disk may be as coarse
		if err := change[e.Path](filepath.Join(dir, e.Path)); err != nil {
			t.Fatal(err)
		}
		same := e.Path == "stays" || e.Path == "is renamed"
		if err := c.Close(); errors.Is(err, crawlers.ErrChanged) == same {
			t.Errorf("%s: got %v", e.Path, err)
		}
	}
}

// TestOthersFilesAreReadAllTheSame reads as a user who may not ask that the
// access time be kept.
func TestOthersFilesAreReadAllTheSame(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{"d/a": "NOTES\none\n"})
	for d := dir; d != os.TempDir() && len(d) > 1; d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o755); err != nil {
			break
		}
	}
	s := open(t, dir, options())
	asNobody(t, func() {
		for _, e := range crawlertest.Walk(t, s) {
			if e.State != "" || !e.Store && string(crawlertest.Read(t, s, e)) != "one" {
				t.Errorf("%s: %s %s", crawlertest.Name(e), e.State, e.Reason)
			}
		}
	})
}

// TestHugeFolder holds a folder with more files than are sorted to the order
// being the same, and the walk to not holding them all.
func TestHugeFolder(t *testing.T) {
	const many = 24_000
	dir := t.TempDir()
	name := strings.Repeat("a long name, to weigh something ", 5)
	for i := range many {
		f, err := os.Create(filepath.Join(dir, fmt.Sprint(name, i)))
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, dir, options())
	t.Run("memory", func(t *testing.T) {
		least, most, count := heap(), uint64(0), 0
		err := s.Walk(t.Context(), func(crawlers.Entry) error {
			if count++; count%5000 == 0 {
				most = max(most, heap())
			}
			return nil
		})
		// All names together are 4 MB, all entries 12.
		if err != nil || most > least+3<<20 {
			t.Errorf("took %d bytes of memory, %v", most-least, err)
		}
	})
	t.Run("order", func(t *testing.T) {
		var walks [2][]string
		for i := range walks {
			for _, e := range crawlertest.Walk(t, s) {
				walks[i] = append(walks[i], e.Path)
			}
		}
		if !slices.Equal(walks[0], walks[1]) {
			t.Error("the order is another the second time")
		}
		slices.Sort(walks[0])
		if n := len(slices.Compact(walks[0])); n != many {
			t.Errorf("got %d entries, want %d", n, many)
		}
	})
}

// heap is how many bytes are in use.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func TestAMountThatVanishes(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{"a": "1", "mount/": "", "z": "1"})
	at := filepath.Join(dir, "mount")
	if err := syscall.Mount("sarsen", at, "tmpfs", 0, "size=1m"); err != nil {
		t.Skip("only root may mount: ", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(at, syscall.MNT_DETACH) })
	tree(t, at, map[string]string{"b": "1", "c/d": "1", "e": "1"})
	s := open(t, dir, options())
	var got []string
	err := s.Walk(t.Context(), func(e crawlers.Entry) error {
		got = append(got, e.Path)
		if e.Path == "mount/b" {
			return syscall.Unmount(at, syscall.MNT_DETACH)
		}
		return nil
	})
	// What was begun is walked to its end: the system keeps it until then.
	if diff := cmp.Diff([]string{"a", "mount/b", "mount/c/d", "mount/e", "z"}, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
}
