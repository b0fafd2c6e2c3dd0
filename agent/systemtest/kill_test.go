package systemtest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sarsen/testdata/council"
)

// TestKilledCrawl kills a crawl again and again, at moments drawn from a seed,
// continues it, and demands that nothing tells it from an undisturbed one. Half
// of the moments are any; the others follow a write to the catalogue, when the
// index is behind it. Half-way more documents arrive.
func TestKilledCrawl(t *testing.T) {
	t.Parallel()
	const kills = 10
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 0))
	files := t.TempDir()
	key, err := council.Generate(filepath.Join(files, "first"), council.Options{Docs: 400, Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	slow := "workers: {count: 1}"
	calm, torn := newPlace(t, files, slow), newPlace(t, files, slow)
	start := time.Now()
	calm.want([]int{3}, "crawl")
	whole := time.Since(start)
	t.Logf("seed %d; an undisturbed crawl takes %s", seed, whole)

	during, items := 0, []int{}
	for n := range kills {
		if n == kills/2 {
			if _, err := council.Generate(filepath.Join(files, "later"), council.Options{Docs: 200, Seed: 4}); err != nil {
				t.Fatal(err)
			}
		}
		cmd, _ := torn.background("crawl")
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		if n%2 == 0 {
			pause(ended, random.Int64N(int64(whole)/2))
		} else {
			torn.awaitWrite(ended)
			pause(ended, random.Int64N(int64(100*time.Millisecond)))
		}
		_ = cmd.Process.Kill() // it may have ended
		<-ended                //nolint:errcheck // killed
		if cmd.ProcessState.ExitCode() == -1 {
			during++
		}
		if status := torn.json("status"); len(status) != 1 || status[0].addsUp() != nil {
			t.Errorf("after a kill the coverage does not add up: %v", status)
		}
		items = append(items, len(torn.json("status", "--items")))
	}
	t.Logf("%d of %d kills hit a running crawl; items known after each: %v", during, kills, items)
	torn.want([]int{3}, "crawl")
	calm.want([]int{3}, "crawl")
	all := len(calm.json("status", "--items"))
	if during < 3 || !slices.ContainsFunc(items, func(n int) bool { return 0 < n && n < all }) {
		t.Errorf("the kills came too early or too late to prove anything")
	}

	subject := key.Subjects[0].Profile
	for _, p := range []place{calm, torn} {
		args := []string{"request", "new", "--date-of-birth", subject.DateOfBirth}
		for _, name := range subject.Names {
			args = append(args, "--name", name)
		}
		for _, address := range subject.Addresses {
			args = append(args, "--address", address)
		}
		p.ok(args...)
	}
	asked := [][]string{
		{"status", "--items"},
		{"unread"},
		{"search", "damp OR mould"},
		{"search", "type:email"},
		{"search", "O'Connor-Hughes"},
		{"search", "hughs~"},
		{"search", "path:housing"},
		{"find", "2026-0001"},
	}
	for _, args := range asked {
		args = append(args, "--json")
		want, got := answers(calm.ok(args...).stdout), answers(torn.ok(args...).stdout)
		if len(want) == 0 {
			t.Errorf("%q answers nothing, and proves nothing", args)
		}
		if !slices.Equal(want, got) {
			t.Errorf("%q: %d answers, want %d: %s", args, len(got), len(want), difference(want, got))
		}
	}
	torn.ok("audit", "verify")
	torn.ok("doctor")
}

// pause waits, but no longer than until the crawl has ended.
func pause(ended chan error, nanoseconds int64) {
	select {
	case <-time.After(time.Duration(nanoseconds)):
	case err := <-ended:
		ended <- err
	}
}

// awaitWrite waits until a crawl has written to the catalogue, or ended.
func (p place) awaitWrite(ended chan error) {
	p.t.Helper()
	before := int64(-1)
	await(p.t, "the crawl has written", func() bool {
		if info, err := os.Stat(p.path("data/catalogue.db-wal")); err == nil {
			if before < 0 {
				before = info.Size()
			}
			if info.Size() > before+64<<10 {
				return true
			}
		}
		return len(ended) > 0
	})
}

// answers are the lines of an output, sorted, since equal scores may come in
// any order.
func answers(text string) []string {
	lines := slices.Collect(strings.Lines(text))
	slices.Sort(lines)
	return lines
}

// difference names some lines that are on one side only.
func difference(want, got []string) string {
	var out []string
	for _, side := range []struct {
		sign       string
		here, away []string
	}{{"-", want, got}, {"+", got, want}} {
		for _, line := range side.here {
			if !slices.Contains(side.away, line) && len(out) < 6 {
				out = append(out, fmt.Sprint(side.sign, line))
			}
		}
	}
	return "\n" + strings.Join(out, "")
}
