package all_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/all"
)

// olderSets are the sets of shared material with files of before 2007.
var olderSets = []string{"doc-poi", "doc-tika", "doc-unstructured", "doc-markitdown"}

// peers are the programs whose text ours is held against, by ending.
var peers = map[string][]struct {
	program string
	args    []string
}{
	".doc": {{"antiword", []string{"-m", "UTF-8.txt", "-w", "0"}}, {"catdoc", []string{"-w", "-d", "utf-8"}}},
	".xls": {{"xls2csv", []string{"-d", "utf-8"}}},
	".ppt": {{"catppt", []string{"-d", "utf-8"}}},
}

// program returns the path of a program, or skips the test.
func program(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("SARSEN_CI") != "" {
			t.Fatalf("%s is not installed", name)
		}
		t.Skipf("%s is not installed", name)
	}
	return path
}

// olderFiles lists the files of an ending, with all corpora of documents.
func olderFiles(t *testing.T, ending string) []string {
	t.Helper()
	root := filepath.Join("..", "..", "..", "..", "shared", "corpora")
	if _, err := os.Stat(root); err != nil {
		t.Skip("shared corpora not found: " + root)
	}
	var files []string
	for _, set := range olderSets {
		_ = filepath.WalkDir(filepath.Join(root, set), func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() && strings.EqualFold(filepath.Ext(path), ending) {
				files = append(files, path)
			}
			return nil
		})
	}
	return files
}

// extracted returns the text of a file and of its parts, and the item itself.
func extracted(t *testing.T, path string) (documents.Item, string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	var first documents.Item
	var text strings.Builder
	in := documents.Input{Name: filepath.Base(path), Content: f, Size: info.Size()}
	err = all.New().Extract(t.Context(), in, documents.Options{}, func(i documents.Item) error {
		if i.Part == "" {
			first = i
		}
		text.WriteString(i.Text + "\n")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return first, text.String()
}

// bag counts the words of a text.
func bag(text string) map[string]int {
	words := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(norm.NFKC.String(text)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	}) {
		words[w]++
	}
	return words
}

// once counts every word once: some programs write a text wherever it is used.
func once(words map[string]int) map[string]int {
	for w := range words {
		words[w] = 1
	}
	return words
}

// recall is how much of the words of a reference is in a text, and the words
// that are not.
func recall(reference, text string, repeats bool) (share float64, n int, missing []string) {
	want, got := bag(reference), bag(text)
	if !repeats {
		want, got = once(want), once(got)
	}
	found := 0
	for w, k := range want {
		n += k
		found += min(k, got[w])
		if got[w] < k {
			missing = append(missing, w)
		}
	}
	if n == 0 {
		return 1, 0, nil
	}
	slices.Sort(missing)
	return float64(found) / float64(n), n, missing
}

// TestOlderBesidePeers measures the recall of words against each program on
// the files it opens, and prints it. A file below 0.9 is named, to be looked at
// by hand.
func TestOlderBesidePeers(t *testing.T) {
	for ending, programs := range peers {
		for _, peer := range programs {
			t.Run(peer.program, func(t *testing.T) {
				path := program(t, peer.program)
				measure(t, olderFiles(t, ending), ending != ".ppt", func(file string) (string, error) {
					ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
					defer cancel()
					out, err := exec.CommandContext(ctx, path, append(slices.Clone(peer.args), file)...).Output()
					return string(out), err
				})
			})
		}
	}
}

// TestOlderBesideOffice does the same with an office suite. It is slow, so it
// runs only when SARSEN_MEASURE is set.
func TestOlderBesideOffice(t *testing.T) {
	if os.Getenv("SARSEN_MEASURE") == "" {
		t.Skip("SARSEN_MEASURE is not set")
	}
	path := program(t, "soffice")
	profile := "-env:UserInstallation=file://" + t.TempDir()
	for ending, to := range map[string]string{".doc": "txt:Text (encoded):UTF8", ".xls": "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,false,false,false,-1", ".ppt": "pdf"} {
		t.Run(ending, func(t *testing.T) {
			measure(t, olderFiles(t, ending), ending != ".ppt", func(file string) (string, error) {
				dir := t.TempDir()
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				if err := exec.CommandContext(ctx, path, profile, "--headless", "--convert-to", to, "--outdir", dir, file).Run(); err != nil {
					return "", err
				}
				return gathered(ctx, dir)
			})
		})
	}
}

// gathered reads what a conversion made.
func gathered(ctx context.Context, dir string) (string, error) {
	made, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(made) == 0 {
		return "", errors.New("nothing was made")
	}
	var text strings.Builder
	for _, file := range made {
		var data []byte
		if filepath.Ext(file) == ".pdf" {
			data, err = exec.CommandContext(ctx, "pdftotext", file, "-").Output()
		} else {
			data, err = os.ReadFile(file)
		}
		if err != nil {
			return "", err
		}
		text.Write(data)
	}
	return text.String(), nil
}

func measure(t *testing.T, files []string, repeats bool, reference func(file string) (string, error)) {
	t.Helper()
	var shares []float64
	sum, opened := 0.0, 0
	for _, file := range files {
		item, text := extracted(t, file)
		if item.State == crawlers.Encrypted {
			continue
		}
		want, err := reference(file)
		if err != nil || strings.TrimSpace(want) == "" {
			continue
		}
		opened++
		share, n, missing := recall(want, text, repeats)
		shares = append(shares, share)
		sum += share
		if share < 0.9 {
			t.Logf("%.2f of %d words: %s (%s, %s) without %.200q", share, n, filepath.Base(file), item.State, item.Reason, missing)
		}
	}
	if opened == 0 {
		t.Skip("no file it opens")
	}
	slices.Sort(shares)
	mean, median := sum/float64(opened), shares[opened/2]
	t.Logf("%d of %d files: recall %.3f mean, %.3f median", opened, len(files), mean, median)
	if median < 0.95 {
		t.Error("the median is too low")
	}
}
