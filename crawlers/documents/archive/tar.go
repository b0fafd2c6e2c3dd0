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

// readTar lists the members, which takes reading the archive once; they are
// handed out in a second reading.
func readTar(ctx context.Context, open func() (io.Reader, error), out *documents.Builder) error {
	names := list{out}
	count := 0
	err := eachMember(ctx, open, func(name string, _ io.Reader) error {
		names.add(name)
		count++
		return nil
	})
	if count > 0 {
		out.Walk(func(fn func(name, mediaType string, r io.Reader) error) error {
			err := eachMember(ctx, open, func(name string, r io.Reader) error { return fn(name, "", r) })
			if isDamage(err) {
				return nil // told when the archive was listed
			}
			return err
		})
	}
	if isDamage(err) && count > 0 {
		out.Problem("tar archive: damaged or cut short; what follows the damage was not read")
		return nil
	}
	return err
}

func isDamage(err error) bool { return errors.Is(err, documents.ErrDamaged) }

// eachMember calls fn for each file of a tar.
func eachMember(ctx context.Context, open func() (io.Reader, error), fn func(string, io.Reader) error) error {
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
			return documents.Because(documents.ErrDamaged, "tar archive: damaged or cut short")
		}
		if !hasContent(header.Typeflag) {
			continue
		}
		if err := fn(decodeName(header.Name), failing{archive}); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// hasContent tells files from folders, links and devices.
func hasContent(flag byte) bool {
	switch flag {
	case tar.TypeDir, tar.TypeLink, tar.TypeSymlink, tar.TypeChar, tar.TypeBlock, tar.TypeFifo, tar.TypeXGlobalHeader:
		return false
	}
	return true
}
