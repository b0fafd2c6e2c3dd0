package maildir_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sarsen/crawlers/crawlertest"
	"sarsen/crawlers/fileshare"
	"sarsen/crawlers/mailbox/imap/dovecottest"
	"sarsen/crawlers/mailbox/maildir"
)

const ann = "ann@parish.example"

// TestMaildirOfDovecot walks the folders of a real server from the disk, with
// all the files that it keeps beside the mail: as many messages are found as
// the server counts, and they stay the same when they are read and flagged.
func TestMaildirOfDovecot(t *testing.T) {
	server := dovecottest.Start(t, dovecottest.Options{})
	home := server.Home(ann)
	text := func(n int) string { return fmt.Sprintf("Subject: message %d\r\n\r\nbody\r\n", n) }
	server.Deliver(t, home, "", text(1), text(2))
	server.Deliver(t, home, "RS", text(3))
	server.Deliver(t, filepath.Join(home, ".Sent.2020"), "S", text(4), text(5))
	server.Deliver(t, filepath.Join(home, ".Entw&APw-rfe"), "DF", text(6))
	server.Admin(t, "flags", "add", "-u", ann, "Waiting \\Answered", "mailbox", "Sent/2020", "uid", "1") // a keyword of its own
	server.Admin(t, "mailbox", "status", "-u", ann, "messages", "*")
	server.File(t, filepath.Join(home, "tmp", "1800000000.M1P1.parish"), "Subject: half delive")

	before := mail(t, home)
	counted := 0
	for line := range strings.Lines(server.Admin(t, "mailbox", "status", "-u", ann, "messages", "*")) {
		n := 0
		if _, count, ok := strings.Cut(line, "messages="); ok {
			_, _ = fmt.Sscan(count, &n)
		}
		counted += n
	}
	if len(before) != counted || counted != 6 {
		t.Errorf("%d messages found, the server counts %d, want 6", len(before), counted)
	}

	server.Admin(t, "flags", "add", "-u", ann, "\\Seen \\Flagged Waiting", "mailbox", "INBOX", "ALL")
	fresh, err := os.ReadDir(filepath.Join(home, "new"))
	if err != nil || len(fresh) != 2 {
		t.Fatalf("%v in new, %v", fresh, err)
	}
	for _, f := range fresh { // as a mail program does that shows them
		if err := os.Rename(filepath.Join(home, "new", f.Name()), filepath.Join(home, "cur", f.Name())); err != nil {
			t.Fatal(err)
		}
	}
	after := mail(t, home)
	if len(after) != len(before) {
		t.Fatalf("%d messages, %d after they were flagged", len(before), len(after))
	}
	for key, stamp := range before {
		if after[key] != stamp {
			t.Errorf("%s: stamp %q became %q", key, stamp, after[key])
		}
	}
}

// mail returns the stamps of the messages by their keys.
func mail(t *testing.T, dir string) map[string]string {
	t.Helper()
	s, err := fileshare.New(dir, fileshare.Options{Layouts: []fileshare.Layout{maildir.Layout{}}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	found, others := map[string]string{}, []string(nil)
	for _, e := range crawlertest.Walk(t, s) {
		if e.MediaType != "message/rfc822" {
			others = append(others, e.Path)
			continue
		}
		found[e.Key] = e.Stamp
		if got := string(crawlertest.Read(t, s, e)); !strings.HasPrefix(got, "Subject: message ") {
			t.Errorf("%s is no message", e.Path)
		}
	}
	for _, want := range []string{"dovecot-uidlist", "tmp/1800000000.M1P1.parish", ".Sent.2020/dovecot-keywords"} {
		if !slices.Contains(others, want) {
			t.Errorf("%s is not among what is listed as files: %v", want, others)
		}
	}
	return found
}
