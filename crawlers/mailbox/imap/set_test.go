package imap

import (
	"slices"
	"testing"

	"github.com/emersion/go-imap/v2"
)

func TestExpand(t *testing.T) {
	tests := map[string]struct {
		set  imap.NumSet
		want []imap.UID
		ok   bool
	}{
		"none":        {imap.UIDSet{}, nil, true},
		"ranges":      {imap.UIDSet{{Start: 7, Stop: 9}, {Start: 3, Stop: 3}}, []imap.UID{3, 7, 8, 9}, true},
		"twice":       {imap.UIDSet{{Start: 1, Stop: 2}, {Start: 2, Stop: 3}}, []imap.UID{1, 2, 3}, true},
		"the highest": {imap.UIDSet{{Start: 1<<32 - 1, Stop: 1<<32 - 1}}, []imap.UID{1<<32 - 1}, true},
		"no end":      {imap.UIDSet{{Start: 1, Stop: 0}}, nil, false},
		"far too big": {imap.UIDSet{{Start: 1, Stop: 1<<32 - 1}}, nil, false},
		"turned":      {imap.UIDSet{{Start: 5, Stop: 2}}, nil, false},
		"not UIDs":    {imap.SeqSet{{Start: 1, Stop: 2}}, nil, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := expand(tt.set)
			if (err == nil) != tt.ok || !slices.Equal(got, tt.want) {
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
