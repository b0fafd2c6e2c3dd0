// Package pst reads Outlook's mail stores, PST and OST, where they are met as
// documents, and the messages that a source cuts out of them.
//
// crawlers/mailbox/pst knows the container, crawlers/documents/mapi what a
// message is; this package only hands one to the other. A message of a store
// that is damaged in part is read as far as it goes, and says so.
package pst

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/mapi"
	"sarsen/crawlers/mailbox/pst"
)

// Message returns the format of one message cut out of a store; html reads its
// HTML body.
func Message(html documents.Format) documents.Format {
	return documents.FormatFunc(func(ctx context.Context, in documents.Input, out *documents.Builder) error {
		m, err := pst.ReadMessage(in.Content, in.Size)
		if err != nil {
			return because(err)
		}
		out.Property("Folder", m.Folder)
		return mapi.Write(ctx, message(m), out, html)
	})
}

// Store returns the format of a whole store. Its text is the list of its
// folders; its messages are parts.
func Store() documents.Format { return documents.FormatFunc(readStore) }

// maxParts is the most messages that are listed of a store inside another
// file. More than a part can have by the limit of members.
const maxParts = 1 << 17

func readStore(ctx context.Context, in documents.Input, out *documents.Builder) error {
	f, err := pst.Open(in.Content, in.Size)
	if err != nil {
		return because(err)
	}
	n := 0
	account, err := f.Walk(func(i pst.Item) error {
		if n++; n <= maxParts {
			out.Part(i.Place, pst.MessageMediaType, func() (io.ReadCloser, error) { return open(f, i) })
		}
		return ctx.Err()
	})
	if err != nil {
		return because(err)
	}
	if n > maxParts {
		out.Problem("more than " + strconv.Itoa(maxParts) + " messages: put the store into a folder that is crawled")
	}
	if account.Lost > 0 {
		out.Problem("part of the store's index is damaged: messages may be missing")
	}
	for _, d := range account.Folders {
		if d.Path != "" {
			out.Text(fmt.Sprintf("%s: %d\n", d.Path, d.Found))
		}
	}
	return nil
}

func open(f *pst.File, i pst.Item) (io.ReadCloser, error) {
	if i.Missing != "" {
		return nil, documents.Because(documents.ErrDamaged, i.Missing)
	}
	e, err := f.Extract(i.ID)
	if err != nil {
		return nil, because(err)
	}
	return section{io.NewSectionReader(e, 0, e.Size())}, nil
}

// A section is content that can be read where it lies.
type section struct{ *io.SectionReader }

// Close implements [io.Closer]; there is nothing to close.
func (section) Close() error { return nil }

// because gives an error of the store its reason.
func because(err error) error {
	switch {
	case errors.Is(err, pst.ErrEncrypted):
		return documents.Because(documents.ErrEncrypted, "protected by Windows Information Protection: open it by hand where it was made")
	case errors.Is(err, pst.ErrDamaged), errors.Is(err, pst.ErrMissing):
		return documents.Because(documents.ErrDamaged, "damaged in the mail store or cut short")
	case pst.IsTooLarge(err):
		return documents.ErrTooLarge
	}
	return err
}
