package fileshare_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers"
	"sarsen/crawlers/crawlertest"
	"sarsen/crawlers/fileshare"
)

// asNobody runs fn as a user without rights to other people's files.
func asNobody(t *testing.T, fn func()) {
	t.Helper()
	if os.Getuid() != 0 {
		fn()
		return
	}
	if err := syscall.Setresuid(-1, 65534, -1); err != nil {
		t.Skip("cannot become another user: ", err)
	}
	defer func() { _ = syscall.Setresuid(-1, 0, -1) }()
	fn()
}

func TestWhatMayNotBeReadIsListed(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{"a": "1", "closed file": "1", "closed folder/b": "1", "unlisted/c": "1", "z": "1"})
	for name, mode := range map[string]os.FileMode{"closed file": 0, "closed folder": 0, "unlisted": 0o111} {
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		_ = os.Chmod(filepath.Join(dir, "closed folder"), 0o755)
		_ = os.Chmod(filepath.Join(dir, "unlisted"), 0o755)
	})
	s := open(t, dir, options())
	got := map[string]crawlers.State{}
	asNobody(t, func() {
		err := s.Walk(t.Context(), func(e crawlers.Entry) error {
			got[e.Path] = e.State
			if e.State == crawlers.Denied && e.Stamp != "" {
				t.Errorf("%s: denied, but with a stamp: it would not be tried again", e.Path)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	want := map[string]crawlers.State{
		"a": "", "closed file": crawlers.Denied, "closed folder": crawlers.Denied, "unlisted": crawlers.Denied, "z": "",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestAccessTimesAreKept sets the access time behind the modification time, in
// which case Linux updates it at the next read even on relatime mounts.
func TestAccessTimesAreKept(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{"d/a": "NOTES\none\n"})
	old := time.Now().Add(-72 * time.Hour).Truncate(time.Second)
	names := []string{filepath.Join(dir, "d", "a"), filepath.Join(dir, "d"), dir}
	for _, name := range names {
		if err := os.Chtimes(name, old, time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	s, err := fileshare.New(dir, options())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for _, e := range crawlertest.Walk(t, s) {
		if !e.Store {
			crawlertest.Read(t, s, e)
		}
	}
	for _, name := range names {
		var st syscall.Stat_t
		if err := syscall.Stat(name, &st); err != nil {
			t.Fatal(err)
		}
		if got := time.Unix(st.Atim.Unix()); !got.Equal(old) {
			t.Errorf("%s: access time is %v, was %v", filepath.Base(name), got, old)
		}
	}
}
