package all_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers"
	"sarsen/crawlers/all"
	"sarsen/crawlers/crawlertest"
	"sarsen/crawlers/fileshare/smb/smbtest"
)

const (
	from    = "From ann@parish.example Thu Jan  1 10:30:00 2026\n"
	message = "Message-ID: <1@parish.example>\nSubject: one\n\nbody\n"
	other   = "Message-ID: <2@parish.example>\nSubject: two\n\nbody\n"
)

// share makes a folder with mail stores in it.
func share(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range map[string]string{
		"letters/a.txt":               "Dear Ms Penhaligon",
		"old mail/archive":            from + message + "\n" + from + other,
		"post/cur/1700.M1.host:2,S":   message,
		"post/new/1800.M1.host":       other,
		"post/.Sent/cur/1.M2.host:2,": message,
		"post/.Sent/new/.keep":        "",
		"post/.Sent/tmp/9.M2.host":    other,
		"post/tmp/.keep":              "",
		"post/dovecot-uidlist":        "3 V1 N3",
	} {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(data), 0o644); err != nil {
			t.Skip("names of Maildir are not possible here: ", err)
		}
	}
	return dir
}

func open(t *testing.T, o all.Options) crawlers.Source {
	t.Helper()
	s, err := all.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSuiteOnAFolderWithMailInIt(t *testing.T) {
	dir := share(t)
	crawlertest.Run(t, crawlertest.Config{
		New: func(t *testing.T) crawlers.Source { return open(t, all.Options{Location: dir}) },
		Want: map[string]string{
			"letters/a.txt":                 "Dear Ms Penhaligon",
			"old mail/archive // message 1": message,
			"old mail/archive // message 2": other,
			"post/cur/1700.M1.host:2,S":     message,
			"post/new/1800.M1.host":         other,
			"post/.Sent/cur/1.M2.host:2,":   message,
			"post/.Sent/tmp/9.M2.host":      other,
			"post/dovecot-uidlist":          "3 V1 N3",
		},
	})
	mail := 0
	s := open(t, all.Options{Location: dir})
	defer func() { _ = s.Close() }()
	for _, e := range crawlertest.Walk(t, s) {
		if e.MediaType == "message/rfc822" {
			mail++
		}
	}
	if mail != 5 {
		t.Errorf("got %d messages known as such, want 5", mail)
	}
}

func TestLocations(t *testing.T) {
	dir := share(t)
	tests := map[string][]string{
		"old mail/archive": {"archive", "archive // message 1", "archive // message 2"},
		"letters/a.txt":    {"a.txt"},
		"letters":          {"a.txt"},
		"post/.Sent":       {"cur/1.M2.host:2,", "new/.keep", "tmp/9.M2.host"},
	}
	for location, want := range tests {
		t.Run(location, func(t *testing.T) {
			s := open(t, all.Options{Location: filepath.Join(dir, filepath.FromSlash(location))})
			defer func() { _ = s.Close() }()
			var got []string
			for _, e := range crawlertest.Walk(t, s) {
				got = append(got, crawlertest.Name(e))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestUnchangedStoresAreNotOpened(t *testing.T) {
	dir := share(t)
	before := map[string]crawlers.Entry{}
	s := open(t, all.Options{Location: dir})
	defer func() { _ = s.Close() }()
	for _, e := range crawlertest.Walk(t, s) {
		before[e.Key] = e
	}
	known := func(key, stamp string) (store, known bool) {
		e, ok := before[key]
		return e.Store, ok && e.Stamp == stamp
	}
	again := open(t, all.Options{Location: dir, Known: known})
	defer func() { _ = again.Close() }()
	err := again.Walk(t.Context(), func(e crawlers.Entry) error {
		if e.Store != before[e.Key].Store || e.Stamp != before[e.Key].Stamp {
			t.Errorf("got %+v, before %+v", e, before[e.Key])
		}
		if e.Part != "" {
			t.Errorf("%s: listed, though its store was skipped", crawlertest.Name(e))
		}
		return crawlers.SkipStore
	})
	if err != nil {
		t.Error(err)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	noCert := filepath.Join(dir, "store.dat")
	if err := os.WriteFile(noCert, []byte("!BDN\x00\x00"), 0o600); err != nil {
		t.Fatal(err)
	}
	secret := func() (string, error) { return "hunter2", nil }
	tests := map[string]struct {
		opts all.Options
		says string
		is   error
	}{
		"nothing":           {all.Options{}, "no location", nil},
		"not there":         {all.Options{Location: filepath.Join(dir, "none")}, "no longer there", crawlers.ErrGone},
		"share, no user":    {all.Options{Location: "smb://files.parish.example/home"}, "guest: true", nil},
		"share, password":   {all.Options{Location: "smb://ann:pw@files.parish.example/home"}, "must not hold the password", nil},
		"share, none given": {all.Options{Location: "smb://ann@files.parish.example/home"}, "no password", nil},
		"no share":          {all.Options{Location: "smb://ann@files.parish.example", Password: secret}, "smb://user@server/share", nil},
		"web":               {all.Options{Location: "https://parish.example/"}, "folders, files", all.ErrKind},
		"no user":           {all.Options{Location: "imaps://mail.parish.example", Password: secret}, "imaps://user@server", nil},
		"password in it":    {all.Options{Location: "imaps://ann:pw@mail.parish.example", Password: secret}, "must not hold the password", nil},
		"no TLS":            {all.Options{Location: "imap://ann@mail.parish.example", Password: secret}, "not encrypted", nil},
		"no password":       {all.Options{Location: "imaps://ann@mail.parish.example"}, "no password", nil},
		"no certificates":   {all.Options{Location: "imaps://ann@mail.parish.example", Password: secret, CAFile: noCert}, "certificates", nil},
		"bad pattern":       {all.Options{Location: dir, Exclude: []string{"["}}, "pattern", nil},
		"STARTTLS in TLS":   {all.Options{Location: "imaps://ann@mail.parish.example", Password: secret, StartTLS: true}, "imap://", nil},
		"both":              {all.Options{Location: "imap://ann@mail.parish.example", Password: secret, StartTLS: true, Insecure: true}, "contradict", nil},
		"empty password":    {all.Options{Location: "imaps://ann@mail.parish.example", Password: func() (string, error) { return "", nil }}, "no password", nil},
		"OAuth, no tenant":  {all.Options{Location: "imaps://ann@outlook.office365.com", OAuth: &all.OAuth{Flow: "device_code", ClientID: "1"}}, "tenant", nil},
		"bad mail pattern":  {all.Options{Location: "imaps://ann@mail.parish.example", Password: secret, Exclude: []string{"["}}, "pattern", nil},
		"nothing to expect": {all.Options{Location: "imaps://"}, "imaps://user@server", nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s, err := all.Open(t.Context(), tt.opts)
			if err == nil {
				_ = s.Close()
				t.Fatal("opened")
			}
			if !strings.Contains(err.Error(), tt.says) || tt.is != nil && !errors.Is(err, tt.is) {
				t.Errorf("got %v, want it to say %q and be %v", err, tt.says, tt.is)
			}
			if strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), ":pw@") {
				t.Errorf("the error tells the password: %v", err)
			}
		})
	}
}

func TestAccountsAreNotContactedByOpen(t *testing.T) {
	s, err := all.Open(t.Context(), all.Options{
		Location: "imaps://ann%40parish.example@mail.parish.example/Archive", Password: func() (string, error) { return "hunter2", nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestCheck(t *testing.T) {
	dir := share(t)
	out := all.Options{Location: dir, Exclude: []string{"*"}}
	tests := map[string]struct {
		opts all.Options
		want string // part of what is said
		ok   bool
	}{
		"folder":    {all.Options{Location: dir}, "3 folders and 0 files", true},
		"empty":     {all.Options{Location: t.TempDir()}, "nothing is there", true},
		"file":      {all.Options{Location: filepath.Join(dir, "letters", "a.txt")}, "0 folders and 1 files", true},
		"left out":  {out, "check include and exclude", true},
		"not there": {all.Options{Location: filepath.Join(dir, "none")}, "mount the share", false},
		"UNC":       {all.Options{Location: filepath.Join(dir, `\\files.example\home`)}, "smb://user@server/share", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := all.Check(t.Context(), tt.opts)
			if err != nil {
				got = err.Error()
			}
			if (err == nil) != tt.ok || !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestCheckShare(t *testing.T) {
	server := smbtest.Start(t)
	if err := os.MkdirAll(filepath.Join(server.Dir, "letters"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(server.Dir, "letters", "a.txt"), []byte("Dear Ms Penhaligon"), 0o644); err != nil {
		t.Fatal(err)
	}
	password := func() (string, error) { return smbtest.Password, nil }
	wrong := func() (string, error) { return "wrong", nil }
	tests := map[string]struct {
		share    string
		password func() (string, error)
		want     string
		ok       bool
	}{
		"fine":           {"files", password, "1 folders and 0 files; looked at 1", true},
		"wrong password": {"files", wrong, "user, domain (DOMAIN;user) and password", false},
		"no share":       {"none", password, "no share called none", false},
		"no folder":      {"files/none", password, `no folder "none"`, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := all.Check(t.Context(), all.Options{Location: "smb://" + server.User + "@" + server.Address + "/" + tt.share, Password: tt.password})
			if err != nil {
				got = err.Error()
			}
			if (err == nil) != tt.ok || !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
