package pdfium

import (
	"bytes"
	"context"
	"encoding/xml"
	"strings"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/requests"
)

// FormData returns what was filled into a dynamic form (XFA): the texts of its
// data, in their order. Fields of ordinary forms are with their pages.
func (d *Document) FormData(ctx context.Context) ([]Note, error) {
	var notes []Note
	err := d.do(ctx, "read XFA form", func(p pdfium.Pdfium) error {
		n, err := p.FPDF_GetXFAPacketCount(&requests.FPDF_GetXFAPacketCount{Document: d.ref})
		if err != nil || n.Count == 0 {
			return nil // the engine reports "none" as an error
		}
		for i := range n.Count {
			name, err := p.FPDF_GetXFAPacketName(&requests.FPDF_GetXFAPacketName{Document: d.ref, Index: i})
			if err != nil || name.Name != "datasets" {
				continue
			}
			packet, err := p.FPDF_GetXFAPacketContent(&requests.FPDF_GetXFAPacketContent{Document: d.ref, Index: i})
			if err != nil {
				return err
			}
			notes = append(notes, xmlTexts(packet.Content)...)
		}
		return nil
	})
	return notes, err
}

// xmlTexts returns the character data of a packet, as far as it is well-formed.
func xmlTexts(packet []byte) []Note {
	var notes []Note
	dec := xml.NewDecoder(bytes.NewReader(packet))
	dec.Strict = false
	for {
		tok, err := dec.Token()
		if err != nil {
			return notes
		}
		if data, ok := tok.(xml.CharData); ok {
			if text := strings.TrimSpace(clean(strings.ToValidUTF8(string(data), "\uFFFD"))); text != "" {
				notes = append(notes, Note{Kind: Field, Page: -1, Text: text})
			}
		}
	}
}
