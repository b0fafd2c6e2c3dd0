package service

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sarsen/agent/audit"
	"sarsen/agent/request"
)

// stores is a service with no more than a backup needs.
func stores(t *testing.T) *Service {
	t.Helper()
	s := &Service{now: time.Now}
	s.Config.Data = t.TempDir()
	var err error
	if s.reg, err = request.OpenStore(s.path("register.db")); err != nil {
		t.Fatal(err)
	}
	if s.log, err = audit.Open(s.Config.Data); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := writeFile(filepath.Join(dir, filepath.FromSlash(name)), strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
}

func exists(path ...string) bool {
	_, err := os.Lstat(filepath.Join(path...))
	return err == nil
}

func TestBackupWhileActsAreRecorded(t *testing.T) {
	s := stores(t)
	put(t, s.Config.Data, "holds/2026-0001/abc", "an original")
	put(t, s.Config.Data, "holds/2026-0001/.new-1", "half an original")
	put(t, s.Config.Data, "cases/2026-0001/.sarsen-case-1/case.html", "half a case file")
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		var err error
		for err == nil && ctx.Err() == nil {
			err = s.record("officer", "decide", "2026-0001", "", nil)
		}
		done <- err
	}()
	dir := t.TempDir()
	for n := range 10 {
		out := filepath.Join(dir, string(rune('a'+n)))
		if err := s.Backup(t.Context(), "officer", out); err != nil {
			t.Fatal(err)
		}
		data := out + ".data"
		if err := Restore(t.Context(), data, out, false, time.Now()); err != nil {
			t.Fatal(err)
		}
		if v, err := audit.Verify(data); err != nil || !v.OK || v.Records == 0 {
			t.Errorf("the restored record: %+v, %v", v, err)
		}
		if !exists(data, "holds/2026-0001/abc") || exists(data, "holds/2026-0001/.new-1") || exists(data, "cases/2026-0001") {
			t.Error("the backup has not exactly the files that are whole")
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestReplace(t *testing.T) {
	old := map[string]string{"register.db": "old", "register.db-wal": "old", "audit.jsonl": "old", "holds/1/a": "old", "cases/1/a": "old"}
	tests := map[string]struct {
		fails bool
		want  map[string]string // "" for gone
	}{
		"all of it": {false, map[string]string{
			"register.db": "new", "register.db-wal": "", "audit.jsonl": "new",
			"holds/1/a": "", "holds/2/b": "new", "cases/1/a": "",
			asidePrefix + "killed/register.db": "",
		}},
		"what was there comes back": {true, old},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			for name, text := range old {
				put(t, data, name, text)
			}
			put(t, data, asidePrefix+"killed/register.db", "older")
			temp := filepath.Join(data, ".restore-1")
			if tt.fails {
				put(t, data, ".restore-1", "not a folder")
			} else {
				for _, name := range []string{"register.db", "audit.jsonl", "holds/2/b"} {
					put(t, temp, name, "new")
				}
			}
			if err := replace(data, temp); (err != nil) != tt.fails {
				t.Fatal(err)
			}
			for name, want := range tt.want {
				got, err := os.ReadFile(filepath.Join(data, filepath.FromSlash(name)))
				if string(got) != want || (err != nil) != (want == "") {
					t.Errorf("%s: %q, %v, want %q", name, got, err, want)
				}
			}
		})
	}
}

func TestSweep(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data [1]") // no pattern
	left := []string{".backup-1/register.db", ".restore-1/holds/1/a", "holds/1/.new-1", "cases/1/.sarsen-case-1/a"}
	kept := []string{"register.db", "holds/1/a", "cases/1/20260601-090000/case.html"}
	for _, name := range append(left, kept...) {
		put(t, data, name, "x")
	}
	if err := sweep(data); err != nil {
		t.Fatal(err)
	}
	for _, name := range left {
		if exists(data, name) {
			t.Errorf("%s was left", name)
		}
	}
	for _, name := range kept {
		if !exists(data, name) {
			t.Errorf("%s was removed", name)
		}
	}
	// A restore that was killed has the only copy of what was there.
	put(t, data, asidePrefix+"1/register.db", "x")
	if err := sweep(data); err == nil || !strings.Contains(err.Error(), "interrupted") || !exists(data, asidePrefix+"1/register.db") {
		t.Errorf("after a killed restore: %v", err)
	}
}
