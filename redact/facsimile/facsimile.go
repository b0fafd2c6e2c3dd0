// Package facsimile makes the redacted copies of a pack that look like the
// originals: it knows, for each kind of item, what its pages are and which part
// of its text stands on which.
//
// It promises what redact/page promises. It refuses, with pack.ErrNoCopy, every
// item of which it cannot tell where the withheld text stands.
package facsimile

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall"

	"sarsen/crawlers/pdfium"
	"sarsen/redact"
	"sarsen/redact/pack"
	"sarsen/redact/page"
)

// A Maker makes copies. It implements pack.Copier.
type Maker struct {
	Engine *pdfium.Engine
	// Passwords are tried on encrypted documents. Copies have none.
	Passwords []string
}

// Copy implements pack.Copier.
func (m Maker) Copy(ctx context.Context, item pack.Item, withhold []redact.Span, draft bool, w io.Writer) (pack.Copied, error) {
	if !strings.HasPrefix(item.MediaType, "application/pdf") {
		return pack.Copied{}, pack.ErrNoCopy
	}
	pages := pagesOf(item, withhold)
	if len(pages) == 0 {
		return pack.Copied{}, pack.ErrNoCopy
	}
	data, err := item.Open()
	if err != nil {
		return pack.Copied{}, fmt.Errorf("open original: %w", err)
	}
	report, err := page.Redact(ctx, m.Engine, data, pages, w, page.Options{Draft: draft, Passwords: m.Passwords})
	if err != nil && !fault(err) && ctx.Err() == nil {
		err = errors.Join(pack.ErrNoCopy, err)
	}
	copied := pack.Copied{Pages: report.Pages}
	for _, d := range report.Dropped {
		if d.Reason != page.Decided {
			copied.Dropped = append(copied.Dropped, d.Page)
		}
	}
	return copied, err
}

// fault reports whether an error is of the machine, such as a full disk, and
// not of the document.
func fault(err error) bool {
	var path *fs.PathError
	var number syscall.Errno
	return errors.As(err, &path) || errors.As(err, &number)
}

// pagesOf cuts an item's text into its pages, with the withheld spans of each.
// What stands outside the pages, notes and properties, is left out of a copy.
func pagesOf(item pack.Item, withhold []redact.Span) []page.Page {
	var pages []page.Page
	for _, b := range item.Bounds {
		if b.Kind != "page" {
			continue
		}
		p := page.Page{Text: item.Text[b.Start:b.End]}
		whole := redact.Span{Start: b.Start, End: b.End}
		for _, c := range withhold {
			if !c.Overlaps(whole) {
				continue
			}
			s := redact.Span{Start: max(c.Start, b.Start) - b.Start, End: min(c.End, b.End) - b.Start}
			p.Withhold = append(p.Withhold, s)
			p.Drop = p.Drop || strings.TrimSpace(p.Text[:s.Start])+strings.TrimSpace(p.Text[s.End:]) == ""
		}
		pages = append(pages, p)
	}
	return pages
}
