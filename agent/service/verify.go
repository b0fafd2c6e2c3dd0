package service

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sarsen/agent/config"
	"sarsen/agent/pipeline"
	"sarsen/crawlers/pdfium"
	"sarsen/redact/pack"
	"sarsen/redact/page"
	"sarsen/redact/verify"
	"slices"
	"strconv"
)

// readers are the two readers of finished PDFs.
type readers struct{ *pdfium.Engine }

func (r readers) First(ctx context.Context, data []byte) ([]string, error) {
	return page.ReadFirst(ctx, r.Engine, data)
}

func (readers) Second(ctx context.Context, data []byte) (string, error) {
	return page.ReadSecond(ctx, data)
}

func (s *Service) verify(ctx context.Context, path string, asm pipeline.Assembly) (verify.Report, error) {
	opts := verify.Options{Keep: append(slices.Clone(asm.Keep), pack.Fixed()...), ValuesKnown: true, PDF: readers{s.pdf}}
	for _, v := range asm.Values {
		opts.Values = append(opts.Values, v.Text)
	}
	return verify.Pack(ctx, path, opts)
}

// HasRegister reports whether a configuration's data folder holds a register.
func HasRegister(cfg config.Config) bool {
	_, err := os.Stat(filepath.Join(cfg.Data, "register.db"))
	return err == nil
}

// Verify checks a pack. With s, and when the pack's request is in its register,
// every withheld value is searched for; s may be nil.
func Verify(ctx context.Context, s *Service, by Officer, path string) (verify.Report, error) {
	if s != nil {
		if id, ok := verify.RequestID(path); ok {
			if r, err := s.reg.Get(id); err == nil {
				return s.verifyKnown(ctx, by, r.ID, path)
			}
		}
	}
	eng, err := pdfium.New(pdfium.Options{CacheDir: PDFCache()})
	if err != nil {
		return verify.Report{}, err
	}
	report, err := verify.Pack(ctx, path, verify.Options{PDF: readers{eng}})
	return report, errors.Join(err, eng.Close())
}

func (s *Service) verifyKnown(ctx context.Context, by Officer, id, path string) (verify.Report, error) {
	s.deciding.Lock()
	defer s.deciding.Unlock()
	rev, err := s.review(ctx, id, "", true)
	if err != nil {
		return verify.Report{}, err
	}
	asm, err := s.assemble(ctx, rev)
	if err != nil {
		return verify.Report{}, err
	}
	report, err := s.verify(ctx, path, asm)
	if err != nil {
		return report, err
	}
	return report, s.record(by, "verify", id, "", map[string]string{"ok": strconv.FormatBool(report.OK), "findings": strconv.Itoa(len(report.Findings))})
}
