package maildir_test

import (
	"testing"

	"sarsen/crawlers/mailbox/maildir"
)

func TestKey(t *testing.T) {
	tests := []struct {
		child, name, want string
		ok                bool
	}{
		{"new", "1700000000.M1P2.host", "cur/1700000000.M1P2.host", true},
		{"cur", "1700000000.M1P2.host:2,", "cur/1700000000.M1P2.host", true},
		{"cur", "1700000000.M1P2.host,S=123:2,RS", "cur/1700000000.M1P2.host,S=123", true},
		{"cur", "1700000000.M1P2.host:1,x", "cur/1700000000.M1P2.host", true},
		{"cur", ".nfs0001", "", false},
		{"tmp", "1700000000.M1P2.host", "", false},
		{"other", "1700000000.M1P2.host", "", false},
	}
	for _, tt := range tests {
		got, ok := maildir.Layout{}.Key(tt.child, tt.name)
		if got != tt.want || ok != tt.ok {
			t.Errorf("Key(%q, %q) = %q, %v, want %q, %v", tt.child, tt.name, got, ok, tt.want, tt.ok)
		}
	}
}

func TestIs(t *testing.T) {
	tests := map[string]struct {
		folders []string
		want    bool
	}{
		"all three": {[]string{"cur", "new", "tmp"}, true},
		"no tmp":    {[]string{"cur", "new"}, false},
		"none":      {nil, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			has := func(name string) bool {
				for _, f := range tt.folders {
					if f == name {
						return true
					}
				}
				return false
			}
			if got := (maildir.Layout{}).Is(has); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
