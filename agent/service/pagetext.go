package service

import (
	"context"
	"fmt"
	"image/png"
	"io"
	"slices"
	"strings"

	"sarsen/agent/pipeline"
	"sarsen/crawlers/pdfium"
	"sarsen/redact"
	"sarsen/redact/facsimile"
	"sarsen/redact/pack"
)

// A PageText says what stands where on a page of an item, for naming areas.
type PageText struct {
	Page, Pages int // from 1; Pages is 0 when it is not known
	// Width and Height are the page's, as it is shown: in points, or for a
	// picture in its pixels; 0 when they are not known.
	Width, Height float64
	Words         []PageWord      // in reading order
	Areas         []pipeline.Area // of all pages
}

// A PageWord is a word of a page and where it stands.
type PageWord struct {
	Text string
	Line int // from 1, over the whole page
	Box  redact.Rect
}

// PageText reads a page of an item of a request: the words of a PDF, of a
// document as it is laid out, and those that were recognised in a picture.
func (s *Service) PageText(ctx context.Context, id, item string, page int) (PageText, error) {
	rev, err := s.Review(ctx, id, strings.TrimPrefix(item, redact.TargetItem))
	if err != nil {
		return PageText{}, err
	}
	r := rev.Items[0]
	out := PageText{Page: page, Pages: r.Pages, Areas: r.Areas}
	if err := s.printed(ctx, id, r, &out); err != nil {
		return PageText{}, fmt.Errorf("item %s, page %d: %w", r.Item, page, err)
	}
	if page < 1 || out.Pages > 0 && page > out.Pages {
		return PageText{}, fmt.Errorf("item %s: there is no page %d: it has %d", r.Item, page, out.Pages)
	}
	return out, s.recognised(ctx, r, &out)
}

// PagePicture draws a page of an item of a request, with a grid by which places on
// it can be named, as a PNG.
func (s *Service) PagePicture(ctx context.Context, id, item string, page int, w io.Writer) error {
	rev, err := s.Review(ctx, id, strings.TrimPrefix(item, redact.TargetItem))
	if err != nil {
		return err
	}
	r := rev.Items[0]
	maker, err := s.maker()
	if err != nil {
		return err
	}
	what := pipeline.PackItem(r)
	what.Open = func() ([]byte, error) { return s.original(ctx, id, r.Match) }
	img, err := maker.View(ctx, what, page, pictureDPI)
	if err != nil {
		return fmt.Errorf("item %s, page %d: %w", r.Item, page, err)
	}
	return png.Encode(w, img)
}

// pictureDPI is enough to read a page on a screen.
const pictureDPI = 110

// printed adds the words of a PDF, or of a document laid out as one.
func (s *Service) printed(ctx context.Context, id string, r Reviewed, out *PageText) error {
	item := pipeline.PackItem(r)
	name, laidOut := facsimile.LaidOut(item)
	if !laidOut && !strings.HasPrefix(r.MediaType, "application/pdf") {
		return nil
	}
	maker, err := s.maker()
	if err != nil {
		return err
	}
	data, err := s.original(ctx, id, r.Match)
	if err != nil {
		return err
	}
	if laidOut {
		if maker.Layout == nil {
			return fmt.Errorf("it is not laid out, since LibreOffice is not installed: %w", pack.ErrNoCopy)
		}
		if data, err = maker.Layout(ctx, data, name); err != nil {
			return err
		}
	}
	doc, err := s.pdf.Open(ctx, data, maker.Passwords)
	if err != nil {
		return err
	}
	defer doc.Close()
	if out.Pages = doc.Pages(); out.Page < 1 || out.Page > out.Pages {
		return nil
	}
	l, err := doc.Layout(ctx, out.Page-1)
	if err != nil {
		return err
	}
	out.Width, out.Height, out.Words = l.Width, l.Height, wordsOf(l)
	return nil
}

// wordsOf puts the characters of a page together to words.
func wordsOf(l pdfium.Layout) []PageWord {
	var out []PageWord
	line, end := 1, -1
	for _, g := range l.Glyphs {
		if g.Start >= g.End || g.Box.Empty() {
			continue
		}
		gap := ""
		if end >= 0 && end <= g.Start {
			gap = l.Text[end:g.Start]
		}
		line += strings.Count(gap, "\n")
		box := redact.Rect(g.Box)
		if n := len(out) - 1; n < 0 || strings.TrimSpace(gap) != gap {
			out = append(out, PageWord{Text: l.Text[g.Start:g.End], Line: line, Box: box})
		} else {
			out[n].Text += gap + l.Text[g.Start:g.End]
			out[n].Box = around(out[n].Box, box)
		}
		end = g.End
	}
	return out
}

// recognised adds the words that were recognised in the page's picture.
func (s *Service) recognised(ctx context.Context, r Reviewed, out *PageText) error {
	scan, ok, err := s.scan(ctx, r.Item)(out.Page)
	if err != nil || !ok {
		return err
	}
	line := 1
	if n := len(out.Words); n > 0 {
		line = out.Words[n-1].Line + 1
	}
	end := 0
	for _, w := range scan.Words {
		if w.Start < end || w.End > len(scan.Text) {
			continue
		}
		line += strings.Count(scan.Text[end:w.Start], "\n")
		end = w.End
		out.Words = append(out.Words, PageWord{Text: scan.Text[w.Start:w.End], Line: line, Box: w.Box})
	}
	if out.Width == 0 {
		if page, err := s.cat.Words(ctx, r.Item, out.Page); err == nil {
			out.Width, out.Height = page.Width, page.Height
		}
	}
	return nil
}

// Lines puts the words of each line together, with the rectangle around them.
func (p PageText) Lines() []PageWord {
	var out []PageWord
	for _, w := range p.Words {
		n := len(out) - 1
		if n < 0 || out[n].Line != w.Line {
			out = append(out, w)
			continue
		}
		out[n].Text += " " + w.Text
		out[n].Box = around(out[n].Box, w.Box)
	}
	return slices.Clip(out)
}

// around is the least rectangle that holds both.
func around(a, b redact.Rect) redact.Rect {
	return redact.Rect{Left: min(a.Left, b.Left), Top: min(a.Top, b.Top), Right: max(a.Right, b.Right), Bottom: max(a.Bottom, b.Bottom)}
}
