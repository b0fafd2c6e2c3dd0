//go:build unix

package fileshare_test

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers"
	"sarsen/crawlers/crawlertest"
)

func TestLinks(t *testing.T) {
	outer := tree(t, t.TempDir(), map[string]string{"secret/key": "1", "share/dir/a": "2"})
	share := filepath.Join(outer, "share")
	for name, target := range map[string]string{
		"file":     "dir/a",
		"folder":   "dir",
		"absolute": filepath.Join(share, "dir", "a"),
		"up":       "../secret",
		"out":      filepath.Join(outer, "secret", "key"),
		"nowhere":  "none",
		"self":     "self",
		"dir/loop": "..",
	} {
		if err := os.Symlink(target, filepath.Join(share, name)); err != nil {
			t.Fatal(err)
		}
	}
	want := map[string]crawlers.State{
		"dir/a": "", "file": crawlers.Excluded, "folder": crawlers.Excluded, "absolute": crawlers.Excluded,
		"dir/loop": crawlers.Excluded, "up": crawlers.Unsupported, "out": crawlers.Unsupported,
		"nowhere": crawlers.Unsupported, "self": crawlers.Unsupported,
	}
	s := open(t, share, options())
	if diff := cmp.Diff(want, states(crawlertest.Walk(t, s))); diff != "" {
		t.Error(diff)
	}
	for _, p := range []string{"out", "up/key"} {
		if c, err := s.Open(t.Context(), crawlers.Entry{Key: p, Path: p}); err == nil {
			_ = c.Close()
			t.Errorf("%s: opened through a link that leads out", p)
		}
	}
}

func TestWhatIsNoFileIsNeverOpened(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{"a": "1"})
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "sock"))
	if err != nil {
		t.Skip("no sockets here: ", err)
	}
	defer func() { _ = l.Close() }()
	s := open(t, dir, options())
	want := map[string]crawlers.State{"a": "", "pipe": crawlers.Unsupported, "sock": crawlers.Unsupported}
	if diff := cmp.Diff(want, states(crawlertest.Walk(t, s))); diff != "" {
		t.Error(diff)
	}
	// A pipe put in the place of a file must not make Open wait for a writer.
	if _, err := s.Open(t.Context(), crawlers.Entry{Key: "pipe", Path: "pipe"}); !errors.Is(err, crawlers.ErrGone) {
		t.Errorf("got %v, want %v", err, crawlers.ErrGone)
	}
}

func TestNamesThatAreNotUTF8(t *testing.T) {
	dir := t.TempDir()
	names := []string{"caf\xe9.txt", "caf%E9.txt", "d\xff/\xfe.txt", "line\nbreak.txt"}
	for _, name := range names {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Skip("names must be UTF-8 here: ", err)
		}
		if err := os.WriteFile(full, []byte(name), 0o644); err != nil {
			t.Skip("names must be UTF-8 here: ", err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "not\xe8s"), []byte("NOTES\none\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	crawlertest.Run(t, crawlertest.Config{
		New: func(t *testing.T) crawlers.Source { return open(t, dir, options()) },
		Want: map[string]string{
			"d%FF/%FE.txt":        "d\xff/\xfe.txt",
			"line\nbreak.txt":     "line\nbreak.txt",
			"not%E8s // note one": "one",
		},
	})
	read := map[string]bool{}
	s := open(t, dir, options())
	for _, e := range crawlertest.Walk(t, s) {
		if e.Path == "caf%E9.txt" {
			read[string(crawlertest.Read(t, s, e))] = true
		}
	}
	if !read[names[0]] || !read[names[1]] {
		t.Errorf("two files shown alike: read %d, want both", len(read))
	}
}

func TestDeepFolders(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, strings.Repeat("d/", 300)), 0o755); err != nil {
		t.Fatal(err)
	}
	got := crawlertest.Walk(t, open(t, dir, options()))
	if len(got) != 1 || got[0].State != crawlers.TooLarge {
		t.Errorf("got %+v, want one folder that was not entered", got)
	}
}
