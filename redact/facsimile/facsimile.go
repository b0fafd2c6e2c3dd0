// Package facsimile makes the redacted copies of a pack that look like the
// originals: it knows, for each kind of item, what its pages are and which part
// of its text stands on which.
//
// A PDF has pages of its own, with what was recognised on them; a picture is a
// page. Documents of word processors and presentations, and pages of HTML, are
// laid out by another program, and the words of the laid-out pages are found in
// the text that was reviewed.
//
// It promises what redact/page promises. It refuses, with pack.ErrNoCopy, every
// item of which it cannot tell where the withheld text stands, and every laid-out
// page that shows words which nobody reviewed. Tables and messages are not laid
// out: they read better as rows and as pages of their text.
package facsimile

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"syscall"

	"sarsen/crawlers/pdfium"
	"sarsen/redact"
	"sarsen/redact/pack"
	"sarsen/redact/page"
	"sarsen/redact/verify"
)

// A Maker makes copies. It implements pack.Copier and is safe for concurrent use.
type Maker struct {
	Engine *pdfium.Engine
	// Passwords are tried on encrypted documents. Copies have none.
	Passwords []string
	// Layout returns a document as a PDF; name is a neutral file name with the
	// ending of its kind. Nil where no program does that.
	Layout func(ctx context.Context, data []byte, name string) ([]byte, error)
	// Look and Values have pages that may show more than their text says read again
	// before they are written, for the withheld values; see page.Options. What is
	// withheld in the item itself is looked for as well. Look is nil where no
	// program does that. Values may be nil.
	Look   page.Look
	Values *verify.Search
	// Progress is told how many pages of an item are written; may be nil.
	Progress func(pages int)
	// Parts reports whether an item holds something that is withheld, or redacted,
	// as an item of its own: laid-out pages would show it. Nil for never.
	Parts func(item string) bool
}

// A kind is how an item comes to pages.
type kind int

const (
	pageless kind = iota
	portable      // a PDF
	picture
	document // to be laid out
)

func kindOf(item pack.Item) kind {
	switch {
	case item.Mail != nil || item.Redacted: // a redacted copy has no places of the text
		return pageless
	case strings.HasPrefix(item.MediaType, "application/pdf"):
		return portable
	case strings.HasPrefix(item.MediaType, "image/"):
		return picture
	case ending(item.MediaType) != "":
		return document
	}
	return pageless
}

// Copy implements pack.Copier. The items of which there is a copy are described
// with the package. A document whose pages cannot all be shown has none: the page
// of its text says more. So has an item with areas, if what stands in these is
// withheld in its text as well.
func (m Maker) Copy(ctx context.Context, item pack.Item, withhold []redact.Span, draft bool, w io.Writer) (pack.Copied, error) {
	if isRecording(item) {
		return copyRecording(item, w)
	}
	made, err := m.Make(ctx, item, withhold, draft, w)
	if err != nil {
		return pack.Copied{}, err
	}
	copied := pack.Copied{Pages: made.Pages, LaidOut: made.LaidOut, Unshown: made.Unshown}
	for _, d := range made.Dropped {
		if d.Reason != page.Decided {
			copied.Dropped = append(copied.Dropped, d.Page)
		}
	}
	return copied, nil
}

// Made says all of a copy that is known.
type Made struct {
	page.Report
	LaidOut bool          // as in pack.Copied
	Unshown []redact.Span // likewise
}

// Make is Copy for items that have pages.
func (m Maker) Make(ctx context.Context, item pack.Item, withhold []redact.Span, draft bool, w io.Writer) (made Made, err error) {
	opts := page.Options{Draft: draft, Passwords: m.Passwords, Progress: m.Progress}
	if m.Look != nil {
		opts.Look, opts.Find = m.Look, m.find(item, withhold)
	}
	switch kindOf(item) {
	case portable, picture:
		made.Report, err = m.copyPages(ctx, item, withhold, opts, w)
	case document:
		made.LaidOut = true
		made.Report, made.Unshown, err = m.copyDocument(ctx, item, withhold, opts, w)
	default:
		err = pack.ErrNoCopy
	}
	if err == nil || ctx.Err() != nil || fault(err) {
		return made, err
	}
	if !errors.Is(err, pack.ErrNoCopy) && !errors.Is(err, redact.ErrArea) {
		err = errors.Join(pack.ErrNoCopy, err)
	}
	return made, m.hidden(ctx, item, withhold, err)
}

// find returns a function that finds withheld values in what a page shows.
func (m Maker) find(item pack.Item, withhold []redact.Span) page.Find {
	searches := []*verify.Search{verify.NewSearch(values(item.Text, withhold), nil)}
	if m.Values != nil {
		searches = append(searches, m.Values)
	}
	return func(text string) (out []redact.Span) {
		for _, s := range searches {
			for _, h := range s.Find(text, 0) {
				out = append(out, h.Span)
			}
		}
		return redact.Merge(out)
	}
}

// hidden returns why there is no copy of an item. When something is withheld by
// where it stands, that is no reason to show the item's text instead, unless what
// stands there is withheld as well.
func (m Maker) hidden(ctx context.Context, item pack.Item, withhold []redact.Span, reason error) error {
	if len(item.Areas) == 0 || !errors.Is(reason, pack.ErrNoCopy) {
		return reason
	}
	under, err := m.Under(ctx, item)
	if err != nil {
		return err
	}
	for _, s := range under {
		if !slices.ContainsFunc(redact.Merge(withhold), func(w redact.Span) bool { return w.Covers(s) }) {
			return fmt.Errorf("copy item: %w: what stands in it is not withheld in the text", redact.ErrArea)
		}
	}
	return reason
}

// copyPages copies an item that has pages of its own.
func (m Maker) copyPages(ctx context.Context, item pack.Item, withhold []redact.Span, opts page.Options, w io.Writer) (page.Report, error) {
	leaves, err := leavesOf(item)
	if err != nil {
		return page.Report{}, err
	}
	pages, err := cut(item, leaves, withhold)
	if err != nil {
		return page.Report{}, err
	}
	data, err := open(item)
	if err != nil {
		return page.Report{}, err
	}
	if kindOf(item) == picture {
		return page.Picture(ctx, data, pages, w, opts)
	}
	return page.Redact(ctx, m.Engine, data, pages, w, opts)
}

// open returns the original bytes of an item.
func open(item pack.Item) ([]byte, error) {
	if item.Open == nil {
		return nil, pack.ErrNoCopy
	}
	data, err := item.Open()
	if err != nil {
		return nil, &originalError{err}
	}
	return data, nil
}

// originalError says that the original bytes could not be had.
type originalError struct{ err error }

func (e *originalError) Error() string { return "open original: " + e.err.Error() }

// Unwrap returns the error of Item.Open.
func (e *originalError) Unwrap() error { return e.err }

// fault reports whether an error is of the machine, such as a full disk, or of
// the hold, and not of the document.
func fault(err error) bool {
	var path *fs.PathError
	var number syscall.Errno
	var original *originalError
	return errors.As(err, &path) || errors.As(err, &number) || errors.As(err, &original)
}
