package fileshare_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers"
	"sarsen/crawlers/crawlertest"
	"sarsen/crawlers/fileshare"
)

// account lists entries with their content, or with why they have none.
func account(t *testing.T, s crawlers.Source) map[string]string {
	t.Helper()
	got := map[string]string{}
	for _, e := range crawlertest.Walk(t, s) {
		said := fmt.Sprintf("%s: %s", e.State, e.Reason)
		if e.State == "" {
			said = string(crawlertest.Read(t, s, e))
			if int64(len(said)) != e.Size {
				t.Errorf("%s: size %d, read %d", e.Path, e.Size, len(said))
			}
		}
		got[crawlertest.Name(e)] = said
	}
	return got
}

func TestVolumes(t *testing.T) {
	const whole = ", which is read as a whole"
	tests := map[string]struct {
		files map[string]string
		opts  fileshare.Options
		want  map[string]string
	}{
		"7-Zip": {
			files: map[string]string{"x/a.7z.001": "one,", "x/a.7z.002": "two,", "x/a.7z.003": "three", "x/b.txt": "b"},
			want:  map[string]string{"x/a.7z.001": "one,two,three", "x/a.7z.002": "empty: a volume of a.7z.001" + whole, "x/a.7z.003": "empty: a volume of a.7z.001" + whole, "x/b.txt": "b"},
		},
		"at the top, the lead last, odd names": {
			files: map[string]string{"café & 1.z01": "one,", "café & 1.zip": "two"},
			want:  map[string]string{"café & 1.z01": "empty: a volume of café & 1.zip" + whole, "café & 1.zip": "one,two"},
		},
		"a gap": {
			files: map[string]string{"a.part1.rar": "one,", "a.part2.rar": "two", "a.part4.rar": "four"},
			want: map[string]string{
				"a.part1.rar": "one,two", "a.part2.rar": "empty: a volume of a.part1.rar" + whole, "a.part4.rar": "four",
				"a.part1.rar // missing volumes": "damaged: not all volumes of the archive are here; missing: 3",
			},
		},
		"a gap that leaves nothing to be joined": {
			files: map[string]string{"a.z01": "one,", "a.z03": "three", "a.zip": "last"},
			want: map[string]string{
				"a.z01": "one,", "a.z03": "three", "a.zip": "last",
				"a.zip // missing volumes": "damaged: not all volumes of the archive are here; missing: 2",
			},
		},
		"without the first": {
			files: map[string]string{"a.7z.002": "two", "a.7z.003": "three"},
			want:  map[string]string{"a.7z.002": "two", "a.7z.003": "three"},
		},
		"a folder of that name": {
			files: map[string]string{"a.7z.001": "one", "a.7z.002/b": "b"},
			want:  map[string]string{"a.7z.001": "one", "a.7z.002/b": "b"},
		},
		"the patterns count": {
			files: map[string]string{"a.7z.001": "one,", "a.7z.002": "two", "a.7z.003": "three"},
			opts:  fileshare.Options{Exclude: []string{"*.003"}},
			want: map[string]string{
				"a.7z.001": "one,two", "a.7z.002": "empty: a volume of a.7z.001" + whole, "a.7z.003": `excluded: left out by the pattern "*.003"`,
			},
		},
		"the limit is for the whole": {
			files: map[string]string{"a.7z.001": "one,", "a.7z.002": "two"},
			opts:  fileshare.Options{MaxSize: 5},
			want:  map[string]string{"a.7z.001": "too_large: larger than the limit of 5 bytes", "a.7z.002": "empty: a volume of a.7z.001" + whole},
		},
		"in a folder of messages": {
			files: map[string]string{"in/a.7z.001": "one,", "in/a.7z.002": "two", "out/b": "b"},
			opts:  options(),
			want:  map[string]string{"in/a.7z.001": "one,", "in/a.7z.002": "two", "out/b": "b"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			dir := tree(t, t.TempDir(), tt.files)
			if diff := cmp.Diff(tt.want, account(t, open(t, dir, tt.opts))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// many is a folder with so many files before and behind two volumes.
func many(before, behind int) map[string]string {
	files := map[string]string{"m.7z.001": "one,", "m.7z.002": "two"}
	for i := range before {
		files[fmt.Sprintf("a%d", i)] = ""
	}
	for i := range behind {
		files[fmt.Sprintf("z%d", i)] = ""
	}
	return files
}

// A set is found wherever it lies in a folder, also over the bounds of what is
// looked at in one go, and left alone in one that is too large to be held.
func TestVolumesInLargeFolders(t *testing.T) {
	for _, tt := range []struct {
		before, behind int
		joined         bool
	}{{255, 0, true}, {1000, 600, true}, {9000, 9000, false}} {
		files := many(tt.before, tt.behind)
		got := account(t, open(t, tree(t, t.TempDir(), files), fileshare.Options{}))
		if joined := got["m.7z.001"] == "one,two"; joined != tt.joined || len(got) != len(files) {
			t.Errorf("%d files before: joined is %v; %d of %d entries", tt.before, joined, len(got), len(files))
		}
	}
}

// What changes in any volume changes the whole, and so does a volume that goes.
func TestVolumesThatChange(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{"a.7z.001": "one,", "a.7z.002": "two,", "a.7z.003": "three"})
	s := open(t, dir, fileshare.Options{})
	lead := func() crawlers.Entry { t.Helper(); return crawlertest.Walk(t, s)[0] }
	first := lead()
	if again := lead(); again != first {
		t.Errorf("unchanged, and yet %+v became %+v", first, again)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.7z.002"), []byte("zwei,"), 0o600); err != nil {
		t.Fatal(err)
	}
	changed := lead()
	if changed.Stamp == first.Stamp || changed.Key != first.Key || string(crawlertest.Read(t, s, changed)) != "one,zwei,three" {
		t.Errorf("%+v became %+v", first, changed)
	}
	if err := os.Remove(filepath.Join(dir, "a.7z.003")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Open(t.Context(), changed); err == nil {
		t.Error("opened although a volume is gone")
	}
	if less := lead(); less.Stamp == changed.Stamp || string(crawlertest.Read(t, s, less)) != "one,zwei," {
		t.Errorf("%+v became %+v", changed, less)
	}
}

// The split archives of the shared material are one entry each.
func TestSplitArchives(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "corpora", "archive-mixed")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("shared corpora not found: archive-mixed")
	}
	s := open(t, dir, fileshare.Options{Include: []string{"hoover-split"}})
	var whole []string
	volumes := 0
	for _, e := range crawlertest.Walk(t, s) {
		switch {
		case e.State == "":
			whole = append(whole, e.Path)
		case strings.HasPrefix(e.Reason, "a volume of "):
			volumes++
		}
	}
	if diff := cmp.Diff([]string{"hoover-split/rar1/rar_split1.part01.rar", "hoover-split/zip/x.zip.001"}, whole); diff != "" || volumes != 60 {
		t.Errorf("%d further volumes\n%s", volumes, diff)
	}
}
