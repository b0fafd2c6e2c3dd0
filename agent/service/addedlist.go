package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"sarsen/agent/request"
	"sarsen/crawlers"
	"sarsen/redact"
	"sarsen/redact/pack"
)

// An AddedItem is what an officer added to a request, as it stands.
type AddedItem struct {
	request.Added
	Item    string // ID; of a copy that of the item of which it is one
	Removed bool   // it stays out of the pack
}

// Added lists what was added to a request, the oldest first, then the redacted
// copies of its items.
func (s *Service) Added(_ context.Context, id string) ([]AddedItem, error) {
	rows, err := s.reg.Added(id)
	if err != nil {
		return nil, err
	}
	ds, err := s.decisions(id)
	if err != nil {
		return nil, err
	}
	matches, _, err := s.reg.Matches(id)
	if err != nil {
		return nil, err
	}
	latest := redact.Latest(ds)
	var out []AddedItem
	for _, a := range rows {
		line := AddedItem{Added: a}
		for _, m := range matches {
			if m.AddedBy != "" && m.Path == a.Path() && m.Part == "" {
				d, ok := latest[redact.TargetItem+m.Item]
				line.Item, line.Removed = m.Item, ok && d.Verdict == redact.Withhold && d.Code == redact.CodeScope
			}
		}
		out = append(out, line)
	}
	all, err := s.reg.Attachments()
	if err != nil {
		return nil, err
	}
	now, err := s.copies(id)
	if err != nil {
		return nil, err
	}
	for _, a := range all {
		if a.Kind == request.Copy && a.Request == id && a.File != "" {
			row := request.Added{Request: id, Kind: a.Kind, File: a.File, Name: a.Name, Note: a.Note, By: a.By, At: a.At}
			out = append(out, AddedItem{Added: row, Item: a.Item, Removed: now[a.SHA256].At != a.At})
		}
	}
	return out, nil
}

// checkAdded reads every file that officers added or attached, and counts them.
// The error says how many are missing or not the bytes that were added.
func (s *Service) checkAdded(ctx context.Context) (kept int, err error) {
	rows, err := s.reg.Added("")
	if err != nil {
		return 0, err
	}
	attached, err := s.reg.Attachments()
	if err != nil {
		return 0, err
	}
	files := map[string]string{} // by path
	for _, a := range rows {
		files[s.path(addedDir, filepath.FromSlash(a.Path()))] = a.File
	}
	for _, a := range attached {
		if a.File != "" {
			files[s.path(attachedDir, a.File)] = a.File
		}
	}
	changed := 0
	for name, sum := range files {
		if err := ctx.Err(); err != nil {
			return kept, err
		}
		kept++
		if is, err := hashOf(name); err != nil || is != sum {
			changed++
		}
	}
	if changed > 0 {
		return kept, fmt.Errorf("%d of %d files that were added by hand are missing, or were changed since: restore them from a backup", changed, kept)
	}
	return kept, nil
}

func hashOf(name string) (string, error) {
	f, err := os.Open(filepath.Clean(name))
	if err != nil {
		return "", err
	}
	defer f.Close() //nolint:errcheck // only read
	h := sha256.New()
	_, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), err
}

// addedCoverage is the line of a pack's coverage on what was added by hand to
// its request; ok is false when nothing was, or it has the terms of a source.
func (s *Service) addedCoverage(ctx context.Context, rev Review) (pack.Source, bool) {
	out := pack.Source{Name: addedSource, Location: "handed to the officer who deals with this request", Unread: map[string]int{}}
	for _, r := range rev.Items {
		if r.AddedBy == "" || r.Terms != "" {
			continue
		}
		out.Seen++
		if r.AddedAt.After(out.Searched) {
			out.Searched = r.AddedAt
		}
		item, err := s.cat.Item(ctx, r.Item)
		switch {
		case err != nil:
		case item.State == crawlers.Partial:
			out.Partial++
			out.Read++
		case item.State.Read():
			out.Read++
		default:
			out.Unread[string(item.State)]++
		}
	}
	return out, out.Seen > 0
}
