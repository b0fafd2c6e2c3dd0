// Package quality measures the whole job on a generated council whose answers
// are known: how much of a subject's documents is found, how many are wrong,
// what of other people is left readable in the pack, and how much of the
// subject's own is kept.
//
//	go test ./agent/quality -run Council -v                     300 documents
//	SARSEN_COUNCIL=2000 go test ./agent/quality -run Council -v 2,000
//	go test ./agent/quality -run Everyday -v                    finding alone
//	go test ./agent/quality -run Finding -v                     finding on a hard council
//	SARSEN_DOCS=10000 go test ./agent/quality -run Finding -v   on a large one
//
// SARSEN_SEED chooses another council, SARSEN_EXPLAIN=1 lists what went wrong.
package quality

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"sarsen/agent/cli"
	"sarsen/agent/config"
	"sarsen/agent/service"
	"sarsen/testdata/council"
)

func TestMain(m *testing.M) {
	if cli.IsWorker() {
		os.Exit(cli.Main(context.Background()))
	}
	os.Exit(m.Run())
}

// figures are those of one subject, or of all.
type figures struct {
	about, found, sure   int // items about the subject: all, matched, matched as certain or likely
	claimed, wrong       int // certain or likely matches, and those without any mention of the subject
	others, left         int // different strings of people to be withheld in the pack's items, and those left readable
	mentions, kept       int // the subject's own mentions in the pack's items, and those left readable
	namesakes, mistaken  int // items of namesakes, and those taken for the subject as certain or likely
	settled, open        int // those of mistaken that are certain, and items of namesakes that are possible
	masks                int
	inRole, shown        int // mentions of staff and professionals by name in the pack's items, and those left readable
	missed, wrongs, leak []string
	lost                 []string
}

func (f *figures) add(o figures) {
	f.about, f.found, f.sure = f.about+o.about, f.found+o.found, f.sure+o.sure
	f.claimed, f.wrong = f.claimed+o.claimed, f.wrong+o.wrong
	f.others, f.left = f.others+o.others, f.left+o.left
	f.mentions, f.kept = f.mentions+o.mentions, f.kept+o.kept
	f.namesakes, f.mistaken = f.namesakes+o.namesakes, f.mistaken+o.mistaken
	f.settled, f.open = f.settled+o.settled, f.open+o.open
	f.masks += o.masks
	f.inRole, f.shown = f.inRole+o.inRole, f.shown+o.shown
}

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

func (f *figures) String() string {
	return fmt.Sprintf("found %.3f (%d of %d), sure %.3f, wrong %.3f (%d of %d), namesakes taken %d of %d, left %d of %d strings, own kept %.3f (%d of %d), in role kept %.3f, masks %d",
		share(f.found, f.about), f.found, f.about, share(f.sure, f.about), share(f.wrong, max(f.claimed, 1)), f.wrong, f.claimed, f.mistaken, f.namesakes,
		f.left, f.others, share(f.kept, f.mentions), f.kept, f.mentions, share(f.shown, f.inRole), f.masks)
}

func TestCouncil(t *testing.T) {
	if testing.Short() {
		t.Skip("the whole job on a council takes half a minute")
	}
	svc, key, dir := prepare(t)
	var all figures
	for i := range key.Subjects {
		f := figures{}
		id, likelihood := f.find(t, svc, &key, key.Subjects[i])
		f.export(t, svc, &key, key.Subjects[i], id, likelihood, filepath.Join(dir, fmt.Sprint("pack", i)))
		all.add(f)
		t.Logf("subject %d (%s): %s", i+1, key.Subjects[i].Why, &f)
		if os.Getenv("SARSEN_EXPLAIN") != "" {
			t.Logf("missed:\n  %s\nwrong:\n  %s\nleft:\n  %s\nlost:\n  %s", strings.Join(f.missed, "\n  "), strings.Join(f.wrongs, "\n  "), strings.Join(f.leak, "\n  "), strings.Join(f.lost, "\n  "))
		}
	}
	t.Logf("all: %s", &all)
	// The goal is none. What is left are names that no reader could tell from
	// words or from the subject's without knowing the person.
	if got := share(all.left, all.others); got > 0.004 {
		t.Errorf("%d of %d strings of people to be withheld are left in packs", all.left, all.others)
	}
	if got := share(all.kept, all.mentions); got < 0.97 {
		t.Errorf("kept %.3f of the subjects' own mentions, want 0.97", got)
	}
}

// prepare generates an everyday council and crawls it.
func prepare(t *testing.T) (svc *service.Service, key council.Key, dir string) {
	t.Helper()
	return crawled(t, council.Options{Docs: setting(t, "SARSEN_COUNCIL", 300), Seed: int64(setting(t, "SARSEN_SEED", 7))})
}

// crawled generates a council and crawls it.
func crawled(t *testing.T, opts council.Options) (svc *service.Service, key council.Key, dir string) {
	t.Helper()
	dir = t.TempDir()
	key, err := council.Generate(filepath.Join(dir, "council"), opts)
	if err != nil {
		t.Fatal(err)
	}
	cfg := config.Default(filepath.Join(dir, "data"))
	cfg.Organisation, cfg.Domains = council.Name, council.Domains()
	cfg.Sources = []config.Source{{Name: "council", Location: filepath.Join(dir, "council"), MaxSize: 1 << 30, Schedule: "never"}}
	svc, err = service.Open(t.Context(), cfg, service.Options{What: "test", Now: time.Now, Worker: cli.Worker()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := svc.Close(); err != nil {
			t.Error(err)
		}
	})
	start := time.Now()
	done, err := svc.Crawl(t.Context(), "officer", nil, nil)
	if err != nil || done[0].Err != nil {
		t.Fatal(err, done)
	}
	t.Logf("crawled %d items in %s", done[0].Coverage.Seen, time.Since(start).Round(time.Millisecond))
	return svc, key, dir
}

// setting is a number from the environment.
func setting(t *testing.T, name string, otherwise int) int {
	t.Helper()
	v := os.Getenv(name)
	if v == "" {
		return otherwise
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
