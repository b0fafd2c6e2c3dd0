//go:build unix

package systemtest

import (
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"sarsen/testdata/council"
)

// busy makes a place with so many documents that a crawl of them takes a while.
func busy(t *testing.T, more ...string) place {
	t.Helper()
	files := t.TempDir()
	if _, err := council.Generate(files, council.Options{Docs: 400, Seed: 5}); err != nil {
		t.Fatal(err)
	}
	return newPlace(t, files, append([]string{"workers: {count: 1}"}, more...)...)
}

// TestInterruptedCrawl: Ctrl-C and SIGTERM end a crawl with 130 and a word of
// what becomes of it; the same command goes on from there.
func TestInterruptedCrawl(t *testing.T) {
	t.Parallel()
	p := busy(t)
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		if err := os.RemoveAll(p.path("data")); err != nil {
			t.Fatal(err)
		}
		cmd, said := p.background("crawl")
		await(t, "the crawl has begun", func() bool { return there(p.path("data/index")) })
		time.Sleep(50 * time.Millisecond)
		if err := cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		sent := time.Now()
		_ = cmd.Wait()
		if code := cmd.ProcessState.ExitCode(); code != 130 {
			t.Fatalf("%v: ended with %d, want 130: %s", signal, code, said)
		}
		if took := time.Since(sent); took > 10*time.Second {
			t.Errorf("%v: ended after %s", signal, took)
		}
		if !strings.Contains(said.String(), "interrupted") {
			t.Errorf("%v: said %q", signal, said)
		}
		before := len(p.json("status", "--items"))
		p.want([]int{3}, "crawl")
		if after := len(p.json("status", "--items")); before >= after {
			t.Errorf("%v: %d items after the interruption, %d after the crawl", signal, before, after)
		}
	}
}

// TestSecondProcess: while one command has the stores, another one says which,
// and does no harm.
func TestSecondProcess(t *testing.T) {
	t.Parallel()
	p := busy(t)
	crawl, _ := p.background("crawl")
	await(t, "the crawl has begun", func() bool { return there(p.path("data/index")) })
	o := p.run("status")
	if o.code != 0 { // it may have ended while the other one waited
		if o.code != 1 || !strings.Contains(o.stderr, "sarsen crawl") || !strings.Contains(o.stderr, "sarsen serve") {
			t.Errorf("ended with %d and said %q", o.code, o.stderr)
		}
	}
	if err := crawl.Wait(); crawl.ProcessState.ExitCode() != 3 {
		t.Errorf("the crawl ended with %v", err)
	}
	p.ok("status")
}

// TestServeWhileCrawling: with the agent, commands work while it crawls, and
// SIGTERM stops it in order, whatever it is at.
func TestServeWhileCrawling(t *testing.T) {
	t.Parallel()
	p := busy(t)
	agent, said := p.background("serve")
	await(t, "the agent listens", func() bool { return there(p.path("data/agent.sock")) })
	answered := 0
	await(t, "a search has an answer while the agent crawls", func() bool {
		start := time.Now()
		hits := len(p.json("search", "the"))
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("a search took %s", took)
		}
		answered++
		status := p.json("status")[0]
		if status.at("finished") != "" && status.at("running") == "false" {
			t.Log("the crawl has ended before it was found at work")
			return true
		}
		return hits > 0
	})
	p.ok("request", "new", "--name", "David John Smith")
	p.ok("find", "2026-0001")
	if err := agent.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	sent := time.Now()
	_ = agent.Wait()
	if code := agent.ProcessState.ExitCode(); code != 0 || time.Since(sent) > 10*time.Second {
		t.Errorf("SIGTERM ended the agent with %d after %s: %s", code, time.Since(sent), said)
	}
	if !strings.Contains(said.String(), "stopped") || there(p.path("data/agent.sock")) {
		t.Errorf("the agent left its socket, or did not say that it stopped: %s", said)
	}
	p.want([]int{3}, "crawl")
	if status := p.json("status")[0]; status.addsUp() != nil {
		t.Errorf("%v", status)
	}
	p.ok("audit", "verify")
}
