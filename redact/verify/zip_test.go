package verify_test

import (
	"archive/zip"
	"bytes"
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
