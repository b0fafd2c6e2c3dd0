package service

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"time"

	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/redact"
	"sarsen/redact/pack"
	"sarsen/redact/verify"
)

// ExportOptions steer Export.
type ExportOptions struct {
	Out      string // folder, or zip when it ends in .zip
	CaseFile string // folder; "" for cases/ID in the data folder
	Draft    bool
	Replace  bool // an earlier pack at Out may be replaced
	// Split is the largest size of a part, in bytes; 0 for one piece.
	Split   int64
	Encrypt Encryption
	// Progress is told what is being done and how much of it is; total is 0 where
	// that is not known. It may be nil.
	Progress func(doing string, done, total int)
}

func (o ExportOptions) progress(doing string, done, total int) {
	if o.Progress != nil {
		o.Progress(doing, done, total)
	}
}

// Exported is what came of an export.
type Exported struct {
	Case     Case
	Path     string   // where the pack is; of several parts, the first
	Files    []string // the pack itself, or its parts
	Large    int      // parts that are larger than asked for, because a single file is
	Password string   // the file with the password that was made; "" for none
	CaseFile string
	Summary  pack.Summary
	Report   verify.Report
	Missing  []string // what still stands in the way of a release
	Gates    []Gate   // that nobody answered
	Swept    int      // see pipeline.Assembly
	Mixed    int      // likewise
	// Searched counts the withheld values that the verifier looked for in the
	// whole pack, Unsearched those that it could not (see pipeline.Assembly).
	Searched, Unsearched int
}

// Export builds the pack, opens it again as an outsider, and leaves it at its
// place only when the verifier finds nothing. Otherwise the error wraps
// ErrCheck and the report has the findings.
func (s *Service) Export(ctx context.Context, by Officer, id string, opts ExportOptions) (Exported, error) {
	if err := s.places(opts); err != nil {
		return Exported{}, err
	}
	locked, err := opts.Encrypt.sealing(opts.Out)
	if err != nil {
		return Exported{}, err
	}
	s.deciding.Lock()
	defer s.deciding.Unlock()
	rev, err := s.review(ctx, id, "", true)
	if err != nil {
		return Exported{}, err
	}
	out := Exported{Case: rev.Case, Missing: s.Missing(rev), Gates: rev.OpenGates()}
	release, err := s.released(by, rev, &out, opts.Draft)
	if err != nil {
		return out, err
	}
	if _, err := s.sealer(); err != nil { // before the work, not after it
		return out, err
	}
	if err := s.record(by, "export", id, "", map[string]string{"draft": strconv.FormatBool(opts.Draft)}); err != nil {
		return out, err
	}
	asm, err := s.assemble(ctx, rev)
	if err != nil {
		return out, err
	}
	out.Swept, out.Mixed, out.Searched, out.Unsearched = asm.Swept, asm.Mixed, len(asm.Values), asm.Unsearched
	in, err := s.input(ctx, rev, asm, release, opts.Draft)
	if err != nil {
		return out, err
	}
	copier, err := s.copier(ctx, rev, asm)
	if err != nil {
		return out, err
	}
	sum, err := pack.Build(ctx, opts.Out, in, pack.Options{
		Copier: copier, Replace: opts.Replace, Zip: locked != nil, Split: max(opts.Split-locked.overhead(opts.Split), 0),
		Progress: func(p pack.Progress) { opts.progress(string(p.Doing), p.Done, p.Total) },
	})
	if errors.Is(err, pack.ErrExists) {
		err = fmt.Errorf("%w at %s; --replace replaces an earlier pack that is not encrypted", err, opts.Out)
	}
	if err != nil {
		return out, err
	}
	out.Summary = sum
	if err := s.finish(ctx, rev, asm, in, release, locked, &out, opts); err != nil {
		return out, errors.Join(err, sum.Discard())
	}
	return out, s.record(by, "export.done", id, "", map[string]string{
		"draft": strconv.FormatBool(opts.Draft), "items": strconv.Itoa(sum.Items), "masks": strconv.Itoa(sum.Masks), "files": strconv.Itoa(out.Report.Files),
		"parts": strconv.Itoa(len(out.Files)), "encrypted": opts.Encrypt.Format,
	})
}

// finish locks what was built, opens it again as its receiver would, verifies it,
// writes the case file, and puts everything in place. After an error the pack
// has to be discarded.
func (s *Service) finish(ctx context.Context, rev Review, asm pipeline.Assembly, in pack.Input, release request.Release, locked *sealing, out *Exported, opts ExportOptions) error {
	sum := &out.Summary
	path, err := locked.seal(ctx, sum)
	if err != nil {
		return err
	}
	total := len(sum.Checksums)
	// Each page was drawn, or made, here a moment ago: no need to be able to stop.
	out.Report, err = s.verifyWith(ctx, path, asm, s.own, VerifyOptions{Progress: func(files, _ int) { opts.progress("verified", files, total) }})
	if err != nil {
		return err
	}
	if !out.Report.OK {
		return fmt.Errorf("request %s: %w: the verifier found something in %d places", rev.Case.ID, ErrCheck, len(out.Report.Findings))
	}
	if out.CaseFile, err = s.caseFile(ctx, rev, asm, in, *out, release, opts); err != nil {
		return err
	}
	if err := locked.commit(*sum); err != nil {
		return err
	}
	for _, f := range sum.Files {
		abs, err := filepath.Abs(f)
		if err != nil {
			return err
		}
		out.Files = append(out.Files, abs)
	}
	out.Path, out.Large = out.Files[0], len(sum.Large)
	if locked != nil {
		out.Password = locked.save
	}
	return nil
}

func (s *Service) assemble(ctx context.Context, rev Review) (pipeline.Assembly, error) {
	id := rev.Case.ID
	ground := redact.ThirdPartyCode(string(rev.Case.Right))
	return pipeline.Assemble(rev.Items, rev.Keep, ground, decidedAt(rev), func(m request.Match) func() ([]byte, error) {
		if !s.held(id, m.EntrySHA256) {
			return nil // a release is refused for it; a draft shows its text
		}
		return func() ([]byte, error) { return s.original(ctx, id, m) }
	})
}

// input is what the pack is made from.
func (s *Service) input(ctx context.Context, rev Review, asm pipeline.Assembly, release request.Release, draft bool) (pack.Input, error) {
	c := rev.Case
	made := request.Today(release.At)
	if draft {
		made = rev.lastAct()
	}
	in := pack.Input{
		Request: pack.Request{
			ID: c.ID, Right: string(c.Right), Subject: c.Profile.Names[0], Council: s.Config.Organisation, Contact: s.Config.Contact,
			Jurisdiction: s.Config.Jurisdiction, Received: c.Received, Due: c.Clock.Due, Made: made,
		},
		Items: asm.Items, Draft: draft, Values: asm.Values, Keep: asm.Keep,
	}
	if in.Request.Council == "" {
		in.Request.Council = "The council"
	}
	for _, src := range s.Config.Sources {
		cov, err := s.cat.Coverage(ctx, src.Name)
		if err != nil {
			return pack.Input{}, err
		}
		in.Sources = append(in.Sources, packSource(src, cov))
	}
	if src, ok := s.addedCoverage(ctx, rev); ok {
		in.Sources = append(in.Sources, src)
	}
	return in, nil
}

// lastAct is the day on which find or a decision last changed what stands: the
// date of a draft, which has none of its own.
func (rev Review) lastAct() time.Time {
	last := rev.Run.At
	for _, d := range rev.Decisions {
		if d.At.After(last) {
			last = d.At
		}
	}
	if last.IsZero() {
		return rev.Case.Received
	}
	return request.Today(last)
}
