package archive_test

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/archive"
)

// formats are those of this package by media type, as documents/all lists them.
var formats = map[string]documents.Format{
	documents.TypeZip: archive.Zip(), documents.TypeTar: archive.Tar(), documents.TypeGzip: archive.Gzip(),
	documents.TypeBzip2: archive.Bzip2(), "application/x-7z-compressed": archive.SevenZip(),
	"application/vnd.rar": archive.RAR(), "application/x-cpio": archive.Cpio(), "application/x-archive": archive.Ar(),
	"application/x-xz": archive.XZ(), "application/x-lzma": archive.LZMA(), "application/x-lzip": archive.Lzip(),
	"application/x-compress": archive.Compress(), "application/zstd": archive.Zstd(), "application/x-lz4": archive.LZ4(),
	"application/x-snappy-framed": archive.Snappy(), "application/x-lzh-compressed": archive.LHA(),
	"application/x-iso9660-image": archive.ISO(), "application/vnd.ms-cab-compressed": archive.Cab(),
}

// corpus returns the folder of shared archives, or skips the test.
func corpus(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", "..", "..", "..", "shared", "corpora", "archive-mixed"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("shared corpora not found: archive-mixed")
	}
	return dir
}

// program skips the test when a program is absent; where all are installed
// that is a failure.
func program(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err == nil {
		return
	}
	if os.Getenv("SARSEN_CI") != "" {
		t.Fatalf("%s is not installed", name)
	}
	t.Skipf("%s is not installed", name)
}

// TestAgainstOthers compares names and sizes of the files in every archive of
// the corpus with what bsdtar, or else 7z, says of them.
func TestAgainstOthers(t *testing.T) {
	program(t, "bsdtar")
	program(t, "7z")
	root := corpus(t)
	equal, all, unread := 0, 0, 0
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(root, file)
		if strings.HasPrefix(rel, "hoover-split") {
			return nil // of volumes: see TestVolumes
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		in := documents.Input{Name: d.Name(), Content: bytes.NewReader(data), Size: int64(len(data))}
		kind, err := documents.Sniff(in)
		if err != nil {
			return err
		}
		format := formats[kind.MediaType]
		if format == nil {
			if strings.HasPrefix(kind.MediaType, "application/") {
				unread++
				t.Logf("%s: not read: %s", rel, kind.Unread())
			}
			return nil
		}
		want := others(t, file)
		if want == nil {
			t.Logf("%s: no other program reads it", rel)
			return nil
		}
		all++
		if got := sizes(t, format, in); slices.Equal(got, want) {
			equal++
		} else {
			t.Logf("%s (%s):\n got  %q\n want %q", rel, kind.MediaType, first(got), first(want))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("equal %d of %d archives (%.3f); %d of kinds that are not read", equal, all, float64(equal)/float64(all), unread)
}

func first(s []string) []string { return s[:min(len(s), 12)] }

// sizes lists the files of an archive as "name size", in order of names; one
// that needs a password has no size.
func sizes(t *testing.T, format documents.Format, in documents.Input) []string {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	if err := format.Read(t.Context(), in, out); err != nil {
		t.Logf("%s: %v", in.Name, err)
	}
	result := out.Result()
	for _, p := range result.Problems {
		t.Logf("%s: %s", in.Name, p)
	}
	list := []string{}
	add := func(name, _ string, r io.Reader) error {
		n, err := io.Copy(io.Discard, r)
		list = append(list, line(name, fmt.Sprint(n)))
		if err != nil {
			list[len(list)-1] = line(name, err.Error())
		}
		return nil
	}
	for _, p := range result.Parts {
		r, err := p.Open()
		if err != nil {
			list = append(list, line(p.Name, err.Error()))
			continue
		}
		_ = add(p.Name, "", r)
		_ = r.Close()
	}
	if result.Walk != nil {
		if err := result.Walk(add); err != nil {
			t.Logf("%s: %v", in.Name, err)
		}
	}
	slices.Sort(list)
	return list
}

func line(name, size string) string {
	return strings.TrimPrefix(strings.TrimPrefix(name, "./"), "/") + " " + size
}

var listed = regexp.MustCompile(`^(\S)\S+ +\S+ +\S+ +\S+ +(\d+) \S{3} +\S+ +\S+ (.*)$`)

// others lists the files of an archive as another program sees them; nil when
// none can.
func others(t *testing.T, file string) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "bsdtar", "-tvf", file)
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	raw, err := cmd.Output()
	if err != nil {
		return bySevenZip(t, file)
	}
	list := []string{}
	for l := range strings.Lines(string(raw)) {
		m := listed.FindStringSubmatch(strings.TrimRight(l, "\n"))
		if m == nil || m[1] != "-" || strings.Contains(m[3], " link to ") {
			continue
		}
		list = append(list, line(m[3], m[2]))
	}
	slices.Sort(list)
	return list
}

func bySevenZip(t *testing.T, file string) []string {
	t.Helper()
	raw, err := exec.CommandContext(t.Context(), "7z", "l", "-slt", "-p", file).Output()
	if err != nil {
		return nil
	}
	_, body, found := strings.Cut(string(raw), "----------\n")
	if !found {
		return nil
	}
	list := []string{}
	for block := range strings.SplitSeq(body, "\n\n") {
		fields := map[string]string{}
		for l := range strings.SplitSeq(block, "\n") {
			key, value, _ := strings.Cut(l, " = ")
			fields[key] = value
		}
		if fields["Path"] == "" || fields["Folder"] == "+" || strings.HasPrefix(fields["Attributes"], "D") {
			continue
		}
		list = append(list, line(fields["Path"], fields["Size"]))
	}
	slices.Sort(list)
	return list
}
