package archive_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/archive"
)

// A file is a member to put into an archive.
type file struct{ name, content string }

func zipOf(t *testing.T, files ...file) string {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, f := range files {
		m, err := w.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(m, f.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func tarOf(t *testing.T, files ...file) string {
	t.Helper()
	var buf bytes.Buffer
	w := tar.NewWriter(&buf)
	for _, f := range files {
		if err := w.WriteHeader(&tar.Header{Name: f.name, Mode: 0o600, Size: int64(len(f.content))}); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, f.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func gzipOf(t *testing.T, content string) string {
	t.Helper()
	var buf bytes.Buffer
	w := gzip.NewWriter(&buf)
	if _, err := io.WriteString(w, content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

// read returns the result of a format and what its parts hold.
func read(t *testing.T, f documents.Format, name, content string) (documents.Result, []string, error) {
	t.Helper()
	return readWith(t, f, name, content)
}

// readWith is read with passwords to try.
func readWith(t *testing.T, f documents.Format, name, content string, passwords ...string) (documents.Result, []string, error) {
	t.Helper()
	out := documents.NewBuilder(0, passwords)
	err := f.Read(t.Context(), documents.Input{Name: name, Content: strings.NewReader(content), Size: int64(len(content))}, out)
	result := out.Result()
	var members []string
	add := func(name, _ string, r io.Reader) error {
		data, err := io.ReadAll(r)
		if err != nil {
			members = append(members, name+": "+err.Error())
			return nil //nolint:nilerr // the next one may be sound
		}
		members = append(members, fmt.Sprintf("%s=%s", name, data))
		return nil
	}
	for _, p := range result.Parts {
		r, openErr := p.Open()
		if openErr != nil {
			members = append(members, p.Name+": "+openErr.Error())
			continue
		}
		if readErr := add(p.Name, "", r); readErr != nil {
			members = append(members, p.Name+": "+readErr.Error())
		}
		if closeErr := r.Close(); closeErr != nil {
			t.Error(closeErr)
		}
	}
	if result.Walk != nil {
		if walkErr := result.Walk(add); walkErr != nil {
			t.Error(walkErr)
		}
	}
	return result, members, err
}

func TestArchives(t *testing.T) {
	files := []file{{"a.txt", "one"}, {"sub/b.txt", "two"}, {"../../evil.txt", "x"}}
	names := "a.txt\nsub/b.txt\n../../evil.txt\nNames that lead out of the archive: 1, listed only: nothing is written under them\n"
	members := []string{"a.txt=one", "sub/b.txt=two", "../../evil.txt=x"}
	tests := []struct {
		name, file string
		format     documents.Format
		content    string
		text       string
		members    []string
	}{
		{"zip", "x.zip", archive.Zip(), zipOf(t, files...), names, members},
		{"zip with something before it", "x.exe", archive.Zip(), "MZ..." + zipOf(t, files...), names, members},
		{"tar", "x.tar", archive.Tar(), tarOf(t, files...), names, members},
		{"tar.gz", "x.tar.gz", archive.Gzip(), gzipOf(t, tarOf(t, files...)), names, members},
		{"gzip of a file", "letter.txt.gz", archive.Gzip(), gzipOf(t, "hello"), "letter.txt\n", []string{"letter.txt=hello"}},
		{"gzip without a name", "", archive.Gzip(), gzipOf(t, "hello"), "content\n", []string{"content=hello"}},
		{"empty zip", "x.zip", archive.Zip(), zipOf(t), "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			result, got, err := read(t, tt.format, tt.file, tt.content)
			if err != nil {
				t.Fatal(err)
			}
			if result.Item.Text != tt.text {
				t.Errorf("text %q, want %q", result.Item.Text, tt.text)
			}
			if !slices.Equal(got, tt.members) {
				t.Errorf("members %q, want %q", got, tt.members)
			}
		})
	}
}

// setFlags marks every member of a zip as encrypted.
func setFlags(content string) string {
	data := []byte(content)
	for _, sign := range []string{"PK\x03\x04", "PK\x01\x02"} {
		at := map[string]int{"PK\x03\x04": 6, "PK\x01\x02": 8}[sign]
		for i := 0; i+at < len(data); i++ {
			if string(data[i:min(i+4, len(data))]) == sign {
				data[i+at] |= 1
			}
		}
	}
	return string(data)
}

func TestEncryptedZip(t *testing.T) {
	result, members, err := read(t, archive.Zip(), "x.zip", setFlags(zipOf(t, file{"a.txt", "one"})))
	if !errors.Is(err, documents.ErrEncrypted) {
		t.Errorf("error %v", err)
	}
	if result.Item.Text != "a.txt\n" || !slices.Equal(members, []string{"a.txt: member of a zip archive that needs a password"}) {
		t.Errorf("text %q, members %q", result.Item.Text, members)
	}
}

func TestDamage(t *testing.T) {
	long := strings.Repeat("x", 2000)
	whole := tarOf(t, file{"a.txt", "one"}, file{"b.txt", long})
	t.Run("tar cut short", func(t *testing.T) {
		result, members, err := read(t, archive.Tar(), "x.tar", whole[:512+512+512+100]+strings.Repeat("\x01", 3000))
		if err != nil || len(result.Problems) != 1 || len(members) == 0 || members[0] != "a.txt=one" {
			t.Errorf("error %v, problems %q, members %q", err, result.Problems, members)
		}
	})
	t.Run("zip cut short", func(t *testing.T) {
		result, members, err := read(t, archive.Zip(), "x.zip", zipOf(t, file{"a.txt", long})[:40])
		if err != nil || len(result.Problems) != 1 || !slices.Equal(members, []string{"a.txt: damaged inside the archive that holds it"}) {
			t.Errorf("error %v, problems %q, members %q", err, result.Problems, members)
		}
	})
	t.Run("zip member changed", func(t *testing.T) {
		content := strings.Replace(zipOf(t, file{"a.txt", ""}, file{"b.txt", "words"}), "words", "w\xffrds", 1)
		_, members, err := read(t, archive.Zip(), "x.zip", content)
		if err != nil || len(members) != 2 {
			t.Errorf("error %v, members %q", err, members)
		}
	})
	t.Run("gzip cut short", func(t *testing.T) {
		if _, _, err := read(t, archive.Gzip(), "x.gz", gzipOf(t, long)[:5]); !errors.Is(err, documents.ErrDamaged) {
			t.Errorf("error %v", err)
		}
	})
}
