package pdfium

import (
	"context"
	"fmt"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
)

// A Page is what can be read on a page, with annotations and form fields as
// they are shown.
type Page struct {
	// Text is canonical text: valid UTF-8, \n line ends, no controls but tab.
	// Hidden, white and covered text is in it, and what lies outside the
	// visible part of the page.
	Text string
	// Width and Height are in points, as the page is shown (rotated, cropped).
	Width, Height float64
	// Picture marks a page that is mainly a picture: it has few letters or
	// none, and what it shows may hold text that only OCR can read.
	Picture bool
	// Unmapped marks a page whose text is not what it shows, since its fonts do not
	// say which characters most of their shapes, or those of a word, are, or since
	// marks put other words in their place: only OCR can read it.
	Unmapped bool
	// Notes are the texts on the page that are not shown or only on demand.
	Notes []Note
	// Files are those attached to a place on the page.
	Files []Attachment
}

// Page reads page i.
func (d *Document) Page(ctx context.Context, i int) (Page, error) {
	var page Page
	err := d.withPage(ctx, fmt.Sprintf("read page %d", i+1), i, func(p pdfium.Pdfium, ref requests.Page) error {
		var err error
		if page.Text, page.Unmapped, err = text(p, ref); err != nil {
			return err
		}
		page.Unmapped = page.Unmapped || blank(page.Text) || d.replaced(p, i, ref, page.Text)
		return page.measure(p, ref)
	})
	page.Notes, page.Files = d.behind[i].notes, d.behind[i].files
	return page, err
}

// Size returns the width and height of page i in points, as it is shown,
// without reading it.
func (d *Document) Size(ctx context.Context, i int) (width, height float64, err error) {
	err = d.withPage(ctx, fmt.Sprintf("measure page %d", i+1), i, func(p pdfium.Pdfium, ref requests.Page) error {
		width, height, err = size(p, ref)
		return err
	})
	return width, height, err
}

// measure fills in the size of a page whose text is known, and whether it is a
// picture.
func (page *Page) measure(p pdfium.Pdfium, ref requests.Page) error {
	var err error
	if page.Width, page.Height, err = size(p, ref); err != nil {
		return err
	}
	if letters := countLetters(page.Text); letters < fewLetters {
		page.Picture, err = mainlyPicture(p, ref, letters, page.Width*page.Height)
	}
	return err
}

// withPage flattens page i if that is still to be done, and calls fn, which must
// leave the page as it is: it stays loaded until another one is asked for.
func (d *Document) withPage(ctx context.Context, doing string, i int, fn func(p pdfium.Pdfium, page requests.Page) error) error {
	if i < 0 || i >= d.pages {
		return fmt.Errorf("%s of %d: %w", doing, d.pages, ErrDamaged)
	}
	return d.do(ctx, doing, func(p pdfium.Pdfium) error {
		page, err := d.flattened(p, i)
		if err != nil {
			return err
		}
		return fn(p, page)
	})
}

// withOwnPage is withPage for an fn that changes the page, which is closed after it
// whatever happens.
func (d *Document) withOwnPage(ctx context.Context, doing string, i int, fn func(p pdfium.Pdfium, page requests.Page) error) error {
	return d.withPage(ctx, doing, i, func(p pdfium.Pdfium, page requests.Page) (err error) {
		defer func() {
			if rerr := d.release(p); err == nil {
				err = rerr
			}
		}()
		return fn(p, page)
	})
}

// A held page stays loaded, since loading it parses it and its fonts. It is not
// kept beside the next, so that no page is drawn with what another left.
type held struct {
	ref   references.FPDF_PAGE // "" for none
	index int
}

// flattened loads page i as it is shown.
func (d *Document) flattened(p pdfium.Pdfium, i int) (requests.Page, error) {
	page, err := d.hold(p, i)
	if _, done := d.behind[i]; done || err != nil {
		return page, err
	}
	changed, err := d.flatten(p, i, page)
	if err != nil || !changed {
		return page, err
	}
	// What flattening changed shows after loading again.
	if err := d.release(p); err != nil {
		return page, err
	}
	return d.hold(p, i)
}

// flatten keeps what stands behind a page and makes annotations and fields part of
// its content. It reports whether there were any.
func (d *Document) flatten(p pdfium.Pdfium, i int, page requests.Page) (changed bool, err error) {
	found, err := d.annotations(p, page, i)
	if err != nil {
		return false, err
	}
	// A page that cannot be flattened is read as it is.
	res, err := p.FPDFPage_Flatten(&requests.FPDFPage_Flatten{Page: page, Usage: requests.FPDFPage_FlattenUsageNormalDisplay})
	d.behind[i] = found
	return err != nil || res.Result != responses.FPDFPage_FlattenResultNothingToDo, nil
}

func (d *Document) hold(p pdfium.Pdfium, i int) (requests.Page, error) {
	if d.held.ref == "" || d.held.index != i {
		if err := d.release(p); err != nil {
			return requests.Page{}, err
		}
		res, err := p.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: d.ref, Index: i})
		if err != nil {
			return requests.Page{}, err
		}
		d.held = held{ref: res.Page, index: i}
	}
	return requests.Page{ByReference: &d.held.ref}, nil
}

// release closes the page that is loaded.
func (d *Document) release(p pdfium.Pdfium) error {
	if d.held.ref == "" {
		return nil
	}
	_, err := p.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: d.held.ref})
	d.held = held{}
	return err
}

func size(p pdfium.Pdfium, page requests.Page) (width, height float64, err error) {
	w, err := p.FPDF_GetPageWidth(&requests.FPDF_GetPageWidth{Page: page})
	if err != nil {
		return 0, 0, err
	}
	h, err := p.FPDF_GetPageHeight(&requests.FPDF_GetPageHeight{Page: page})
	if err != nil {
		return 0, 0, err
	}
	return w.Width, h.Height, nil
}

// text reads the text of a loaded page in one piece, and whether it is of use.
func text(p pdfium.Pdfium, page requests.Page) (text string, lost bool, err error) {
	var c cleaner
	err = withText(p, page, func(ref references.FPDF_TEXTPAGE, count int) error {
		// The binding takes a mark at the very start for a byte order mark.
		start := 0
		for ; start < count; start++ {
			r, err := p.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: ref, Index: start})
			if err != nil {
				return err
			}
			if !byteOrderMark(rune(r.Unicode)) { //nolint:gosec // a code point
				break
			}
			c.add(rune(r.Unicode)) //nolint:gosec // as above
		}
		if start == count {
			text = c.String()
			return nil
		}
		lost = unmapped(p, ref, start, count)
		res, err := p.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: ref, StartIndex: start, Count: count - start})
		if err != nil {
			return err
		}
		for _, r := range res.Text {
			c.add(r)
		}
		text = c.String()
		if r := repairOf(text); r != (repair{}) {
			text, _, err = characters(p, ref, count, affine{}, r)
		}
		return err
	})
	return text, lost, err
}

func byteOrderMark(r rune) bool { return r == 0 || r == lineHyphen || r == 0xFEFF || r == 0xFFFE }

func withText(p pdfium.Pdfium, page requests.Page, fn func(ref references.FPDF_TEXTPAGE, count int) error) error {
	res, err := p.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return err
	}
	n, err := p.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: res.TextPage})
	if err == nil {
		err = fn(res.TextPage, n.Count)
	}
	if _, cerr := p.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: res.TextPage}); err == nil {
		err = cerr
	}
	return err
}
