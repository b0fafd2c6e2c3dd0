package pack_test

import (
	"archive/zip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sarsen/redact/pack"
)

// TestTarget: what stands at the target is replaced when it is a pack of the
// same request, and stays as it is in every other case.
func TestTarget(t *testing.T) {
	const described = `{"profile":"tabular-data-package","name":"request-r","format_version":1,"request":"R-2026-0001"}`
	edited := func(old, to string) func(*testing.T, string) {
		return func(t *testing.T, p string) {
			writeFile(t, filepath.Join(p, "datapackage.json"), strings.Replace(described, old, to, 1))
		}
	}
	earlier := func(id string) func(*testing.T, string) {
		return func(t *testing.T, p string) {
			in := sample(t)
			in.Request.ID = id
			placed(t, p, in)
		}
	}
	zipOf := func(names ...string) func(*testing.T, string) {
		return func(t *testing.T, p string) { writeZip(t, p, described, names...) }
	}
	tests := []struct {
		name, target string
		before       func(t *testing.T, target string)
		replace      bool
		taken        bool
	}{
		{"empty folder", "p", func(t *testing.T, p string) { mkdir(t, p) }, false, false},
		{"empty folder, replaced", "p", func(t *testing.T, p string) { mkdir(t, p) }, true, false},
		{"other files", "p", func(t *testing.T, p string) { writeFile(t, p+"/x", "") }, true, true},
		{"a file where a folder shall be", "p", func(t *testing.T, p string) { writeFile(t, p, "x") }, true, true},
		{"earlier pack", "p", earlier("R-2026-0001"), false, true},
		{"earlier pack, replaced", "p", earlier("R-2026-0001"), true, false},
		{"pack of another request", "p", earlier("R-2026-0002"), true, true},
		{"pack of no request", "p", earlier(""), true, true},
		{"case file", "p", func(t *testing.T, p string) {
			if err := pack.BuildCase(t.Context(), p, caseInput(t)); err != nil {
				t.Fatal(err)
			}
		}, true, true},
		{"manifest only", "p", func(t *testing.T, p string) { writeFile(t, p+"/manifest-sha256.txt", "") }, true, true},
		{"our description", "p", edited("", ""), true, false},
		{"other profile", "p", edited("tabular-", ""), true, true},
		{"other name", "p", edited("request-r", "tenants"), true, true},
		{"no version", "p", edited("format_version", "version"), true, true},
		{"damaged description", "p", edited("{", ""), true, true},
		{"pack below the folder", "p", func(t *testing.T, p string) { placed(t, mkdir(t, p)+"/inner", sample(t)) }, true, true},
		{"folder under a zip's name", "p.zip", edited("", ""), true, true},
		{"zip under a folder's name", "p", zipOf("datapackage.json"), true, true},
		{"earlier zip", "p.zip", earlier("R-2026-0001"), false, true},
		{"earlier zip, replaced", "p.zip", earlier("R-2026-0001"), true, false},
		{"zip of another request", "p.zip", earlier("R-2026-0002"), true, true},
		{"zip below one folder", "p.zip", zipOf("pack/datapackage.json", "pack/index.html"), true, false},
		{"zip with more than that folder", "p.zip", zipOf("pack/datapackage.json", "other.txt"), true, true},
		{"other zip", "p.zip", zipOf("photo.jpg"), true, true},
		{"no zip", "p.zip", func(t *testing.T, p string) { writeFile(t, p, "PK") }, true, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			target := filepath.Join(dir, tt.target)
			tt.before(t, target)
			before := files(t, dir)
			sum, err := pack.Build(t.Context(), target, sample(t), pack.Options{Replace: tt.replace})
			if err == nil {
				err = sum.Commit()
			}
			if errors.Is(err, pack.ErrExists) != tt.taken || !tt.taken && err != nil {
				t.Fatalf("error %v, taken %v", err, tt.taken)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
				t.Errorf("left behind: %v, %v", left, err)
			}
			after := files(t, dir)
			for name, content := range before {
				if tt.taken && after[name] != content {
					t.Errorf("%s was changed", name)
				}
			}
		})
	}
}

// A link is never followed: what it leads to is somebody else's to remove.
func TestTargetLink(t *testing.T) {
	dir := t.TempDir()
	placed(t, filepath.Join(dir, "real"), sample(t))
	target := filepath.Join(dir, "link")
	if err := os.Symlink("real", target); err != nil {
		t.Skip("no links here: ", err)
	}
	if _, err := pack.Build(t.Context(), target, sample(t), pack.Options{Replace: true}); !errors.Is(err, pack.ErrExists) {
		t.Errorf("error %v", err)
	}
}

// TestCommitLooksAgain: what came to the target after Build stays there.
func TestCommitLooksAgain(t *testing.T) {
	target := filepath.Join(t.TempDir(), "p")
	sum, err := pack.Build(t.Context(), target, sample(t), pack.Options{Replace: true})
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, target+"/notes.txt", "mine")
	if err := sum.Commit(); !errors.Is(err, pack.ErrExists) {
		t.Errorf("error %v", err)
	}
	if got := files(t, target)["notes.txt"]; got != "mine" {
		t.Errorf("the file holds %q", got)
	}
}

// placed builds a pack and puts it at target.
func placed(t *testing.T, target string, in pack.Input) {
	t.Helper()
	sum, err := pack.Build(t.Context(), target, in, pack.Options{})
	if err == nil {
		err = sum.Commit()
	}
	if err != nil {
		t.Fatal(err)
	}
}

func mkdir(t *testing.T, path string) string {
	t.Helper()
	if err := os.MkdirAll(path, 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func writeFile(t *testing.T, path, content string) {
	t.Helper()
	mkdir(t, filepath.Dir(path))
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func writeZip(t *testing.T, path, content string, names ...string) {
	t.Helper()
	var b strings.Builder
	z := zip.NewWriter(&b)
	for _, name := range names {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	writeFile(t, path, b.String())
}
