package pack

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"sarsen/redact"
)

// documents writes the redacted copy of each item that is shown.
func (b *builder) documents() error {
	for _, e := range b.plan.entries {
		if err := b.ctx.Err(); err != nil {
			return err
		}
		if !e.shown() {
			continue
		}
		base := fmt.Sprintf("documents/%04d-%s", e.number, e.slug)
		data, err := b.pdf(e)
		if err != nil {
			return err
		}
		ext := ".pdf"
		if data == nil {
			data, ext = b.plan.document(e), ".html"
		}
		e.document = base + ext
		if err := b.out.write(e.document, data); err != nil {
			return err
		}
	}
	return nil
}

// pdf returns the redacted PDF, or nil when the item is none or the engine
// refuses it: then a page of its allowed text takes its place. An original that
// cannot be had and a fault of the machine end the build.
func (b *builder) pdf(e *entry) ([]byte, error) {
	if b.opts.PDF == nil || e.Open == nil || !strings.HasPrefix(e.MediaType, "application/pdf") {
		return nil, nil
	}
	if e.Added {
		return b.rebuild(e)
	}
	data, err := e.Open()
	if err != nil {
		return nil, fmt.Errorf("open item %s: %w", e.ID, err)
	}
	var copied PDFCopy
	if pages := pagesOf(e); len(pages) > 0 {
		copied, err = b.opts.PDF.Redact(b.ctx, data, pages, b.plan.in.Draft)
	}
	if ended := b.ctx.Err(); ended != nil || fault(err) {
		return nil, fmt.Errorf("redact item %s: %w", e.ID, cmp.Or(ended, err))
	}
	if err != nil || len(copied.Data) == 0 {
		return b.rebuild(e)
	}
	if e.readOnPages(copied.Dropped) {
		return b.rebuild(e)
	}
	if len(copied.Dropped) > 0 {
		b.dropped[e.ID] = copied.Dropped
		e.drop(copied.Dropped)
	}
	return copied.Data, nil
}

// rebuild has a page of its allowed text stand for a PDF.
func (b *builder) rebuild(e *entry) ([]byte, error) {
	b.rebuilt = append(b.rebuilt, e.ID)
	e.note = e.rebuiltNote()
	return nil, nil
}

// readOnPages reports whether text that was recognised in the pictures of one
// of these pages may be read: it was reviewed, while the picture is not given.
func (e *entry) readOnPages(pages []int) bool {
	for _, n := range e.bounds {
		if number, err := strconv.Atoi(n.Label); n.Kind != "page" || err != nil || !slices.Contains(pages, number) {
			continue
		}
		if n.recognised() && e.masked.leaves(n.Start, n.End) {
			return true
		}
	}
	return false
}

// recognised reports whether text that was recognised in a picture stands in
// the boundary.
func (n *node) recognised() bool {
	return n.Kind == "recognised" || slices.ContainsFunc(n.kids, (*node).recognised)
}

// fault reports whether an error is of the machine, such as a full disk, and
// not of the document.
func fault(err error) bool {
	var path *fs.PathError
	var number syscall.Errno
	return errors.As(err, &path) || errors.As(err, &number)
}

// The notes on what is not given as it was.
const (
	rebuiltNote = "Given as a page of its text, because the PDF itself could not be rebuilt"
	scannedNote = "Given as the text that was read on its pages, without the pictures of them"
	pictureNote = "Given as the text that was read on it, without the picture"
	soundNote   = "Given as what was written down of it, without the recording"
	addedNote   = "Given as a page of its text, to which something was added by hand"
	droppedNote = "Withheld as a whole, because they could not be checked: pages "
)

// textNote says of an item that is no document that its text stands for it.
func (e *entry) textNote() string {
	kind, _, _ := strings.Cut(e.MediaType, "/")
	switch kind {
	case "image":
		return pictureNote
	case "audio", "video":
		return soundNote
	}
	return ""
}

// rebuiltNote says why a page of its text stands for a PDF.
func (e *entry) rebuiltNote() string {
	switch {
	case e.Added:
		return addedNote
	case slices.ContainsFunc(e.bounds, (*node).recognised):
		return scannedNote
	}
	return rebuiltNote
}

// drop notes pages that the PDF engine withheld, so that the reader knows.
func (e *entry) drop(pages []int) {
	if len(pages) == 0 || !e.shown() {
		return
	}
	list := make([]string, len(pages))
	for i, p := range pages {
		list[i] = strconv.Itoa(p)
	}
	e.disposition = Part
	e.note = droppedNote + strings.Join(list, ", ")
}

// pagesOf cuts an item's text into its pages, with the withheld spans of each.
// What stands outside the pages, notes and properties, is left out of a PDF.
func pagesOf(e *entry) []PageText {
	var pages []PageText
	for _, n := range e.bounds {
		if n.Kind != "page" {
			continue
		}
		p := PageText{Text: e.Text[n.Start:n.End]}
		whole := redact.Span{Start: n.Start, End: n.End}
		for _, c := range e.masked.cuts {
			if !c.Overlaps(whole) {
				continue
			}
			s := redact.Span{Start: max(c.Start, n.Start) - n.Start, End: min(c.End, n.End) - n.Start}
			p.Withhold = append(p.Withhold, s)
			p.Drop = p.Drop || strings.TrimSpace(p.Text[:s.Start])+strings.TrimSpace(p.Text[s.End:]) == ""
		}
		pages = append(pages, p)
	}
	return pages
}
