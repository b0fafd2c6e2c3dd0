package pdfium

import (
	"bytes"
	"context"
	"errors"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// maxCopy bounds what Copy returns.
const maxCopy = 32 << 20

var errCopy = errors.New("copy too large")

// Copy returns pages as a new PDF that the engine wrote: flattened, decrypted
// and with its syntax repaired, so that who parses it need not be lenient. All
// that the pages refer to is in it, seen or not: it is to be cleaned, never to
// be handed out. Its file identifier differs each time, all else is the same.
func (d *Document) Copy(ctx context.Context, pages []int) ([]byte, error) {
	for _, i := range pages {
		if err := d.withPage(ctx, "copy PDF", i, func(pdfium.Pdfium, requests.Page) error { return nil }); err != nil {
			return nil, err
		}
	}
	out := bounded{most: maxCopy}
	err := d.do(ctx, "copy PDF", func(p pdfium.Pdfium) error {
		res, err := p.FPDF_CreateNewDocument(&requests.FPDF_CreateNewDocument{})
		if err != nil {
			return err
		}
		err = d.copyTo(p, res.Document, pages, &out)
		if _, cerr := p.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: res.Document}); err == nil {
			err = cerr
		}
		return err
	})
	return out.Bytes(), err
}

func (d *Document) copyTo(p pdfium.Pdfium, to references.FPDF_DOCUMENT, pages []int, out *bounded) error {
	_, err := p.FPDF_ImportPagesByIndex(&requests.FPDF_ImportPagesByIndex{Source: d.ref, Destination: to, PageIndices: pages})
	if err != nil {
		return err
	}
	_, err = p.FPDF_SaveAsCopy(&requests.FPDF_SaveAsCopy{Document: to, Flags: requests.SaveFlagNoIncremental, FileWriter: out})
	if out.full {
		return errCopy
	}
	return err
}

// Beside opens another document in the same instance of the engine as d, such
// as a copy to compare with. It must be closed before d, and only one of the
// two be used at a time.
func (d *Document) Beside(ctx context.Context, data []byte) (*Document, error) {
	if d.machine == nil {
		return nil, ErrClosed
	}
	other := &Document{engine: d.engine, machine: d.machine, host: d, behind: map[int]behind{}}
	d.machine.bytes += int64(len(data))
	if err := other.open(ctx, data, nil); err != nil {
		other.Close()
		return nil, err
	}
	return other, nil
}

// leave closes a document that was opened beside another.
func (d *Document) leave(m *machine) {
	d.host.spoiled = d.host.spoiled || d.spoiled
	if d.ref == "" {
		return
	}
	if err := m.call(context.Background(), d.closeIn); err != nil {
		d.host.spoiled = true
	}
}

// bounded is a buffer that takes no more than so much.
type bounded struct {
	bytes.Buffer

	most int
	full bool
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.most {
		b.full = true
		return 0, errCopy
	}
	return b.Buffer.Write(p)
}
