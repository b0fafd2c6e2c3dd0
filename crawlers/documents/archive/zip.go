package archive

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"sarsen/crawlers/documents"
)

// Zip returns the format of zip archives. Members that need a password are
// opened with the first that fits; an archive of nothing but members that none
// fits is encrypted itself.
func Zip() documents.Format { return documents.FormatFunc(readZip) }

func readZip(_ context.Context, in documents.Input, out *documents.Builder) error {
	archive, err := zip.NewReader(in.Content, in.Size)
	if err != nil {
		return zipError(err)
	}
	locked, open := []*zip.File(nil), false
	for _, f := range archive.File {
		if strings.HasSuffix(f.Name, "/") && f.UncompressedSize64 == 0 {
			continue
		}
		if isLocked(f) {
			locked = append(locked, f)
		} else {
			open = true
		}
		out.Part(zipName(f), "", opener(f, out.Passwords()))
	}
	if len(locked) > 0 && !open && !slices.ContainsFunc(locked, opens(out.Passwords())) {
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

// opens returns what reports whether one of the passwords fits a member.
func opens(passwords []string) func(f *zip.File) bool {
	return func(f *zip.File) bool {
		r, err := unlock(f, passwords)
		if err != nil {
			return false
		}
		_ = r.Close()
		return true
	}
}

// opener returns what opens a member.
func opener(f *zip.File, passwords []string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		var r io.ReadCloser
		var err error
		if isLocked(f) {
			r, err = unlock(f, passwords)
		} else {
			r, err = f.Open()
		}
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
