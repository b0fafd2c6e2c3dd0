package pdfium

import (
	"context"
	"errors"
	"fmt"
)

// ErrBusy is what TryOpen returns while all instances are in use.
var ErrBusy = errors.New("all instances of the PDF engine are in use")

// TryOpen is Open without waiting: it returns ErrBusy when as many documents as
// the engine has instances are open. Whoever holds a document and wants another
// to work faster uses it, since two that waited for each other would wait for
// ever.
func (e *Engine) TryOpen(ctx context.Context, data []byte, passwords []string) (*Document, error) {
	if e.tooLarge(data) {
		return nil, fmt.Errorf("open PDF of %d bytes: %w", len(data), ErrTooLarge)
	}
	select {
	case m := <-e.slots:
		m, err := e.running(m)
		if err != nil {
			return nil, err
		}
		return e.openIn(ctx, m, data, passwords)
	default:
		return nil, ErrBusy
	}
}

// Reopen closes the document and opens it again from the same data in the same
// place, which frees what the engine has gathered about its pages. After an
// error the document is closed.
func (d *Document) Reopen(ctx context.Context, data []byte, passwords []string) error {
	if d.machine == nil {
		return fmt.Errorf("open PDF again: %w", ErrClosed)
	}
	m := d.settle(d.machine)
	if m == nil {
		var err error
		if m, err = d.engine.start(); err != nil {
			d.machine = nil
			d.engine.slots <- nil
			return fmt.Errorf("start PDF engine: %w", err)
		}
	}
	d.machine, d.ref, d.spoiled, d.held, d.behind = m, "", false, held{}, map[int]behind{}
	m.served++
	m.bytes += int64(len(data))
	if err := d.open(ctx, data, passwords); err != nil {
		d.Close()
		return err
	}
	return nil
}
