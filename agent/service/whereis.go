package service

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"sarsen/agent/catalogue"
	"sarsen/agent/config"
	"sarsen/crawlers"
)

// partMark stands between the path of an item and its part where places are
// printed.
const partMark = " › "

// A spot is where an item may lie; source is "" for any.
type spot struct{ source, path string }

// at returns the items that a place stands for: an ID, or where one lies. When
// there is none, why says what is known of the place.
func (s *Service) at(ctx context.Context, place string) (items []catalogue.Item, why []string, err error) {
	if i, err := s.cat.Item(ctx, place); err == nil {
		return []catalogue.Item{i}, nil, nil
	} else if !errors.Is(err, catalogue.ErrNotFound) {
		return nil, nil, err
	}
	where, part, _ := strings.Cut(place, partMark)
	for _, sp := range s.spots(where) {
		found, err := s.cat.At(ctx, sp.source, sp.path, part)
		if err != nil {
			return nil, nil, err
		}
		found = slices.DeleteFunc(found, func(i catalogue.Item) bool { return i.Source == addedSource })
		if one := slices.IndexFunc(found, func(i catalogue.Item) bool { return i.Part == part }); one >= 0 && len(found) > 1 && part != "" {
			found = found[one : one+1]
		}
		if len(found) > 0 {
			return found, nil, nil
		}
	}
	if !looksLikePlace(where) {
		return nil, nil, fmt.Errorf("item %s: %w", place, catalogue.ErrNotFound)
	}
	why, err = s.uncrawled(ctx, where)
	return nil, why, err
}

// looksLikePlace tells a path from an ID.
func looksLikePlace(text string) bool { return strings.ContainsAny(text, `/\.: `) }

// spots are the places that an officer may mean, the most particular first.
func (s *Service) spots(place string) []spot {
	var out []spot
	for _, src := range s.Config.Sources {
		for _, sep := range []string{"/", ":"} {
			if rest, ok := strings.CutPrefix(place, src.Name+sep); ok {
				out = append(out, spot{src.Name, strings.TrimSpace(rest)})
			}
		}
		if rel, ok := below(src, place); ok {
			out = append(out, spot{src.Name, rel})
		}
	}
	return append(out, spot{"", filepath.ToSlash(place)})
}

// below returns where a file lies in a source that is a folder of this machine,
// if it does.
func below(src config.Source, place string) (string, bool) {
	if strings.Contains(src.Location, "://") || !filepath.IsAbs(place) {
		return "", false
	}
	root, err := filepath.Abs(src.Location)
	if err != nil {
		return "", false
	}
	rel, err := filepath.Rel(root, place)
	if err != nil || rel == "." && !isFile(root) || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return "", false
	}
	if rel == "." {
		rel = filepath.Base(root)
	}
	return filepath.ToSlash(rel), true
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// uncrawled says why nothing is known of a place.
func (s *Service) uncrawled(ctx context.Context, place string) ([]string, error) {
	var out []string
	for _, sp := range s.spots(place) {
		if sp.source == "" {
			continue
		}
		excluded, err := s.excludedAbove(ctx, sp)
		if err != nil {
			return nil, err
		}
		if excluded != "" {
			return []string{fmt.Sprintf("It lies in %s of source %s, which the configuration leaves out: see include and exclude there.", excluded, sp.source)}, nil
		}
		cov, err := s.cat.Coverage(ctx, sp.source)
		if err != nil {
			return nil, err
		}
		if cov.Last.Finished.IsZero() {
			out = append(out, fmt.Sprintf("It would be in source %s, which was not crawled yet: 'sarsen crawl'.", sp.source))
			continue
		}
		last := cov.Last.Finished.Format("2 January 2006, 15:04")
		if info, err := s.stat(sp); err == nil && info.IsDir() {
			out = append(out, fmt.Sprintf("It is a folder of source %s: name a file in it.", sp.source))
		} else if err == nil {
			out = append(out, fmt.Sprintf("It is in source %s now, and was not when that was crawled last, on %s UTC: 'sarsen crawl'.", sp.source, last))
		} else {
			out = append(out, fmt.Sprintf("Source %s had nothing there when it was crawled last, on %s UTC.", sp.source, last))
		}
	}
	if len(out) == 0 {
		out = []string{"It is not in any source that is configured: 'sarsen source list'."}
	}
	return out, nil
}

// stat looks at what lies in a place now, where this machine can.
func (s *Service) stat(sp spot) (fs.FileInfo, error) {
	src, ok := s.Config.Source(sp.source)
	if !ok || strings.Contains(src.Location, "://") {
		return nil, fs.ErrNotExist
	}
	return os.Stat(filepath.Join(src.Location, filepath.FromSlash(sp.path)))
}

// excludedAbove returns the folder over a place that is left out, "" for none.
func (s *Service) excludedAbove(ctx context.Context, sp spot) (string, error) {
	for dir := path.Dir(sp.path); dir != "." && dir != "/"; dir = path.Dir(dir) {
		found, err := s.cat.At(ctx, sp.source, dir, "")
		if err != nil {
			return "", err
		}
		if slices.ContainsFunc(found, func(i catalogue.Item) bool { return i.State == crawlers.Excluded }) {
			return dir, nil
		}
	}
	return "", nil
}
