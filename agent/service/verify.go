package service

import (
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"sarsen/agent/config"
	"sarsen/agent/pipeline"
	"sarsen/crawlers/ocr"
	"sarsen/crawlers/pdfium"
	"sarsen/redact"
	"sarsen/redact/pack"
	"sarsen/redact/page"
	"sarsen/redact/seal"
	"sarsen/redact/verify"
)

// ErrLocked is wrapped by Verify's error for a pack that is locked and whose key
// was not given.
var ErrLocked = errors.New("it is locked")

// VerifyOptions steer Verify.
type VerifyOptions struct {
	// NoOCR leaves out the reading of pixels, which the report names.
	NoOCR bool
	// PasswordFile and Identity are files with what opens a locked pack: its
	// password, or age identities. "" when there is none.
	PasswordFile, Identity string
	// Parts are the further zips of a pack that was split.
	Parts []string
	// Progress is told how many files and pages were looked at; may be nil.
	Progress func(files, pages int)
}

// readers are the two readers of finished PDFs.
type readers struct{ *pdfium.Engine }

func (r readers) First(ctx context.Context, data []byte) ([]string, error) {
	return page.ReadFirst(ctx, r.Engine, data)
}

func (readers) Second(ctx context.Context, data []byte) (string, error) {
	return page.ReadSecond(ctx, data)
}

// HasRegister reports whether a configuration's data folder holds a register.
func HasRegister(cfg config.Config) bool {
	_, err := os.Stat(filepath.Join(cfg.Data, "register.db"))
	return err == nil
}

// Verify checks a pack, with all its parts where it was split, or a single PDF.
// With s, and when the pack's request is in its register, every withheld value
// is searched for; s may be nil.
func Verify(ctx context.Context, s *Service, by Officer, path string, opts VerifyOptions) (report verify.Report, err error) {
	var open []string
	for _, p := range append([]string{path}, opts.Parts...) {
		plain, remove, oerr := unlocked(ctx, p, opts)
		if oerr != nil {
			return verify.Report{}, oerr
		}
		defer func() { err = errors.Join(err, remove()) }()
		open = append(open, plain)
	}
	opts.Parts = open[1:]
	if s != nil {
		for _, plain := range open {
			if id, ok := verify.RequestID(plain); ok {
				if r, err := s.reg.Get(id); err == nil {
					return s.verifyKnown(ctx, by, r.ID, open[0], opts)
				}
			}
		}
	}
	eng, err := pdfium.New(pdfium.Options{CacheDir: PDFCache()})
	if err != nil {
		return verify.Report{}, err
	}
	look := verify.Options{Parts: opts.Parts, PDF: readers{eng}, Engine: eng, Progress: opts.Progress, WhyNoOCR: "no withheld values are known here"}
	if len(open) == 1 && verify.IsPDF(open[0]) {
		report, err = verify.PDF(ctx, open[0], look)
	} else {
		report, err = verify.Pack(ctx, open[0], look)
	}
	return report, errors.Join(err, eng.Close())
}

// unlocked returns where a pack lies open: at path, or unlocked in a private
// folder that remove takes away.
func unlocked(ctx context.Context, path string, opts VerifyOptions) (plain string, remove func() error, err error) {
	remove = func() error { return nil }
	if info, err := os.Stat(path); err != nil || info.IsDir() {
		return path, remove, err
	}
	format, err := seal.Detect(path)
	if err != nil || format == seal.Plain {
		return path, remove, err
	}
	key, err := opts.key(format)
	if err != nil {
		return "", remove, fmt.Errorf("verify %s: %w", path, err)
	}
	dir, err := os.MkdirTemp("", "sarsen-verify-*") // for this user alone
	if err != nil {
		return "", remove, fmt.Errorf("unlock pack: %w", err)
	}
	remove = func() error { return os.RemoveAll(dir) }
	plain = filepath.Join(dir, "pack.zip")
	if err := seal.Open(ctx, path, plain, key); err != nil {
		return "", remove, errors.Join(fmt.Errorf("verify %s: %w", path, err), remove())
	}
	return plain, remove, nil
}

// key reads what opens a locked pack.
func (o VerifyOptions) key(format seal.Format) (key seal.Key, err error) {
	switch {
	case o.PasswordFile == "" && o.Identity == "" && format == seal.AES:
		return key, fmt.Errorf("%w with a password: give --password-file FILE", ErrLocked)
	case o.PasswordFile == "" && o.Identity == "":
		return key, fmt.Errorf("%w with age: give --identity FILE, or --password-file FILE when it was locked with a password", ErrLocked)
	case format == seal.AES && o.PasswordFile == "":
		return key, fmt.Errorf("%w with a password, which no identity opens: give --password-file FILE", ErrLocked)
	}
	if o.PasswordFile != "" {
		if key.Password, err = seal.ReadPassword(o.PasswordFile); err != nil && !errors.Is(err, seal.ErrPassword) {
			return key, err
		}
	}
	if o.Identity != "" {
		key.Identities, err = readIdentities(o.Identity)
		return key, err
	}
	return key, nil
}

func (s *Service) verifyKnown(ctx context.Context, by Officer, id, path string, opts VerifyOptions) (verify.Report, error) {
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
	report, err := s.verifyWith(ctx, path, asm, s.pdf, opts)
	if err != nil {
		return report, err
	}
	return report, s.record(by, "verify", id, "", map[string]string{"ok": strconv.FormatBool(report.OK), "findings": strconv.Itoa(len(report.Findings))})
}

// verifyWith checks a pack that was made from an assembly, whose pages eng draws.
func (s *Service) verifyWith(ctx context.Context, path string, asm pipeline.Assembly, eng *pdfium.Engine, opts VerifyOptions) (verify.Report, error) {
	look := verify.Options{
		Keep: append(slices.Clone(asm.Keep), pack.Fixed()...), ValuesKnown: true, Bars: bars(asm),
		Parts: opts.Parts, PDF: readers{s.pdf}, Engine: eng, Progress: opts.Progress,
	}
	open := undecided(asm)
	for _, v := range asm.Values {
		if open[spoken(v.Text)] {
			look.Undecided = append(look.Undecided, v.Text)
		} else {
			look.Values = append(look.Values, v.Text)
		}
	}
	reader, err := newOCR(ctx, s.Config, s.worker)
	switch {
	case opts.NoOCR:
		look.WhyNoOCR = "not wanted"
	case ctx.Err() != nil:
		return verify.Report{}, ctx.Err()
	case errors.Is(err, ocr.ErrNotInstalled):
		look.WhyNoOCR = "tesseract is not installed"
	case err != nil:
		look.WhyNoOCR = err.Error()
	default:
		look.OCR = recogniser{reader}.read
	}
	return verify.Pack(ctx, path, look)
}

// undecided are the values, as spoken gives them, of which no place was decided
// on by a person.
func undecided(asm pipeline.Assembly) map[string]bool {
	open := map[string]bool{}
	decided := map[string]bool{}
	for _, item := range asm.Items {
		for _, w := range item.Withhold {
			if w.Start < 0 || w.Start > w.End || w.End > len(item.Text) || w.Mark == "same-value" {
				continue
			}
			value := spoken(item.Text[w.Start:w.End])
			open[value] = open[value] || w.By == ""
			decided[value] = decided[value] || w.By != ""
		}
	}
	for value := range decided {
		if decided[value] {
			delete(open, value)
		}
	}
	return open
}

// spoken is a value whatever its case and spacing.
func spoken(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// bars are the lengths of the runs of blocks, the stuff of masks, in what the
// originals say: a document may have been redacted before.
func bars(asm pipeline.Assembly) []int {
	var out []int
	for _, item := range asm.Items {
		for _, run := range strings.FieldsFunc(item.Text, func(r rune) bool { return !strings.ContainsRune(redact.Mask, r) }) {
			if n := utf8.RuneCountInString(run); !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}

// recogniser reads pages with tesseract.
type recogniser struct{ *ocr.Engine }

// sure is the confidence, in per cent, from which a word counts as it stands.
const sure = 85

func (r recogniser) read(ctx context.Context, img *image.Gray, dpi int) (verify.Reading, error) {
	got, err := r.Recognise(ctx, pictureOf(img, dpi))
	if err != nil {
		return verify.Reading{}, err
	}
	var words []string
	for _, w := range got.Words {
		if w.Confidence >= sure && w.Start >= 0 && w.Start <= w.End && w.End <= len(got.Text) {
			words = append(words, got.Text[w.Start:w.End])
		}
	}
	return verify.Reading{Text: got.Text, Sure: strings.Join(words, "\n")}, nil
}
