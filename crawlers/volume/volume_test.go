package volume_test

import (
	"bytes"
	"io"
	"slices"
	"testing"
	"testing/iotest"

	"sarsen/crawlers"
	"sarsen/crawlers/volume"
)

func TestSets(t *testing.T) {
	tests := []struct {
		name  string
		files []string
		want  []volume.Set
	}{
		{"none", []string{"a.zip", "b.rar", "notes.txt"}, nil},
		{"7-Zip", []string{"a.7z.002", "a.7z.001", "x"}, []volume.Set{{Names: []string{"a.7z.001", "a.7z.002"}, Lead: "a.7z.001"}}},
		{"zip in equal pieces", []string{"a.zip.001", "A.ZIP.002"}, []volume.Set{{Names: []string{"a.zip.001", "A.ZIP.002"}, Lead: "a.zip.001"}}},
		{"zip, the last without a number", []string{"a.z01", "a.z02", "a.zip"}, []volume.Set{{Names: []string{"a.z01", "a.z02", "a.zip"}, Lead: "a.zip"}}},
		{"zip without its last", []string{"a.z01", "a.z02"}, nil},
		{"zip with a gap", []string{"a.z01", "a.z03", "a.zip"}, []volume.Set{{Lead: "a.zip", Missing: []int{2}}}},
		{"RAR with gaps", []string{"a.part1.rar", "a.part2.rar", "a.part4.rar", "a.part07.rar"}, []volume.Set{{Names: []string{"a.part1.rar", "a.part2.rar"}, Lead: "a.part1.rar", Missing: []int{3, 5, 6}}}},
		{"a wide gap", []string{"a.7z.001", "a.7z.99999"}, []volume.Set{{Lead: "a.7z.001", Missing: []int{2, 3, 4, 5, 6, 7, 8, 9, 10, 11}}}},
		{"the same number twice", []string{"a.7z.001", "A.7z.001", "a.7z.002"}, nil},
		{"RAR, new names", []string{"a.part10.rar", "a.part2.rar", "a.part1.rar"}, []volume.Set{{Names: []string{"a.part1.rar", "a.part2.rar"}, Lead: "a.part1.rar", Missing: []int{3, 4, 5, 6, 7, 8, 9}}}},
		{"RAR, old names", []string{"a.r00", "a.r01", "a.rar"}, []volume.Set{{Names: []string{"a.rar", "a.r00", "a.r01"}, Lead: "a.rar"}}},
		{"first is missing", []string{"a.part2.rar", "a.part3.rar"}, nil},
		{"one alone", []string{"a.7z.001"}, nil},
		{"two sets", []string{"b.7z.001", "b.7z.002", "a.7z.001", "a.7z.002"}, []volume.Set{
			{Names: []string{"a.7z.001", "a.7z.002"}, Lead: "a.7z.001"}, {Names: []string{"b.7z.001", "b.7z.002"}, Lead: "b.7z.001"},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := volume.Sets(tt.files)
			equal := func(a, b volume.Set) bool {
				return a.Lead == b.Lead && slices.Equal(a.Names, b.Names) && slices.Equal(a.Missing, b.Missing)
			}
			if !slices.EqualFunc(got, tt.want, equal) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestIsPart(t *testing.T) {
	for name, want := range map[string]bool{"a.7z.001": true, "a.z01": true, "a.part3.rar": true, "a.R00": true, "a.zip": false, "": false, "a.part1.RAR": true, "a.rar": false, "a.001": false} {
		if got := volume.IsPart(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// A file is content in memory.
type file struct {
	*bytes.Reader
	closed *int
}

func (f file) Close() error { *f.closed++; return nil }

func TestJoin(t *testing.T) {
	closed := 0
	part := func(s string) crawlers.Content { return file{bytes.NewReader([]byte(s)), &closed} }
	joined := volume.Join(part("one,"), part(""), part("two,"), part("three"))
	if joined.Size() != 13 {
		t.Errorf("size %d", joined.Size())
	}
	if err := iotest.TestReader(io.NewSectionReader(joined, 0, joined.Size()), []byte("one,two,three")); err != nil {
		t.Error(err)
	}
	if err := joined.Close(); err != nil || closed != 4 {
		t.Errorf("closed %d, %v", closed, err)
	}
}
