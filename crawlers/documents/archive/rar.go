package archive

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"strings"

	"github.com/nwaples/rardecode/v2"

	"sarsen/crawlers/documents"
)

// maxTries is how many passwords are tried on an archive that makes each of
// them slow.
const maxTries = 200

// errTries says that not all of the passwords were tried.
var errTries = documents.Because(documents.ErrEncrypted, "needs a password; only the first 200 of the list were tried, since each takes long")

// RAR returns the format of RAR archives since version 1.5. The volumes of one
// archive are read when they come joined.
func RAR() documents.Format { return documents.FormatFunc(readRAR) }

func readRAR(ctx context.Context, in documents.Input, out *documents.Builder) error {
	a := &rarArchive{volumes: rarVolumes(in)}
	locked := a.unlock(ctx, out.Passwords())
	err := sequence{"RAR archive", a.each}.read(ctx, out)
	switch {
	case isDamage(err) && isLocked(locked):
		return locked
	case err != nil:
		return err
	case a.files > 0 && a.files == a.locked:
		return locked
	case a.torn:
		out.Problem(documents.ReasonOf(errTorn))
	}
	return nil
}

func isLocked(err error) bool { return errors.Is(err, documents.ErrEncrypted) }

// A rarArchive is one archive with the password that fits it.
type rarArchive struct {
	volumes  volumes
	password []rardecode.Option
	files    int // at the last look
	locked   int // of them
	torn     bool
}

func (a *rarArchive) open(password ...rardecode.Option) (*rardecode.ReadCloser, error) {
	options := []rardecode.Option{rardecode.FileSystem(a.volumes), rardecode.MaxDictionarySize(maxWindow)}
	return rardecode.OpenReader("a.part1.rar", append(options, password...)...)
}

// unlock finds the password. The error says why there is none, nil also when
// none is needed.
func (a *rarArchive) unlock(ctx context.Context, passwords []string) error {
	if !rarNeeds(a.try()) {
		return nil
	}
	for i, p := range passwords {
		if ctx.Err() != nil || i >= maxTries {
			return errTries
		}
		option := rardecode.Password(p)
		if !rarNeeds(a.try(option)) {
			a.password = []rardecode.Option{option}
			return nil
		}
	}
	return documents.Because(documents.ErrEncrypted, "RAR archive that needs a password")
}

// try reads the first locked file. Only its error tells whether the password
// fits, since not all versions of the format keep a sum of the password.
func (a *rarArchive) try(password ...rardecode.Option) error {
	r, err := a.open(password...)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	for {
		h, err := r.Next()
		if err != nil {
			return err
		}
		if h.Encrypted && !h.IsDir {
			_, err = io.Copy(io.Discard, io.LimitReader(r, mostChecked))
			if err != nil && len(password) > 0 {
				return rardecode.ErrBadPassword
			}
			return err
		}
	}
}

func rarNeeds(err error) bool {
	return errors.Is(err, rardecode.ErrArchiveEncrypted) || errors.Is(err, rardecode.ErrArchivedFileEncrypted) || errors.Is(err, rardecode.ErrBadPassword)
}

// each goes through the members.
func (a *rarArchive) each(ctx context.Context, fn func(member, io.Reader) error) error {
	a.files, a.locked = 0, 0
	r, err := a.open(a.password...)
	if err != nil {
		return a.explain(err)
	}
	defer func() { _ = r.Close() }()
	for ctx.Err() == nil {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			if err = a.explain(err); a.torn && a.files > 0 {
				return nil // told in other words
			}
			return err
		}
		m := member{name: decodeName(strings.ReplaceAll(h.Name, `\`, "/"))}
		switch {
		case h.IsDir:
			m.kind = isFolder
		case h.LinkType != 0:
			m.kind = "link to " + decodeName(h.LinkTarget)
		default:
			a.files++
			if h.Encrypted && len(a.password) == 0 {
				a.locked++
				m.err = documents.Because(documents.ErrEncrypted, "member of a RAR archive that needs a password")
			}
		}
		if err := fn(m, failing{rarContent{r}}); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// errTorn says that volumes are missing.
var errTorn = documents.Because(documents.ErrDamaged, "RAR archive in several volumes, of which not all are here; keep them in one folder under their own names")

// explain turns an error of the library into one of documents.
func (a *rarArchive) explain(err error) error {
	if errors.Is(err, rardecode.ErrMultiVolume) || errors.Is(err, rardecode.ErrBadVolumeNumber) || errors.Is(err, errNoVolume) {
		a.torn = true
		return errTorn
	}
	return damaged("RAR archive")
}

// rarContent is a member's content with its errors explained.
type rarContent struct{ r io.Reader }

// Read implements [io.Reader].
func (c rarContent) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	switch {
	case err == nil || errors.Is(err, io.EOF):
	case rarNeeds(err):
		err = documents.Because(documents.ErrEncrypted, "member of a RAR archive that needs a password")
	case errors.Is(err, errNoVolume):
		err = documents.Because(documents.ErrDamaged, "goes on in a volume of the RAR archive that is not here")
	case errors.Is(err, rardecode.ErrDictionaryTooLarge):
		err = documents.Because(documents.ErrTooLarge, "takes too much memory to unpack")
	case errors.Is(err, rardecode.ErrUnknownDecoder) || errors.Is(err, rardecode.ErrUnsupportedDecoder):
		err = unread("old RAR method")
	}
	return n, err
}

var rarMagic = []byte("Rar!\x1A\x07")

// rarVolumes finds the volumes in content that joins them: the first place of
// the mark, and every further one that a header of an archive follows.
func rarVolumes(in documents.Input) volumes {
	v := volumes{content: in.Content, size: in.Size}
	for at := int64(0); ; {
		i := findMagic(in, rarMagic, at)
		if i < 0 {
			break
		}
		if len(v.starts) == 0 || isRARHead(in.Content, i) {
			v.starts = append(v.starts, i)
		}
		at = i + int64(len(rarMagic))
		if !isVolume(in.Content, v.starts[0]) {
			break
		}
	}
	return v
}

// isRARHead reports that the header of an archive follows a mark.
func isRARHead(r io.ReaderAt, at int64) bool {
	_, ok := rarHead(r, at)
	return ok
}

// isVolume reports that an archive says that it has volumes, or hides whether.
func isVolume(r io.ReaderAt, at int64) bool {
	volume, ok := rarHead(r, at)
	return ok && volume
}

// rarHead reads the header of an archive at its mark.
func rarHead(r io.ReaderAt, at int64) (volume, ok bool) {
	var b [64]byte
	if n, _ := r.ReadAt(b[:], at); n < 20 {
		return false, false
	}
	if b[6] == 0 { // before version 5: sum, type, flags
		return b[10]&1 != 0, b[9] == 0x73
	}
	rest := b[12:] // of version 5, behind mark and sum
	next := func() uint64 {
		v, n := binary.Uvarint(rest)
		rest = rest[max(n, 0):]
		return v
	}
	next() // its size
	kind, flags := next(), next()
	if flags&1 != 0 {
		next() // size of what is added
	}
	const archive, encryption = 1, 4
	return kind == encryption || next()&1 != 0, b[6] == 1 && b[7] == 0 && (kind == archive || kind == encryption)
}

// findMagic returns the first place of a mark at or after a place, -1 if there
// is none.
func findMagic(in documents.Input, magic []byte, at int64) int64 {
	buf := make([]byte, 64<<10)
	for at < in.Size {
		n, err := in.Content.ReadAt(buf, at)
		if i := bytes.Index(buf[:n], magic); i >= 0 {
			return at + int64(i)
		}
		if n < len(buf) || err != nil {
			return -1
		}
		at += int64(n - len(magic) + 1)
	}
	return -1
}
