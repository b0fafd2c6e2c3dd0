package pdf

import (
	"bytes"
	"context"
	"io"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/pdfium"
)

// rest reads what does not stand on the pages. What fails of it is noted and
// the others are read all the same.
func (r *reader) rest(ctx context.Context) error {
	outline, err := r.doc.Bookmarks(ctx)
	r.noteFailure(err, "the outline cannot be read")
	fields, err := r.doc.FormData(ctx)
	r.noteFailure(err, "the form's data cannot be read")
	r.writeNotes(append(append(r.notes, fields...), outline...))

	files, err := r.doc.Attachments(ctx)
	r.noteFailure(err, "attachments cannot be read")
	r.parts(files)

	info, err := r.doc.Info(ctx)
	r.noteFailure(err, "properties cannot be read")
	r.properties(info)
	return ctx.Err()
}

func (r *reader) noteFailure(err error, reason string) {
	if err != nil {
		r.out.Problem(reason)
	}
}

func (r *reader) properties(info pdfium.Info) {
	if info.XFA {
		r.out.Problem("dynamic form (XFA): its layout cannot be shown, only its data are read")
	}
	r.out.Meta(info.Title, info.Author, info.Created, info.Modified)
	for _, p := range []struct{ name, value string }{
		{"Title", info.Title},
		{"Author", info.Author},
		{"Subject", info.Subject},
		{"Keywords", info.Keywords},
		{"Creator", info.Creator},
	} {
		r.out.Property(p.name, p.value)
	}
}

// parts reports attached files.
func (r *reader) parts(files []pdfium.Attachment) {
	for _, f := range files {
		if f.Data == nil {
			r.out.Problem("an attachment cannot be read")
			continue
		}
		data := f.Data
		r.out.Part(f.Name, "", func() (io.ReadCloser, error) { return contents{bytes.NewReader(data)}, nil })
	}
}

// contents lets the reader of a part read it in place.
type contents struct{ *bytes.Reader }

func (contents) Close() error { return nil }

// labels are the notes' names in the text.
var labels = map[pdfium.NoteKind]string{
	pdfium.Annotation: "annotation",
	pdfium.Field:      "form field",
	pdfium.Link:       "link",
	pdfium.Bookmark:   "bookmark",
}

// writeNotes writes each note that says something the pages do not show, once.
func (r *reader) writeNotes(notes []pdfium.Note) {
	seen := map[string]bool{}
	for _, n := range notes {
		if seen[n.Text] || r.shown.contain(n.Text) {
			continue
		}
		seen[n.Text] = true
		r.out.Break()
		r.out.Open(documents.Note, labels[n.Kind], true)
		r.out.Text(n.Text)
		r.out.Close()
	}
	r.out.Break()
}

// words is text with single spaces around every word, for looking up notes.
type words struct{ strings.Builder }

func (w *words) add(text string) {
	for word := range strings.FieldsSeq(text) {
		w.WriteByte(' ')
		w.WriteString(word)
	}
	w.WriteByte(' ')
}

func (w *words) contain(text string) bool {
	var look words
	look.add(text)
	return strings.Contains(w.String(), look.String())
}
