// Package quality measures the whole job on a generated council whose answers
// are known: how much of a subject's documents is found, how many are wrong,
// what of other people is left readable in the pack, and how much of the
// subject's own is kept.
//
//	go test ./agent/quality -run Council -v                     300 documents
//	SARSEN_COUNCIL=2000 go test ./agent/quality -run Council -v 2,000
package quality

import (
	"context"
	"encoding/csv"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"sarsen/agent/cli"
	"sarsen/agent/config"
	"sarsen/agent/service"
	"sarsen/crawlers/pdfium"
	"sarsen/index/fold"
	"sarsen/redact/page"
	"sarsen/redact/verify"
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
	settled              int // those of mistaken that are certain
	masks                int
	missed, wrongs, leak []string
}

func (f *figures) add(o figures) {
	f.about, f.found, f.sure = f.about+o.about, f.found+o.found, f.sure+o.sure
	f.claimed, f.wrong = f.claimed+o.claimed, f.wrong+o.wrong
	f.others, f.left = f.others+o.others, f.left+o.left
	f.mentions, f.kept = f.mentions+o.mentions, f.kept+o.kept
	f.namesakes, f.mistaken = f.namesakes+o.namesakes, f.mistaken+o.mistaken
	f.settled += o.settled
	f.masks += o.masks
}

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

func (f *figures) String() string {
	return fmt.Sprintf("found %.3f (%d of %d), sure %.3f, wrong %.3f (%d of %d), namesakes taken %d of %d, left %d of %d strings, own kept %.3f (%d of %d), masks %d",
		share(f.found, f.about), f.found, f.about, share(f.sure, f.about), share(f.wrong, max(f.claimed, 1)), f.wrong, f.claimed, f.mistaken, f.namesakes,
		f.left, f.others, share(f.kept, f.mentions), f.kept, f.mentions, f.masks)
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
			t.Logf("missed:\n  %s\nwrong:\n  %s\nleft:\n  %s", strings.Join(f.missed, "\n  "), strings.Join(f.wrongs, "\n  "), strings.Join(f.leak, "\n  "))
		}
	}
	t.Logf("all: %s", &all)
	if all.left > 0 {
		t.Errorf("%d strings of people to be withheld are left in packs", all.left)
	}
	if got := share(all.kept, all.mentions); got < 0.90 {
		t.Errorf("kept %.3f of the subjects' own mentions, want 0.90", got)
	}
}

// prepare generates a council and crawls it.
func prepare(t *testing.T) (svc *service.Service, key council.Key, dir string) {
	t.Helper()
	docs, seed := setting(t, "SARSEN_COUNCIL", 300), setting(t, "SARSEN_SEED", 7)
	dir = t.TempDir()
	key, err := council.Generate(filepath.Join(dir, "council"), council.Options{Docs: docs, Seed: int64(seed)})
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

// export makes the pack of a request and measures it.
func (f *figures) export(t *testing.T, svc *service.Service, key *council.Key, subject council.Subject, id string, likelihood map[place]string, out string) {
	t.Helper()
	ctx := t.Context()
	if _, err := svc.Accept(ctx, "officer", id); err != nil {
		t.Fatal(err)
	}
	if _, err := svc.Release(ctx, "second officer", id); err != nil {
		t.Fatal(err)
	}
	done, err := svc.Export(ctx, "officer", id, service.ExportOptions{Out: out})
	if err != nil {
		t.Errorf("%v: %+v", err, done.Report.Findings)
		return
	}
	f.masks = done.Summary.Masks
	f.pack(t, key, subject, likelihood, out)
}

// pack reads the finished pack with other eyes and looks for what should be in
// it and what should not.
func (f *figures) pack(t *testing.T, key *council.Key, subject council.Subject, likelihood map[place]string, dir string) {
	t.Helper()
	texts := readPack(t, dir)
	// What may be read: the subject's own strings, and those of people in
	// their role.
	allowed := map[string]bool{}
	var keep []string
	for _, item := range key.Items {
		for _, m := range item.Mentions {
			if key.RoleFor(subject.Person, m.Person) != "third" && !allowed[fold.String(m.Text)] {
				allowed[fold.String(m.Text)] = true
				keep = append(keep, m.Text)
			}
		}
	}
	var values []string
	for _, item := range key.Items {
		if l := likelihood[place{item.Path, item.Part}]; l != "certain" && l != "likely" {
			continue
		}
		for _, m := range item.Mentions {
			switch {
			case m.Person == subject.Person:
				f.mentions++
				if occurs(texts, m.Text) {
					f.kept++
				}
			case key.RoleFor(subject.Person, m.Person) == "third" && !allowed[fold.String(m.Text)] && len(fold.String(m.Text)) > 3:
				allowed[fold.String(m.Text)] = true
				values = append(values, m.Text)
				f.leak = append(f.leak, m.Kind+" "+m.Text+" in "+item.Path+" › "+item.Part)
			}
		}
	}
	f.others = len(values)
	search := verify.NewSearch(values, keep)
	hit := map[int]string{}
	for name, text := range texts {
		for _, h := range search.Find(text, 0) {
			around := text[max(0, h.Start-30):min(len(text), h.End+30)]
			hit[h.Value] = name + ": …" + strings.Join(strings.Fields(around), " ") + "…"
		}
	}
	f.left = len(hit)
	var leak []string
	for n, where := range hit {
		leak = append(leak, f.leak[n]+" ⇒ "+where)
	}
	slices.Sort(leak)
	f.leak = leak
}

func occurs(texts map[string]string, value string) bool {
	want := fold.String(value)
	for _, text := range texts {
		if strings.Contains(text, value) || strings.Contains(folded(text), want) {
			return true
		}
	}
	return false
}

var foldedTexts = map[string]string{}

func folded(text string) string {
	f, ok := foldedTexts[text]
	if !ok {
		f = fold.String(text)
		foldedTexts[text] = f
	}
	return f
}

var spaces = regexp.MustCompile(`[ \t]+`)

// readPack returns the text of every file of the pack, with its name.
func readPack(t *testing.T, dir string) map[string]string {
	t.Helper()
	eng, err := pdfium.New(pdfium.Options{CacheDir: service.PDFCache()})
	if err != nil {
		t.Fatal(err)
	}
	defer eng.Close() //nolint:errcheck // only reads
	out := map[string]string{}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		text := string(raw)
		switch filepath.Ext(path) {
		case ".pdf":
			pages, err := page.ReadFirst(t.Context(), eng, raw)
			if err != nil {
				return err
			}
			text = strings.Join(pages, "\n")
		case ".html":
			text = plain(text)
		case ".csv":
			rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
			if err != nil {
				return err
			}
			text = ""
			for _, r := range rows {
				text += strings.Join(r, "\n") + "\n"
			}
		}
		out[name] = name + "\n" + spaces.ReplaceAllString(text, " ")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func plain(page string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(z.Text())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			if name, _ := z.TagName(); !slices.Contains([]string{"span", "b", "i", "em", "strong", "a"}, string(name)) {
				b.WriteByte('\n')
			}
		}
	}
}
