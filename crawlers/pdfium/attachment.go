package pdfium

import (
	"context"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// An Attachment is a file inside a document.
type Attachment struct {
	Name string // as the document says; may be ""
	// Data is nil when the file is listed but cannot be read.
	Data []byte
}

// Attachments returns the files attached to the document as a whole; those
// attached to a place are with their page.
func (d *Document) Attachments(ctx context.Context) ([]Attachment, error) {
	var files []Attachment
	err := d.do(ctx, "read PDF attachments", func(p pdfium.Pdfium) error {
		n, err := p.FPDFDoc_GetAttachmentCount(&requests.FPDFDoc_GetAttachmentCount{Document: d.ref})
		if err != nil {
			return err
		}
		for i := range n.AttachmentCount {
			res, err := p.FPDFDoc_GetAttachment(&requests.FPDFDoc_GetAttachment{Document: d.ref, Index: i})
			if err != nil {
				files = append(files, Attachment{})
				continue
			}
			files = append(files, attachment(p, res.Attachment))
		}
		return nil
	})
	return files, err
}

func attachment(p pdfium.Pdfium, ref references.FPDF_ATTACHMENT) Attachment {
	var a Attachment
	if res, err := p.FPDFAttachment_GetName(&requests.FPDFAttachment_GetName{Attachment: ref}); err == nil {
		a.Name = clean(res.Name)
	}
	if res, err := p.FPDFAttachment_GetFile(&requests.FPDFAttachment_GetFile{Attachment: ref}); err == nil {
		a.Data = res.Contents
	}
	return a
}
