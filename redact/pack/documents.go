package pack

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"syscall"
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
		copied, err := b.copy(e, base+".pdf")
		if err != nil {
			return err
		}
		if copied {
			e.document = base + ".pdf"
			continue
		}
		e.document = base + ".html"
		if err := b.out.write(e.document, b.plan.document(e)); err != nil {
			return err
		}
	}
	return nil
}

// copy writes a copy that looks like the original, and reports whether there is
// one. An original that cannot be had and a fault of the machine end the build.
func (b *builder) copy(e *entry, name string) (bool, error) {
	if b.opts.Copier == nil || e.Open == nil {
		return false, nil
	}
	if e.Added {
		b.rebuild(e)
		return false, nil
	}
	var copied Copied
	err := b.out.create(name, func(w io.Writer) (err error) {
		copied, err = b.opts.Copier.Copy(b.ctx, e.Item, e.masked.spans(), b.plan.in.Draft, w)
		return err
	})
	switch ended := b.ctx.Err(); {
	case ended != nil:
		return false, fmt.Errorf("copy item %s: %w", e.ID, ended)
	case errors.Is(err, ErrNoCopy) && !fault(err):
		b.rebuild(e)
		return false, nil
	case err != nil:
		return false, fmt.Errorf("copy item %s: %w", e.ID, err)
	}
	if e.readOnPages(copied.Dropped) {
		b.rebuild(e)
		return false, b.out.remove(name)
	}
	if len(copied.Dropped) > 0 {
		b.dropped[e.ID] = copied.Dropped
		e.drop(copied.Dropped)
	}
	return true, nil
}

// rebuild notes that a page of its allowed text stands for a PDF.
func (b *builder) rebuild(e *entry) {
	if strings.HasPrefix(e.MediaType, "application/pdf") {
		b.rebuilt = append(b.rebuilt, e.ID)
		e.note = e.rebuiltNote()
	}
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
