package imap_test

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers"
	"sarsen/crawlers/crawlertest"
	"sarsen/crawlers/mailbox/imap"
	"sarsen/crawlers/mailbox/imap/dovecottest"
)

const ann, bob = "ann@parish.example", "bob@parish.example"

// parish is a Dovecot with mail in all kinds of places: ann's own folders,
// public ones with and without the right to read, and what bob shares.
func parish(t testing.TB) *dovecottest.Server {
	t.Helper()
	s := dovecottest.Start(t, dovecottest.Options{Users: map[string]string{ann: "secret", bob: "other"}})
	home := s.Home(ann)
	s.Deliver(t, home, "", message(1))
	s.Deliver(t, home, "RS", message(2))
	s.Deliver(t, filepath.Join(home, ".Sent"), "S", message(3))
	s.Deliver(t, filepath.Join(home, ".Archive.2019"), "S", message(4))
	s.Deliver(t, filepath.Join(home, ".Junk"), "", message(5))
	s.Deliver(t, filepath.Join(home, ".Entw&APw-rfe"), "DF", message(6))
	for folder, rights := range map[string]string{".Letters": "lr", ".Secret": "l"} {
		dir := filepath.Join(s.Public(), folder)
		s.Deliver(t, dir, "", message(7))
		s.File(t, filepath.Join(dir, "dovecot-acl"), "user="+ann+" "+rights+"\n")
	}
	s.Deliver(t, filepath.Join(s.Home(bob), ".Team"), "", message(8))
	s.Admin(t, "acl", "set", "-u", bob, "Team", "user="+ann, "lookup", "read")
	return s
}

func account(s *dovecottest.Server) imap.Options {
	return imap.Options{Address: s.TLS, User: ann, Password: "secret", RootCAs: s.Roots, Pause: atOnce}
}

func TestDovecot(t *testing.T) {
	s := parish(t)
	crawlertest.Run(t, crawlertest.Config{
		New: func(t *testing.T) crawlers.Source { return create(t, account(s)) },
		Want: map[string]string{
			"INBOX/1": message(1), "INBOX/2": message(2), "Sent/1": message(3), "Archive/2019/1": message(4), "Junk/1": message(5),
			"Entwürfe/1": message(6), "Public/Letters/1": message(7), "Other/" + bob + "/Team/1": message(8),
		},
	})
}

// With what is known of an earlier walk, folders are marked, and the rest is as
// it was.
func TestDovecotWithMarks(t *testing.T) {
	s := parish(t)
	crawlertest.Run(t, crawlertest.Config{
		New: func(t *testing.T) crawlers.Source {
			opts := account(s)
			opts.Known = func(string, string) bool { return false }
			return create(t, opts)
		},
		Want: map[string]string{"INBOX/1": message(1), "Archive/2019/1": message(4), "Public/Letters/1": message(7)},
	})
}

// A mark changes with what is removed and added, and, since this server has
// CONDSTORE, with flags, at which no message becomes another.
func TestDovecotMarksTellChanges(t *testing.T) {
	s := dovecottest.Start(t, dovecottest.Options{})
	for n := range 4 {
		s.Deliver(t, s.Home(ann), "S", message(n))
	}
	opts := account(s)
	opts.Known = func(string, string) bool { return true }
	src := open(t, opts)
	walk := func() (mark string, stamps []string) {
		t.Helper()
		for _, e := range crawlertest.Walk(t, src) {
			if e.Store {
				mark = e.Stamp
			} else if e.State == "" {
				stamps = append(stamps, e.Key+" "+e.Stamp)
			}
		}
		return mark, stamps
	}
	before, stamps := walk()
	if again, _ := walk(); again != before || before == "" {
		t.Errorf("unchanged: %q became %q", before, again)
	}
	for _, tt := range []struct {
		name string
		do   func()
		want []string
	}{
		{"a flag", func() { s.Admin(t, "flags", "add", "-u", ann, `\Flagged`, "mailbox", "INBOX", "uid", "2") }, stamps},
		{"one removed", func() { s.Admin(t, "expunge", "-u", ann, "mailbox", "INBOX", "uid", "4") }, stamps[:3]},
		{"one removed, one added", func() {
			s.Admin(t, "expunge", "-u", ann, "mailbox", "INBOX", "uid", "3")
			s.Deliver(t, s.Home(ann), "", message(9))
		}, append(slices.Clone(stamps[:2]), strings.ReplaceAll(stamps[3], ";4", ";5"))},
	} {
		tt.do()
		mark, got := walk()
		if mark == before {
			t.Errorf("%s: nothing tells it: %s", tt.name, mark)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
		before = mark
	}
}

func TestDovecotLeavesNothingOut(t *testing.T) {
	s := parish(t)
	got := map[string]string{}
	for _, e := range crawlertest.Walk(t, open(t, account(s))) {
		if e.State != "" {
			got[e.Path] = fmt.Sprintf("%s: %s", e.State, e.Reason)
		}
	}
	if want := "denied: the mail server does not let this folder be read"; got["Public/Secret"] != want {
		t.Errorf("Public/Secret is %q, want %q", got["Public/Secret"], want)
	}
	if want := "empty: holds other folders, no messages"; got["Archive"] != want {
		t.Errorf("Archive is %q, want %q; all: %v", got["Archive"], want, got)
	}
}

func TestDovecotPatterns(t *testing.T) {
	s := parish(t)
	tests := map[string]struct {
		include, exclude []string
		want             []string // folders that are read
	}{
		"special use":      {nil, []string{`\Junk`, `\Sent`}, []string{"Archive/2019", "Entwürfe", "INBOX", "Other/" + bob + "/Team", "Public/Letters"}},
		"a level":          {[]string{"/Archive/*"}, nil, []string{"Archive/2019"}},
		"any level":        {[]string{"**/Team", "2019"}, nil, []string{"Archive/2019", "Other/" + bob + "/Team"}},
		"a folder's below": {[]string{"Archive", "public"}, nil, []string{"Archive/2019", "Public/Letters"}},
		"exclude wins":     {[]string{"INBOX", "Sent"}, []string{"sent"}, []string{"INBOX"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			opts := account(s)
			opts.Include, opts.Exclude = tt.include, tt.exclude
			var got []string
			messages := 0
			for _, e := range crawlertest.Walk(t, open(t, opts)) {
				if e.MediaType != "" {
					messages++
				}
				if e.MediaType != "" && e.State == "" && !slices.Contains(got, folderOf(e)) {
					got = append(got, folderOf(e))
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if messages != 8 {
				t.Errorf("%d messages listed, read or not; want all 8", messages)
			}
		})
	}
}

func folderOf(e crawlers.Entry) string { return e.Path[:strings.LastIndex(e.Path, "/")] }

// TestDovecotSeesNoTrace compares all mail on the server's disk, names (which
// are the flags) and times and bytes, and what the server itself says.
func TestDovecotSeesNoTrace(t *testing.T) {
	s := parish(t)
	state := func() string {
		return s.Admin(t, "fetch", "-u", ann, "user mailbox uid guid flags modseq date.received size.physical", "ALL") +
			s.Admin(t, "mailbox", "status", "-u", ann, "messages recent unseen uidnext uidvalidity", "*")
	}
	before, said := disk(t, s), state()
	for range 2 {
		src := open(t, account(s))
		for _, e := range crawlertest.Walk(t, src) {
			if e.State == "" {
				crawlertest.Read(t, src, e)
			}
		}
	}
	if diff := cmp.Diff(before, disk(t, s)); diff != "" {
		t.Errorf("the mail on disk changed:\n%s", diff)
	}
	if diff := cmp.Diff(said, state()); diff != "" {
		t.Errorf("the server says something else:\n%s", diff)
	}
	if !strings.Contains(said, "recent=1") {
		t.Errorf("no message was recent, so that nothing is shown:\n%s", said)
	}
}

// disk describes each message file.
func disk(t *testing.T, s *dovecottest.Server) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, top := range []string{filepath.Dir(s.Home(ann)), filepath.Dir(s.Home(bob)), s.Public()} {
		err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
			in := filepath.Base(filepath.Dir(path))
			if err != nil || d.IsDir() || in != "cur" && in != "new" && in != "tmp" {
				return err
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			data, err := os.ReadFile(path)
			files[path] = fmt.Sprintf("%x %s %s", sha256.Sum256(data), info.Mode(), info.ModTime())
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(files) != 9 {
		t.Fatalf("%d messages on disk, want 9", len(files))
	}
	return files
}

// TestDovecotWithFewConnections has a server that allows fewer connections
// than are configured: it takes longer, and nothing is lost.
func TestDovecotWithFewConnections(t *testing.T) {
	s := dovecottest.Start(t, dovecottest.Options{Connections: 1})
	for n := range 20 {
		s.Deliver(t, s.Home(ann), "S", message(n))
	}
	opts := account(s)
	opts.Connections = 3
	src := open(t, opts)
	var read atomic.Int32
	var wg sync.WaitGroup
	err := src.Walk(t.Context(), func(e crawlers.Entry) error {
		if e.State == "" {
			wg.Go(func() {
				c, err := src.Open(t.Context(), e)
				if err != nil {
					t.Error(err)
					return
				}
				read.Add(1)
				_ = c.Close()
			})
		}
		return nil
	})
	wg.Wait()
	if err != nil || read.Load() != 20 {
		t.Errorf("read %d of 20, %v", read.Load(), err)
	}
}

func TestDovecotVanishedAndRenumbered(t *testing.T) {
	s := dovecottest.Start(t, dovecottest.Options{})
	for n := range 5 {
		s.Deliver(t, s.Home(ann), "S", message(n))
	}
	src := open(t, account(s))
	before := crawlertest.Walk(t, src)
	s.Admin(t, "expunge", "-u", ann, "mailbox", "INBOX", "uid", "2,4")
	s.Deliver(t, s.Home(ann), "", message(9))
	after := crawlertest.Walk(t, src)
	var got []string
	for _, e := range after {
		if e.State == "" {
			got = append(got, e.Path)
		}
	}
	if diff := cmp.Diff([]string{"INBOX/1", "INBOX/3", "INBOX/5", "INBOX/6"}, got); diff != "" {
		t.Error(diff)
	}
	if after[1].Key != before[2].Key || after[1].Stamp != before[2].Stamp {
		t.Errorf("what stayed changed from %+v to %+v", before[2], after[1])
	}
	if string(crawlertest.Read(t, src, after[3])) != message(9) {
		t.Error("the new message is another")
	}
	for _, name := range []string{"dovecot-uidlist", "dovecot.index", "dovecot.index.log", "dovecot.index.cache"} {
		if err := os.Remove(filepath.Join(s.Home(ann), name)); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	for _, e := range crawlertest.Walk(t, open(t, account(s))) {
		if e.State == "" && slices.ContainsFunc(before, func(b crawlers.Entry) bool { return b.Key == e.Key }) {
			t.Errorf("%s has its old key although the folder was numbered anew", e.Path)
		}
	}
}

func TestDovecotStartTLS(t *testing.T) {
	s := parish(t)
	opts := account(s)
	opts.Address, opts.StartTLS = s.Plain, true
	report, err := open(t, opts).Check(t.Context())
	if err != nil || !strings.HasPrefix(report.TLS, "TLS 1.") {
		t.Errorf("got %v, %v", report, err)
	}
}

func TestDovecotCheck(t *testing.T) {
	s := parish(t)
	opts := account(s)
	opts.Exclude = []string{`\Junk`}
	report, err := open(t, opts).Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	text := report.String()
	for _, want := range []string{"TLS 1.3", "INBOX: 2", `Sent \Sent: 1`, `Junk \Junk: not read, left out by the pattern`, "Public/Secret: not read, the account lacks the right", `shared "Public/"`, "CONDSTORE", "messages: 7"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
}
