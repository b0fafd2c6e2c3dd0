package smb_test

import (
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers"
	"sarsen/crawlers/crawlertest"
	"sarsen/crawlers/fileshare/smb"
	"sarsen/crawlers/fileshare/smb/smbtest"
)

// walkError is how a walk fails.
func walkError(t *testing.T, o smb.Options) error {
	t.Helper()
	return open(t, o).Walk(t.Context(), func(crawlers.Entry) error { return nil })
}

func TestErrorsSayWhatToDo(t *testing.T) {
	server := smbtest.Start(t)
	fill(t, server, map[string]string{"a/b": "1"})
	nobodyThere, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := nobodyThere.Addr().String()
	if err := nobodyThere.Close(); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		change func(*smb.Options)
		says   string
		is     error
	}{
		"wrong password": {func(o *smb.Options) { o.Password = "wrong" }, "user, domain (DOMAIN;user) and password", crawlers.ErrDenied},
		"wrong user":     {func(o *smb.Options) { o.User = "somebody" }, "user, domain (DOMAIN;user) and password", crawlers.ErrDenied},
		"no share":       {func(o *smb.Options) { o.Share = "none" }, "no share called none", crawlers.ErrGone},
		"closed share":   {func(o *smb.Options) { o.Share = "closed" }, "may not use the share", crawlers.ErrDenied},
		"no folder":      {func(o *smb.Options) { o.Path = "a/none" }, `no folder "a/none"`, crawlers.ErrGone},
		"nobody there":   {func(o *smb.Options) { o.Address = closed }, "takes no connections", crawlers.ErrTemporary},
		"no such name":   {func(o *smb.Options) { o.Address = "files.invalid:445" }, "find server", crawlers.ErrTemporary},
		"fine":           {func(*smb.Options) {}, "", nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := account(server, "files")
			tt.change(&o)
			err := walkError(t, o)
			if tt.is == nil {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if !errors.Is(err, tt.is) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want it to say %q and be %v", err, tt.says, tt.is)
			}
			if strings.Contains(err.Error(), smbtest.Password) {
				t.Error("the error tells the password")
			}
		})
	}
}

func TestAServerThatIsSilent(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	err = walkError(t, smb.Options{Address: l.Addr().String(), Share: "files", User: "ann", Password: "x", Silence: 100 * time.Millisecond})
	if !errors.Is(err, crawlers.ErrTemporary) || !strings.Contains(err.Error(), "did not answer") {
		t.Errorf("got %v", err)
	}
}

func TestGuestsOnlyIfTheConfigurationSaysSo(t *testing.T) {
	server := smbtest.Start(t, "map to guest = bad password", "guest account = nobody")
	fill(t, server, map[string]string{"a": "open to all"})
	if _, err := smb.New(smb.Options{Address: server.Address, Share: "open"}); err == nil || !strings.Contains(err.Error(), "guest: true") {
		t.Errorf("no user: got %v", err)
	}
	wrong := account(server, "open")
	wrong.Password = "wrong"
	for name, unsigned := range map[string]bool{"signed": false, "unsigned": true} {
		wrong.Unsigned = unsigned
		if err := walkError(t, wrong); !errors.Is(err, crawlers.ErrDenied) || !strings.Contains(err.Error(), "guest: true") {
			t.Errorf("%s: let in as a guest: got %v", name, err)
		}
	}
	s := open(t, smb.Options{Address: server.Address, Share: "open", Guest: true})
	got := crawlertest.Walk(t, s)
	if len(got) != 1 || string(crawlertest.Read(t, s, got[0])) != "open to all" {
		t.Errorf("got %+v", got)
	}
}

func TestServersThatAskForMore(t *testing.T) {
	for name, setting := range map[string]string{
		"signing": "server signing = mandatory", "encryption": "smb encrypt = required",
		"SMB 2.1": "server max protocol = SMB2_10", "SMB 3.0": "server max protocol = SMB3_00",
	} {
		t.Run(name, func(t *testing.T) {
			server := smbtest.Start(t, setting)
			fill(t, server, map[string]string{"a": "read all the same"})
			s := open(t, account(server, "files"))
			got := crawlertest.Walk(t, s)
			if len(got) != 1 || string(crawlertest.Read(t, s, got[0])) != "read all the same" {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestARefusedLoginIsNotTriedAgain(t *testing.T) {
	server := smbtest.Start(t)
	o := account(server, "files")
	o.Password = "wrong"
	s := open(t, o)
	first := s.Walk(t.Context(), func(crawlers.Entry) error { return nil })
	server.Stop()
	// Were it tried again, it would fail in another way.
	if _, err := s.Open(t.Context(), crawlers.Entry{Key: "a", Path: "a"}); !errors.Is(err, crawlers.ErrDenied) || !errors.Is(first, crawlers.ErrDenied) {
		t.Errorf("got %v, first %v", err, first)
	}
}
