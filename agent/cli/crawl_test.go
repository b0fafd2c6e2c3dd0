package cli

import (
	"testing"

	"sarsen/agent/catalogue"
	"sarsen/agent/pipeline"
	"sarsen/agent/service"
)

// What a crawl says adds up to the entries there are, also after a pass that was
// cut off, whose first run read some of what is new.
func TestUnchanged(t *testing.T) {
	for _, c := range []struct {
		name                  string
		fresh, changed        int
		read, found, expected int
		resumed               bool
	}{
		{"a first pass", 10, 0, 10, 0, 0, false},
		{"nothing new", 0, 0, 0, 10, 10, false},
		{"cut off after four", 10, 0, 6, 4, 0, true},
		{"cut off, with what was there before", 6, 2, 3, 7, 2, true},
		{"cut off, and some were tried again", 2, 0, 5, 5, 5, true},
	} {
		d := service.Crawled{Report: pipeline.Report{
			Pass: catalogue.Pass{New: c.fresh, Changed: c.changed, Resumed: c.resumed}, Read: c.read, Unchanged: c.found,
		}}
		if got := unchanged(d); got != c.expected {
			t.Errorf("%s: %d unchanged, want %d", c.name, got, c.expected)
		}
	}
}
