package audit_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sarsen/agent/audit"
)

var at = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)

func write(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		// Opened anew for every second record, as by separate commands.
		l, err := audit.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Append(audit.Record{At: at, By: "officer", Act: "decide", Target: "mark:x", Facts: map[string]string{"verdict": "withhold"}}); err != nil {
			t.Fatal(err)
		}
		if i%2 == 0 {
			if err := l.Append(audit.Record{At: at.Add(time.Hour), By: "officer", Act: "find"}); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestVerify(t *testing.T) {
	edit := func(fn func(lines [][]byte) [][]byte) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			path := filepath.Join(dir, "audit.jsonl")
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, bytes.Join(fn(bytes.SplitAfter(raw, []byte("\n"))), nil), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	tests := map[string]struct {
		tamper func(*testing.T, string)
		want   string // "" for sound
	}{
		"untouched": {func(*testing.T, string) {}, ""},
		"a verdict changed": {edit(func(l [][]byte) [][]byte {
			l[2] = bytes.Replace(l[2], []byte("withhold"), []byte("disclose"), 1)
			return l
		}), "was changed"},
		"a record removed": {edit(func(l [][]byte) [][]byte { return append(l[:1], l[2:]...) }), "missing or were moved"},
		"two records swapped": {edit(func(l [][]byte) [][]byte {
			l[1], l[2] = l[2], l[1]
			return l
		}), "does not follow"},
		"the end cut off": {edit(func(l [][]byte) [][]byte { return l[:2] }), "its end is missing"},
		"a line of rubbish": {edit(func(l [][]byte) [][]byte {
			l[1] = []byte("{]\n")
			return l
		}), "cannot be read"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			dir := write(t, 4)
			tt.tamper(t, dir)
			v, err := audit.Verify(dir)
			if err != nil {
				t.Fatal(err)
			}
			if v.OK != (tt.want == "") || !strings.Contains(strings.Join(v.Faults, "\n"), tt.want) {
				t.Errorf("got %+v, want %q", v, tt.want)
			}
		})
	}
}

func TestOpenRemovesHalfALine(t *testing.T) {
	dir := write(t, 2)
	f, err := os.OpenFile(filepath.Join(dir, "audit.jsonl"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(`{"n":4,"at":"20`); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	l, err := audit.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Append(audit.Record{At: at, By: "officer", Act: "note"}); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	v, err := audit.Verify(dir)
	if err != nil || !v.OK || v.Records != 4 {
		t.Errorf("got %+v, %v", v, err)
	}
	n := 0
	if err := audit.Each(dir, func(audit.Record) error { n++; return nil }); err != nil || n != 4 {
		t.Errorf("%d records, %v", n, err)
	}
}
