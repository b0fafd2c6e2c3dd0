package smb_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers"
	"sarsen/crawlers/crawlertest"
	"sarsen/crawlers/fileshare"
	"sarsen/crawlers/fileshare/smb"
	"sarsen/crawlers/fileshare/smb/smbtest"
	"sarsen/crawlers/mailbox/maildir"
	"sarsen/crawlers/mailbox/mbox"
)

const (
	from    = "From ann@parish.example Thu Jan  1 10:30:00 2026\n"
	message = "Message-ID: <1@parish.example>\nSubject: one\n\nbody\n"
	other   = "Message-ID: <2@parish.example>\nSubject: two\n\nbody\n"
)

// account is how to reach a share of the server.
func account(s *smbtest.Server, share string) smb.Options {
	return smb.Options{
		Address: s.Address, Share: share, User: s.User, Password: smbtest.Password,
		Patience: 10 * time.Second, Silence: 10 * time.Second,
	}
}

func source(t *testing.T, o smb.Options, opts fileshare.Options) *fileshare.Source {
	t.Helper()
	tree, err := smb.New(o)
	if err != nil {
		t.Fatal(err)
	}
	opts.Stores, opts.Layouts = []fileshare.Store{mbox.Store{}}, []fileshare.Layout{maildir.Layout{}}
	s, err := fileshare.Over(tree, opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func open(t *testing.T, o smb.Options) *fileshare.Source {
	t.Helper()
	s := source(t, o, fileshare.Options{})
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// fill makes files in the shared folder that everybody may read.
func fill(t testing.TB, s *smbtest.Server, files map[string]string) {
	t.Helper()
	for name, data := range files {
		full := filepath.Join(s.Dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func states(entries []crawlers.Entry) map[string]crawlers.State {
	m := map[string]crawlers.State{}
	for _, e := range entries {
		m[crawlertest.Name(e)] = e.State
	}
	return m
}

func TestSuite(t *testing.T) {
	server := smbtest.Start(t)
	long := strings.Repeat(strings.Repeat("d", 50)+"/", 8) + "letter.txt"
	files := map[string]string{
		"letters/a.txt":             "Dear Ms Penhaligon",
		"letters/Ünïcode ✉ 名前.txt":  "unicode",
		"letters/e\u0301.txt":       "decomposed",
		"empty.txt":                 "",
		"with space & 100% #1.txt":  "odd name",
		".hidden":                   "hidden",
		"CON":                       "reserved",
		long:                        "far down",
		"old mail/archive":          from + message + "\n" + from + other,
		"post/cur/1700.M1.host:2,S": message,
		"post/new/1800.M1.host":     other,
		"post/tmp/.keep":            "",
		"big.bin":                   strings.Repeat("0123456789abcdef", 200_000),
	}
	fill(t, server, files)
	crawlertest.Run(t, crawlertest.Config{
		New: func(t *testing.T) crawlers.Source {
			return source(t, account(server, "files"), fileshare.Options{})
		},
		Want: map[string]string{
			"letters/a.txt":                 files["letters/a.txt"],
			"letters/Ünïcode ✉ 名前.txt":      "unicode",
			"letters/e\u0301.txt":           "decomposed",
			"empty.txt":                     "",
			"with space & 100% #1.txt":      "odd name",
			".hidden":                       "hidden",
			long:                            "far down",
			"old mail/archive // message 1": message,
			"old mail/archive // message 2": other,
			"post/new/1800.M1.host":         other,
			"big.bin":                       files["big.bin"],
		},
	})
}

func containsAll(s string, parts ...string) bool {
	for _, p := range parts {
		if !strings.Contains(s, p) {
			return false
		}
	}
	return true
}

// The volumes of a split archive are one entry here too.
func TestVolumes(t *testing.T) {
	server := smbtest.Start(t)
	fill(t, server, map[string]string{"old/a.part1.rar": "one,", "old/a.part2.rar": "two,", "old/a.part3.rar": "three"})
	s := source(t, account(server, "files"), fileshare.Options{})
	entries := crawlertest.Walk(t, s)
	if len(entries) != 3 || entries[1].State != crawlers.Empty || entries[2].State != crawlers.Empty {
		t.Fatalf("got %+v", entries)
	}
	if lead := entries[0]; lead.Size != 13 || string(crawlertest.Read(t, s, lead)) != "one,two,three" {
		t.Errorf("got %+v", lead)
	}
}
