package archive

import (
	"context"
	"errors"
	"hash/crc32"
	"io"
	"strings"

	"github.com/bodgit/sevenzip"

	"sarsen/crawlers/documents"
)

// SevenZip returns the format of 7-Zip archives, those behind a password, whose
// names may be hidden as well, among them.
func SevenZip() documents.Format { return documents.FormatFunc(readSevenZip) }

func readSevenZip(ctx context.Context, in documents.Input, out *documents.Builder) error {
	if cut, err := sevenZipCut(in); err != nil {
		return err
	} else if cut {
		return documents.Because(documents.ErrDamaged, "7-Zip archive: cut short, or one volume of several that are not all here")
	}
	archive, locked, err := openSevenZip(ctx, in, out.Passwords())
	if err != nil {
		return err
	}
	var members []member
	files, closed := 0, 0
	for _, f := range archive.File {
		m := sevenZipMember(f, in.Name)
		if m.kind == "" {
			files++
		}
		if m.kind == "" && f.UncompressedSize > 0 && locked[f.Stream] {
			closed++
			m.err = documents.Because(documents.ErrEncrypted, "member of a 7-Zip archive that needs a password")
		}
		members = append(members, m)
	}
	deliver(out, members)
	if files > 0 && files == closed {
		return documents.Because(documents.ErrEncrypted, "7-Zip archive that needs a password")
	}
	return nil
}

// sevenZipCut reports that the archive says it ends behind its end.
func sevenZipCut(in documents.Input) (bool, error) {
	var h [32]byte
	if n, err := in.Content.ReadAt(h[:], 0); n < len(h) {
		if err != nil && !errors.Is(err, io.EOF) {
			return false, err
		}
		return false, damaged("7-Zip archive")
	}
	le := func(b []byte) (v uint64) {
		for i := len(b) - 1; i >= 0; i-- {
			v = v<<8 | uint64(b[i])
		}
		return v
	}
	if string(h[:6]) != "7z\xBC\xAF\x27\x1C" {
		return false, nil // behind a program
	}
	end := le(h[12:20])
	return end > uint64(in.Size) || end+le(h[20:28])+32 > uint64(in.Size), nil //nolint:gosec // a size
}

// A gate is content that can be closed.
type gate struct {
	io.ReaderAt
	closed bool
}

var errGate = errors.New("read archive: closed")

// ReadAt implements [io.ReaderAt].
func (g *gate) ReadAt(p []byte, at int64) (int, error) {
	if g.closed {
		return 0, errGate
	}
	return g.ReaderAt.ReadAt(p, at)
}

// openSevenZip opens an archive with the first password that fits, and says
// which streams stay locked.
func openSevenZip(ctx context.Context, in documents.Input, passwords []string) (*sevenzip.Reader, map[int]bool, error) {
	archive, err := sevenzip.NewReader(in.Content, in.Size)
	var locked map[int]bool
	switch {
	case err == nil:
		if locked = lockedStreams(in); len(locked) == 0 {
			return archive, nil, nil
		}
	case !sevenZipNeeds(err):
		return nil, nil, damaged("7-Zip archive")
	}
	for i, p := range passwords {
		if ctx.Err() != nil || i >= maxTries {
			break
		}
		probe, err := sevenzip.NewReaderWithPassword(in.Content, in.Size, p)
		if err != nil {
			continue
		}
		left := streams(probe, func(f *sevenzip.File) bool { return locked[f.Stream] && !opensSevenZip(f) })
		if archive == nil || len(left) < len(locked) {
			archive, err := sevenzip.NewReaderWithPassword(in.Content, in.Size, p)
			return archive, left, err
		}
	}
	if archive == nil {
		return nil, nil, documents.Because(documents.ErrEncrypted, "7-Zip archive that needs a password")
	}
	return archive, locked, nil
}

// lockedStreams are the packed streams that need a password: an error of
// reading them says so. What was read from once is not read from again.
func lockedStreams(in documents.Input) map[int]bool {
	g := &gate{ReaderAt: in.Content}
	probe, err := sevenzip.NewReader(g, in.Size)
	if err != nil {
		return nil
	}
	g.closed = true
	return streams(probe, func(f *sevenzip.File) bool { return sevenZipNeeds(tryByte(f)) })
}

// streams are the packed streams of which the first file is as asked.
func streams(archive *sevenzip.Reader, is func(*sevenzip.File) bool) map[int]bool {
	found, seen := map[int]bool{}, map[int]bool{}
	for _, f := range archive.File {
		if f.UncompressedSize == 0 || f.FileInfo().IsDir() || seen[f.Stream] {
			continue
		}
		seen[f.Stream] = true
		if is(f) {
			found[f.Stream] = true
		}
	}
	return found
}

// tryByte reads one byte of a file. While the gate is closed its error says
// whether the file is locked.
func tryByte(f *sevenzip.File) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	_, err = io.CopyN(io.Discard, r, 1)
	return err
}

// opensSevenZip reads the beginning of a file, and all of a small one with its
// sum: only that tells a wrong password for certain.
func opensSevenZip(f *sevenzip.File) bool {
	r, err := f.Open()
	if err != nil {
		return false
	}
	defer func() { _ = r.Close() }()
	sum := crc32.NewIEEE()
	n, err := io.Copy(sum, io.LimitReader(r, mostChecked))
	return err == nil && (n == mostChecked || f.CRC32 == 0 || sum.Sum32() == f.CRC32)
}

func sevenZipNeeds(err error) bool {
	var read *sevenzip.ReadError
	return errors.As(err, &read) && read.Encrypted
}

// sevenZipMember is one member; one without a name is called like the archive.
func sevenZipMember(f *sevenzip.File, archive string) member {
	m := member{name: strings.ReplaceAll(f.Name, `\`, "/")}
	if strings.TrimSpace(m.name) == "" {
		m.name = packed{ends: []string{".7z"}}.inner(archive)
	}
	mode := f.FileInfo().Mode()
	switch {
	case mode.IsDir():
		m.kind = isFolder
	case !mode.IsRegular():
		m.kind = "link or device"
	}
	m.open = func() (io.ReadCloser, error) {
		r, err := f.Open()
		if err != nil {
			return nil, sevenZipError(err)
		}
		return content{failing{&summed{r: r, left: f.UncompressedSize, want: f.CRC32, has: f.CRC32 != 0}}, r}, nil
	}
	return m
}

func sevenZipError(err error) error {
	if strings.Contains(err.Error(), "unsupported compression") {
		return unread("7-Zip method")
	}
	return errMember
}
