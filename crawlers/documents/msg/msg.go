// Package msg reads message files of Outlook ([MS-OXMSG]: .msg, and templates,
// .oft): a message, contact, appointment or other item with what is attached.
//
// It promises what crawlers/documents/mapi makes of the properties in the
// file, those of damaged files as far as they can be reached, and says so when
// there are fewer recipients or attachments than the file counts. Items inside
// the item are parts, to any depth. Content is read where it lies.
package msg

import (
	"context"
	"fmt"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/mapi"
)

// New returns the format; html reads HTML bodies.
func New(html documents.Format) documents.Format {
	return documents.FormatFunc(func(ctx context.Context, in documents.Input, out *documents.Builder) error {
		m, err := Open(in)
		if err != nil {
			return err
		}
		return mapi.Write(ctx, m, out, html)
	})
}

// Open reads the item in a message file. What is attached is read when it is
// opened, so the input must stay readable until then.
func Open(in documents.Input) (*mapi.Message, error) {
	f, err := cfb.Open(in.Content, in.Size)
	if err != nil {
		return nil, fmt.Errorf("open message file: %w", documents.ErrDamaged)
	}
	r := &reader{size: in.Size, names: names(f.Root)}
	if f.Root.Find(propertyStream) == nil && !hasValues(f.Root) {
		return nil, fmt.Errorf("open message file: %w", documents.ErrDamaged)
	}
	return r.message(f.Root, topHeader), nil
}

// names reads the table of named properties.
func names(root *cfb.Entry) map[uint16]mapi.Key {
	table := root.Find("__nameid_version1.0")
	stream := func(name string) []byte { return table.Find(name).Bytes(maxNames) }
	return mapi.ParseNames(stream("__substg1.0_00020102"), stream("__substg1.0_00030102"), stream("__substg1.0_00040102"))
}

// maxNames bounds the streams of the table of names.
const maxNames = 16 << 20
