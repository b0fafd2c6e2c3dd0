package service

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sarsen/agent/catalogue"
	"sarsen/agent/config"
	"sarsen/agent/pipeline"
	"sarsen/crawlers/all"
	"sarsen/crawlers/ocr"
	"sarsen/crawlers/office"
	"sarsen/crawlers/program"
	"sarsen/crawlers/worker"
)

// anything stands for helpers whose settings never were: all late work is
// pending for them.
var anything = catalogue.Helpers{OCR: "any", Office: "any"}

// Recognise reads pictures and scanned pages of the named sources, or all, and
// documents that only LibreOffice reads, as far as that has not been done and
// the programs are installed. A source that cannot be reached does not keep
// the others from it. What was done when ctx ends is kept.
func (s *Service) Recognise(ctx context.Context, by Officer, names []string, progress func(pipeline.Progress)) error {
	sources, err := s.pick(names)
	if err != nil || s.Config.OCR.Off {
		return err
	}
	return s.recogniseAll(ctx, by, append(slices.Clone(sources), s.addedAsSource()), progress)
}

func (s *Service) recogniseAll(ctx context.Context, by Officer, sources []config.Source, progress func(pipeline.Progress)) error {
	s.recognising.Lock()
	defer s.recognising.Unlock()
	var l *pipeline.Late
	var failed error
	for _, src := range sources {
		if items, _, err := s.cat.CountPending(ctx, src.Name, anything); err != nil || items == 0 {
			failed = errors.Join(failed, err)
			continue
		}
		if l == nil {
			var err error
			if l, err = s.late(ctx, progress); err != nil {
				return err
			}
		}
		if err := s.recogniseOne(ctx, by, src, l); err != nil {
			failed = errors.Join(failed, fmt.Errorf("source %s: %w", src.Name, err))
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return failed
}

func (s *Service) recogniseOne(ctx context.Context, by Officer, src config.Source, l *pipeline.Late) error {
	items, _, err := s.cat.CountPending(ctx, src.Name, l.Helpers())
	if err != nil || items == 0 {
		return err
	}
	if err := s.record(by, "recognise", "", "source:"+src.Name, nil); err != nil {
		return err
	}
	opened, err := all.Open(ctx, s.sourceOptions(src))
	if err != nil {
		return err
	}
	return errors.Join(l.RunLate(ctx, src.Name, opened), opened.Close())
}

// Recount brings the coverage of sources that were crawled up to date with what
// was recognised since.
func (s *Service) Recount(ctx context.Context, done []Crawled) error {
	for i := range done {
		var err error
		if done[i].Coverage, err = s.cat.Coverage(ctx, done[i].Source); err != nil {
			return err
		}
	}
	return nil
}

// late sets up the phase with the programs that are installed.
func (s *Service) late(ctx context.Context, progress func(pipeline.Progress)) (*pipeline.Late, error) {
	l := &pipeline.Late{
		Crawl: s.crawl(progress), Drawer: s.pool, DPI: s.Config.OCR.DPI, Turn: &s.crawling, Limits: s.Config.OCR.Time.String(),
	}
	reading := readingOptions(s.Config, s.worker)
	reading.Behind = true // nobody waits for it
	reader, err := ocr.New(ctx, reading)
	switch {
	case err == nil:
		l.Recogniser = reader
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case !errors.Is(err, ocr.ErrNotInstalled) && !errors.Is(err, ocr.ErrNoLanguage):
		return nil, err
	}
	converting := convertingOptions(s.Config, s.worker)
	converting.Behind = true
	converter, err := office.New(ctx, converting)
	switch {
	case err == nil:
		l.Converter = converter
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case !errors.Is(err, office.ErrNotInstalled):
		return nil, err
	}
	return l, nil
}

func newOCR(ctx context.Context, cfg config.Config, self worker.Command) (*ocr.Engine, error) {
	return ocr.New(ctx, readingOptions(cfg, self))
}

func readingOptions(cfg config.Config, self worker.Command) ocr.Options {
	return ocr.Options{Languages: cfg.OCR.Languages, Time: cfg.OCR.Time, Self: program.Command(self)}
}

func newOffice(ctx context.Context, cfg config.Config, self worker.Command) (*office.Office, error) {
	return office.New(ctx, convertingOptions(cfg, self))
}

func convertingOptions(cfg config.Config, self worker.Command) office.Options {
	return office.Options{Time: cfg.OCR.Time, Self: program.Command(self)}
}

// lookAtHelpers says what the programs are and what they lack.
func (s *Service) lookAtHelpers(ctx context.Context) []Finding {
	ask := Finding{What: "tesseract"}
	reader, err := newOCR(ctx, s.Config, s.worker)
	switch {
	case errors.Is(err, ocr.ErrNotInstalled):
		ask.Detail = "not installed: pictures and scans stay unread (needs_ocr) until it is"
	case err != nil:
		ask.Bad, ask.Detail = true, err.Error()
	case len(reader.Missing()) > 0:
		ask.Bad, ask.Detail = true, "language not installed: "+strings.Join(reader.Missing(), ", ")
	default:
		ask.Detail = reader.Version() + ", reads " + reader.Languages()
		if !reader.Upright() {
			ask.Detail += "; without its data 'osd' pages that lie on their side are not recognised"
		}
	}
	convert := Finding{What: "soffice"}
	converter, err := newOffice(ctx, s.Config, s.worker)
	switch {
	case errors.Is(err, office.ErrNotInstalled):
		convert.Detail = "not installed: older kinds of document that sarsen does not know stay unread, and documents go into packs as pages of their text"
	case err != nil:
		convert.Bad, convert.Detail = true, err.Error()
	default:
		convert.Detail = converter.Version()
	}
	confined := Finding{What: "confinement", Detail: "readers and helpers see no other files"}
	if !program.Confined() {
		confined.Detail = "this system has no landlock: readers and helpers are limited in memory and time only"
	}
	return []Finding{ask, convert, confined}
}

// Left says in a sentence for each what other programs have not read yet and
// what that takes; nothing when all is read.
func (s *Service) Left(ctx context.Context) ([]string, error) {
	pages, converted, err := s.cat.Left(ctx)
	if err != nil {
		return nil, err
	}
	var out []string
	if pages > 0 {
		out = append(out, fmt.Sprintf("%d pages are pictures whose text has not been recognised yet: %s.", pages, s.todoOCR()))
	}
	if converted > 0 && !office.Installed() {
		out = append(out, fmt.Sprintf("%d documents may be read through LibreOffice: install it and crawl again.", converted))
	}
	return out, nil
}

// todoOCR says what to do about an item that awaits OCR.
func (s *Service) todoOCR() string {
	if s.Config.OCR.Off {
		return "set ocr.off to false in the configuration and crawl again, or look at it by hand"
	}
	if !ocr.Installed() {
		return "install tesseract and crawl again, or look at it by hand"
	}
	return "crawl again without --no-ocr, or look at it by hand"
}
