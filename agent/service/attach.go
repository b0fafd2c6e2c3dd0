package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"sarsen/agent/catalogue"
	"sarsen/agent/request"
	"sarsen/crawlers/documents"
	"sarsen/redact"
)

// attachedDir holds the files that officers attached to items, under their
// hashes.
const attachedDir = "attached"

// transcripts are the texts added by hand, by the hash of the item's bytes.
type transcripts struct {
	mu   sync.RWMutex
	text map[string]string
}

func (t *transcripts) of(sha256 string) string {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.text[sha256]
}

// openTranscripts has the catalogue add transcripts to the items they belong to,
// also to those that were written while the register held others: after a
// restore.
func (s *Service) openTranscripts(ctx context.Context) error {
	if err := s.loadTranscripts(); err != nil {
		return err
	}
	s.cat.SetByHand(s.spoken.of)
	all, err := s.reg.Attachments()
	if err != nil {
		return err
	}
	for _, a := range all {
		if a.Kind != request.Transcript {
			continue
		}
		if err := s.amend(ctx, a.Item); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) loadTranscripts() error {
	all, err := s.reg.Transcripts()
	if err != nil {
		return err
	}
	s.spoken.mu.Lock()
	defer s.spoken.mu.Unlock()
	s.spoken.text = all
	return nil
}

// amend brings the text of an item up to date with its transcript, unless it
// is. Items that are not in the catalogue get theirs when they are read.
func (s *Service) amend(ctx context.Context, id string) error {
	i, err := s.cat.Item(ctx, id)
	if errors.Is(err, catalogue.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	t, err := s.cat.Text(ctx, id)
	if err != nil || strings.HasSuffix(t.Text, s.spoken.of(i.SHA256)) {
		return err
	}
	return s.cat.Amend(ctx, id)
}

// Attach adds a transcript to an item by hand: the text of a file becomes part of
// the item's. The file is kept with the register.
func (s *Service) Attach(ctx context.Context, by Officer, id, file, note string) error {
	a, err := s.attachment(ctx, by, id, file, note)
	if err != nil {
		return err
	}
	a.Kind = request.Transcript
	if a.Text, err = s.transcript(ctx, file); err != nil {
		return err
	}
	if a.File, err = s.keepAttached(file); err != nil {
		return err
	}
	facts := map[string]string{"file": a.File, "sha256": a.SHA256}
	if err := s.record(by, "unread.attach.transcript", "", redact.TargetItem+id, facts); err != nil {
		return err
	}
	if err := s.reg.Attach(a); err != nil {
		return err
	}
	if err := s.loadTranscripts(); err != nil {
		return err
	}
	s.crawling.Lock()
	defer s.crawling.Unlock()
	if err := s.cat.Amend(ctx, id); err != nil {
		return err
	}
	return s.crawl(nil).Flush(ctx)
}

// attachment is what is attached to an item, without the file's own.
func (s *Service) attachment(ctx context.Context, by Officer, id, file, note string) (request.Attached, error) {
	i, err := s.cat.Item(ctx, id)
	if err != nil {
		return request.Attached{}, fmt.Errorf("item %s: %w", id, err)
	}
	if i.SHA256 == "" {
		return request.Attached{}, fmt.Errorf("item %s: its bytes could not be read, so that nothing can be attached to them", id)
	}
	return request.Attached{Item: id, SHA256: i.SHA256, Name: filepath.Base(file), Note: note, By: string(by), At: s.now()}, nil
}

// transcript reads the text of a file, of any kind that a crawl reads.
func (s *Service) transcript(ctx context.Context, name string) (string, error) {
	f, err := openFile(name)
	if err != nil {
		return "", fmt.Errorf("read transcript: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read
	var text string
	var last documents.Item
	err = s.pool.Extract(ctx, filepath.Base(name), "", f, func(i documents.Item) error {
		if i.Part == "" {
			text, last = strings.TrimSpace(i.Text), i
		}
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("read transcript: %w", err)
	}
	if text == "" {
		return "", fmt.Errorf("read transcript: there is no text in it: %s %s", last.State, last.Reason)
	}
	return text + "\n", nil
}

// keepAttached copies a file into the data folder and returns its hash.
func (s *Service) keepAttached(name string) (sum string, err error) {
	src, err := os.Open(filepath.Clean(name))
	if err != nil {
		return "", fmt.Errorf("attach: %w", err)
	}
	defer src.Close() //nolint:errcheck // only read
	temp, sum, err := s.copyIn(attachedDir, src)
	if err != nil {
		return "", fmt.Errorf("attach: %w", err)
	}
	if err := os.Rename(temp, s.path(attachedDir, sum)); err != nil {
		return "", errors.Join(fmt.Errorf("attach: %w", err), os.Remove(temp))
	}
	return sum, nil
}

// copyIn copies bytes into a file in a folder of the data folder, under a name
// that every start removes, and returns its path and the hash of the bytes. It
// can only be read, by its owner.
func (s *Service) copyIn(folder string, src io.Reader) (name, sum string, err error) {
	dir := s.path(folder)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", "", err
	}
	temp, err := os.CreateTemp(dir, ".new-")
	if err != nil {
		return "", "", err
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(temp, h), src)
	if err := errors.Join(err, temp.Chmod(0o400), temp.Sync(), temp.Close()); err != nil {
		return "", "", errors.Join(err, os.Remove(temp.Name()))
	}
	return temp.Name(), hex.EncodeToString(h.Sum(nil)), nil
}

// Attached returns an attached file, after checking that it is what was
// attached. The caller closes it.
func (s *Service) Attached(a request.Attached) (io.ReadCloser, error) {
	f, err := openFile(s.path(attachedDir, a.File))
	if err != nil {
		return nil, fmt.Errorf("open attached file of item %s: %w", a.Item, err)
	}
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(f, 0, f.Size())); err != nil {
		return nil, errors.Join(fmt.Errorf("read attached file of item %s: %w", a.Item, err), f.Close())
	}
	if hex.EncodeToString(h.Sum(nil)) != a.File {
		return nil, errors.Join(fmt.Errorf("the file attached to item %s was changed since: restore it from a backup", a.Item), f.Close())
	}
	return f, nil
}

// byHand is what officers recorded of items that were not read.
type byHand struct {
	looked   map[string]request.Looked
	attached map[string][]request.Attached // by item
	bytes    map[string][]request.Attached // by the hash of the item's bytes
}

// recordedByHand reads it from the register.
func (s *Service) recordedByHand() (byHand, error) {
	looked, err := s.reg.LookedAt()
	if err != nil {
		return byHand{}, err
	}
	all, err := s.reg.Attachments()
	if err != nil {
		return byHand{}, err
	}
	b := byHand{looked: looked, attached: map[string][]request.Attached{}, bytes: map[string][]request.Attached{}}
	for _, a := range all {
		b.attached[a.Item] = append(b.attached[a.Item], a)
		b.bytes[a.SHA256] = append(b.bytes[a.SHA256], a)
	}
	return b, nil
}

// of returns what was recorded of an item as it is now.
func (b byHand) of(i catalogue.Item) Unread {
	u := Unread{Item: i}
	if l, ok := b.looked[i.ID]; ok && l.SHA256 == i.SHA256 {
		u.Looked = &l
	}
	if i.SHA256 != "" {
		for _, a := range b.bytes[i.SHA256] {
			switch {
			case a.Kind == request.Transcript:
				u.Transcript = &a
			case a.File == "": // taken away
				u.Copy = nil
			default:
				u.Copy = &a
			}
		}
	}
	for _, a := range b.attached[i.ID] {
		u.Stale = a.SHA256 != i.SHA256
	}
	return u
}

// ByHand counts, for a source, the unread items that were looked at by hand and
// those with a transcript.
type ByHand struct{ Looked, Transcripts int }

// ByHand returns the counts of each source.
func (s *Service) ByHand(ctx context.Context) (map[string]ByHand, error) {
	b, err := s.recordedByHand()
	if err != nil {
		return nil, err
	}
	ids := map[string]bool{}
	for id := range b.looked {
		ids[id] = true
	}
	for id := range b.attached {
		ids[id] = true
	}
	out := map[string]ByHand{}
	for id := range ids {
		i, err := s.cat.Item(ctx, id)
		if errors.Is(err, catalogue.ErrNotFound) || err == nil && i.Vanished {
			continue
		}
		if err != nil {
			return nil, err
		}
		n, u := out[i.Source], b.of(i)
		if u.Looked != nil {
			n.Looked++
		}
		if u.Transcript != nil {
			n.Transcripts++
		}
		out[i.Source] = n
	}
	return out, nil
}

// Tallies counts the items of all sources by state, reason and media type.
func (s *Service) Tallies(ctx context.Context) ([]catalogue.Tally, error) {
	all, err := s.cat.Tallies(ctx, "")
	return slices.DeleteFunc(all, func(t catalogue.Tally) bool { return t.Source == addedSource }), err
}
