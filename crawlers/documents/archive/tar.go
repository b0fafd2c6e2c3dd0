package archive

import (
	"archive/tar"
	"context"
	"errors"
	"io"

	"sarsen/crawlers/documents"
)

// Tar returns the format of tar archives, of whatever dialect.
func Tar() documents.Format {
	return documents.FormatFunc(func(ctx context.Context, in documents.Input, out *documents.Builder) error {
		return readTar(ctx, func() (io.Reader, error) { return in.Reader(), nil }, out)
	})
}

func readTar(ctx context.Context, open func() (io.Reader, error), out *documents.Builder) error {
	each := func(ctx context.Context, fn func(member, io.Reader) error) error { return eachInTar(ctx, open, fn) }
	return sequence{"tar archive", each}.read(ctx, out)
}

// eachInTar calls fn for each member of a tar.
func eachInTar(ctx context.Context, open func() (io.Reader, error), fn func(member, io.Reader) error) error {
	r, err := open()
	if err != nil {
		return err
	}
	archive := tar.NewReader(r)
	for ctx.Err() == nil {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if errors.Is(err, documents.ErrTooLarge) {
			return err
		}
		if err != nil {
			return damaged("tar archive")
		}
		if header.Typeflag == tar.TypeXGlobalHeader {
			continue
		}
		if err := fn(member{name: decodeName(header.Name), kind: tarKind(header)}, failing{archive}); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// tarKind says what a member is that has no content.
func tarKind(h *tar.Header) string {
	switch h.Typeflag {
	case tar.TypeDir:
		return isFolder
	case tar.TypeLink, tar.TypeSymlink:
		return "link to " + decodeName(h.Linkname)
	case tar.TypeChar, tar.TypeBlock:
		return "device"
	case tar.TypeFifo:
		return "pipe"
	case 'X':
		return "header" // of Solaris, about the file that follows
	case 'V', 'M':
		return "volume" // its name, or where a file of another goes on
	}
	return ""
}
