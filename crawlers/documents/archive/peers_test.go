package archive_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/archive"
	"sarsen/crawlers/volume"
)

// TestSevenZipProgram reads what the 7z program writes, in all ways it knows.
func TestSevenZipProgram(t *testing.T) {
	program(t, "7z")
	long := strings.Repeat("The tenancy of Winifred Ashdown at 12 Quay Street began in May. ", 3000)
	dir := t.TempDir()
	for name, content := range map[string]string{"a.txt": "one", "sub/long.txt": long} {
		path := filepath.Join(dir, "in", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"a.txt=one", "sub/long.txt=" + long}
	tests := []struct {
		name, file string
		arguments  []string
		format     documents.Format
		passwords  []string
		locked     bool
	}{
		{"7z", "x.7z", nil, archive.SevenZip(), nil, false},
		{"7z stored", "x.7z", []string{"-mx=0"}, archive.SevenZip(), nil, false},
		{"7z PPMd, not solid", "x.7z", []string{"-m0=PPMd", "-ms=off"}, archive.SevenZip(), nil, false},
		{"7z locked", "x.7z", []string{"-pharbour"}, archive.SevenZip(), []string{"", "wrong", "harbour"}, false},
		{"7z locked and stored", "x.7z", []string{"-pharbour", "-mx=0"}, archive.SevenZip(), []string{"wrong", "harbour"}, false},
		{"7z with names locked", "x.7z", []string{"-pharbour", "-mhe=on"}, archive.SevenZip(), []string{"wrong", "harbour"}, false},
		{"7z, wrong password", "x.7z", []string{"-pharbour"}, archive.SevenZip(), []string{"wrong"}, true},
		{"7z stored, wrong password", "x.7z", []string{"-pharbour", "-mx=0"}, archive.SevenZip(), []string{"wrong"}, true},
		{"7z with names locked, wrong password", "x.7z", []string{"-pharbour", "-mhe=on"}, archive.SevenZip(), []string{"wrong"}, true},
		{"zip", "x.zip", nil, archive.Zip(), nil, false},
		{"zip Deflate64", "x.zip", []string{"-mm=Deflate64"}, archive.Zip(), nil, false},
		{"zip bzip2", "x.zip", []string{"-mm=BZip2"}, archive.Zip(), nil, false},
		{"zip LZMA", "x.zip", []string{"-mm=LZMA"}, archive.Zip(), nil, false},
		{"zip LZMA, locked", "x.zip", []string{"-mm=LZMA", "-pharbour", "-mem=AES256"}, archive.Zip(), []string{"wrong", "harbour"}, false},
		{"zip, locked", "x.zip", []string{"-pharbour"}, archive.Zip(), []string{"wrong", "harbour"}, false},
		{"tar", "x.tar", nil, archive.Tar(), nil, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), tt.file)
			cmd := exec.CommandContext(t.Context(), "7z", append(append([]string{"a", "-bd"}, tt.arguments...), file, "a.txt", "sub")...)
			cmd.Dir = filepath.Join(dir, "in")
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("7z: %v\n%s", err, out)
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, members, err := readWith(t, tt.format, tt.file, string(data), tt.passwords...)
			if tt.locked {
				if !errors.Is(err, documents.ErrEncrypted) || slices.ContainsFunc(members, func(m string) bool { return strings.Contains(m, "=") }) {
					t.Errorf("error %v, members %.200q", err, members)
				}
				return
			}
			if err != nil || !slices.Equal(members, want) {
				t.Errorf("error %v, members %.200q", err, members)
			}
		})
	}
}

// inMemory is content for joining.
type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

// TestVolumes joins the volumes of the corpus: each set is one archive, and its
// members are found once.
func TestVolumes(t *testing.T) {
	root := corpus(t)
	tests := []struct {
		dir, lead string
		format    documents.Format
		members   int
	}{
		{"hoover-split/rar1", "rar_split1.part01.rar", archive.RAR(), 27},
		{"hoover-split/zip", "x.zip.001", archive.Zip(), 27},
		{"commons-compress", "bla-multi.7z.001", archive.SevenZip(), 2},
	}
	for _, tt := range tests {
		t.Run(tt.lead, func(t *testing.T) {
			dir := filepath.Join(root, filepath.FromSlash(tt.dir))
			entries, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, e := range entries {
				names = append(names, e.Name())
			}
			sets := volume.Sets(names)
			if len(sets) != 1 || sets[0].Lead != tt.lead {
				t.Fatalf("sets %v", sets)
			}
			var parts []crawlers.Content
			for _, name := range sets[0].Names {
				data, err := os.ReadFile(filepath.Join(dir, name))
				if err != nil {
					t.Fatal(err)
				}
				parts = append(parts, inMemory{bytes.NewReader(data)})
			}
			joined := volume.Join(parts...)
			list := sizes(t, tt.format, documents.Input{Name: tt.lead, Content: joined, Size: joined.Size()})
			for _, l := range list {
				if strings.Contains(l, "damaged") || strings.Contains(l, "not here") {
					t.Error(l)
				}
			}
			if len(slices.Compact(list)) != tt.members {
				t.Errorf("%d members: %q", len(list), list)
			}
		})
	}
}

// The first volume alone gives what is whole in it, and says what to do.
func TestLoneVolume(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(corpus(t), "hoover-split", "rar1", "rar_split1.part01.rar"))
	if err != nil {
		t.Fatal(err)
	}
	result, _, err := read(t, archive.RAR(), "a.part01.rar", string(data))
	if err != nil || len(result.Problems) != 1 || !strings.Contains(result.Problems[0], "volumes") {
		t.Errorf("problems %q, error %v", result.Problems, err)
	}
}
