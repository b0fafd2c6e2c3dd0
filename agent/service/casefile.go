package service

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sarsen/agent/pipeline"
	"sarsen/redact/pack"
)

// caseFile writes the council's own record of the export.
func (s *Service) caseFile(ctx context.Context, rev Review, asm pipeline.Assembly, in pack.Input, sum pack.Summary, opts ExportOptions) (string, error) {
	key, err := s.reg.Secret(rev.Case.ID)
	if err != nil {
		return "", err
	}
	dir := opts.CaseFile
	if dir == "" {
		dir = s.path("cases", rev.Case.ID)
	}
	places := map[string]pack.Place{}
	for _, i := range rev.Items {
		places[i.Item] = pack.Place{Source: i.Source, Path: i.Path, Part: i.Part, SHA256: i.EntrySHA256}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("make case file: %w", err)
	}
	// Each export has a record of its own; none is overwritten.
	name := s.now().UTC().Format("20060102-150405")
	if opts.Draft {
		name += "-draft"
	}
	for n := 2; ; n++ {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			break
		}
		name = fmt.Sprintf("%s-%d", name, n)
	}
	dir = filepath.Join(dir, name)
	return dir, pack.BuildCase(ctx, dir, pack.CaseInput{
		Input: in, Key: key, Searches: rev.Run.Queries, Decisions: rev.Decisions, Places: places, Dropped: sum.Dropped,
		Rebuilt: sum.Rebuilt, NotSearched: asm.Unsearched, Mixed: asm.Mixed,
	})
}
