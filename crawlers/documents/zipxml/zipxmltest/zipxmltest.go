// Package zipxmltest helps to test the formats that are packages of XML: it
// builds small packages, reads them, and finds the shared corpora.
package zipxmltest

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"sarsen/crawlers/documents"
)

// Pack makes a zip of members given as name, content, name, content.
func Pack(tb testing.TB, members ...string) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i+1 < len(members); i += 2 {
		f, err := w.Create(members[i])
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := f.Write([]byte(members[i+1])); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// Read reads data with a format and checks what must hold for any document:
// the text is valid and every bound lies in it, nested in the one around it.
func Read(tb testing.TB, format documents.Format, data []byte) (documents.Result, error) {
	tb.Helper()
	return ReadContext(tb.Context(), tb, format, data, 0)
}

// ReadContext is Read with a context and a limit of the text in bytes.
func ReadContext(ctx context.Context, tb testing.TB, format documents.Format, data []byte, limit int64) (documents.Result, error) {
	tb.Helper()
	out := documents.NewBuilder(limit, nil)
	err := format.Read(ctx, documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out)
	res := out.Result()
	Check(tb, res.Item)
	return res, err
}

// Check fails the test where text or bounds are not as promised.
func Check(tb testing.TB, item documents.Item) {
	tb.Helper()
	if !utf8.ValidString(item.Text) {
		tb.Error("text is not UTF-8")
	}
	var around []documents.Bound
	last := 0
	for _, b := range item.Bounds {
		for len(around) > 0 && around[len(around)-1].End <= b.Start {
			around = around[:len(around)-1]
		}
		if b.Start < last || b.End < b.Start || b.End > len(item.Text) {
			tb.Fatalf("bound %+v after %d in %d bytes", b, last, len(item.Text))
		}
		if len(around) > 0 && b.End > around[len(around)-1].End {
			tb.Fatalf("bound %+v overlaps %+v", b, around[len(around)-1])
		}
		last = b.Start
		around = append(around, b)
	}
}

// Bounds returns the text of each bound of a kind, with "label: " before it
// where there is a label, and "!" before that where it is hidden.
func Bounds(item documents.Item, kind documents.BoundKind) []string {
	var out []string
	for _, b := range item.Bounds {
		if b.Kind != kind {
			continue
		}
		s := strings.TrimSpace(item.Text[b.Start:b.End])
		if b.Label != "" {
			s = b.Label + ": " + s
		}
		if b.Hidden {
			s = "!" + s
		}
		out = append(out, s)
	}
	return out
}

// Corpus returns the folder of a shared corpus, or skips the test.
func Corpus(tb testing.TB, name string) string {
	tb.Helper()
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			tb.Skip("shared corpora not found: no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
	corpus := filepath.Join(dir, "..", "shared", "corpora", name)
	if _, err := os.Stat(corpus); err != nil {
		tb.Skip("shared corpora not found: " + name)
	}
	return corpus
}

// Files lists a corpus's files with one of the endings, such as ".docx".
func Files(tb testing.TB, corpus string, endings ...string) []string {
	tb.Helper()
	var files []string
	err := filepath.WalkDir(Corpus(tb, corpus), func(path string, d fs.DirEntry, err error) error {
		for _, ending := range endings {
			if err == nil && !d.IsDir() && strings.EqualFold(filepath.Ext(path), ending) {
				files = append(files, path)
				break
			}
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return files
}

// Survive reads the files one by one: each must end, in time, with text or a
// sentinel error. It calls also, if given, with what was read.
func Survive(t *testing.T, format documents.Format, files []string, also func(file string, res documents.Result, err error)) {
	t.Helper()
	const atMost = 20 * time.Second
	for _, file := range files {
		t.Run(filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			begun := time.Now()
			res, err := Read(t, format, data)
			if took := time.Since(begun); took > atMost {
				t.Errorf("took %s", took)
			}
			if err != nil && !known(err) {
				t.Errorf("error %v is none of the sentinels", err)
			}
			if also != nil {
				also(file, res, err)
			}
		})
	}
}

func known(err error) bool {
	for _, sentinel := range []error{documents.ErrDamaged, documents.ErrEncrypted, documents.ErrTooLarge, documents.ErrUnsupported} {
		if errors.Is(err, sentinel) {
			return true
		}
	}
	return false
}

// Musts reads the strings that have to be in the text of a corpus's files, by
// path below the corpus.
func Musts(tb testing.TB, corpus string) map[string][]string {
	tb.Helper()
	f, err := os.Open(filepath.Join(Corpus(tb, corpus), "expected.jsonl"))
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	musts := map[string][]string{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 4<<20)
	for lines.Scan() {
		var e struct {
			File string
			Must []string
		}
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			tb.Fatal(fmt.Errorf("read expected strings: %w", err))
		}
		musts[e.File] = e.Must
	}
	return musts
}

// Fold puts a text on one line with single spaces.
func Fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// Recall returns which share of the words of want, two letters or more, are
// in got, each as often as it is wanted. Markdown's stand-ins for pictures do
// not count.
func Recall(got, want string) float64 {
	words := func(s string) []string {
		return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	}
	have := map[string]int{}
	for _, w := range words(got) {
		have[w]++
	}
	found, all := 0, 0
	for _, w := range words(strings.ReplaceAll(want, "<!-- image -->", "")) {
		if utf8.RuneCountInString(w) < 2 {
			continue
		}
		all++
		if have[w] > 0 {
			have[w]--
			found++
		}
	}
	if all == 0 {
		return 1
	}
	return float64(found) / float64(all)
}

// MeanRecall reads a corpus's files that have a text beside them, as it
// should be read, and returns the mean of their recall.
func MeanRecall(t *testing.T, corpus string, format documents.Format, endings ...string) float64 {
	t.Helper()
	sum, n := 0.0, 0
	Survive(t, format, Files(t, corpus, endings...), func(file string, res documents.Result, _ error) {
		want, err := os.ReadFile(strings.TrimSuffix(file, filepath.Ext(file)) + ".expected.md")
		if errors.Is(err, fs.ErrNotExist) {
			want, err = os.ReadFile(file + ".expected.md")
		}
		if err != nil {
			return
		}
		r := Recall(res.Item.Text, string(want))
		t.Logf("%.3f %s", r, filepath.Base(file))
		sum += r
		n++
	})
	if n == 0 {
		t.Skip("shared corpora not found: expected texts of " + corpus)
	}
	return sum / float64(n)
}
