package testdata_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"sarsen/testdata"
	"sarsen/testdata/council"
)

// TestSampleIsWhatTheGeneratorMakes keeps the sample, its key and the
// generator together. When it fails after a change of templates or writers,
// make the sample anew as README.md says. The bytes of archives also depend on
// the standard library's compressor, so a new release of Go may ask for it.
func TestSampleIsWhatTheGeneratorMakes(t *testing.T) {
	dir := t.TempDir()
	key, err := council.Generate(dir, council.Options{Docs: 140, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	made, err := json.MarshalIndent(key, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile("sample-key.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(append(made, '\n'), bytes.ReplaceAll(kept, []byte("\r\n"), []byte("\n"))) {
		t.Error("sample-key.json differs from what is generated")
	}
	have, want := files(t, testdata.Sample()), files(t, os.DirFS(dir))
	for path := range want {
		if have[path] != want[path] {
			t.Errorf("%s differs from what is generated, or is missing", path)
		}
	}
	for path := range have {
		if _, ok := want[path]; !ok {
			t.Errorf("%s is not generated", path)
		}
	}
}

func files(t *testing.T, fsys fs.FS) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, path)
		out[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSampleIsLargeAndSmallEnough(t *testing.T) {
	key, err := testdata.Key()
	if err != nil {
		t.Fatal(err)
	}
	if key.Docs < 120 {
		t.Errorf("%d documents and messages, want 120", key.Docs)
	}
	size := 0
	for _, data := range files(t, testdata.Sample()) {
		size += len(data)
	}
	if size > 2<<20 {
		t.Errorf("%d bytes, want at most 2 MB", size)
	}
}

// TestNamesSuitEverySystem: no name may trouble Windows, git or go:embed.
func TestNamesSuitEverySystem(t *testing.T) {
	for path := range files(t, testdata.Sample()) {
		if len(path) > 150 {
			t.Errorf("%s is too long", path)
		}
		for _, name := range strings.Split(path, "/") {
			if strings.ContainsAny(name, `'"*<>?|\:`+"`") || strings.TrimRight(name, " .") != name || strings.ContainsFunc(name, unicode.IsControl) {
				t.Errorf("%s has a name that some system does not allow", path)
			}
		}
	}
}

func TestSampleCanBeCopiedAndCrawled(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "shares")
	if err := os.CopyFS(dir, testdata.Sample()); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"cur", "new", "tmp"} {
		if info, err := os.Stat(filepath.Join(dir, "Mail", "Archive Maildir", folder)); err != nil || !info.IsDir() {
			t.Errorf("the Maildir has no %s: %v", folder, err)
		}
	}
	key, err := testdata.Key()
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range key.Items {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(item.Path))); err != nil {
			t.Errorf("in the key, not in the sample: %v", err)
		}
	}
}

func TestDemoSubject(t *testing.T) {
	subject, err := testdata.DemoSubject()
	if err != nil {
		t.Fatal(err)
	}
	p := subject.Profile
	if len(p.Names) == 0 || len(p.FormerNames) == 0 || len(p.Nicknames) == 0 || len(subject.Namesakes) == 0 || len(subject.Household) == 0 {
		t.Errorf("the demo's subject lacks what makes the demo: %+v", subject)
	}
}
