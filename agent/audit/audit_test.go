package audit_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
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

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// setBack makes the head name the record that is n before the last.
func setBack(n int) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		var all []audit.Record
		check(t, audit.Each(dir, func(r audit.Record) error { all = append(all, r); return nil }))
		r := all[len(all)-1-n]
		check(t, os.WriteFile(filepath.Join(dir, "audit.head"), fmt.Appendf(nil, `{"n":%d,"hash":%q}`, r.N, r.Hash), 0o600))
	}
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
		"the head removed": {func(t *testing.T, dir string) {
			check(t, os.Remove(filepath.Join(dir, "audit.head")))
		}, "audit.head is missing"},
		"the head spoilt": {func(t *testing.T, dir string) {
			check(t, os.WriteFile(filepath.Join(dir, "audit.head"), nil, 0o600))
		}, "audit.head cannot be read"},
		"the head set back":       {setBack(2), "but only 4 were written"},
		"a crash before the head": {setBack(1), ""},
		"the log removed": {func(t *testing.T, dir string) {
			check(t, os.Remove(filepath.Join(dir, "audit.jsonl")))
		}, "its end is missing"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			dir := write(t, 4)
			tt.tamper(t, dir)
			v, err := audit.Verify(dir)
			check(t, err)
			if v.OK != (tt.want == "") || !strings.Contains(strings.Join(v.Faults, "\n"), tt.want) {
				t.Errorf("got %+v, want %q", v, tt.want)
			}
			// What was found stays found, however many acts follow.
			for range 2 {
				l, err := audit.Open(dir)
				check(t, err)
				check(t, l.Append(audit.Record{At: at, By: "officer", Act: "find"}))
				check(t, l.Append(audit.Record{At: at, By: "officer", Act: "find"}))
				check(t, l.Close())
				if v, err = audit.Verify(dir); err != nil || v.OK != (tt.want == "") {
					t.Errorf("after more acts: %+v, %v", v, err)
				}
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

// The record that was cut keeps what its head claimed.
func TestOpenRecordsWhatTheHeadClaimed(t *testing.T) {
	dir := write(t, 4)
	raw, err := os.ReadFile(filepath.Join(dir, "audit.jsonl"))
	check(t, err)
	check(t, os.WriteFile(filepath.Join(dir, "audit.jsonl"), bytes.Join(bytes.SplitAfter(raw, []byte("\n"))[:2], nil), 0o600))
	var head struct{ Hash string }
	raw, err = os.ReadFile(filepath.Join(dir, "audit.head"))
	check(t, err)
	check(t, json.Unmarshal(raw, &head))
	l, err := audit.Open(dir)
	check(t, err)
	check(t, l.Close())
	var last audit.Record
	check(t, audit.Each(dir, func(r audit.Record) error { last = r; return nil }))
	want := map[string]string{"expected": "6", "hash": head.Hash, "found": "2"}
	if last.N != 3 || last.Act != audit.Broken || !maps.Equal(last.Facts, want) {
		t.Errorf("got %+v, want facts %v", last, want)
	}
}

// An act that could not be recorded leaves nothing behind.
func TestAppendFails(t *testing.T) {
	dir := write(t, 2)
	l, err := audit.Open(dir)
	check(t, err)
	blocked := filepath.Join(dir, "audit.head.new")
	check(t, os.Mkdir(blocked, 0o700))
	if err := l.Append(audit.Record{At: at, By: "officer", Act: "find"}); err == nil {
		t.Error("an act without a head was recorded")
	}
	check(t, os.Remove(blocked))
	check(t, l.Append(audit.Record{At: at, By: "officer", Act: "note"}))
	check(t, l.Close())
	if v, err := audit.Verify(dir); err != nil || !v.OK || v.Records != 4 {
		t.Errorf("got %+v, %v", v, err)
	}
}

// A snapshot, and Verify, see a whole record while others append to it.
func TestWhileAppending(t *testing.T) {
	dir := t.TempDir()
	l, err := audit.Open(dir)
	check(t, err)
	done := make(chan error)
	go func() {
		var err error
		for n := 0; n < 100 && err == nil; n++ {
			err = l.Append(audit.Record{At: at, By: "officer", Act: "decide"})
		}
		done <- err
	}()
	for running := true; running; {
		select {
		case err := <-done:
			check(t, err)
			running = false
		default:
		}
		into := t.TempDir()
		check(t, l.Snapshot(into))
		for _, d := range []string{dir, into} {
			if v, err := audit.Verify(d); err != nil || !v.OK {
				t.Fatalf("got %+v, %v", v, err)
			}
		}
	}
	check(t, l.Close())
}
