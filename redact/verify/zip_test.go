package verify_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sarsen/redact/verify"
)

// zipDir zips a folder; edit may change each header and add members.
func zipDir(t testing.TB, dir string, edit func(*zip.FileHeader), more func(*zip.Writer)) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		h := &zip.FileHeader{Name: filepath.ToSlash(rel), Method: zip.Deflate, Modified: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
		if edit != nil {
			edit(h)
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		_, err = w.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if more != nil {
		more(z)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func member(name, content string) func(*zip.Writer) {
	return func(z *zip.Writer) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name})
		if err == nil {
			_, _ = w.Write([]byte(content))
		}
	}
}

func TestZipAttacks(t *testing.T) {
	index := func(fn func(*zip.FileHeader)) func(*zip.FileHeader) {
		return func(h *zip.FileHeader) {
			if h.Name == "index.html" {
				fn(h)
			}
		}
	}
	tests := []struct {
		name  string
		edit  func(*zip.FileHeader)
		more  func(*zip.Writer)
		bytes func([]byte) []byte
		want  verify.Kind
	}{
		{name: "comment", more: func(z *zip.Writer) { _ = z.SetComment("for Tamsin Wrexley") }, want: verify.Withheld},
		{name: "any comment", more: func(z *zip.Writer) { _ = z.SetComment("x") }, want: verify.Hidden},
		{name: "comment of a member", edit: index(func(h *zip.FileHeader) { h.Comment = "Tamsin Wrexley" }), want: verify.Withheld},
		{name: "extra field", edit: index(func(h *zip.FileHeader) { h.Extra = []byte("\x99\x99\x0eTamsin Wrexley"[:2] + "\x0e\x00Tamsin Wrexley") }), want: verify.Withheld},
		{name: "extra field with a time too long", edit: index(func(h *zip.FileHeader) { h.Extra = []byte("\x55\x54\x12\x00\x01Tamsin's new flat") }), want: verify.Hidden},
		{name: "name in an extra field of times", edit: index(func(h *zip.FileHeader) { h.Extra = []byte("\x55\x54\x0d\x00\x07ab123456c   ") }), want: verify.Withheld},
		{name: "extra field of owners, badly formed", edit: index(func(h *zip.FileHeader) { h.Extra = []byte("\x75\x78\x04\x00\x01\x04ab") }), want: verify.Hidden},
		{name: "extra field cut short", edit: index(func(h *zip.FileHeader) { h.Extra = []byte("\x55\x54\x09\x00\x03") }), want: verify.Hidden},
		{name: "extra field of an unknown kind", edit: index(func(h *zip.FileHeader) { h.Extra = []byte("\x99\x99\x00\x00") }), want: verify.Hidden},
		{name: "bytes behind a member's end", more: tailed("behind"), want: verify.Hidden},
		{name: "name behind a member's end", more: tailed(name), want: verify.Withheld},
		{name: "extra member", more: member("notes.txt", "x"), want: verify.Unlisted},
		{name: "member with a name", more: member("Tamsin Wrexley.txt", "x"), want: verify.Withheld},
		{name: "folder with a name", more: member("Tamsin Wrexley/", ""), want: verify.Withheld},
		{name: "member twice", more: member("index.html", "x"), want: verify.Hidden},
		{name: "member that climbs out", more: member("../x.html", "x"), want: verify.Malformed},
		{name: "absolute member", more: member("/x.html", "x"), want: verify.Malformed},
		{name: "bytes before", bytes: func(b []byte) []byte { return append([]byte("MZ Tamsin"), b...) }, want: verify.Hidden},
		{name: "bytes after", bytes: func(b []byte) []byte { return append(b, "Tamsin"...) }, want: verify.Hidden},
		{name: "cut short", bytes: func(b []byte) []byte { return b[:len(b)/2] }, want: verify.Malformed},
		{name: "not a zip", bytes: func([]byte) []byte { return []byte("Tamsin") }, want: verify.Missing},
		{name: "empty", bytes: func([]byte) []byte { return nil }, want: verify.Malformed},
		{name: "other name in the header", bytes: func(b []byte) []byte { return bytes.Replace(b, []byte("index.html"), []byte("tamsi.html"), 1) }, want: verify.Hidden},
		{name: "damaged member", bytes: func(b []byte) []byte {
			i := bytes.Index(b, []byte("schedule.csv")) + 40
			for k := range 20 {
				b[i+k] ^= 0x55
			}
			return b
		}, want: verify.Malformed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data := zipDir(t, packDir(t), tt.edit, tt.more)
			if tt.bytes != nil {
				data = tt.bytes(data)
			}
			path := filepath.Join(t.TempDir(), "pack.zip")
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			expect(t, path, tt.want)
		})
	}
}

// tailed adds a member with bytes behind the end of its compressed content.
func tailed(tail string) func(*zip.Writer) {
	return func(z *zip.Writer) {
		var b bytes.Buffer
		w, _ := flate.NewWriter(&b, flate.BestSpeed) // the level is valid
		_, _ = w.Write([]byte("x"))
		_ = w.Close()
		b.WriteString(tail)
		raw, err := z.CreateRaw(&zip.FileHeader{
			Name: "documents/0009-x.html", Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte("x")),
			CompressedSize64: uint64(b.Len()), UncompressedSize64: 1,
		})
		if err == nil {
			_, _ = raw.Write(b.Bytes())
		}
	}
}

// TestZipOfOthers: a pack that somebody zipped with an ordinary program is as
// sound as one that was made a zip.
func TestZipOfOthers(t *testing.T) {
	folders := func(top string) func(*zip.Writer) {
		return func(z *zip.Writer) {
			for _, f := range []string{top, top + "documents/", top + "records/"} {
				if f != "" {
					_, _ = z.CreateHeader(&zip.FileHeader{Name: f, Extra: []byte("\x75\x78\x0b\x00\x01\x04\xe8\x03\x00\x00\x04\xe8\x03\x00\x00")})
				}
			}
		}
	}
	extra := func(fields string) func(*zip.FileHeader) {
		return func(h *zip.FileHeader) { h.Extra = []byte(fields) }
	}
	const (
		times = "\x55\x54\x09\x00\x03abcdefgh"
		owner = "\x75\x78\x0b\x00\x01\x04\xe8\x03\x00\x00\x04\xe8\x03\x00\x00"
		ntfs  = "\x0a\x00\x20\x00\x00\x00\x00\x00\x01\x00\x18\x00012345678901234567890123"
	)
	tests := []struct {
		name string
		edit func(*zip.FileHeader)
		more func(*zip.Writer)
	}{
		{"Unix", extra(times + owner), folders("")},
		{"Windows", extra(ntfs), nil},
		{"below one folder", func(h *zip.FileHeader) { h.Name = "pack/" + h.Name }, folders("pack/")},
		{"below one folder, no folders listed", func(h *zip.FileHeader) { h.Name = "pack/" + h.Name }, nil},
		{"stored", func(h *zip.FileHeader) { h.Method = zip.Store }, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "pack.zip")
			if err := os.WriteFile(path, zipDir(t, packDir(t), tt.edit, tt.more), 0o600); err != nil {
				t.Fatal(err)
			}
			rep, err := verify.Pack(t.Context(), path, options())
			if err != nil || !rep.OK {
				t.Errorf("does not pass: %+v, %v", rep, err)
			}
			if id, ok := verify.RequestID(path); !ok || id != "R-2026-0001" {
				t.Errorf("request %q, %v", id, ok)
			}
		})
	}
}

// TestTopFolderIsSearched: the folder around a pack is as public as the rest.
func TestTopFolderIsSearched(t *testing.T) {
	data := zipDir(t, packDir(t), func(h *zip.FileHeader) { h.Name = name + "/" + h.Name }, nil)
	path := filepath.Join(t.TempDir(), "pack.zip")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	expect(t, path, verify.Withheld)
}

func TestZipSound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "no extension")
	if err := os.WriteFile(path, zipDir(t, packDir(t), nil, nil), 0o600); err != nil {
		t.Fatal(err)
	}
	rep, err := verify.Pack(t.Context(), path, options())
	if err != nil || !rep.OK {
		t.Errorf("a sound zip does not pass: %+v, %v", rep, err)
	}
}

func TestBombIsBounded(t *testing.T) {
	data := zipDir(t, packDir(t), nil, member("documents/0009-x.html", strings.Repeat("a", 4<<20)))
	path := filepath.Join(t.TempDir(), "pack.zip")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	opts := options()
	opts.Limits = verify.Limits{File: 1 << 20}
	rep, err := verify.Pack(t.Context(), path, opts)
	if err != nil || rep.OK {
		t.Errorf("a bomb passed: %+v, %v", rep, err)
	}
}

func TestNoSuchPath(t *testing.T) {
	if _, err := verify.Pack(t.Context(), filepath.Join(t.TempDir(), "none"), options()); err == nil {
		t.Error("no error for a path that is not there")
	}
}
