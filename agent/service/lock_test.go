package service

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// Who meets the stores in use is told at once by whom, and then refused; when they
// are given up meanwhile, nothing is lost but that moment.
func TestLockSaysWhoHasIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ what, want string }{
		{"crawl", "in use by 'sarsen crawl' (process "},
		{"tui", "in use by the terminal interface"},
		{"serve", "in use by the agent"},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			held, err := takeLock(dir, c.what, time.Now(), nil)
			if err != nil {
				t.Fatal(err)
			}
			var told []string
			say := func(text string) { told = append(told, text) }
			if _, err := takeLock(dir, "find", time.Now(), say); !errors.Is(err, ErrBusy) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("refused with %v, want %q", err, c.want)
			}
			if len(told) != 1 || !strings.Contains(told[0], c.want) {
				t.Errorf("told %q, want %q once", told, c.want)
			}
			if err := held.release(); err != nil {
				t.Fatal(err)
			}
			again, err := takeLock(dir, "find", time.Now(), say)
			if err != nil || len(told) != 1 {
				t.Fatalf("error %v, told %q", err, told)
			}
			if err := again.release(); err != nil {
				t.Fatal(err)
			}
		})
	}
}
