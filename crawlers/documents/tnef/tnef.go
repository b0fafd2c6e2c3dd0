// Package tnef reads winmail.dat ([MS-OXTNEF]): what Outlook sends to people
// who have Outlook, too, as an attachment of a message. It holds the item's
// properties, its text, often its only one, and its attachments.
//
// It promises what crawlers/documents/mapi makes of the properties, those of
// the older attributes included where the newer ones are not there, and reads
// on behind a wrong checksum and up to where a stream was cut; both are noted.
// Items inside the item are parts, to any depth.
package tnef

import (
	"context"
	"encoding/binary"
	"fmt"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/mapi"
)

// signature begins every stream.
const signature = 0x223E9F78

// New returns the format; html reads HTML bodies.
func New(html documents.Format) documents.Format {
	return documents.FormatFunc(func(ctx context.Context, in documents.Input, out *documents.Builder) error {
		data, err := in.Whole()
		if err != nil {
			return err
		}
		m, err := Parse(data)
		if err != nil {
			return err
		}
		return mapi.Write(ctx, m, out, html)
	})
}

// Parse reads the item in a stream. The item keeps parts of data.
func Parse(data []byte) (*mapi.Message, error) {
	if len(data) < 6 || binary.LittleEndian.Uint32(data) != signature {
		return nil, fmt.Errorf("parse winmail.dat: %w", documents.ErrDamaged)
	}
	p := &parser{message: &mapi.Message{}}
	r := &reader{data: data[6:], ok: true}
	for len(r.data) > 0 {
		if !p.attribute(r) {
			p.problem("winmail.dat: damaged or cut short")
			break
		}
	}
	p.finish()
	return p.message, nil
}
