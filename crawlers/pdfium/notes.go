package pdfium

import (
	"strings"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// A NoteKind says where a Note comes from.
type NoteKind string

// The kinds of note.
const (
	Annotation NoteKind = "annotation" // comment, its author, or what it replaces
	Field      NoteKind = "field"      // value or tooltip of a form field
	Link       NoteKind = "link"       // address a link leads to
	Bookmark   NoteKind = "bookmark"   // title in the outline
)

// A Note is text that a reader of the document sees only on demand or never.
type Note struct {
	Kind NoteKind
	Page int // from 0; -1 for the document as a whole
	Text string
}

// A behind is what stands behind a page: texts and files that flattening
// removes.
type behind struct {
	notes []Note
	files []Attachment
}

// annotations collects what stands behind the annotations of a loaded page.
func (d *Document) annotations(p pdfium.Pdfium, page requests.Page, number int) (behind, error) {
	var b behind
	n, err := p.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: page})
	if err != nil {
		return b, err
	}
	for i := range n.Count {
		res, err := p.FPDFPage_GetAnnot(&requests.FPDFPage_GetAnnot{Page: page, Index: i})
		if err != nil {
			continue // a damaged entry of the list; the others may be sound
		}
		d.annotation(p, res.Annotation, number, &b)
		if _, err := p.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: res.Annotation}); err != nil {
			return b, err
		}
	}
	return b, nil
}

func (d *Document) annotation(p pdfium.Pdfium, ref references.FPDF_ANNOTATION, number int, b *behind) {
	sub, err := p.FPDFAnnot_GetSubtype(&requests.FPDFAnnot_GetSubtype{Annotation: ref})
	if err != nil {
		return
	}
	kind, keys := Annotation, []string{"T", "Subj", "Contents"}
	switch sub.Subtype {
	case enums.FPDF_ANNOT_SUBTYPE_POPUP:
		return // shows the texts of the annotation it belongs to
	case enums.FPDF_ANNOT_SUBTYPE_WIDGET:
		kind, keys = Field, []string{"TU", "V"}
	case enums.FPDF_ANNOT_SUBTYPE_LINK:
		b.add(Link, number, d.address(p, ref))
	case enums.FPDF_ANNOT_SUBTYPE_FILEATTACHMENT:
		res, err := p.FPDFAnnot_GetFileAttachment(&requests.FPDFAnnot_GetFileAttachment{Document: d.ref, Annotation: ref})
		if err == nil {
			b.files = append(b.files, attachment(p, res.Attachment))
		}
	}
	for _, key := range keys {
		res, err := p.FPDFAnnot_GetStringValue(&requests.FPDFAnnot_GetStringValue{Annotation: ref, Key: key})
		if err == nil {
			b.add(kind, number, res.Value)
		}
	}
}

// address returns where a link leads to outside the document, or "".
func (d *Document) address(p pdfium.Pdfium, ref references.FPDF_ANNOTATION) string {
	link, err := p.FPDFAnnot_GetLink(&requests.FPDFAnnot_GetLink{Annotation: ref})
	if err != nil {
		return ""
	}
	action, err := p.FPDFLink_GetAction(&requests.FPDFLink_GetAction{Link: link.Link})
	if err != nil || action.Action == nil {
		return ""
	}
	uri, err := p.FPDFAction_GetURIPath(&requests.FPDFAction_GetURIPath{Document: d.ref, Action: *action.Action})
	if err != nil || uri.URIPath == nil {
		return ""
	}
	return *uri.URIPath
}

func (b *behind) add(kind NoteKind, page int, text string) {
	if text = strings.TrimSpace(clean(strings.ToValidUTF8(text, "\uFFFD"))); text != "" {
		b.notes = append(b.notes, Note{Kind: kind, Page: page, Text: text})
	}
}
