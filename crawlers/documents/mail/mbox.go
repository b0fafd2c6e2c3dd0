package mail

import (
	"bytes"
	"context"
	"io"
	"strconv"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/mailbox/mbox"
)

// Mbox returns the format of mail stores in one file. It has no text of its
// own; its messages are parts.
func Mbox() documents.Format { return documents.FormatFunc(readMbox) }

func readMbox(ctx context.Context, in documents.Input, out *documents.Builder) error {
	return mbox.Split(in.Reader(), func(msg mbox.Message) error {
		out.Part(messageName(msg.Index), documents.TypeMessage, func() (io.ReadCloser, error) {
			return openMessage(in.Content, msg)
		})
		return ctx.Err()
	})
}

// A section is a message that can be read where it lies.
type section struct{ *io.SectionReader }

// Close implements [io.Closer]; there is nothing to close.
func (section) Close() error { return nil }

func openMessage(content io.ReaderAt, msg mbox.Message) (io.ReadCloser, error) {
	r := io.NewSectionReader(content, msg.Offset, msg.Length)
	if !msg.Escaped {
		return section{r}, nil
	}
	if msg.Length > documents.MaxWhole {
		return nil, documents.ErrTooLarge
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return io.NopCloser(bytes.NewReader(mbox.Unescape(data))), nil
}

func messageName(index int) string { return "message " + strconv.Itoa(index) }
