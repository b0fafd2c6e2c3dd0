package systemtest

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"sarsen/testdata/council"
)

// damage spoils the first file or folder that fits a pattern, as a failing disk
// does.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 2, "damage flip|cut|remove PATTERN")
	found, err := filepath.Glob(ts.MkAbs(args[1]))
	ts.Check(err)
	if len(found) == 0 {
		ts.Fatalf("nothing fits %s", args[1])
	}
	if args[0] == "remove" {
		ts.Check(os.RemoveAll(found[0]))
		return
	}
	data, err := os.ReadFile(found[0])
	ts.Check(err)
	if args[0] == "cut" {
		data = data[:len(data)/2]
	} else {
		data[len(data)/2] ^= 0x10
	}
	ts.Check(os.WriteFile(found[0], data, 0o600))
}

// TestKilledRebuild kills a rebuild of the index at moments drawn from a seed: the
// next command finishes it, and everything is found again.
func TestKilledRebuild(t *testing.T) {
	t.Parallel()
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 0))
	files := t.TempDir()
	if _, err := council.Generate(files, council.Options{Docs: 500, Seed: 5}); err != nil {
		t.Fatal(err)
	}
	p := newPlace(t, files)
	p.want([]int{0, 3}, "crawl")
	asked := [][]string{{"search", "damp OR mould", "--limit", "0"}, {"search", "type:email", "--limit", "0"}}
	before := [][]string{}
	for _, args := range asked {
		before = append(before, answers(p.ok(append(args, "--json")...).stdout))
	}
	start := time.Now()
	p.ok("index", "rebuild")
	whole := time.Since(start)
	t.Logf("seed %d; an undisturbed rebuild takes %s", seed, whole)
	killed := 0
	for range 5 {
		cmd, _ := p.background("index", "rebuild")
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		pause(ended, random.Int64N(int64(whole)))
		_ = cmd.Process.Kill() // it may have ended
		<-ended                //nolint:errcheck // killed
		if cmd.ProcessState.ExitCode() == -1 {
			killed++
		}
		p.ok("index", "verify")
	}
	if killed == 0 {
		t.Error("the kills came too late to prove anything")
	}
	for i, args := range asked {
		got := answers(p.ok(append(args, "--json")...).stdout)
		if len(got) == 0 || !slices.Equal(got, before[i]) {
			t.Errorf("%q: %d answers, want %d", args, len(got), len(before[i]))
		}
	}
}
