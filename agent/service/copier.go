package service

import (
	"context"
	"image"

	"sarsen/agent/config"
	"sarsen/agent/pipeline"
	"sarsen/crawlers/documents"
	"sarsen/crawlers/ocr"
	"sarsen/crawlers/office"
	"sarsen/crawlers/worker"
	"sarsen/redact"
	"sarsen/redact/facsimile"
	"sarsen/redact/page"
	"sarsen/redact/verify"
)

// maker knows what the pages of items are, what stands where on them, and makes
// copies of them. Of LibreOffice's work it keeps what it did lately.
func (s *Service) maker() (facsimile.Maker, error) {
	passwords, err := s.Config.Passwords()
	return facsimile.Maker{Engine: s.pdf, Passwords: passwords, Layout: s.layouts.maker(nil)}, err
}

// copier makes the copies of a pack. Several documents are laid out at a time,
// in the order of the items.
func (s *Service) copier(ctx context.Context, rev Review, asm pipeline.Assembly) (facsimile.Maker, error) {
	m, err := s.maker()
	if err != nil {
		return m, err
	}
	m.Layout = s.layouts.maker(&queue{items: asm.Items, taken: map[hash]bool{}})
	m.Parts = touchedParts(rev.Items)
	values := make([]string, len(asm.Values))
	for i, v := range asm.Values {
		values[i] = v.Text
	}
	m.Values = verify.NewSearch(values, asm.Keep)
	reader, err := newOCR(ctx, s.Config, s.worker)
	switch {
	case err == nil:
		m.Look = looking(reader)
	case ctx.Err() != nil:
		return m, ctx.Err()
	}
	return m, nil // without it nothing is looked at again
}

// looking has the pictures of pages read.
func looking(reader *ocr.Engine) page.Look {
	return func(ctx context.Context, img *image.Gray, dpi int) (redact.Scan, error) {
		got, err := reader.Recognise(ctx, pictureOf(img, dpi))
		return scanOf(got), err
	}
}

// pictureOf is a picture as tesseract is given it; places of words are in its
// pixels. Its rows follow each other without gaps.
func pictureOf(img *image.Gray, dpi int) documents.Picture {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	return documents.Picture{Page: 1, Width: float64(w), Height: float64(h), Columns: w, Rows: h, DPI: dpi, Grey: img.Pix}
}

// scanOf is what was recognised as the copies of pages take it.
func scanOf(r documents.Recognition) redact.Scan {
	out := redact.Scan{Text: r.Text}
	for _, w := range r.Words {
		out.Words = append(out.Words, redact.ScanWord{
			Span: redact.Span{Start: w.Start, End: w.End},
			Box:  redact.Rect(w.Box),
		})
	}
	return out
}

// touchedParts returns a function that reports whether something inside an item,
// such as a picture in a letter, is withheld, or redacted, in its own right.
func touchedParts(items []Reviewed) func(item string) bool {
	parent := map[string]string{}
	for _, r := range items {
		parent[r.Item] = r.Parent
	}
	holds := map[string]bool{}
	for _, r := range items {
		touched := r.Verdict != redact.Disclose || r.Lost || r.Copy != nil || len(r.Areas) > 0
		for _, m := range r.Marks {
			touched = touched || m.Withheld()
		}
		if !touched {
			continue
		}
		for at := r.Parent; at != "" && !holds[at]; at = parent[at] {
			holds[at] = true
		}
	}
	return func(item string) bool { return holds[item] }
}

// newLayouts sets up the laying out of documents; nil where nothing does that.
func newLayouts(cfg config.Config, self worker.Command) *layouts {
	if !office.Installed() {
		return nil
	}
	return &layouts{start: func(ctx context.Context) (converter, error) { return newOffice(ctx, cfg, self) }}
}
