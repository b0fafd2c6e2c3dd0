package pack

import (
	"fmt"
	"strconv"
	"strings"

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
		data, ext := b.pdf(e), ".pdf"
		if err := b.ctx.Err(); err != nil {
			return err
		}
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
// refuses it: then a page of its allowed text takes its place.
func (b *builder) pdf(e *entry) []byte {
	if b.opts.PDF == nil || e.Open == nil || !strings.HasPrefix(e.MediaType, "application/pdf") {
		return nil
	}
	pages := pagesOf(e)
	data, err := e.Open()
	var copied PDFCopy
	if err == nil && len(pages) > 0 {
		copied, err = b.opts.PDF.Redact(b.ctx, data, pages, b.plan.in.Draft)
	}
	if err != nil || len(copied.Data) == 0 {
		b.rebuilt = append(b.rebuilt, e.ID)
		return nil
	}
	if len(copied.Dropped) > 0 {
		b.dropped[e.ID] = copied.Dropped
		e.drop(copied.Dropped)
	}
	return copied.Data
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
	e.note = "Withheld as a whole, because they could not be checked: pages " + strings.Join(list, ", ")
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
