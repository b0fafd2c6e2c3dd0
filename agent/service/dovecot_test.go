package service_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sarsen/agent/service"
	"sarsen/crawlers"
	"sarsen/crawlers/mailbox/imap/dovecottest"
	"sarsen/crawlers/mailbox/oauth/oauthtest"
)

// A mailbox on a real server that takes tokens only: somebody logs in once, and
// from then on it is crawled and searched like any other source, until the
// log-in is revoked.
func TestMailboxOnDovecot(t *testing.T) {
	tokens := oauthtest.Start(t, mailUser)
	server := dovecottest.Start(t, dovecottest.Options{Introspect: tokens.IntrospectURL()})
	home := server.Home(mailUser)
	server.Deliver(t, home, "", fmt.Sprintf(complaint, 1, 40), fmt.Sprintf(complaint, 2, 50))
	server.Deliver(t, filepath.Join(home, ".Archive.2019"), "S", fmt.Sprintf(complaint, 3, 60))
	server.Deliver(t, filepath.Join(home, ".Junk"), "S", "Subject: Cheap kitchens\n\nBuy now\n")
	dir := t.TempDir()
	write(t, dir, "ca.pem", string(server.CA)+string(tokens.CA()))
	write(t, dir, "sarsen.yaml", fmt.Sprintf(`data: ./data
sources:
  - name: mail
    location: "imaps://%s@%s"
    ca_file: ./ca.pem
    exclude: ['\Junk']
    oauth: {flow: device_code, client_id: %s, token_url: %q, device_url: %q}
`, strings.Replace(mailUser, "@", "%40", 1), server.TLS, oauthtest.ClientID, tokens.TokenURL(), tokens.DeviceURL()))
	svc := open(t, dir)
	crawl := func() service.Crawled {
		t.Helper()
		done, err := svc.Crawl(t.Context(), "officer", nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		return done[0]
	}

	if done := crawl(); done.Err == nil || !strings.Contains(done.Err.Error(), "sarsen source login mail") {
		t.Errorf("before anybody logged in: %v", done.Err)
	}
	if err := svc.LogIn(t.Context(), "officer", "mail", func(service.LoginPrompt) error { return nil }); err != nil {
		t.Fatal(err)
	}
	said, err := svc.CheckSource(t.Context(), "mail")
	if err != nil || !strings.Contains(said, "INBOX: 2") || !strings.Contains(said, "Archive/2019: 1") {
		t.Errorf("check says %q, %v", said, err)
	}
	for pass, want := range []struct{ read, unchanged int }{{6, 0}, {0, 6}} { // with the excluded one, and two folders that hold folders only
		if done := crawl(); done.Err != nil || done.Read != want.read || done.Unchanged != want.unchanged {
			t.Errorf("pass %d: read %d, unchanged %d, %v, want %+v", pass+1, done.Read, done.Unchanged, done.Err, want)
		}
	}
	cov, err := svc.Status(t.Context())
	if err != nil || cov[0].ByState[crawlers.Indexed] != 6 || cov[0].ByState[crawlers.Excluded] != 1 || cov[0].Seen != 9 {
		t.Errorf("coverage %+v, %v", cov, err)
	}
	hits, _, _, err := svc.Search(t.Context(), "officer", "kitchen", 0)
	if err != nil || len(hits) != 3 {
		t.Errorf("%d attachments found, want 3; %v", len(hits), err)
	}

	mail := files(t, filepath.Join(home, "new"))
	for _, step := range []struct {
		name                  string
		do                    func() error
		read, unchanged, gone int
	}{
		{"a flag", func() error {
			return os.Rename(mail[0], filepath.Join(home, "cur", filepath.Base(mail[0])+":2,S"))
		}, 0, 6, 0},
		{"one removed, one added", func() error {
			server.Deliver(t, home, "", fmt.Sprintf(complaint, 4, 70))
			return os.Remove(mail[1])
		}, 1, 5, 1},
		{"nothing", func() error { return nil }, 0, 6, 0},
		{"a folder removed", func() error { return os.RemoveAll(filepath.Join(home, ".Junk")) }, 0, 5, 1},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		if done := crawl(); done.Err != nil || done.Read != step.read || done.Unchanged != step.unchanged || done.Pass.Gone != step.gone {
			t.Errorf("%s: read %d, unchanged %d, gone %d, %v", step.name, done.Read, done.Unchanged, done.Pass.Gone, done.Err)
		}
	}

	tokens.Revoke()
	if done := crawl(); done.Err == nil || !strings.Contains(done.Err.Error(), "log in again") {
		t.Errorf("after it was revoked: %v", done.Err)
	}
	if cov, err := svc.Status(t.Context()); err != nil || cov[0].Vanished != 3 {
		t.Errorf("mail was taken for vanished: %+v, %v", cov, err)
	}
	err = filepath.WalkDir(filepath.Join(dir, "data"), func(path string, d fs.DirEntry, err error) error {
		if info, ierr := d.Info(); err == nil && ierr == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is open to others: %s", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// files lists the files in a folder by their paths.
func files(t *testing.T, dir string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(list) < 2 {
		t.Fatalf("%d files, %v", len(list), err)
	}
	return list
}
