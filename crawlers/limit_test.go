package crawlers_test

import (
	"testing"

	"sarsen/crawlers"
)

func TestOverLimit(t *testing.T) {
	for limit, want := range map[int64]string{
		512 << 20:        "larger than the limit of 512 MB",
		2 << 30:          "larger than the limit of 2 GB",
		1536 << 20:       "larger than the limit of 1536 MB",
		64 << 10:         "larger than the limit of 64 KB",
		1_000_000:        "larger than the limit of 1000000 bytes",
		3 << 40:          "larger than the limit of 3 TB",
		1<<20 + 1<<10*10: "larger than the limit of 1034 KB",
	} {
		if got := crawlers.OverLimit(limit); got != want {
			t.Errorf("%d: got %q, want %q", limit, got, want)
		}
	}
}
