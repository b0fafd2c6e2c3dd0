package service

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"sarsen/agent/catalogue"
	"sarsen/agent/config"
	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/redact"
)

// What officers add to requests lies in a folder of the data folder, as
// REQUEST/NUMBER/NAME, and is crawled like a source of its own. No list of the
// sources has it, no search and no find of another request.
const (
	addedDir    = "added"
	addedSource = "added by hand"
)

// An Addition is what an officer adds to a request.
type Addition struct {
	Kind request.AddedKind
	// File is the path of the file; for a Form that is typed, Fields are given
	// instead.
	File   string
	Fields []Field
	Title  string    // what to call it; "" for what it calls itself
	Day    time.Time // its date; zero when it is not known
	Note   string    // where it comes from
	// Source names the configured source under whose purpose and lawful basis it
	// is held; "" for none.
	Source string
	Late   bool // leave text in pictures for the next crawl
}

func (s *Service) addedAsSource() config.Source {
	return config.Source{Name: addedSource, Location: s.path(addedDir)}
}

// source returns a configured source, or that of what officers added.
func (s *Service) source(name string) (config.Source, bool) {
	if name == addedSource {
		return s.addedAsSource(), true
	}
	return s.Config.Source(name)
}

func (s *Service) finder() pipeline.Find {
	return pipeline.Find{Catalogue: s.cat, Index: s.engine, Not: addedSource, Domains: s.Config.Domains}
}

// Add adds a file to a request: an item of it like any other, which is read,
// marked, decided on, redacted and listed, and which no other request sees.
// It returns the matches that it became: the file and its parts.
func (s *Service) Add(ctx context.Context, by Officer, id string, what Addition) ([]request.Match, error) {
	r, err := s.reg.Get(id)
	if err != nil {
		return nil, err
	}
	if r.State == request.Closed {
		return nil, fmt.Errorf("request %s: %w", id, request.ErrClosed)
	}
	if what.Source != "" {
		if _, err := s.pick([]string{what.Source}); err != nil {
			return nil, err
		}
	}
	a, err := s.keepAdded(by, id, what)
	if err != nil {
		return nil, err
	}
	if err := s.readAdded(ctx, by, !what.Late); err != nil {
		return nil, err
	}
	s.deciding.Lock()
	defer s.deciding.Unlock()
	all, err := s.addedMatches(ctx, r)
	if err != nil {
		return nil, err
	}
	mine := slices.DeleteFunc(all, func(m request.Match) bool { return m.Path != a.Path() })
	if len(mine) == 0 {
		return nil, fmt.Errorf("%s: it could not be read", a.Name)
	}
	if _, err := s.hold(ctx, id, mine, func(string, int, int) {}); err != nil {
		return nil, err
	}
	for _, m := range mine {
		if err := s.reg.AddMatch(id, m); err != nil {
			return nil, err
		}
	}
	return mine, nil
}

// keepAdded copies what is added into the data folder and puts it on record.
func (s *Service) keepAdded(by Officer, id string, what Addition) (request.Added, error) {
	a := request.Added{
		Request: id, Kind: what.Kind, Name: addedName(what.File), Title: what.Title, Day: what.Day, Note: what.Note, Source: what.Source, By: string(by), At: s.now(),
	}
	content, modified, err := openAddition(&a, what, s.now())
	if err != nil {
		return a, err
	}
	defer content.Close() //nolint:errcheck // only read
	temp, sum, err := s.copyIn(addedDir, content)
	if err != nil {
		return a, fmt.Errorf("add to request: %w", err)
	}
	a.File = sum
	if err := s.record(by, "request.add", id, "", map[string]string{"kind": string(a.Kind), "sha256": sum}); err != nil {
		return a, errors.Join(err, os.Remove(temp))
	}
	a, err = s.reg.Add(a, func(a request.Added) error {
		to := s.path(addedDir, filepath.FromSlash(a.Path()))
		err := os.MkdirAll(filepath.Dir(to), 0o700)
		if err == nil {
			err = os.Chtimes(temp, modified, modified)
		}
		if err == nil {
			err = os.Rename(temp, to)
		}
		return err
	})
	if err != nil {
		_ = os.Remove(temp) // there only when it was not renamed
	}
	return a, err
}

// openAddition opens what is added and says when it was modified.
func openAddition(a *request.Added, what Addition, now time.Time) (io.ReadCloser, time.Time, error) {
	if len(what.Fields) > 0 {
		a.Name = "form.csv"
		if a.Title == "" {
			a.Title = "Form submission"
		}
		return io.NopCloser(strings.NewReader(formCSV(what.Fields))), now, nil
	}
	f, err := os.Open(filepath.Clean(what.File))
	if err != nil {
		return nil, now, fmt.Errorf("add to request: %w", err)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is no file")
	}
	if err != nil {
		return nil, now, errors.Join(fmt.Errorf("add to request: %w", err), f.Close())
	}
	return f, info.ModTime(), nil
}

// addedName is the file's own name without what file systems do not take and
// without a dot before it, which backups pass over.
func addedName(file string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(path.Base(filepath.ToSlash(file)), "_"))
	if name = strings.TrimLeft(name, ". "); name == "" {
		return "file"
	}
	return name
}

// readAdded reads what was added and not read yet.
func (s *Service) readAdded(ctx context.Context, by Officer, pictures bool) error {
	s.crawling.Lock()
	err := errors.Join(s.warm(ctx), s.crawlAdded(ctx, by))
	s.crawling.Unlock()
	if err != nil || !pictures || s.Config.OCR.Off {
		return err
	}
	return s.recogniseAll(ctx, by, []config.Source{s.addedAsSource()}, nil)
}

// crawlAdded makes a pass over what was added. The caller holds s.crawling.
func (s *Service) crawlAdded(ctx context.Context, by Officer) error {
	all, err := s.reg.Added("")
	if err != nil || len(all) == 0 {
		return err
	}
	done, err := s.crawlOne(ctx, by, s.addedAsSource(), nil)
	return errors.Join(err, done.Err)
}

// openAdded reads what was added again when the catalogue was lost.
func (s *Service) openAdded(ctx context.Context) error {
	all, err := s.reg.Added("")
	if err != nil {
		return err
	}
	for _, a := range all {
		i, err := s.cat.Item(ctx, catalogue.ItemID(addedSource, a.Path(), ""))
		if err == nil && !i.Vanished {
			continue
		}
		if err != nil && !errors.Is(err, catalogue.ErrNotFound) {
			return err
		}
		return s.readAdded(ctx, "agent", false)
	}
	return nil
}

// Remove keeps an item that was added by hand out of the pack again, with its
// parts; of another item it takes away the redacted copy. The decision stays on
// record, and so do the bytes.
func (s *Service) Remove(_ context.Context, by Officer, id, item, reason string) error {
	s.deciding.Lock()
	defer s.deciding.Unlock()
	item = strings.TrimPrefix(item, redact.TargetItem)
	matches, _, err := s.reg.Matches(id)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(matches, func(m request.Match) bool { return m.Item == item })
	if at < 0 {
		return fmt.Errorf("item %q is not among the matches of request %s", item, id)
	}
	if matches[at].AddedBy == "" {
		return s.removeCopy(by, id, matches[at])
	}
	var ds []request.Decision
	for _, m := range matches {
		if m.AddedBy != "" && m.Path == matches[at].Path && (m.Item == item || matches[at].Part == "") {
			ds = append(ds, request.Decision{Target: redact.TargetItem + m.Item, Verdict: string(redact.Withhold), Code: redact.CodeScope, Reason: reason})
		}
	}
	return s.put(by, id, "request.remove", ds)
}
