package service

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"time"

	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/crawlers/documents"
	"sarsen/redact"
	"sarsen/redact/pack"
)

// caseFile writes the council's own record of the export.
func (s *Service) caseFile(ctx context.Context, rev Review, asm pipeline.Assembly, in pack.Input, out Exported, release request.Release, opts ExportOptions) (string, error) {
	key, err := s.reg.Secret(rev.Case.ID)
	if err != nil {
		return "", err
	}
	sealer, err := s.sealer()
	if err != nil {
		return "", err
	}
	handovers, err := s.reg.Handovers(rev.Case.ID)
	if err != nil {
		return "", err
	}
	dir, err := s.caseDir(rev.Case.ID, opts)
	if err != nil {
		return "", err
	}
	c := pack.CaseInput{
		Input: in, Key: key, Seal: sealer.seal, SealedFor: sealer.who, Searches: searches(rev.Run), Decisions: rev.Decisions,
		Grounds: grounds(rev), Named: named(rev), Places: map[string]pack.Place{}, Found: len(rev.Items), Built: out.Summary, Report: out.Report,
		Handovers: packHandovers(handovers), Versions: versions(), NotSearched: asm.Unsearched, Mixed: asm.Mixed, Gates: packGates(rev),
	}
	if !opts.Draft {
		c.ReleasedBy, c.ReleasedAt = release.By, release.At
	}
	for _, i := range rev.Items {
		c.Places[i.Item] = pack.Place{Source: i.Source, Path: i.Path, Part: i.Part, SHA256: i.EntrySHA256}
	}
	return dir, pack.BuildCase(ctx, dir, c)
}

// searches are the queries of the last run of find: which of them an officer
// added, and which of the profile were not run, since they turned them off.
func searches(run request.FindRun) []pack.Search {
	var out []pack.Search
	for _, q := range run.Queries {
		search := pack.Search{Query: q}
		if c, ok := run.Edited.Own(q); ok {
			search.Note = fmt.Sprintf("added by %s on %s", c.By, c.At.Format(time.DateOnly))
		}
		out = append(out, search)
	}
	for _, c := range run.Edited.Off {
		out = append(out, pack.Search{Query: c.Text, Note: fmt.Sprintf("not run: turned off by %s on %s", c.By, c.At.Format(time.DateOnly))})
	}
	return out
}

// caseDir is where the record of an export goes. Each has one of its own; none
// is overwritten.
func (s *Service) caseDir(id string, opts ExportOptions) (string, error) {
	dir := opts.CaseFile
	if dir == "" {
		dir = s.path("cases", id)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("make case file: %w", err)
	}
	name := s.now().UTC().Format("20060102-150405")
	if opts.Draft {
		name += "-draft"
	}
	first := filepath.Join(dir, name)
	place := first
	for n := 2; ; n++ {
		if _, err := os.Stat(place); err != nil {
			return place, nil
		}
		place = fmt.Sprintf("%s-%d", first, n)
	}
}

// grounds are the decisions in force on marks: their own, else those of their
// value or person.
func grounds(rev Review) map[string]redact.Decision {
	force := redact.InForce(rev.Decisions)
	out := map[string]redact.Decision{}
	for _, i := range rev.Items {
		for _, m := range i.Marks {
			if d, ok := force.On(m); ok {
				out[m.ID] = d
			}
		}
	}
	return out
}

// named are the withheld places of the names of items that are given.
func named(rev Review) []pack.Named {
	at := decidedAt(rev)
	ground := redact.ThirdPartyCode(string(rev.Case.Right))
	var out []pack.Named
	for _, i := range rev.Items {
		for _, m := range i.Marks {
			if i.Verdict != redact.Disclose || m.Field != "name" || !m.Withheld() {
				continue
			}
			n := pack.Named{Item: i.Item, Text: m.Text, Redaction: pack.Redaction{Span: m.Span, Kind: m.Kind, Code: m.Code, Mark: m.ID, By: m.By, At: at[m.ID]}}
			if n.Code == "" {
				n.Code = ground
			}
			out = append(out, n)
		}
	}
	return out
}

// packGates are the gates of what went out, with their answers.
func packGates(rev Review) []pack.Gate {
	var out []pack.Gate
	for _, g := range rev.Gates {
		for _, i := range g.Items {
			var categories []string
			for _, c := range i.Cues {
				categories = append(categories, string(c.Category))
			}
			slices.Sort(categories)
			out = append(out, pack.Gate{
				Name: string(g.Name), Asks: g.Asks, Item: i.Item, Categories: slices.Compact(categories), Cues: len(i.Cues), Answer: i.Answer, By: i.By, At: i.At,
			})
		}
	}
	return out
}

// versions name the program and the rules by which it counts.
func versions() [][2]string {
	program := "unknown"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		program = info.Main.Version
	}
	return [][2]string{{"sarsen", program}, {"rules of the clock", request.RuleSet}, {"reading of documents", strconv.Itoa(documents.Version)}}
}
