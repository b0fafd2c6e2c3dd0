package quality

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sarsen/agent/catalogue"
	"sarsen/agent/cli"
	"sarsen/agent/config"
	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/agent/service"
	"sarsen/index"
	"sarsen/index/query"
)

// TestScale measures searching and finding in a data folder that was crawled
// before, without the start of a program: see bench_find in .ci/bench, which
// sets the variables. It runs only where SARSEN_SCALE names that folder;
// SARSEN_SCALE_MAIL is the source that was crawled, beside which the generator
// has put profiles and key, and SARSEN_SCALE_QUERIES a file of lines KIND
// QUERY.
func TestScale(t *testing.T) {
	data := os.Getenv("SARSEN_SCALE")
	if data == "" {
		t.Skip("SARSEN_SCALE names no data folder")
	}
	cat, err := catalogue.Open(filepath.Join(data, "catalogue.db"))
	if err != nil {
		t.Fatal(err)
	}
	engine, err := index.Open(filepath.Join(data, "index"))
	if err != nil {
		t.Fatal(err)
	}
	sizes(t, data, cat)
	fmt.Printf("  %-34s %8s %9s %9s %9s\n", "in one process, warm", "times", "p50 ms", "p95 ms", "most ms")
	asked(t, engine)
	profiled(t, cat, engine)
	if err := engine.Close(); err != nil {
		t.Error(err)
	}
	if err := cat.Close(); err != nil {
		t.Error(err)
	}
	if !strings.HasSuffix(filepath.Clean(os.Getenv("SARSEN_SCALE_MAIL")), "rows") {
		served(t, data)
	}
}

// sampled is of how many items the text is measured.
const sampled = 2000

// sizes says how large the index is beside the text, by a sample.
func sizes(t *testing.T, data string, cat *catalogue.Store) {
	var ids []string
	if err := cat.Each(t.Context(), "", func(i catalogue.Item) error {
		ids = append(ids, i.ID)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	var some []string
	for i := 0; i < len(ids); i += max(len(ids)/sampled, 1) {
		some = append(some, ids[i])
	}
	text, stored := 0, int64(0)
	if err := cat.Read(t.Context(), some, func(_ catalogue.Item, s catalogue.Text) error {
		text += len(s.Text)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(filepath.Join(data, "index"), func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			stored += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	all := float64(text) / float64(max(len(some), 1)) * float64(len(ids))
	fmt.Printf("  %d items, %.0f MB of text, index %.0f MB: %.2f bytes a byte of text\n", len(ids), all/(1<<20), float64(stored)/(1<<20), float64(stored)/max(all, 1))
}

// repeats is how often each query is asked after the first time.
const repeats = 3

// asked measures the queries of SARSEN_SCALE_QUERIES in the index alone.
func asked(t *testing.T, engine index.Engine) {
	for kind, queries := range kinds(t) {
		var first, all timings
		for _, text := range queries {
			q, err := query.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			for n := range repeats + 1 {
				page := timed(t, func(ctx context.Context) error {
					_, err := engine.Search(ctx, q, index.Options{Limit: 20})
					return err
				})
				whole := timed(t, func(ctx context.Context) error {
					_, err := engine.Find(ctx, []query.Node{q}, nil)
					return err
				})
				if n > 0 {
					first, all = append(first, page), append(all, whole)
				}
			}
		}
		first.print(kind + ", best 20")
		all.print(kind + ", all items")
	}
}

// kinds yields the queries of each kind, in the order of the file.
func kinds(t *testing.T) func(func(string, []string) bool) {
	f, err := os.Open(os.Getenv("SARSEN_SCALE_QUERIES"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read
	var order []string
	by := map[string][]string{}
	for s := bufio.NewScanner(f); s.Scan(); {
		kind, text, ok := strings.Cut(s.Text(), " ")
		if !ok {
			continue
		}
		if by[kind] == nil {
			order = append(order, kind)
		}
		by[kind] = append(by[kind], text)
	}
	return func(yield func(string, []string) bool) {
		for _, kind := range order {
			if !yield(kind, by[kind]) {
				return
			}
		}
	}
}

// holding is what is one subject's, by the generator's key.
type holding struct {
	Subject               string
	Strong, Named, Quoted []string
	Rows                  []string // in lists: far larger than messages
}

// profiled measures whole profiles, and counts what is found of theirs.
func profiled(t *testing.T, cat *catalogue.Store, engine index.Engine) {
	mail := filepath.Clean(os.Getenv("SARSEN_SCALE_MAIL"))
	var key []holding
	read(t, mail+"-key.json", &key)
	var all, searches timings // of searches: until the first candidates were read
	strong, found, sure, claimed, wrong := 0, 0, 0, 0, 0
	for _, h := range key {
		repeats := repeats
		if len(h.Rows) > 0 {
			repeats = 1
		}
		var profile request.Profile
		read(t, filepath.Join(mail+"-profiles", h.Subject), &profile)
		candidates := 0
		var began time.Time
		var first time.Duration
		find := pipeline.Find{Catalogue: cat, Index: engine, Progress: func(_, of int) {
			if candidates = of; first == 0 {
				first = time.Since(began)
			}
		}}
		var out pipeline.Found
		var own timings
		for n := range repeats + 1 {
			began, first = time.Now(), 0
			took := timed(t, func(ctx context.Context) (err error) {
				out, err = find.Run(ctx, profile)
				return err
			})
			if n > 0 {
				own, searches = append(own, took), append(searches, first)
			}
		}
		all = append(all, own...)
		theirs, likelihood := slices.Concat(h.Strong, h.Named, h.Quoted), map[string]string{}
		for _, m := range out.Matches {
			if m.Parent == "" {
				likelihood[m.MessageID] = m.Likelihood
			}
			if pipeline.Rank(m.Likelihood) < 2 {
				claimed++
				if !slices.Contains(theirs, m.MessageID) {
					wrong++
				}
			}
		}
		for _, id := range h.Strong {
			strong++
			if likelihood[id] != "" {
				found++
			}
			if r := pipeline.Rank(likelihood[id]); r == 0 || r == 1 {
				sure++
			}
		}
		own.print(fmt.Sprintf("%s (%d of %d)", strings.TrimSuffix(h.Subject, ".json"), len(out.Matches), candidates))
	}
	searches.print("a whole profile, searched")
	all.print("a whole profile, read and weighed")
	fmt.Printf("  with a strong fact: found %.3f, certain or likely %.3f; of %d certain or likely %.3f are wrong\n",
		share(found, max(strong, 1)), share(sure, max(strong, 1)), claimed, share(wrong, max(claimed, 1)))
}

// served measures requests: find for the first time, with all that is held, and
// again.
func served(t *testing.T, data string) {
	mail := filepath.Clean(os.Getenv("SARSEN_SCALE_MAIL"))
	cfg := config.Default(data)
	cfg.Sources = []config.Source{{Name: "bench", Location: mail, MaxSize: 1 << 30, Schedule: "never"}}
	svc, err := service.Open(t.Context(), cfg, service.Options{What: "test", Now: time.Now, Worker: cli.Worker()})
	if err != nil {
		t.Fatal(err)
	}
	defer svc.Close() //nolint:errcheck // nothing is kept
	var first, again timings
	held := 0
	profiles, err := filepath.Glob(mail + "-profiles/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range profiles {
		var profile request.Profile
		read(t, name, &profile)
		c, _, err := svc.NewRequest(t.Context(), "officer", request.Request{Right: request.Access, Profile: profile})
		if err != nil {
			t.Fatal(err)
		}
		first = append(first, timed(t, func(ctx context.Context) error {
			m, err := svc.Find(ctx, "officer", c.ID)
			held += len(m.List)
			return err
		}))
		again = append(again, timed(t, func(ctx context.Context) error {
			_, err := svc.Find(ctx, "officer", c.ID)
			return err
		}))
	}
	first.print(fmt.Sprintf("find, %d originals held", held))
	again.print("find again")
}

func read(t *testing.T, name string, into any) {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err == nil {
		err = json.Unmarshal(raw, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

type timings []time.Duration

func timed(t *testing.T, do func(context.Context) error) time.Duration {
	t.Helper()
	start := time.Now()
	if err := do(t.Context()); err != nil {
		t.Fatal(err)
	}
	return time.Since(start)
}

func (d timings) print(what string) {
	if len(d) == 0 {
		return
	}
	slices.Sort(d)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	fmt.Printf("  %-34s %8d %9.1f %9.1f %9.1f\n", what, len(d), ms(d[len(d)/2]), ms(d[(len(d)*95+99)/100-1]), ms(d[len(d)-1]))
}
