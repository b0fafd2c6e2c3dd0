package imap

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/emersion/go-imap/v2"
)

func TestExpand(t *testing.T) {
	within := imap.UIDRange{Start: 3, Stop: 1<<32 - 1}
	tests := map[string]struct {
		set  imap.NumSet
		want []imap.UID
		ok   bool
	}{
		"none":        {imap.UIDSet{}, nil, true},
		"no answer":   {nil, nil, true},
		"ranges":      {imap.UIDSet{{Start: 7, Stop: 9}, {Start: 3, Stop: 3}}, []imap.UID{3, 7, 8, 9}, true},
		"twice":       {imap.UIDSet{{Start: 3, Stop: 4}, {Start: 4, Stop: 5}}, []imap.UID{3, 4, 5}, true},
		"the highest": {imap.UIDSet{{Start: 1<<32 - 1, Stop: 1<<32 - 1}}, []imap.UID{1<<32 - 1}, true},
		"no end":      {imap.UIDSet{{Start: 3, Stop: 0}}, nil, false},
		"not asked":   {imap.UIDSet{{Start: 1, Stop: 4}}, nil, false},
		"far too big": {imap.UIDSet{{Start: 3, Stop: 1<<32 - 1}}, nil, false},
		"turned":      {imap.UIDSet{{Start: 5, Stop: 4}}, nil, false},
		"not UIDs":    {imap.SeqSet{{Start: 3, Stop: 4}}, nil, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := expand(tt.set, within)
			if (err == nil) != tt.ok || tt.ok && !slices.Equal(got, tt.want) {
				t.Errorf("got %v, %v, want %v", got, err, tt.want)
			}
		})
	}
}

func TestLocators(t *testing.T) {
	for _, want := range []place{{"INBOX", 1, 2}, {"Entwürfe & mehr;=", 1<<32 - 1, 1<<32 - 1}} {
		if got, err := parsePlace(want.String()); err != nil || got != want {
			t.Errorf("got %+v, %v, want %+v", got, err, want)
		}
	}
	for _, bad := range []string{"", "folder=a&validity=x&uid=1", "folder=a&validity=1&uid=-1", "%"} {
		if got, err := parsePlace(bad); err == nil {
			t.Errorf("%q: got %+v, want an error", bad, got)
		}
	}
}

func TestPathOf(t *testing.T) {
	tests := []struct {
		name  string
		delim rune
		want  string
	}{
		{"INBOX.Sent.2020", '.', "INBOX/Sent/2020"},
		{"Archive/2025", '/', "Archive/2025"},
		{"no levels/here", 0, "no levels/here"},
		{`a\b`, '\\', "a/b"},
		{"../../etc", '/', "%2E%2E/%2E%2E/etc"},
		{"/top", '/', "%/top"},
		{"Claims 25/26.Open", '.', "Claims 25%2F26/Open"},
	}
	for _, tt := range tests {
		if got := pathOf(tt.name, tt.delim); got != tt.want {
			t.Errorf("pathOf(%q, %q) = %q, want %q", tt.name, tt.delim, got, tt.want)
		}
	}
}

func TestDecodeName(t *testing.T) {
	for name, want := range map[string]string{
		"INBOX": "INBOX", "R&-D": "R&D", "Entw&APw-rfe": "Entwürfe", "&2D3eCg-": "😊", "~peter/mail/&U,BTFw-/&ZeVnLIqe-": "~peter/mail/台北/日本語",
		"a & b": "a & b", "&A-": "&A-", "&AAA": "&AAA",
	} {
		if got := decodeName(name); got != want {
			t.Errorf("decodeName(%q) = %q, want %q", name, got, want)
		}
	}
}

// FuzzNames holds what becomes of a folder's name to this: its path stays
// inside the source and is UTF-8, patterns can be matched with it, and its
// locator is read again as it was.
func FuzzNames(f *testing.F) {
	f.Add("INBOX.Sent&APw-", ".", "**/S*")
	f.Add("../a//\xff/.", "/", `\Junk`)
	f.Fuzz(func(t *testing.T, name, delim, pattern string) {
		d, _ := utf8.DecodeRuneInString(delim)
		path := pathOf(decodeName(name), d)
		if path == "" || strings.HasPrefix(path, "/") || strings.Contains("/"+path+"/", "/../") || !utf8.ValidString(path) {
			t.Errorf("%q became the path %q", name, path)
		}
		if filter, err := newFilter("", []string{pattern}, nil); err == nil {
			filter.excludes(path, nil)
		}
		at := place{folder: name, validity: 7, uid: 9}
		if again, err := parsePlace(at.String()); err != nil || again != at {
			t.Errorf("%+v became %+v, %v", at, again, err)
		}
		if _, err := parsePlace(name); err != nil && !utf8.ValidString(at.key()) {
			t.Errorf("the key %q is not UTF-8", at.key())
		}
	})
}
