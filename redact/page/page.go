// Package page makes redacted copies of PDF documents.
//
// It promises that a copy holds, for each page, a picture of it with solid
// boxes burnt in and the text that remains, and nothing else: no fonts, forms,
// comments, attachments, scripts or metadata of the original come along. Of a
// page with nothing to hide it holds what the page draws, written anew from what
// is allowed (see redact/page/vector), if that reads and looks as the original
// and no letter in it is out of sight; else a picture like any other. A page
// is withheld as a whole, and reported, whenever it is not certain what stands
// where: its text is no longer the one that was reviewed, a withheld character
// has no known place, or it is a picture that nobody could search. The same
// input gives the same bytes.
//
// # Masks
//
// A line of words that holds masks is set anew: its words are drawn again in
// their order, with even spaces, and every mask is [MaskWidth] wide, or six sizes
// of the type where that is less. A line that was justified stays so, one that
// was centred is centred. Where words are too long for the line, spaces and then
// letters become narrower. The text layer follows.
//
// Of how long the hidden text was, such a line tells this and no more: that it
// and what stood with it filled the line so far that the next word did not fit,
// and over how many lines it went; what justification did to the letters of
// the line, for the few programs that stretch or space them rather than the
// spaces; and which of two settings was chosen where edges of lines were the same
// by chance.
//
// A line stays where it is when it is not level or not written from left to
// right, when there is anything in its strip of the page but its characters on
// even paper (rules, underlines, boxes, pictures, other lines), when it is a scan,
// or when it cannot be made to fit. Then a box covers the withheld characters
// with a point to spare, and is widened to a multiple of [MaskStep] as far as
// there is free room beside it, to the right first. [Report] counts both.
//
// Recognised words of a scan are masked with more to spare, and as far as the ink
// goes that their boxes cut. Areas are burnt in as they were drawn, one pixel
// outward.
//
// # Text
//
// The text layer holds what a reader of the original sees, judged by the pixels
// of the page: not what is outside it, in the colour of the paper, or under
// something else. What a box covers by more than a quarter, and words that an
// area touches, leave it as well. Recognised words come in where they stand,
// unless the page's own text says the same. [redact.Mask] stands for each box,
// as in every other part of a pack, so that search and screen readers meet it.
//
// It refuses to change a PDF in place.
package page

import (
	"context"
	"fmt"
	"io"

	"sarsen/crawlers/pdfium"
	"sarsen/redact"
	"sarsen/redact/page/rebuild"
)

// A Page says what is to become of a page.
type Page struct {
	// Text is the page's text as it was reviewed, which is what
	// pdfium.Page.Text gave when the document was read.
	Text string
	// Withhold are spans of Text.
	Withhold []redact.Span
	// Scan is what was recognised in the page's picture, nil when nothing was;
	// WithholdScan are spans of its text.
	Scan         *redact.Scan
	WithholdScan []redact.Span
	// Areas are withheld by where they stand, whatever they show. Words that
	// touch one leave the text.
	Areas []redact.Rect
	// Drop withholds the page as a whole.
	Drop bool
}

// Options steer Redact.
type Options struct {
	// Draft stamps every page.
	Draft bool
	// Pictures keeps pages that are mainly pictures, which are otherwise
	// dropped: what is written on them was not searched.
	Pictures bool
	// DPI is the resolution; 0 means 150.
	DPI int
	// Passwords are tried on an encrypted document. The copy has none.
	Passwords []string
	// Look reads a page's picture once its boxes are burnt in, where it may show
	// text that the engine does not know of, and Find tells what of it spells a
	// withheld value: that is burnt in, too. Without both nothing is looked at.
	Look Look
	Find Find
	// Progress is told how many pages are written; may be nil.
	Progress func(pages int)

	whole   bool                      // nothing of the document is withheld
	refused func(page int, why error) // told which pages become pictures, in tests
}

const defaultDPI = 150

// coarse is the resolution of photographs by that of type, which has no shades
// and so is drawn finer.
const coarse = 0.75

// fine is the resolution of type, for that of Options.
func fine(dpi int) int { return int(float64(dpi) / coarse) }

// A Reason says why a page was withheld as a whole.
type Reason string

// The reasons.
const (
	Decided    Reason = "decided"
	Changed    Reason = "text is not the one reviewed"
	Unplaced   Reason = "a withheld character has no place"
	Unsearched Reason = "picture that could not be searched"
	Unread     Reason = "page cannot be read"
	Unlooked   Reason = "picture of the page could not be looked at"
	Shown      Reason = "picture of the page still shows a withheld value"
	Unlisted   Reason = "page was not reviewed"
	Vanished   Reason = "page is no longer there" // nothing stands for it in the copy
)

// Dropped is a page withheld as a whole.
type Dropped struct {
	Page   int // from 1
	Reason Reason
}

// Report says what Redact did.
type Report struct {
	Pages   int // of the copy
	Vector  int // of them, those that kept their vector content
	Dropped []Dropped
	Masks   int // boxes burnt in
	// Fixed is how many of the boxes have a width that does not depend on what
	// they hide; Fitted is how many are as wide as there was room.
	Fixed, Fitted int
	// Swept is the number of characters that were not withheld but lie under a
	// box and left the text with it.
	Swept int
	// Caught is the number of words that only a look at the picture found, and
	// that were burnt in.
	Caught int
	// Unseen is the number of characters that were not withheld but cannot be
	// seen on the original, and are not in the text of the copy either.
	Unseen int
}

// Redact writes a redacted copy of the PDF in data to w, with as many instances
// of the engine as are free, four at most. There is one Page for each
// page of the document, in order. Errors are those of opening the document,
// redact.ErrSpan for a span outside its text, and those of ctx and out; then
// what was written is of no use.
func Redact(ctx context.Context, eng *pdfium.Engine, data []byte, pages []Page, w io.Writer, opts Options) (Report, error) {
	if opts.DPI <= 0 {
		opts.DPI = defaultDPI
	}
	doc, err := eng.Open(ctx, data, opts.Passwords)
	if err != nil {
		return Report{}, fmt.Errorf("redact PDF: %w", err)
	}
	out := copyist{out: rebuild.New(w), opts: opts}
	count := doc.Pages()
	opts.whole = whole(pages, count)
	if err := crew(ctx, eng, data, doc, pages, opts, out.take); err != nil {
		return Report{}, err
	}
	return out.end(count, pages)
}

// A copyist writes pages in their order.
type copyist struct {
	out    *rebuild.Writer
	opts   Options
	report Report
}

func (c *copyist) take(m made) error {
	c.report.Pages++
	c.report.count(m.did)
	if m.reason != "" {
		c.report.Dropped = append(c.report.Dropped, Dropped{m.page + 1, m.reason})
	}
	if c.opts.Draft {
		size := min(m.sheet.Width, m.sheet.Height) / 4
		m.sheet.Labels = append(m.sheet.Labels, rebuild.Label{
			Text: "DRAFT", Size: size, Diagonal: true,
			Left: m.sheet.Width/2 - size, Below: m.sheet.Height/2 + size,
		})
	}
	if err := c.out.Add(m.sheet); err != nil {
		return err
	}
	if c.opts.Progress != nil {
		c.opts.Progress(c.report.Pages)
	}
	return nil
}

// end ends the copy of a document of so many pages.
func (c *copyist) end(count int, pages []Page) (Report, error) {
	for i := count; i < len(pages); i++ {
		c.report.Dropped = append(c.report.Dropped, Dropped{i + 1, Vanished})
	}
	if err := c.out.Close(); err != nil {
		return Report{}, fmt.Errorf("redact PDF: %w", err)
	}
	return c.report, nil
}

// page makes the copy of a page, or what stands for one that is withheld.
func (j *job) page(ctx context.Context, i int, what Page, listed bool) (m made) {
	m.page = i
	layout, err := j.layout(ctx, i, listed && !what.Drop)
	if ctx.Err() != nil {
		return made{page: i, err: ctx.Err()}
	}
	if m.reason, m.err = j.refuse(layout, what, listed, err); m.err != nil {
		return m
	}
	if m.reason == "" && !j.plain(ctx, i, layout, what, &m) {
		if m.sheet, m.did, m.reason, m.err = j.redacted(ctx, i, layout, what); m.err != nil {
			return m
		}
	}
	if m.reason != "" {
		m.sheet, m.did = withheld(layout), Report{}
	}
	return m
}

// layout reads a page, or only its size where nothing else will be needed.
func (j *job) layout(ctx context.Context, i int, read bool) (layout pdfium.Layout, err error) {
	if read {
		return j.doc.Layout(ctx, i)
	}
	layout.Width, layout.Height, err = j.doc.Size(ctx, i)
	return layout, err
}

// refuse says why a page may not be copied at all, or "".
func (j *job) refuse(layout pdfium.Layout, what Page, listed bool, unread error) (Reason, error) {
	switch {
	case !listed:
		return Unlisted, nil
	case what.Drop:
		return Decided, nil
	case unread != nil || !(layout.Width > 0 && layout.Height > 0):
		return Unread, nil
	case layout.Text != what.Text:
		return Changed, nil
	case layout.Picture && what.Scan == nil && !j.opts.Pictures:
		return Unsearched, nil
	}
	if _, err := redact.Apply(what.Text, what.Withhold); err != nil {
		return "", err
	}
	return "", what.checkScan()
}
