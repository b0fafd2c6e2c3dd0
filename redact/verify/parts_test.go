package verify_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sarsen/redact/verify"
)

// split zips a pack into two: its documents, and the rest.
func split(t *testing.T, dir string, more func(*zip.Writer)) (first, second string) {
	t.Helper()
	for i, keep := range []func(string) bool{
		func(name string) bool { return !strings.HasPrefix(name, "documents/") },
		func(name string) bool { return strings.HasPrefix(name, "documents/") },
	} {
		whole, err := zip.NewReader(bytes.NewReader(zipDir(t, dir, nil, nil)), int64(len(zipDir(t, dir, nil, nil))))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, m := range whole.File {
			if keep(m.Name) {
				if err := z.Copy(m); err != nil {
					t.Fatal(err)
				}
			}
		}
		if i == 1 && more != nil {
			more(z)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		first, second = second, filepath.Join(t.TempDir(), "part.zip")
		if err := os.WriteFile(second, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return first, second
}

// TestParts: the parts of a pack are checked each and as one.
func TestParts(t *testing.T) {
	tests := []struct {
		name string
		more func(*zip.Writer)
		want verify.Kind // "" for none
	}{
		{"whole", nil, ""},
		{"file that is in two parts", member("index.html", "x"), verify.Hidden},
		{"file that is on no list", member("records/0009-x.csv", "x"), verify.Unlisted},
		{"name in the comment of a part", func(z *zip.Writer) { _ = z.SetComment(name) }, verify.Withheld},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			first, second := split(t, packDir(t), tt.more)
			opts := options()
			opts.Parts = []string{second}
			rep, err := verify.Pack(t.Context(), first, opts)
			if err != nil {
				t.Fatal(err)
			}
			if rep.OK != (tt.want == "") || tt.want != "" && !slices.ContainsFunc(rep.Findings, func(f verify.Finding) bool { return f.Kind == tt.want }) {
				t.Errorf("findings %+v, want %q", rep.Findings, tt.want)
			}
		})
	}
	first, second := split(t, packDir(t), nil)
	for _, part := range []string{first, second} {
		rep, err := verify.Pack(t.Context(), part, options())
		if err != nil || !slices.ContainsFunc(rep.Findings, func(f verify.Finding) bool { return f.Kind == verify.Missing }) {
			t.Errorf("a part alone passes for the whole: %+v, %v", rep, err)
		}
	}
}
