package smb_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers/fileshare/smb"
)

func TestParse(t *testing.T) {
	tests := map[string]struct {
		location string
		want     smb.Options
	}{
		"share":       {"smb://ann@files.example/home", smb.Options{Address: "files.example:445", Share: "home", User: "ann"}},
		"no user":     {"smb://files.example/home", smb.Options{Address: "files.example:445", Share: "home"}},
		"domain":      {"smb://PARISH;ann@files.example/home/", smb.Options{Address: "files.example:445", Share: "home", Domain: "PARISH", User: "ann"}},
		"user's mail": {"smb://ann%40parish.example@files.example/home", smb.Options{Address: "files.example:445", Share: "home", User: "ann@parish.example"}},
		"bare @":      {"smb://ann@parish.example@files.example/home", smb.Options{Address: "files.example:445", Share: "home", User: "ann@parish.example"}},
		"port":        {"SMB://ann@files.example:1445/home", smb.Options{Address: "files.example:1445", Share: "home", User: "ann"}},
		"IPv6":        {"smb://ann@[::1]:1445/home", smb.Options{Address: "[::1]:1445", Share: "home", User: "ann"}},
		"folder":      {"smb://ann@files.example/home/Social Care/2024 %2350%25", smb.Options{Address: "files.example:445", Share: "home", Path: "Social Care/2024 #50%", User: "ann"}},
		"stays in":    {"smb://ann@files.example/home/../../a/./b", smb.Options{Address: "files.example:445", Share: "home", Path: "a/b", User: "ann"}},
		"hidden":      {"smb://ann@files.example/home$", smb.Options{Address: "files.example:445", Share: "home$", User: "ann"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := smb.Parse(tt.location)
			if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
				t.Error(diff, err)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	tests := map[string]string{
		"":                                 "smb://user@server",
		"imaps://ann@files.example":        "smb://user@server",
		"smb://":                           "smb://user@server",
		"smb://ann@files.example":          "smb://user@server",
		"smb://ann@files.example//":        "smb://user@server",
		"smb://ann@/home":                  "smb://user@server",
		`smb://ann@files.example/a\b`:      "smb://user@server",
		"smb://ann@files.example:x/home":   "smb://user@server",
		"smb://ann:pw@files.example/home":  "must not hold the password",
		"smb://ann@files.example/home/5%":  "%25",
		"smb://D;ann:p@files.example/home": "must not hold the password",
	}
	for location, says := range tests {
		if _, err := smb.Parse(location); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: got %v, want it to say %q", location, err, says)
		}
	}
}

// FuzzParse holds locations to this: what is accepted has an address and a
// share, and never leads above it.
func FuzzParse(f *testing.F) {
	f.Add("smb://PARISH;ann@files.example:1445/home/a/../b")
	f.Add("smb://a%40b@[::1]/x$/%2e%2e/%2e%2e")
	f.Fuzz(func(t *testing.T, location string) {
		o, err := smb.Parse(location)
		if err != nil {
			return
		}
		if o.Address == "" || o.Share == "" || strings.ContainsAny(o.Share, `/\`) {
			t.Errorf("%q: got %+v", location, o)
		}
		if strings.Contains("/"+o.Path+"/", "/../") || strings.Contains(o.Path, `\`) || strings.HasPrefix(o.Path, "/") {
			t.Errorf("%q: the path %q leaves the share", location, o.Path)
		}
		if utf8.ValidString(location) && strings.Contains(location, ":pw@") && o.User == "pw" {
			t.Errorf("%q: took the password for the user", location)
		}
	})
}
