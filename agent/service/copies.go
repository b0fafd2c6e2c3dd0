package service

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/crawlers/documents"
	"sarsen/redact"
	"sarsen/redact/pack"
)

// AddCopy gives an item of a request a copy that the officer redacted by other
// means, such as a recording from which they cut what others said. It stands in
// the pack in place of the item, in this request only; beside it stands the
// item's text, which a transcript gives. A copy is refused when what it says of
// itself cannot be taken out of it.
func (s *Service) AddCopy(ctx context.Context, by Officer, id, item, file, note string) error {
	s.deciding.Lock()
	defer s.deciding.Unlock()
	item = strings.TrimPrefix(item, redact.TargetItem)
	matches, _, err := s.reg.Matches(id)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(matches, func(m request.Match) bool { return m.Item == item }) {
		return fmt.Errorf("item %q is not among the matches of request %s; 'sarsen decide %s item:%s disclose' adds one that find did not find", item, id, id, item)
	}
	a, err := s.attachment(ctx, by, item, file, note)
	if err != nil {
		return err
	}
	a.Kind, a.Request = request.Copy, id
	if a.MediaType, err = s.mediaType(ctx, file); err != nil {
		return err
	}
	if a.File, err = s.keepAttached(file); err != nil {
		return err
	}
	if err := s.strippable(ctx, a); err != nil {
		return err
	}
	if err := s.record(by, "request.add", id, redact.TargetItem+item, map[string]string{"kind": string(a.Kind), "sha256": a.File}); err != nil {
		return err
	}
	return s.reg.Attach(a)
}

// mediaType says what kind of file it is.
func (s *Service) mediaType(ctx context.Context, name string) (kind string, err error) {
	f, err := openFile(name)
	if err != nil {
		return "", fmt.Errorf("read copy: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read
	err = s.pool.Extract(ctx, filepath.Base(name), "", f, func(i documents.Item) error {
		if i.Part == "" {
			kind = i.MediaType
		}
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("read copy: %w", err)
	}
	return kind, nil
}

// strippable reports why a copy cannot be given away: what it says of itself
// besides what it shows cannot be taken out.
func (s *Service) strippable(ctx context.Context, a request.Attached) error {
	maker, err := s.maker()
	if err != nil {
		return err
	}
	c := s.copyOf(a)
	_, err = maker.Copy(ctx, pack.Item{ID: a.Item, MediaType: c.MediaType, Redacted: true, Open: c.Open}, nil, false, io.Discard)
	if err != nil {
		return fmt.Errorf("item %s: this copy (%s) cannot be given, since what it says of itself cannot be taken out of it: save it as MP3, WAV or MP4: %w", a.Item, c.MediaType, err)
	}
	return nil
}

func (s *Service) copyOf(a request.Attached) *pipeline.Copy {
	return &pipeline.Copy{MediaType: a.MediaType, File: a.File, Open: func() ([]byte, error) {
		f, err := s.Attached(a)
		if err != nil {
			return nil, err
		}
		defer f.Close() //nolint:errcheck // only read
		return io.ReadAll(f)
	}}
}

// copies are the redacted copies of a request's items, by the hash of the bytes
// of which they are copies.
func (s *Service) copies(id string) (map[string]request.Attached, error) {
	all, err := s.reg.Attachments()
	if err != nil {
		return nil, err
	}
	out := map[string]request.Attached{}
	for _, a := range all {
		switch {
		case a.Kind != request.Copy || a.Request != id:
		case a.File == "":
			delete(out, a.SHA256)
		default:
			out[a.SHA256] = a
		}
	}
	return out, nil
}

// transcribed are the latest transcripts of items, by the hash of their bytes.
func (s *Service) transcribed() (map[string]request.Attached, error) {
	all, err := s.reg.Attachments()
	if err != nil {
		return nil, err
	}
	out := map[string]request.Attached{}
	for _, a := range all {
		if a.Kind == request.Transcript {
			out[a.SHA256] = a
		}
	}
	return out, nil
}

// removeCopy takes a copy away from an item.
func (s *Service) removeCopy(by Officer, id string, m request.Match) error {
	all, err := s.copies(id)
	if err != nil {
		return err
	}
	if _, ok := all[m.SHA256]; !ok || m.SHA256 == "" {
		return fmt.Errorf("item %s was not added by hand, and has no redacted copy; 'sarsen decide %s item:%s withhold' keeps it out", m.Item, id, m.Item)
	}
	if err := s.record(by, "request.remove", id, redact.TargetItem+m.Item, map[string]string{"kind": string(request.Copy)}); err != nil {
		return err
	}
	return s.reg.Attach(request.Attached{Item: m.Item, SHA256: m.SHA256, Kind: request.Copy, Request: id, By: string(by), At: s.now()})
}
