package worker

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

func TestSpoolKeepsOrderAndLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	for name, count := range map[string]int{"in memory": 3, "in a file": 100} {
		t.Run(name, func(t *testing.T) {
			s := &spool{dir: dir}
			for round := range 2 { // a spool that was cleared is as good as new
				for n := range count {
					if err := s.add(documents.Item{Part: strconv.Itoa(n), State: crawlers.Indexed, Text: strings.Repeat("x", 100_000+n)}); err != nil {
						t.Fatal(err)
					}
				}
				next := 0
				err := s.each(func(i documents.Item) error {
					if i.Part != strconv.Itoa(next) || len(i.Text) != 100_000+next {
						t.Errorf("item %d is %s with %d bytes", next, i.Part, len(i.Text))
					}
					next++
					return nil
				})
				if err != nil || next != count {
					t.Errorf("round %d: %d items, %v", round, next, err)
				}
				if s.memory.Len() > 2*spoolMemory {
					t.Errorf("%d bytes in memory", s.memory.Len())
				}
				s.clear()
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		})
	}
}

func TestPatienceGrowsWithSize(t *testing.T) {
	const limit = time.Minute
	tests := map[string]struct {
		size           int64
		silence, whole time.Duration
	}{
		"not known": {-1, limit, 10 * limit},
		"small":     {1 << 10, limit, 10 * limit},
		"large":     {600 << 20, 6 * limit, 50 * limit},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if silence, whole := patience(limit, tt.size); silence != tt.silence || whole != tt.whole {
				t.Errorf("got %v and %v, want %v and %v", silence, whole, tt.silence, tt.whole)
			}
		})
	}
	if silence, whole := patience(0, 1<<30); silence != 0 || whole != 0 {
		t.Errorf("no limit became %v and %v", silence, whole)
	}
}
