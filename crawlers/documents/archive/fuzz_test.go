package archive_test

import (
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/archive"
)

// fuzz reads hostile archives: reading ends soon, names are valid text, and
// whatever a member gives up to a limit can be read.
func fuzz(f *testing.F, format documents.Format, seeds ...string) {
	f.Helper()
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		const most = 1 << 20
		start := time.Now()
		out := documents.NewBuilder(1<<20, []string{"a", ""})
		_ = format.Read(t.Context(), documents.Input{Name: "x", Content: strings.NewReader(string(data)), Size: int64(len(data))}, out)
		result := out.Result()
		if !utf8.ValidString(result.Item.Text) {
			t.Error("text is not valid")
		}
		left := int64(most)
		take := func(_, _ string, r io.Reader) error {
			n, err := io.Copy(io.Discard, io.LimitReader(r, left))
			if left -= n; left <= 0 {
				return io.ErrShortBuffer
			}
			_ = err
			return nil
		}
		for _, p := range result.Parts {
			r, err := p.Open()
			if err != nil {
				continue
			}
			_ = take("", "", r)
			_ = r.Close()
		}
		if result.Walk != nil {
			_ = result.Walk(take)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func seed(f *testing.F, files ...string) []string {
	f.Helper()
	out := []string{""}
	for _, content := range files {
		out = append(out, content, content[:len(content)/2])
	}
	return out
}

func FuzzZip(f *testing.F) {
	plain := stored("a.txt", 0, "one")
	fuzz(f, archive.Zip(), seed(f, plain, stored("b", 6, "\x02\x00\x12\x02\x05"), stored("b", 1, "\x41\x02"), stored("b", 9, "\x03\x00"), stored("b", 14, "\x09\x14\x05\x00\x5D\x00\x00\x10\x00\x00"))...)
}

func FuzzCpio(f *testing.F) {
	fuzz(f, archive.Cpio(), seed(f, cpioOf("a.txt", "one"), "070707"+strings.Repeat("0", 70)+"a", "\xC7\x71"+strings.Repeat("\x01", 40))...)
}

func FuzzAr(f *testing.F) {
	fuzz(f, archive.Ar(), seed(f, arOf("a.txt/", "one"), arOf("#1/4", "nameone"), arOf("//", "long/\n")+arOf("/0", "x")[8:])...)
}

func FuzzCompress(f *testing.F) {
	fuzz(f, archive.Compress(), seed(f, "\x1F\x9D\x90a\xC4\x88\x01", "\x1F\x9D\x8Ca\x00\x01\x02")...)
}

func FuzzLzip(f *testing.F) {
	fuzz(f, archive.Lzip(), seed(f, "LZIP\x01\x0C\x00\x00\x01\x02\x03\x04")...)
}

func FuzzISO(f *testing.F) { fuzz(f, archive.ISO(), seed(f, isoOf("A.TXT;1", "one"))...) }

func FuzzCab(f *testing.F) { fuzz(f, archive.Cab(), seed(f, cabOf("a.txt", "one"))...) }

func FuzzLHA(f *testing.F) {
	fuzz(f, archive.LHA(), seed(f, lhaOf("a.txt", "-lh0-", "one"), lhaOf("a.txt", "-lh5-", "\x00\x03\x10\x20\x40"))...)
}

func FuzzSevenZip(f *testing.F) {
	fuzz(f, archive.SevenZip(), seed(f, "7z\xBC\xAF\x27\x1C\x00\x04"+strings.Repeat("\x00", 24))...)
}

func FuzzRAR(f *testing.F) {
	fuzz(f, archive.RAR(), seed(f, "Rar!\x1A\x07\x01\x00\x33\x92\xB5\xE5\x0A\x01\x05\x06\x00\x05\x01\x01\x80\x80\x00", "Rar!\x1A\x07\x00\xCF\x90\x73\x00\x00\x0D\x00\x00\x00\x00\x00\x00\x00")...)
}
