// Package pdf reads PDF documents.
//
// It promises the text of every page as the PDF engine gives it, unchanged, in
// a bound of its own: redact/page reads the same text again to know where on
// the page a mark stands. What a reader sees only on demand (comments, link
// targets, field values, the outline) follows in notes after the last page.
//
// A page that is a picture, or whose fonts do not say what they show, is noted
// for OCR, and can be drawn for it.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/pdfium"
)

// A Format reads PDFs with an engine of its own, which is started by the first
// document and kept. It is safe for concurrent use.
type Format struct {
	engine func() (*pdfium.Engine, error)
}

// New returns the format. The compiled engine is kept in the user's cache
// folder where that can be written.
func New() *Format {
	return &Format{engine: sync.OnceValues(func() (*pdfium.Engine, error) {
		return pdfium.New(pdfium.Options{CacheDir: cacheDir(), Instances: runtime.GOMAXPROCS(0)})
	})}
}

func cacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "sarsen", "pdfium")
}

// Warm starts the engine. A process that gives up access to files calls it
// before that, or the first document waits seconds for the engine to compile.
func (f *Format) Warm(ctx context.Context) error {
	e, err := f.engine()
	if err != nil || !e.Cached() {
		return err // without a cache, a process that meets no PDF need not compile
	}
	return e.Warm(ctx)
}

var _ documents.Format = (*Format)(nil)

// Read implements documents.Format.
func (f *Format) Read(ctx context.Context, in documents.Input, out *documents.Builder) error {
	data, err := in.Whole()
	if err != nil {
		return err
	}
	e, err := f.engine()
	if err != nil {
		return err
	}
	doc, err := e.Open(ctx, data, out.Passwords())
	if err != nil {
		return locked(data, state(err))
	}
	defer doc.Close()
	r := reader{doc: doc, out: out}
	err = r.read(ctx)
	xmp(data, out)
	return err
}

// locked says why a document stays locked that no password opens.
func locked(data []byte, err error) error {
	if errors.Is(err, documents.ErrEncrypted) && bytes.Contains(data, []byte("/Adobe.PubSec")) {
		return documents.Because(documents.ErrEncrypted, "PDF document locked with certificates: open it by hand with the recipient's certificate")
	}
	return err
}

// state turns an error of the engine into one of documents.
func state(err error) error {
	switch {
	case errors.Is(err, pdfium.ErrPassword):
		return fmt.Errorf("read PDF: %w", documents.ErrEncrypted)
	case errors.Is(err, pdfium.ErrTooLarge):
		return fmt.Errorf("read PDF: %w", documents.ErrTooLarge)
	case errors.Is(err, pdfium.ErrDamaged):
		return fmt.Errorf("read PDF: %w", documents.ErrDamaged)
	}
	return err // the context's
}

// A reader reads one document.
type reader struct {
	doc *pdfium.Document
	out *documents.Builder

	notes   []pdfium.Note
	shown   words // of all pages
	scans   int   // pages that show what only OCR can read
	damaged int   // pages that could not be read
}

func (r *reader) read(ctx context.Context) error {
	n := r.doc.Pages()
	r.out.Pages(n)
	for i := 0; i < n && !r.out.Full(); i++ {
		if err := r.page(ctx, i); err != nil {
			return err
		}
	}
	if err := r.rest(ctx); err != nil {
		return err
	}
	return r.verdict(n)
}

// verdict says what could not be read, as an error when that is everything.
func (r *reader) verdict(n int) error {
	if r.damaged == n {
		return fmt.Errorf("read PDF: %w", documents.ErrDamaged)
	}
	if r.damaged > 0 {
		r.out.Problem(fmt.Sprintf("%d of %d pages cannot be read", r.damaged, n))
	}
	return nil
}

// page reads one page. A page that cannot be read keeps its place.
func (r *reader) page(ctx context.Context, i int) error {
	page, err := r.doc.Page(ctx, i)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		r.damaged++
	}
	r.out.Open(documents.Page, strconv.Itoa(i+1), false)
	r.out.Text(page.Text)
	if page.Picture || page.Unmapped {
		r.scans++
		r.out.Scan(i + 1)
	}
	r.out.Close()
	r.out.Break()

	r.shown.add(page.Text)
	r.notes = append(r.notes, page.Notes...)
	r.parts(page.Files)
	return nil
}
