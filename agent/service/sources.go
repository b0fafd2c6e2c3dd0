package service

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"sarsen/agent/catalogue"
	"sarsen/agent/config"
	"sarsen/agent/pipeline"
	"sarsen/crawlers/all"
	"sarsen/crawlers/documents"
	"sarsen/crawlers/pdfium"
	"sarsen/crawlers/worker"
)

// What documents may take: with the agent's own memory, all workers stay below
// 1 GB together; and the text of one file with all its parts is bounded.
const (
	allWorkers = 448 << 20
	allText    = 4 << 30
)

// newPool sets up the processes that read documents.
func newPool(cfg config.Config, command worker.Command) (*worker.Pool, error) {
	passwords, err := cfg.Passwords()
	if err != nil {
		return nil, err
	}
	return worker.New(worker.Options{
		Command: command, Size: cfg.Workers.Count, Memory: int64(cfg.Workers.Memory), Time: cfg.Workers.Time,
		Total: max(allWorkers, int64(cfg.Workers.Memory)), Text: allText, Spool: cfg.Data,
		Extract: documents.Options{Passwords: passwords},
	})
}

// readingSettings stands for the passwords and limits with which documents are
// read. It is too short to tell a password by.
func readingSettings(cfg config.Config) (string, error) {
	passwords, err := cfg.Passwords()
	if err != nil {
		return "", err
	}
	h := fnv.New32a()
	_, err = fmt.Fprintf(h, "%q %d %d", passwords, cfg.Workers.Memory, cfg.Workers.Time)
	return fmt.Sprintf("%08x", h.Sum32()), err
}

// PDFCache is where the compiled PDF engine is kept; "" when there is no such
// folder.
func PDFCache() string {
	if dir := CacheDir(); dir != "" {
		return dir + "/pdfium"
	}
	return ""
}

// warm compiles the PDF engine into the cache folder, which workers may read
// but not write.
func (s *Service) warm(ctx context.Context) error {
	if !s.pdf.Cached() {
		return nil // each process compiles at its first PDF
	}
	if err := s.pdf.Warm(ctx); err != nil && !errors.Is(err, pdfium.ErrClosed) {
		return fmt.Errorf("prepare PDF engine: %w", err)
	}
	return nil
}

func (s *Service) crawl(progress func(pipeline.Progress)) *pipeline.Crawl {
	return &pipeline.Crawl{
		Catalogue: s.cat, Index: s.engine, Extractor: s.pool, Slots: s.Config.Workers.Count, Settings: s.settings, Now: s.now, Progress: progress,
	}
}

// literally keeps a path from being read as a pattern.
var literally = strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`)

// sourceOptions says how to open a source.
func (s *Service) sourceOptions(src config.Source) all.Options {
	exclude := slices.Clone(src.Exclude)
	if rel, err := filepath.Rel(src.Location, s.Config.Data); err == nil && rel != "." && filepath.IsLocal(rel) {
		exclude = append(exclude, "/"+literally.Replace(filepath.ToSlash(rel))) // the stores are no source
	}
	return all.Options{
		Name: src.Name, Location: src.Location, Include: src.Include, Exclude: exclude, MaxSize: int64(src.MaxSize),
		Password: src.Password, CAFile: src.CAFile, Insecure: src.Insecure,
		StartTLS: src.TLS == "starttls", OAuth: s.oauth(src), Connections: src.Connections, Temp: s.path("tmp"), Guest: src.Guest,
		Known: func(key, stamp string) (store, known bool) {
			k, ok, err := s.cat.Lookup(context.Background(), src.Name, key)
			return k.Store, ok && err == nil && k.Version == documents.Version && s.crawl(nil).Unchanged(k.Stamp, stamp) && !k.Vanished
		},
	}
}

// oauth says how to open a mailbox with tokens; nil when it has a password.
func (s *Service) oauth(src config.Source) *all.OAuth {
	if src.OAuth == nil {
		return nil
	}
	o := &all.OAuth{
		Flow: src.OAuth.Flow, Tenant: src.OAuth.Tenant, ClientID: src.OAuth.ClientID,
		TokenURL: src.OAuth.TokenURL, DeviceURL: src.OAuth.DeviceURL, Scopes: src.OAuth.Scopes,
		File: s.path("logins", hex.EncodeToString([]byte(src.Name))+".json"), // whatever the name
	}
	if src.OAuth.ClientSecretFile != "" || src.OAuth.ClientSecretEnv != "" {
		o.ClientSecret = src.ClientSecret
	}
	return o
}

// LoginPrompt is what somebody has to do to log in to a source.
type LoginPrompt = all.Prompt

// LogIn has somebody log in to a mailbox that wants a person to: prompt shows
// them where and with which code.
func (s *Service) LogIn(ctx context.Context, by Officer, name string, prompt func(LoginPrompt) error) error {
	sources, err := s.pick([]string{name})
	if err != nil {
		return err
	}
	if err := s.record(by, "source.login", "", "source:"+name, nil); err != nil {
		return err
	}
	return all.LogIn(ctx, s.sourceOptions(sources[0]), prompt)
}

// pick returns the named sources, or all.
func (s *Service) pick(names []string) ([]config.Source, error) {
	if len(names) == 0 {
		if len(s.Config.Sources) == 0 {
			return nil, errors.New("no source is configured: add one under 'sources' in the configuration, with a name and a location")
		}
		return s.Config.Sources, nil
	}
	var out []config.Source
	for _, n := range names {
		src, ok := s.Config.Source(n)
		if !ok {
			var known []string
			for _, k := range s.Config.Sources {
				known = append(known, k.Name)
			}
			return nil, fmt.Errorf("no source is called %q; configured are: %s", n, strings.Join(known, ", "))
		}
		out = append(out, src)
	}
	return out, nil
}

// Crawled is the outcome of one source's pass.
type Crawled struct {
	Source string
	pipeline.Report
	Coverage catalogue.Coverage
	Err      error // why the source could not be walked to its end
}

// Crawl makes one pass over each of the named sources, or all. A source that
// cannot be walked does not keep the others from being crawled.
func (s *Service) Crawl(ctx context.Context, by Officer, names []string, progress func(pipeline.Progress)) ([]Crawled, error) {
	sources, err := s.pick(names)
	if err != nil {
		return nil, err
	}
	s.crawling.Lock()
	defer s.crawling.Unlock()
	if err := s.warm(ctx); err != nil {
		return nil, err
	}
	var out []Crawled
	for _, src := range sources {
		done, err := s.crawlOne(ctx, by, src, progress)
		if err != nil {
			return out, err
		}
		out = append(out, done)
	}
	return out, s.crawlAdded(ctx, by)
}

func (s *Service) crawlOne(ctx context.Context, by Officer, src config.Source, progress func(pipeline.Progress)) (Crawled, error) {
	done := Crawled{Source: src.Name}
	if err := s.record(by, "crawl", "", "source:"+src.Name, nil); err != nil {
		return done, err
	}
	opened, err := all.Open(ctx, s.sourceOptions(src))
	if err != nil {
		done.Err = fmt.Errorf("source %s: %w", src.Name, err)
	} else {
		done.Report, err = s.crawl(progress).Run(ctx, src.Name, src.Location, opened)
		if closeErr := opened.Close(); err == nil {
			err = closeErr
		}
		if ctx.Err() != nil {
			return done, ctx.Err()
		}
		if err != nil {
			done.Err = fmt.Errorf("source %s: %w", src.Name, err)
		}
	}
	purged := 0
	if done.Err == nil {
		if purged, err = s.purge(ctx, src.Name); err != nil {
			return done, err
		}
	}
	if done.Coverage, err = s.cat.Coverage(ctx, src.Name); err != nil {
		return done, err
	}
	facts := map[string]string{"seen": strconv.Itoa(done.Coverage.Seen), "read": strconv.Itoa(done.Read), "unchanged": strconv.Itoa(done.Unchanged)}
	if done.Err != nil {
		facts["complete"] = "no"
	}
	if purged > 0 {
		facts["deleted"] = strconv.Itoa(purged)
	}
	return done, s.record(by, "crawl.done", "", "source:"+src.Name, facts)
}

// purge deletes what has long vanished from a source and no request holds.
func (s *Service) purge(ctx context.Context, source string) (int, error) {
	held, err := s.reg.Held()
	if err != nil {
		return 0, err
	}
	return s.cat.Purge(ctx, source, held, s.now())
}

// CheckSource says in a sentence whether a source can be reached and read.
func (s *Service) CheckSource(ctx context.Context, name string) (string, error) {
	sources, err := s.pick([]string{name})
	if err != nil {
		return "", err
	}
	return all.Check(ctx, s.sourceOptions(sources[0]))
}

// Status returns the coverage of every configured source.
func (s *Service) Status(ctx context.Context) ([]catalogue.Coverage, error) {
	var out []catalogue.Coverage
	for _, src := range s.Config.Sources {
		c, err := s.cat.Coverage(ctx, src.Name)
		if err != nil {
			return nil, err
		}
		if c.Last.Location == "" {
			c.Last.Location = src.Location
		}
		out = append(out, c)
	}
	return out, nil
}

// EachItem calls fn for every item of a source, or of all when it is "".
func (s *Service) EachItem(ctx context.Context, source string, fn func(catalogue.Item) error) error {
	return s.cat.Each(ctx, source, func(i catalogue.Item) error {
		if i.Source == addedSource { // of one request, and no source
			return nil
		}
		return fn(i)
	})
}

// Item returns one item of the catalogue with its text.
func (s *Service) Item(ctx context.Context, id string) (catalogue.Item, catalogue.Text, error) {
	i, err := s.cat.Item(ctx, id)
	if err != nil {
		return i, catalogue.Text{}, fmt.Errorf("item %s: %w", id, err)
	}
	t, err := s.cat.Text(ctx, id)
	return i, t, err
}
