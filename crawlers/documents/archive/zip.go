package archive

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"strings"

	"sarsen/crawlers/documents"
)

// encrypted is the bit of a zip member's flags that says so.
const encrypted = 1

// Zip returns the format of zip archives. One whose members all need a
// password is encrypted itself.
func Zip() documents.Format { return documents.FormatFunc(readZip) }

func readZip(_ context.Context, in documents.Input, out *documents.Builder) error {
	archive, err := zip.NewReader(in.Content, in.Size)
	if err != nil {
		return zipError(err)
	}
	locked, files := 0, 0
	for _, f := range archive.File {
		if strings.HasSuffix(f.Name, "/") && f.UncompressedSize64 == 0 {
			continue
		}
		files++
		if f.Flags&encrypted != 0 {
			locked++
		}
		out.Part(zipName(f), "", opener(f))
	}
	if locked > 0 && locked == files {
		return documents.Because(documents.ErrEncrypted, "zip archive that needs a password")
	}
	names := list{out}
	for _, f := range archive.File {
		names.add(zipName(f))
	}
	if archive.Comment != "" {
		out.Property("Comment", documents.Decode([]byte(archive.Comment), ""))
	}
	return nil
}

// zipName decodes a name that is not marked as UTF-8.
func zipName(f *zip.File) string {
	if !f.NonUTF8 {
		return f.Name
	}
	return decodeName(f.Name)
}

// opener returns what opens a member.
func opener(f *zip.File) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		if f.Flags&encrypted != 0 {
			return nil, documents.Because(documents.ErrEncrypted, "member of a zip archive that needs a password")
		}
		r, err := f.Open()
		if err != nil {
			return nil, zipError(err)
		}
		return member{failing{r}, r}, nil
	}
}

// failing turns the errors of a reader into those of documents, which stay as
// they are.
type failing struct{ r io.Reader }

// Read implements [io.Reader].
func (f failing) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) && documents.ReasonOf(err) == "" {
		err = documents.Because(documents.ErrDamaged, "damaged inside the archive that holds it")
	}
	return n, err
}

func zipError(err error) error {
	switch {
	case errors.Is(err, zip.ErrAlgorithm):
		return documents.Because(documents.ErrUnsupported, "packed in a way that is not read; unpack the archive and crawl the folder")
	case errors.Is(err, zip.ErrFormat), errors.Is(err, zip.ErrChecksum), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return documents.Because(documents.ErrDamaged, "zip archive: damaged, cut short or one part of several")
	}
	return err
}
