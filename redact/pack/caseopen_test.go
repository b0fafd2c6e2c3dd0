package pack_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"sarsen/redact/pack"
)

// opened decrypts a case file's sealed set and unpacks it.
func opened(t *testing.T, dir string, key age.Identity) (string, error) {
	t.Helper()
	raw, err := os.ReadFile(pack.SealedFile(dir))
	if err != nil {
		t.Fatal(err)
	}
	plain, size, err := age.DecryptReaderAt(bytes.NewReader(raw), int64(len(raw)), key)
	if err != nil {
		return "", err
	}
	out := filepath.Join(t.TempDir(), "open")
	return out, pack.Unseal(t.Context(), plain, size, out)
}

// TestSealedSet: a court finds in it what was withheld, word for word.
func TestSealedSet(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "case")
	in, key := sealedInput(t)
	in.Items[0].Open = nil
	in.Items[1].Open = func() ([]byte, error) { return nil, errors.New("damaged") }
	if err := pack.BuildCase(t.Context(), dir, in); err != nil {
		t.Fatal(err)
	}
	out, err := opened(t, dir, key)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]int{}
	for _, r := range objects(t, out, "withheld.csv") {
		texts[r["text"]]++
		if r["text"] == other && (r["by"] != "officer" || r["code"] != "S2.16") {
			t.Errorf("withheld: %q", r)
		}
	}
	if texts[other] < 2 || texts["Oswin"] != 1 || texts["01632 960123"] != 1 {
		t.Errorf("texts %v", texts)
	}
	items := objects(t, out, "items.csv")
	if items[4]["path"] != "advice on the secret.pdf" || items[4]["sealed"] != "originals/0005.pdf" {
		t.Errorf("item withheld whole: %q", items[4])
	}
	if !strings.Contains(items[0]["note"], "not in the hold") || !strings.Contains(items[1]["note"], "could not be taken out") {
		t.Errorf("originals that are not there: %q, %q", items[0]["note"], items[1]["note"])
	}
	got := files(t, out)
	if got["originals/0005.pdf"] != "original of Tamsin Wrexley i5" || got["texts/0005.txt"] != "privileged" {
		t.Errorf("original %q, text %q", got["originals/0005.pdf"], got["texts/0005.txt"])
	}
	if got["withheld.json"] == "" || !strings.Contains(got["index.html"], "must not be sent") {
		t.Error("no JSON, or no page to begin with")
	}
	for name := range got {
		if strings.HasPrefix(name, "originals/0006") || strings.HasPrefix(name, "originals/0007") {
			t.Errorf("%s was not withheld", name)
		}
	}
}

func TestSealedForOthersOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "case")
	in, _ := sealedInput(t)
	if err := pack.BuildCase(t.Context(), dir, in); err != nil {
		t.Fatal(err)
	}
	stranger, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := opened(t, dir, stranger); err == nil {
		t.Error("a stranger opened it")
	}
}

func TestVerifyCase(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "case")
	if err := pack.BuildCase(t.Context(), dir, caseInput(t)); err != nil {
		t.Fatal(err)
	}
	check := func(want ...string) {
		t.Helper()
		wrong, err := pack.VerifyCase(t.Context(), dir)
		if err != nil || strings.Join(wrong, "|") != strings.Join(want, "|") {
			t.Errorf("wrong is %q, %v; want %q", wrong, err, want)
		}
	}
	check()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("release.csv", "by\r\nnobody\r\n")
	write("more.txt", "x")
	if err := os.Remove(filepath.Join(dir, "withheld.age")); err != nil {
		t.Fatal(err)
	}
	check("more.txt: not in the manifest", "release.csv: not as it was when the case file was made", "withheld.age: named in the manifest, but not there")
	if _, err := pack.VerifyCase(t.Context(), t.TempDir()); !errors.Is(err, pack.ErrNoCase) {
		t.Errorf("error %v", err)
	}
}

func TestCheckCase(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "case")
	in := caseInput(t)
	if err := pack.BuildCase(t.Context(), dir, in); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, text   string
		found, exact bool
	}{
		{"as it stood", other, true, true},
		{"other case and blanks", " tamsin  WREXLEY", true, false},
		{"a part of it", "Tamsin", false, false},
		{"not withheld", subject, false, false},
		{"nothing", "", false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := pack.CheckCase(dir, in.Key, tt.text)
			if err != nil || (len(got) > 0) != tt.found || tt.found && got[0].Exact != tt.exact {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
	if got, _ := pack.CheckCase(dir, []byte("another key of the case"), other); len(got) > 0 {
		t.Error("found with another key")
	}
}

func TestUnsealRefuses(t *testing.T) {
	for name, member := range map[string]string{"out of the folder": "../x", "absolute": "/x", "backslash": `..\x`, "not in the manifest": "x"} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			z := zip.NewWriter(&b)
			for _, n := range []string{member, "manifest-sha256.txt"} {
				w, err := z.Create(n)
				if err != nil {
					t.Fatal(err)
				}
				if n == member {
					_, _ = w.Write([]byte("x"))
				}
			}
			if err := z.Close(); err != nil {
				t.Fatal(err)
			}
			out := filepath.Join(t.TempDir(), "a", "open")
			if err := pack.Unseal(t.Context(), bytes.NewReader(b.Bytes()), int64(b.Len()), out); !errors.Is(err, pack.ErrSealed) {
				t.Errorf("error %v", err)
			}
			if _, err := os.Stat(out); err == nil {
				t.Error("something was left behind")
			}
		})
	}
}
