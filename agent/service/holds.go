package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"

	"sarsen/agent/catalogue"
	"sarsen/agent/request"
	"sarsen/crawlers"
	"sarsen/crawlers/all"
	"sarsen/crawlers/documents"
)

// hold copies the originals of matches into the request's hold, from the day
// they matched: altering or destroying them afterwards is an offence (DPA 2018
// s.173), and the pack is built from them. It fills in where inside the held
// bytes each match lies, and returns how many could not be held since the
// source no longer gives the bytes that were read.
func (s *Service) hold(ctx context.Context, id string, matches []request.Match, progress FindProgress) (int, error) {
	opened := map[string]crawlers.Source{}
	defer func() {
		for _, src := range opened {
			_ = src.Close()
		}
	}()
	missing := 0
	for i := range matches {
		progress("originals held", i, len(matches))
		m := &matches[i]
		e, inner, err := s.cat.Entry(ctx, m.Item)
		if errors.Is(err, catalogue.ErrNotFound) {
			continue // held before the catalogue lost it
		}
		if err != nil {
			return missing, err
		}
		m.EntryName, m.EntryMedia, m.Inner = path.Base(e.Path), e.MediaType, inner
		if m.EntrySHA256 == "" || s.held(id, m.EntrySHA256) {
			continue
		}
		if err := s.holdEntry(ctx, id, m, e, opened); err != nil {
			if ctx.Err() != nil {
				return missing, ctx.Err()
			}
			if errors.Is(err, errWrite) {
				return missing, err
			}
			missing++
		}
	}
	return missing, nil
}

func (s *Service) held(id, sum string) bool {
	_, err := os.Stat(s.path("holds", id, sum))
	return err == nil
}

// errWrite marks a failure to write the hold, which must not be passed over.
var errWrite = errors.New("write hold")

// holdEntry copies an entry's bytes, if they still are those that were read.
func (s *Service) holdEntry(ctx context.Context, id string, m *request.Match, e crawlers.Entry, opened map[string]crawlers.Source) error {
	src, ok := opened[m.Source]
	if !ok {
		cfg, known := s.source(m.Source)
		if !known {
			return fmt.Errorf("source %q is no longer configured", m.Source)
		}
		var err error
		if src, err = all.Open(ctx, s.sourceOptions(cfg)); err != nil {
			return err
		}
		opened[m.Source] = src
	}
	content, err := src.Open(ctx, e)
	if err != nil {
		return err
	}
	defer content.Close() //nolint:errcheck // only read
	dir := s.path("holds", id)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("%w: %w", errWrite, err)
	}
	temp, err := os.CreateTemp(dir, ".new-")
	if err != nil {
		return fmt.Errorf("%w: %w", errWrite, err)
	}
	defer os.Remove(temp.Name()) //nolint:errcheck // gone when it was renamed
	h := sha256.New()
	read := &reader{r: io.NewSectionReader(content, 0, content.Size())}
	_, err = io.Copy(io.MultiWriter(temp, h), read)
	if read.err != nil {
		return errors.Join(fmt.Errorf("read the source: %w", read.err), temp.Close())
	}
	if err := errors.Join(err, temp.Chmod(0o400), temp.Sync(), temp.Close()); err != nil {
		return fmt.Errorf("%w: %w", errWrite, err)
	}
	if hex.EncodeToString(h.Sum(nil)) != m.EntrySHA256 {
		return errors.New("the source has changed since the crawl")
	}
	if err := os.Rename(temp.Name(), s.path("holds", id, m.EntrySHA256)); err != nil {
		return fmt.Errorf("%w: %w", errWrite, err)
	}
	return nil
}

// reader tells an error of what is read from one of what is written.
type reader struct {
	r   io.Reader
	err error
}

func (r *reader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		r.err = err
	}
	return n, err
}

// unseal opens held bytes after checking that they are those that were held.
func (s *Service) unseal(id string, m request.Match) (file, error) {
	f, err := openFile(s.path("holds", id, m.EntrySHA256))
	if err != nil {
		return file{}, fmt.Errorf("item %s is not in the hold: find again while its source can be read", m.Item)
	}
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(f, 0, f.Size())); err != nil {
		return file{}, errors.Join(fmt.Errorf("read the hold of item %s: %w", m.Item, err), f.Close())
	}
	if hex.EncodeToString(h.Sum(nil)) != m.EntrySHA256 {
		return file{}, errors.Join(fmt.Errorf("the hold of item %s was changed since it was sealed: restore it from a backup", m.Item), f.Close())
	}
	return f, nil
}

// original returns the bytes of a match out of the hold.
func (s *Service) original(ctx context.Context, id string, m request.Match) ([]byte, error) {
	f, err := s.unseal(id, m)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	if m.Inner == "" {
		return io.ReadAll(io.NewSectionReader(f, 0, f.Size()))
	}
	return s.pool.Open(ctx, m.EntryName, m.EntryMedia, f, m.Inner)
}

// text returns the canonical text of a match: from the catalogue, else, when
// that has lost it, read again from the hold. Text that other programs read in
// it, or that an officer added, is lost with the catalogue, and the marks would
// not fit what is left.
func (s *Service) text(ctx context.Context, id string, m request.Match) (catalogue.Text, error) {
	t, err := s.cat.Text(ctx, m.Item)
	if !errors.Is(err, catalogue.ErrNotFound) {
		return t, err
	}
	if !s.held(id, m.EntrySHA256) {
		return catalogue.Text{}, fmt.Errorf("item %s: %w", m.Item, catalogue.ErrNotFound)
	}
	f, err := s.unseal(id, m)
	if err != nil {
		return catalogue.Text{}, err
	}
	defer f.Close() //nolint:errcheck // only read
	found := false
	err = s.pool.Extract(ctx, m.EntryName, m.EntryMedia, f, func(i documents.Item) error {
		if i.Part == m.Inner && i.Late == nil && s.spoken.of(m.SHA256) == "" {
			t, found = catalogue.Text{Text: i.Text, Bounds: i.Unpack().Bounds}, true
		}
		return nil
	})
	if err == nil && !found {
		err = fmt.Errorf("item %s: %w", m.Item, catalogue.ErrNotFound)
	}
	return t, err
}

// checkHolds reads every held original and counts those that are no longer the
// bytes that were sealed.
func (s *Service) checkHolds(ctx context.Context) (held, changed int, err error) {
	dirs, err := os.ReadDir(s.path("holds"))
	if errors.Is(err, os.ErrNotExist) {
		return 0, 0, nil
	}
	if err != nil {
		return 0, 0, fmt.Errorf("check holds: %w", err)
	}
	for _, dir := range dirs {
		files, err := os.ReadDir(s.path("holds", dir.Name()))
		if err != nil {
			return held, changed, fmt.Errorf("check holds: %w", err)
		}
		for _, f := range files {
			if err := ctx.Err(); err != nil {
				return held, changed, err
			}
			held++
			sealed, err := s.unseal(dir.Name(), request.Match{EntrySHA256: f.Name()})
			if err != nil {
				changed++
				continue
			}
			if err := sealed.Close(); err != nil {
				return held, changed, err
			}
		}
	}
	return held, changed, nil
}
