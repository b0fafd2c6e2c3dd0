package pack

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// documents writes the redacted copy of each item that is shown.
func (b *builder) documents() error {
	shown := 0
	for _, e := range b.plan.entries {
		if e.shown() {
			shown++
		}
	}
	done := 0
	for _, e := range b.plan.entries {
		if err := b.ctx.Err(); err != nil {
			return err
		}
		if !e.shown() {
			continue
		}
		b.progress(Documents, done, shown)
		if err := b.write(e); err != nil {
			return err
		}
		done++
	}
	b.progress(Documents, done, shown)
	return nil
}

// write writes the files of one item: a copy that looks like the original or a
// page of its text, and the rows of its sheets.
func (b *builder) write(e *entry) error {
	base := fmt.Sprintf("documents/%04d-%s", e.number, e.slug)
	ext, err := b.copy(e, base)
	if err != nil {
		return err
	}
	for _, t := range b.plan.sheetTables(e) {
		e.extras = append(e.extras, extra{t.path, t.title})
		b.sheets = append(b.sheets, t)
	}
	page := base + ".html"
	switch {
	case ext == "":
		e.note = cmp.Or(e.note, e.textNote())
		e.document = page
	case ext == ".pdf":
		e.document = base + ext
		if len(e.unshown) == 0 {
			return nil
		}
		e.extras = append(e.extras, extra{page, unshownLabel})
	default:
		e.document = base + ext
		e.note = cmp.Or(e.note, recordingNote)
		if strings.TrimSpace(e.Text) == "" {
			return nil
		}
		e.extras = append(e.extras, extra{page, transcriptLabel})
	}
	return b.out.write(page, b.plan.document(e))
}

// What leads to the page of an item's text that stands beside its copy.
const (
	transcriptLabel = "What is said in it, as text"
	unshownLabel    = "What its pages do not show, such as comments, and below that all of its text"
)

// mediaExt is an ending that a recording's name may have.
var mediaExt = regexp.MustCompile(`^\.[a-z0-9]{2,5}$`)

// copy writes a copy that looks like the original, and returns the ending of its
// name, or "" when there is none. An original that cannot be had and a fault of
// the machine end the build.
func (b *builder) copy(e *entry, base string) (ext string, err error) {
	if b.opts.Copier == nil || e.Open == nil {
		return "", nil
	}
	if e.Added && !e.Redacted {
		b.rebuild(e)
		return "", nil
	}
	var copied Copied
	name := base + ".pdf"
	err = b.out.create(name, func(w io.Writer) (err error) {
		copied, err = b.opts.Copier.Copy(b.ctx, e.Item, e.masked.spans(), b.plan.in.Draft, w)
		return err
	})
	switch ended := b.ctx.Err(); {
	case ended != nil:
		return "", fmt.Errorf("copy item %s: %w", e.ID, ended)
	case errors.Is(err, ErrNoCopy) && !fault(err):
		b.rebuild(e)
		return "", nil
	case err != nil:
		return "", fmt.Errorf("copy item %s: %w", e.ID, err)
	}
	if e.readOnPages(copied.Dropped) {
		b.rebuild(e)
		return "", b.out.remove(name)
	}
	if len(copied.Dropped) > 0 {
		b.dropped[e.ID] = copied.Dropped
		e.drop(copied.Dropped)
	}
	if copied.LaidOut {
		e.note = strings.TrimPrefix(e.note+". "+laidOutNote, ". ")
	}
	if copied.Ext == "" {
		if e.unshown = copied.Unshown; len(e.unshown) > 0 {
			e.note = strings.TrimPrefix(e.note+". "+unshownNote, ". ")
		}
		return ".pdf", nil
	}
	if !mediaExt.MatchString(copied.Ext) {
		return "", fmt.Errorf("copy item %s: a copy cannot be named so", e.ID)
	}
	return copied.Ext, b.out.rename(name, base+copied.Ext)
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
	laidOutNote = "Its pages were made for this pack, so that lines and pages may break in other places than in the original"

	unshownNote = "The pages leave out some of its text, such as comments: the HTML page beside them begins with that"

	recordingNote = "Given as a copy from which we took what is withheld"
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
