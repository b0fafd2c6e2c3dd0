package pdfium

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// A Document is an open PDF. Its methods must not be called concurrently, and
// it must be closed; pages are numbered from 0.
type Document struct {
	engine  *Engine
	machine *machine // nil once closed
	ref     references.FPDF_DOCUMENT
	pages   int
	spoiled bool      // the engine failed on it: its instance serves no other
	host    *Document // whose machine it shares, nil for none

	held   held           // the page that is loaded
	behind map[int]behind // of the pages flattened so far
}

// Open opens a document held in data, which must not change until Close. The
// passwords are tried in order after none at all. It waits while as many
// documents as the engine has instances are open. The first call compiles the
// engine, which ctx does not interrupt.
func (e *Engine) Open(ctx context.Context, data []byte, passwords []string) (*Document, error) {
	if e.tooLarge(data) {
		return nil, fmt.Errorf("open PDF of %d bytes: %w", len(data), ErrTooLarge)
	}
	m, err := e.take(ctx)
	if err != nil {
		return nil, err
	}
	return e.openIn(ctx, m, data, passwords)
}

func (e *Engine) tooLarge(data []byte) bool { return uint64(len(data)) > uint64(e.memoryPages)<<16/2 }

// openIn opens a document in a machine that was taken.
func (e *Engine) openIn(ctx context.Context, m *machine, data []byte, passwords []string) (*Document, error) {
	d := &Document{engine: e, machine: m, behind: map[int]behind{}}
	m.served++
	m.bytes += int64(len(data))
	if err := d.open(ctx, data, passwords); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

func (d *Document) open(ctx context.Context, data []byte, passwords []string) error {
	var err error
	for i := -1; i < len(passwords); i++ {
		req := &requests.OpenDocument{File: &data}
		if i >= 0 {
			req.Password = &passwords[i]
		}
		err = d.machine.call(ctx, func(p pdfium.Pdfium) error {
			res, err := p.OpenDocument(req)
			if err != nil {
				return err
			}
			d.ref = res.Document
			n, err := p.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
			if err != nil {
				return err
			}
			d.pages = n.PageCount
			return nil
		})
		if !errors.Is(err, pdferrors.ErrPassword) {
			break
		}
	}
	if errors.Is(err, pdferrors.ErrPassword) {
		return fmt.Errorf("open PDF: %w", ErrPassword)
	}
	return d.failed(ctx, "open PDF", err)
}

// failed turns an error of the engine, whose text may quote the document, into
// one of ours.
func (d *Document) failed(ctx context.Context, doing string, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		d.spoiled = true
		return fmt.Errorf("%s: %w", doing, ctx.Err())
	case errors.Is(err, pdferrors.ErrSecurity):
		return fmt.Errorf("%s: %w", doing, ErrPassword)
	default:
		d.spoiled = true
		return fmt.Errorf("%s: %w", doing, ErrDamaged)
	}
}

// do runs fn on the engine and classifies its error.
func (d *Document) do(ctx context.Context, doing string, fn func(pdfium.Pdfium) error) error {
	if d.machine == nil {
		return fmt.Errorf("%s: %w", doing, ErrClosed)
	}
	return d.failed(ctx, doing, d.machine.call(ctx, fn))
}

// Pages is the number of pages.
func (d *Document) Pages() int { return d.pages }

// Close frees the document. A second call does nothing.
func (d *Document) Close() {
	m := d.machine
	if m == nil {
		return
	}
	d.machine = nil
	if d.host != nil {
		d.leave(m)
		return
	}
	d.engine.slots <- d.settle(m)
}

// settle leaves the machine ready for the next document, or returns nil when
// it cannot.
func (d *Document) settle(m *machine) *machine {
	// A call interrupted by its context took the whole runtime with it.
	if m.interrupted() {
		m.discard()
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	err := m.call(ctx, func(p pdfium.Pdfium) error {
		if d.spoiled || m.worn() {
			return m.renew()
		}
		if d.ref == "" {
			return nil
		}
		return d.closeIn(p)
	})
	if err != nil {
		m.discard()
		return nil
	}
	return m
}

// closeIn closes the document and the page of it that is loaded.
func (d *Document) closeIn(p pdfium.Pdfium) error {
	if err := d.release(p); err != nil {
		return err
	}
	_, err := p.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: d.ref})
	return err
}

// Info is what a document says of itself. Dates are zero if it does not tell.
type Info struct {
	Title, Author, Subject, Keywords, Creator, Producer string

	Created, Modified time.Time
	// XFA marks a dynamic form, whose fields no reader but Adobe's shows in
	// full.
	XFA bool
}

// Info reads the document's properties.
func (d *Document) Info(ctx context.Context) (Info, error) {
	var info Info
	err := d.do(ctx, "read PDF properties", func(p pdfium.Pdfium) error {
		for tag, set := range info.fields() {
			// A property that is missing is an error to the engine.
			if res, err := p.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: d.ref, Tag: tag}); err == nil {
				set(clean(res.Value))
			}
		}
		if n, err := p.FPDF_GetXFAPacketCount(&requests.FPDF_GetXFAPacketCount{Document: d.ref}); err == nil {
			info.XFA = n.Count > 0
		}
		return nil
	})
	return info, err
}

// fields says where each entry of the document's information goes.
func (i *Info) fields() map[string]func(string) {
	text := func(to *string) func(string) { return func(s string) { *to = s } }
	date := func(to *time.Time) func(string) { return func(s string) { *to = parseDate(s) } }
	return map[string]func(string){
		"Title":        text(&i.Title),
		"Author":       text(&i.Author),
		"Subject":      text(&i.Subject),
		"Keywords":     text(&i.Keywords),
		"Creator":      text(&i.Creator),
		"Producer":     text(&i.Producer),
		"CreationDate": date(&i.Created),
		"ModDate":      date(&i.Modified),
	}
}
