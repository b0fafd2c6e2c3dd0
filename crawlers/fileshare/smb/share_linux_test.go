package smb_test

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"

	"sarsen/crawlers"
	"sarsen/crawlers/crawlertest"
	"sarsen/crawlers/fileshare"
	"sarsen/crawlers/fileshare/smb/smbtest"
)

// oddShare fills a share with what gives trouble. Files have their own names
// as content, and the names by which the server shows those that Windows
// forbids are its own business.
func oddShare(t *testing.T, server *smbtest.Server) (forbidden []string) {
	t.Helper()
	forbidden = []string{"colon: and *.txt", "dot.", "aux", "back\\slash", "space "}
	files := map[string]string{
		"a": "a", "hidden": "hidden", "system": "system", "offline": "offline", "closed": "closed", "closed folder/x": "x",
		"folder/b": "b",
	}
	for _, name := range forbidden {
		files[name] = name
	}
	fill(t, server, files)
	in := func(name string) string { return filepath.Join(server.Dir, name) }
	for name, attributes := range map[string]string{"hidden": "0x22", "system": "0x24", "offline": "0x1020"} {
		if err := unix.Setxattr(in(name), "user.DOSATTRIB", []byte(attributes+"\x00"), 0); err != nil {
			t.Skip("no extended attributes here: ", err)
		}
	}
	for _, name := range []string{"closed", "closed folder"} {
		if err := os.Chmod(in(name), 0); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod(in("closed folder"), 0o755) })
	for name, target := range map[string]string{
		"out": "/etc/hostname", "to a": "a", "folder/loop": "..", "nowhere": "none", "links": `msdfs:other.example\files`,
	} {
		if err := os.Symlink(target, in(name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(in("pipe"), 0o644); err != nil {
		t.Fatal(err)
	}
	return forbidden
}

func TestOddFiles(t *testing.T) {
	server := smbtest.Start(t)
	forbidden := oddShare(t, server)
	s := open(t, account(server, "dfs"))
	got := map[string]crawlers.State{}
	var under []string
	for _, e := range crawlertest.Walk(t, s) {
		content := e.Path
		if e.State == "" {
			content = string(crawlertest.Read(t, s, e))
		}
		if slices.Contains(forbidden, content) {
			under = append(under, content)
			continue
		}
		got[e.Path] = e.State
	}
	want := map[string]crawlers.State{
		"a": "", "to a": "", "hidden": "", "system": "", "offline": crawlers.Unsupported, "closed": crawlers.Denied,
		"closed folder": crawlers.Denied, "folder/b": "", "folder/loop": crawlers.Excluded, "links": crawlers.Unsupported, "pipe": "",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	slices.Sort(under)
	slices.Sort(forbidden)
	if diff := cmp.Diff(forbidden, under); diff != "" {
		t.Errorf("files whose names Windows forbids: %s", diff)
	}
}

func TestPlacesBehindDFSAreNamed(t *testing.T) {
	server := smbtest.Start(t)
	oddShare(t, server)
	o := account(server, "dfs")
	for _, path := range []string{"links", "links/below"} {
		o.Path = path
		if err := walkError(t, o); err == nil || !containsAll(err.Error(), "DFS", "server and share") {
			t.Errorf("%s: got %v", path, err)
		}
	}
}

// TestNothingIsChanged compares everything but access times, which are the
// server's to keep.
func TestNothingIsChanged(t *testing.T) {
	server := smbtest.Start(t)
	oddShare(t, server)
	before := snapshot(t, server.Dir)
	s := open(t, account(server, "files"))
	for _, e := range crawlertest.Walk(t, s) {
		if e.State == "" && !e.Store {
			crawlertest.Read(t, s, e)
		}
	}
	if diff := cmp.Diff(before, snapshot(t, server.Dir)); diff != "" {
		t.Error(diff)
	}
}

// snapshot is what the disk knows of each file: content, times of change,
// rights and extended attributes.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err != nil && !errors.Is(err, fs.ErrPermission) {
			return err
		}
		all[path] = describe(path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 10 {
		t.Fatalf("only %v", slices.Collect(maps.Keys(all)))
	}
	return all
}

func TestOwnersAndDates(t *testing.T) {
	server := smbtest.Start(t, smbtest.Names)
	fill(t, server, map[string]string{"a": "1"})
	got := crawlertest.Walk(t, open(t, account(server, "files")))
	if len(got) != 1 {
		t.Fatalf("got %+v", got)
	}
	info, err := os.Stat(filepath.Join(server.Dir, "a"))
	if err != nil {
		t.Fatal(err)
	}
	// Windows counts time in steps of 100 ns.
	if d := info.ModTime().Sub(got[0].Modified); d < 0 || d >= 100 {
		t.Errorf("modified %v, want %v", got[0].Modified, info.ModTime())
	}
	if got[0].Created.IsZero() || got[0].Created.After(got[0].Modified) {
		t.Errorf("created %v, modified %v", got[0].Created, got[0].Modified)
	}
	u, err := user.LookupId(strconv.Itoa(os.Getuid()))
	if err != nil {
		t.Skip("no name: ", err)
	}
	if want := u.Username; !strings.HasSuffix(got[0].Owner, `\`+want) {
		t.Errorf("owner %q, want %q with its domain", got[0].Owner, want)
	}
}

func TestFilter(t *testing.T) {
	server := smbtest.Start(t)
	fill(t, server, map[string]string{"a.txt": "1", "b.tmp": "1", "big.txt": "0123456789"})
	s := source(t, account(server, "files"), fileshare.Options{Exclude: []string{"*.tmp"}, MaxSize: 5})
	defer func() { _ = s.Close() }()
	want := map[string]crawlers.State{"a.txt": "", "b.tmp": crawlers.Excluded, "big.txt": crawlers.TooLarge}
	if diff := cmp.Diff(want, states(crawlertest.Walk(t, s))); diff != "" {
		t.Error(diff)
	}
}

func TestALocationMayBeAFolderOrAFile(t *testing.T) {
	server := smbtest.Start(t)
	fill(t, server, map[string]string{"a/b/c.txt": "1", "a/mail": from + message, "d": "2"})
	for path, want := range map[string]string{"a/b": "c.txt", "a/b/c.txt": "c.txt", "a/mail": "mail"} {
		o := account(server, "files")
		o.Path = path
		s := open(t, o)
		got := crawlertest.Walk(t, s)
		if got[0].Path != want {
			t.Errorf("%s: got %+v", path, got)
		}
		last := got[len(got)-1]
		if data := string(crawlertest.Read(t, s, last)); data != "1" && data != message {
			t.Errorf("%s: read %q", path, data)
		}
	}
}
