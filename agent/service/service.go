// Package service is the one place that assembles: it opens the stores and
// sources, and offers everything that a command, the agent or a screen may
// ask for, in plain values.
//
// It promises that one process owns the stores at a time, and that every act
// is on the audit record before it happens.
package service

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"sarsen/agent/audit"
	"sarsen/agent/catalogue"
	"sarsen/agent/config"
	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/crawlers/pdfium"
	"sarsen/crawlers/worker"
	"sarsen/redact/detect"
)

// Options are what Open needs beside the configuration.
type Options struct {
	// What is the command, for the message to a second process.
	What string
	// Now is the clock.
	Now func() time.Time
	// Worker starts a process that reads documents.
	Worker worker.Command
	// Remark, when set, is told what somebody should know of how the stores were
	// found, such as a part of the index that was damaged.
	Remark func(text string)
}

// Service is the assembled program. Its methods are safe for concurrent use.
type Service struct {
	Config config.Config

	now      func() time.Time
	say      func(string) // see Options.Remark
	lock     *lock
	cat      *catalogue.Store
	reg      *request.Store
	log      *audit.Log
	engine   *whole
	pool     *worker.Pool
	settings string // see readingSettings
	pdf      *pdfium.Engine
	own      *pdfium.Engine // for what was just written here
	detector *detect.Detector
	rules    string // see rulesStamp
	cal      *request.Calendar

	worker  worker.Command
	layouts *layouts // nil where nothing lays documents out

	spoken transcripts

	crawling    sync.Mutex // one pass at a time
	recognising sync.Mutex // one phase of recognition at a time
	deciding    sync.Mutex // one change of proposals and decisions at a time
}

// Officer is who gives a command: the user of the operating system.
type Officer string

// CacheDir is where compiled helpers lie, which can be made again.
func CacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "sarsen")
}

// Open takes the stores under cfg.Data, making what is not there, and brings
// the index up to date with the catalogue. The error wraps ErrBusy when
// another process has them.
func Open(ctx context.Context, cfg config.Config, opts Options) (s *Service, err error) {
	if _, taken := cfg.Source(addedSource); taken {
		return nil, fmt.Errorf("no source can be called %q: it is the name of what officers add to requests", addedSource)
	}
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return nil, fmt.Errorf("make data folder: %w", err)
	}
	s = &Service{Config: cfg, now: opts.Now, say: opts.Remark, worker: opts.Worker, layouts: newLayouts(cfg, opts.Worker)}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close())
			s = nil
		}
	}()
	if s.lock, err = takeLock(cfg.Data, opts.What, opts.Now(), opts.Remark); err != nil {
		return s, err
	}
	if err = sweep(cfg.Data); err != nil {
		return s, err
	}
	if s.cal, err = request.NewCalendar(cfg.Jurisdiction, cfg.Holidays); err != nil {
		return s, err
	}
	if s.cat, err = catalogue.Open(s.path("catalogue.db")); err != nil {
		return s, err
	}
	if err = s.cat.SetNamer(pipeline.NamesVersion, pipeline.Names); err != nil {
		return s, err
	}
	if s.reg, err = request.OpenStore(s.path("register.db")); err != nil {
		return s, err
	}
	if s.log, err = audit.Open(cfg.Data); err != nil {
		return s, err
	}
	if s.detector, err = newDetector(cfg, opts.Now()); err != nil {
		return s, err
	}
	if s.rules, err = rulesStamp(cfg.Rules); err != nil {
		return s, err
	}
	if s.pdf, err = pdfium.New(pdfium.Options{CacheDir: PDFCache(), Instances: runtime.GOMAXPROCS(0)}); err != nil {
		return s, err
	}
	if s.own, err = pdfium.New(pdfium.Options{CacheDir: PDFCache(), Trusted: true}); err != nil {
		return s, err
	}
	if s.pool, err = newPool(cfg, opts.Worker); err != nil {
		return s, err
	}
	if s.settings, err = readingSettings(cfg); err != nil {
		return s, err
	}
	if err = s.openTranscripts(ctx); err != nil {
		return s, err
	}
	if err = s.openIndex(ctx); err != nil {
		return s, err
	}
	return s, s.openAdded(ctx)
}

func (s *Service) path(name ...string) string {
	return filepath.Join(append([]string{s.Config.Data}, name...)...)
}

// Close ends the workers and gives the stores up.
func (s *Service) Close() error {
	var errs []error
	if s.pool != nil {
		errs = append(errs, s.pool.Close())
	}
	if s.pdf != nil {
		errs = append(errs, s.pdf.Close())
	}
	if s.own != nil {
		errs = append(errs, s.own.Close())
	}
	if s.engine != nil {
		errs = append(errs, s.engine.Close())
	}
	if s.cat != nil {
		errs = append(errs, s.cat.Close())
	}
	if s.log != nil {
		errs = append(errs, s.log.Close())
	}
	if s.reg != nil {
		errs = append(errs, s.reg.Close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.release())
	}
	return errors.Join(errs...)
}

// record puts an act on the audit record before it is done.
func (s *Service) record(by Officer, act, request, target string, facts map[string]string) error {
	return s.log.Append(audit.Record{At: s.now(), By: string(by), Act: act, Request: request, Target: target, Facts: facts})
}

// Self returns a command that starts this program as a worker.
func Self(args ...string) worker.Command {
	return func() *exec.Cmd {
		exe, err := os.Executable()
		if err != nil {
			exe = os.Args[0]
		}
		return exec.Command(exe, args...) //nolint:gosec // the program itself
	}
}
