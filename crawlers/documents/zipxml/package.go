// Package zipxml reads office packages: zip files whose members are XML.
//
// It promises that hostile packages cost bounded memory and time: members are
// streamed through a budget of bytes and ratio, elements nest to a limit, no
// entity but XML's own five is expanded, and nothing outside the package is
// ever opened. Member names are labels and never touch a file system. A
// package that lost its directory is read member by member from its front.
//
// It refuses to know any vocabulary: what elements mean is the business of
// ooxml and odf.
package zipxml

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"sarsen/crawlers/documents"
)

// Limits bound what is unpacked. All sizes are in bytes.
type Limits struct {
	Members int   // members listed; the rest is not looked at
	Member  int64 // one member, unpacked
	Total   int64 // all that is read from the package, unpacked
	Ratio   int64 // unpacked to packed size of a member, once it is over 32 MiB
}

// DefaultLimits suit any document an office program would still open.
func DefaultLimits() Limits {
	return Limits{Members: 20_000, Member: 256 << 20, Total: 1 << 30, Ratio: 400}
}

// ratioFrom is the unpacked size from which a member's ratio counts: below it
// even the best packed member does no harm.
const ratioFrom = 32 << 20

// A Package is an opened zip of XML members. It is not safe for concurrent
// use, since all reads draw on one budget.
type Package struct {
	limits Limits
	left   int64
	files  map[string]*member // by key
	order  []*member
	broken bool
}

type member struct {
	name   string // as written, with forward slashes
	key    string
	packed int64
	err    error // why it cannot be opened
	open   func() (io.ReadCloser, error)
}

// Open lists a package. The error wraps documents.ErrDamaged when not one
// member can be found, and documents.ErrEncrypted when every file is locked.
func Open(r io.ReaderAt, size int64, limits Limits) (*Package, error) {
	p := &Package{limits: limits, left: limits.Total, files: map[string]*member{}}
	z, err := zip.NewReader(r, size)
	switch {
	case err == nil:
		p.addAll(z)
	case isZip(r):
		p.broken = true
		p.salvage(r, size)
	}
	if len(p.order) == 0 {
		return nil, fmt.Errorf("open package: %w", documents.ErrDamaged)
	}
	for _, m := range p.order {
		if !errors.Is(m.err, documents.ErrEncrypted) {
			return p, nil
		}
	}
	return nil, fmt.Errorf("open package: %w", documents.ErrEncrypted)
}

func isZip(r io.ReaderAt) bool {
	var head [4]byte
	_, err := r.ReadAt(head[:], 0)
	return err == nil && bytes.Equal(head[:], localHeader)
}

func (p *Package) addAll(z *zip.Reader) {
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		m := &member{name: f.Name, open: f.Open, packed: int64(f.CompressedSize64)} //nolint:gosec // only compared
		const encrypted, aes = 0x1, 99
		if f.Flags&encrypted != 0 || f.Method == aes {
			m.err = documents.ErrEncrypted
		}
		p.add(m)
	}
}

// add lists a member. A second one of the same name stays reachable under a
// numbered name, so that it cannot hide behind the first.
func (p *Package) add(m *member) {
	if len(p.order) >= p.limits.Members {
		p.broken = true
		return
	}
	m.name = strings.TrimLeft(strings.ReplaceAll(m.name, `\`, "/"), "./")
	m.key = strings.ToLower(m.name)
	for n := 2; p.files[m.key] != nil && n < 100; n++ {
		m.key = fmt.Sprintf("%s (%d)", strings.ToLower(m.name), n)
	}
	p.files[m.key] = m
	p.order = append(p.order, m)
}

// Broken reports whether members may be missing from the list.
func (p *Package) Broken() bool { return p.broken }

// Names lists the members in the order of the package, with forward slashes
// and in lower case: that is how they are asked for.
func (p *Package) Names() []string {
	names := make([]string, len(p.order))
	for i, m := range p.order {
		names[i] = m.key
	}
	return names
}

// Has reports whether there is a member of that name, whatever its case.
func (p *Package) Has(name string) bool { return p.files[strings.ToLower(name)] != nil }

// DisplayName is a member's name as it was written.
func (p *Package) DisplayName(name string) string {
	if m := p.files[strings.ToLower(name)]; m != nil {
		return m.name
	}
	return name
}

// Open returns a reader of one member. The error wraps fs.ErrNotExist,
// documents.ErrEncrypted, documents.ErrDamaged or documents.ErrTooLarge; the
// same goes for reading.
func (p *Package) Open(name string) (io.ReadCloser, error) {
	m := p.files[strings.ToLower(name)]
	if m == nil {
		return nil, fmt.Errorf("open member: %w", fs.ErrNotExist)
	}
	if m.err != nil {
		return nil, fmt.Errorf("open member: %w", m.err)
	}
	rc, err := m.open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, fmt.Errorf("open member: %w", documents.ErrUnsupported)
	}
	if err != nil {
		return nil, fmt.Errorf("open member: %w", documents.ErrDamaged)
	}
	return &limited{pkg: p, rc: rc, packed: max(m.packed, 1)}, nil
}

// Decrypt has a member read through decrypt, which is given all of its bytes as
// they are stored. It does nothing when there is no such member.
func (p *Package) Decrypt(name string, decrypt func(data []byte) (io.ReadCloser, error)) {
	m := p.files[strings.ToLower(name)]
	if m == nil {
		return
	}
	stored := m.open
	m.open = func() (io.ReadCloser, error) {
		rc, err := stored()
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(io.LimitReader(rc, p.limits.Member))
		if cerr := rc.Close(); err != nil || cerr != nil {
			return nil, documents.ErrDamaged
		}
		return decrypt(data)
	}
}

// Bytes reads one member whole.
func (p *Package) Bytes(name string) ([]byte, error) {
	rc, err := p.Open(name)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(rc)
	if cerr := rc.Close(); err == nil && cerr != nil {
		err = fmt.Errorf("close member: %w", documents.ErrDamaged)
	}
	return data, err
}

// XML hands one member to fn as a reader that stands before the root element.
func (p *Package) XML(ctx context.Context, name string, fn func(*Reader) error) error {
	rc, err := p.Open(name)
	if err != nil {
		return err
	}
	err = fn(NewReader(ctx, rc))
	if cerr := rc.Close(); err == nil && cerr != nil {
		err = fmt.Errorf("close member: %w", documents.ErrDamaged)
	}
	return err
}

// limited draws on the package's budget.
type limited struct {
	pkg    *Package
	rc     io.ReadCloser
	read   int64
	packed int64
}

func (l *limited) Read(b []byte) (int, error) {
	lim := l.pkg.limits
	if l.pkg.left <= 0 || l.read > lim.Member || l.read > ratioFrom && l.read/l.packed > lim.Ratio {
		return 0, fmt.Errorf("read member: %w", documents.ErrTooLarge)
	}
	n, err := l.rc.Read(b)
	l.read += int64(n)
	l.pkg.left -= int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("read member: %w", documents.ErrDamaged)
	}
	return n, err
}

func (l *limited) Close() error { return l.rc.Close() }
