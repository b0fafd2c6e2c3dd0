package service

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"sarsen/agent/config"
	"sarsen/crawlers/documents"
	"sarsen/crawlers/pdfium"
	"sarsen/crawlers/worker"
	"sarsen/redact"
	"sarsen/redact/detect"
)

// Tools work on single files and need no stores and no configuration. Close
// ends their workers.
type Tools struct {
	pool     *worker.Pool
	pdf      *pdfium.Engine
	detector *detect.Detector
	cfg      config.Config
	worker   worker.Command
}

// NewTools sets tools up, with the limits, domains and rules of cfg.
func NewTools(cfg config.Config, command worker.Command, now time.Time) (*Tools, error) {
	detector, err := newDetector(cfg, now)
	if err != nil {
		return nil, err
	}
	pool, err := newPool(cfg, command)
	if err != nil {
		return nil, err
	}
	pdf, err := pdfium.New(pdfium.Options{CacheDir: PDFCache(), Instances: runtime.GOMAXPROCS(0)})
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return &Tools{pool: pool, pdf: pdf, detector: detector, cfg: cfg, worker: command}, nil
}

// Close ends the workers.
func (t *Tools) Close() error { return errors.Join(t.pool.Close(), t.pdf.Close()) }

// newDetector loads the recognisers with the council's own rules.
func newDetector(cfg config.Config, now time.Time) (*detect.Detector, error) {
	own, err := ownRules(cfg.Rules)
	if err != nil {
		return nil, err
	}
	return detect.New(detect.Options{Rules: own, OwnDomains: cfg.Domains, Today: now})
}

// Extract reads one file and calls emit for it and every part of it.
func (t *Tools) Extract(ctx context.Context, path string, emit func(documents.Item) error) error {
	f, err := openFile(path)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // only read
	return t.pool.Extract(ctx, filepath.Base(path), "", f, func(i documents.Item) error { return emit(i.Unpack()) })
}

// file is an opened file as content.
type file struct {
	*os.File
	size int64
}

func (f file) Size() int64 { return f.size }

func openFile(path string) (file, error) {
	info, err := os.Stat(path)
	if err != nil {
		return file{}, fmt.Errorf("read %s: %w", path, errors.Unwrap(err))
	}
	if !info.Mode().IsRegular() {
		return file{}, fmt.Errorf("read %s: not a file; to read a folder, make it a source and crawl it", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return file{}, fmt.Errorf("read %s: %w", path, errors.Unwrap(err))
	}
	return file{File: f, size: info.Size()}, nil
}

// Detect returns the personal data in a text with its bounds.
func (t *Tools) Detect(text string, bounds []documents.Bound) []redact.Found {
	return t.detector.Find(text, hints(bounds))
}

func hints(bounds []documents.Bound) []detect.Hint {
	out := make([]detect.Hint, 0, len(bounds))
	for _, b := range bounds {
		out = append(out, detect.Hint{Start: b.Start, End: b.End, Kind: string(b.Kind), Label: b.Label})
	}
	return out
}

// bytesContent is content held in memory.
type bytesContent struct{ *bytes.Reader }

func (bytesContent) Close() error { return nil }

func newContent(data []byte) bytesContent { return bytesContent{bytes.NewReader(data)} }

// missing returns those of the terms that are not among found.
func missing(terms []string, found map[int]bool) []string {
	var out []string
	for i, t := range terms {
		if !found[i] {
			out = append(out, strings.TrimSpace(t))
		}
	}
	return out
}
