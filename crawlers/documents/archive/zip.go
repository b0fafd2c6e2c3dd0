package archive

import (
	"archive/zip"
	"context"
	"io"

	"sarsen/crawlers/documents"
)

// Zip returns the format of zip archives. Members that need a password are
// opened with the first that fits; an archive of nothing but members that none
// fits is encrypted itself. One that has lost its directory, or that is joined
// from parts, is read member by member from its front.
func Zip() documents.Format { return documents.FormatFunc(readZip) }

func readZip(_ context.Context, in documents.Input, out *documents.Builder) error {
	files, comment, err := openZip(in)
	if err != nil {
		found := salvageZip(in, files)
		if len(found) == 0 {
			return zipError(in)
		}
		if whole := len(files) > 0 && len(found) >= len(files); !whole {
			out.Problem("zip archive without its directory: damaged, cut short or one part of several; members may be missing")
		}
		files = found
	}
	decodeZipNames(files)
	key := keyring{passwords: out.Passwords()}
	var members []member
	locked, count := 0, 0
	for _, f := range files {
		m := member{name: f.name, kind: f.kind(), open: func() (io.ReadCloser, error) { return f.open(&key) }}
		members = append(members, m)
		if m.kind != "" {
			continue
		}
		count++
		if f.isLocked() {
			locked++
		}
	}
	deliver(out, members)
	if comment != "" {
		out.Property("Comment", documents.Decode([]byte(comment), ""))
	}
	if locked > 0 && locked == count && !opensAny(files, &key) {
		return documents.Because(documents.ErrEncrypted, "zip archive that needs a password")
	}
	return nil
}

// opensAny reports that one of the passwords fits one of the files.
func opensAny(files []*zipFile, key *keyring) bool {
	for _, f := range files {
		if f.kind() != "" {
			continue
		}
		if r, err := f.open(key); err == nil {
			_ = r.Close()
			return true
		} else if !isLocked(err) {
			return true // its password fits, its method is not read
		}
	}
	return false
}

// openZip lists the members by the archive's directory. When the places that it
// says are wrong, as they are in parts that were joined, the members are answered
// with an error.
func openZip(in documents.Input) ([]*zipFile, string, error) {
	archive, err := zip.NewReader(in.Content, in.Size)
	if err != nil {
		return nil, "", err
	}
	files := make([]*zipFile, 0, len(archive.File))
	for _, f := range archive.File {
		files = append(files, &zipFile{
			name: f.Name, isUTF8: !f.NonUTF8, extra: f.Extra, mode: f.Mode(),
			method: f.Method, flags: f.Flags, sum: f.CRC32, time: f.ModifiedTime,
			size: f.UncompressedSize64, packed: int64(f.CompressedSize64), raw: f.OpenRaw, //nolint:gosec // a size beyond fails to be read
		})
	}
	if len(files) > 0 {
		_, err = archive.File[0].DataOffset()
	}
	return files, archive.Comment, err
}

// zipError says why a zip gives nothing.
func zipError(in documents.Input) error {
	var head [8]byte
	if n, _ := in.Content.ReadAt(head[:], 0); n == len(head) && string(head[:4]) != "PK\x03\x04" && string(head[:4]) != "PK\x05\x06" {
		return documents.Because(documents.ErrDamaged, "one part of a split zip archive; keep all its parts in one folder under their own names")
	}
	return documents.Because(documents.ErrDamaged, "zip archive: damaged, cut short or one part of several")
}
