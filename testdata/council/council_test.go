package council_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sarsen/testdata/council"
)

func generate(t testing.TB, docs int, seed int64) (string, council.Key) {
	t.Helper()
	dir := t.TempDir()
	key, err := council.Generate(dir, council.Options{Docs: docs, Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	return dir, key
}

// sums hashes every file below dir.
func sums(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, path))
		sum := sha256.Sum256(data)
		out[path] = hex.EncodeToString(sum[:])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSameSeedSameBytes(t *testing.T) {
	a, keyA := generate(t, 150, 7)
	b, keyB := generate(t, 150, 7)
	sumsA, sumsB := sums(t, a), sums(t, b)
	if len(sumsA) == 0 || len(sumsA) != len(sumsB) {
		t.Fatalf("%d and %d files", len(sumsA), len(sumsB))
	}
	for path, sum := range sumsA {
		if sumsB[path] != sum {
			t.Errorf("%s differs", path)
		}
	}
	if len(keyA.Items) != len(keyB.Items) {
		t.Errorf("%d and %d items", len(keyA.Items), len(keyB.Items))
	}
	c, _ := generate(t, 150, 8)
	if sumsC := sums(t, c); sumsC[first(sumsA)] == sumsA[first(sumsA)] {
		t.Error("another seed gave the same file")
	}
}

func first(m map[string]string) string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	return slices.Min(keys)
}

// TestKeyTellsTheTruth reads every file back and looks for every mention.
func TestKeyTellsTheTruth(t *testing.T) {
	dir, key := generate(t, 400, 3)
	r := &reader{t: t, texts: map[string]string{}}
	for path := range sums(t, dir) {
		data, err := os.ReadFile(filepath.Join(dir, path))
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > 0 && !strings.Contains(path, "Scans and oddments") {
			r.read(path+"|", path, data)
		}
	}
	mentions := 0
	for _, item := range key.Items {
		text := fold(r.texts[item.Path+"|"+item.Part])
		name := item.Path
		if item.Part != "" {
			name = item.Part
		}
		for _, m := range item.Mentions {
			mentions++
			in := text
			if m.Field == "name" {
				in = name
			}
			if m.Kind == "date_of_birth" && item.Format == "xlsx" {
				continue // stored as a number
			}
			if !strings.Contains(in, fold(m.Text)) {
				t.Errorf("%s|%s: %s %q (%v) is not there", item.Path, item.Part, m.Kind, m.Text, m.Tags)
			}
		}
	}
	if mentions < 5000 {
		t.Errorf("only %d mentions", mentions)
	}
}

// fold takes every run of white space as one space.
func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestEveryFormatIsThere(t *testing.T) {
	_, key := generate(t, 140, 1)
	have := map[string]int{}
	tags := map[string]int{}
	for _, item := range key.Items {
		have[item.Format]++
		have[item.State]++
		for _, tag := range item.Tags {
			tags[tag]++
		}
	}
	for _, f := range []string{
		"docx", "odt", "rtf", "pdf", "html", "txt", "csv", "xlsx", "ods", "pptx", "odp", "eml", "mbox", "zip", "tar.gz", "png",
		"encrypted", "damaged", "needs_ocr", "unsupported", "empty",
	} {
		if have[f] == 0 {
			t.Errorf("no %s", f)
		}
	}
	for _, tag := range []string{
		"initials", "misspelt", "nickname", "former_name", "reversed", "capitals", "lower_case", "ocr", "comment", "deleted", "inserted",
		"text_box", "furniture", "properties", "hidden_sheet", "hidden_column", "hidden_row", "quoted", "header", "subject", "attachment", "nested",
		"windows-1252", "utf-8-bom", "utf-16le", "utf-16be", "recipient_list",
	} {
		if tags[tag] == 0 {
			t.Errorf("nothing tagged %s", tag)
		}
	}
}

func TestPlacesAndIdentifiersAreUnique(t *testing.T) {
	_, key := generate(t, 2000, 5)
	places := map[string]bool{}
	for _, item := range key.Items {
		place := strings.ToLower(item.Path + "|" + item.Part)
		if places[place] {
			t.Errorf("two items at %s", place)
		}
		places[place] = true
	}
	owners := map[string]string{}
	for _, p := range key.People {
		values := append(slices.Clone(p.Phones), p.Emails...)
		for _, v := range p.Identifiers {
			values = append(values, v)
		}
		for _, v := range values {
			if other := owners[v]; other != "" && !strings.Contains(v, "@") {
				t.Errorf("%s belongs to %s and %s", v, other, p.ID)
			}
			owners[v] = p.ID
		}
	}
	ids := map[string]bool{}
	for _, p := range key.People {
		if ids[p.ID] {
			t.Errorf("two people %s", p.ID)
		}
		ids[p.ID] = true
	}
}

func TestEverySubjectHasDocuments(t *testing.T) {
	for _, docs := range []int{140, 1000} {
		t.Run(fmt.Sprint(docs), func(t *testing.T) {
			_, key := generate(t, docs, 1)
			for i, s := range key.Subjects {
				n := 0
				for _, item := range key.Items {
					if slices.Contains(item.About, s.Person) {
						n++
					}
				}
				if want := map[bool]int{true: 20, false: 2}[i == 0]; n < want {
					t.Errorf("%v: %d items, want at least %d", s.Profile.Names, n, want)
				}
				if key.RoleFor(s.Person, s.Person) != "subject" {
					t.Error("a subject is not the subject")
				}
				for _, id := range slices.Concat(s.Household, s.Namesakes) {
					if key.RoleFor(s.Person, id) != "third" {
						t.Errorf("%s is not a third party", id)
					}
				}
			}
		})
	}
}

func TestNoDocumentsIsRefused(t *testing.T) {
	if _, err := council.Generate(t.TempDir(), council.Options{}); err == nil {
		t.Error("no error")
	}
}

func BenchmarkGenerate(b *testing.B) {
	for _, docs := range []int{2000, 10000} {
		b.Run(fmt.Sprint(docs), func(b *testing.B) {
			for b.Loop() {
				if _, err := council.Generate(b.TempDir(), council.Options{Docs: docs, Seed: 1}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
