package daemon

import "testing"

func TestCalled(t *testing.T) {
	for _, c := range []struct {
		name    string
		uid     uint32
		claimed string
		want    string
	}{
		{"root for somebody", 0, "gwen", "gwen"},
		{"root by itself", 0, "", "root"},
		{"nobody else is believed", 4_000_000_000, "gwen", "uid 4000000000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := called(c.uid, c.claimed); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
