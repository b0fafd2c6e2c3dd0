package all_test

import (
	"bytes"
	"encoding/json"
	"html"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sarsen/crawlers"
)

// wholeText extracts a file with all that is in it, and says whether it is of a
// kind that is read at all.
func wholeText(t *testing.T, path string) (whole string, claimed bool) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, item := range extract(t.Context(), t, filepath.Base(path), data) {
		text.WriteString(item.Name + "\n" + item.Title + "\n" + item.Author + "\n" + item.Text + "\n")
		claimed = claimed || item.Part == "" && item.State != crawlers.Unsupported
	}
	return text.String(), claimed
}

// A score is the recall of words over the files of a corpus.
type score struct {
	name   string
	values []float64
}

func (s *score) add(t *testing.T, file, want, got string) {
	t.Helper()
	share, n, missing := recall(want, got, true)
	if n == 0 {
		return
	}
	s.values = append(s.values, share)
	if share < 0.9 {
		t.Logf("%s: %s: %.3f, missing %q", s.name, file, share, missing[:min(len(missing), 20)])
	}
}

func (s *score) mean() (sum float64) {
	for _, v := range s.values {
		sum += v / float64(len(s.values))
	}
	return sum
}

func (s *score) median() float64 {
	if len(s.values) == 0 {
		return 0
	}
	return slices.Sorted(slices.Values(s.values))[len(s.values)/2]
}

func (s *score) print(t *testing.T) {
	t.Helper()
	t.Logf("%-12s %3d files, word recall: mean %.4f, median %.4f", s.name, len(s.values), s.mean(), s.median())
}

// least is the recall wanted at the median.
const least = 0.97

// TestPDFBox compares the words of PDFs with the answers of the corpus, beside
// those of pdftotext.
func TestPDFBox(t *testing.T) {
	root := corpora(t, "doc-pdfbox")
	pdftotext := program(t, "pdftotext")
	answers, err := filepath.Glob(filepath.Join(root, "*.pdf.txt"))
	if err != nil {
		t.Fatal(err)
	}
	ours, theirs := score{name: "sarsen"}, score{name: "pdftotext"}
	for _, answer := range answers {
		want, err := os.ReadFile(answer)
		if err != nil {
			t.Fatal(err)
		}
		path := strings.TrimSuffix(answer, ".txt")
		text, _ := wholeText(t, path)
		ours.add(t, filepath.Base(path), string(want), text)
		other, err := exec.CommandContext(t.Context(), pdftotext, "-enc", "UTF-8", path, "-").Output()
		if err != nil {
			t.Logf("pdftotext: %s: %v", filepath.Base(path), err)
		}
		theirs.add(t, filepath.Base(path), string(want), string(other))
	}
	ours.print(t)
	theirs.print(t)
	if ours.median() < least || ours.mean() < theirs.mean() {
		t.Errorf("recall below %v at the median, or at the mean below pdftotext", least)
	}
}

var markdown = []struct {
	pattern *regexp.Regexp
	with    string
}{
	{regexp.MustCompile(`(?s)<!--.*?-->`), " "},
	{regexp.MustCompile(`!\[[^\]]*\]\([^)]*\)`), " "},
	{regexp.MustCompile(`\[([^\]]*)\]\([^)\s]*\)`), "$1"},
	{regexp.MustCompile(`\\([_*#<>\[\]()~-])`), "$1"},
	{regexp.MustCompile("(?m)^```.*$"), " "},
	{regexp.MustCompile(`\$\$?[^$\n]+\$\$?`), " "}, // formulas as LaTeX
	{regexp.MustCompile(`\b\w\b`), " "},            // words of one letter are not counted
}

// plainMarkdown strips marks off an answer.
func plainMarkdown(s string) string {
	for _, m := range markdown {
		s = m.pattern.ReplaceAllString(s, m.with)
	}
	return html.UnescapeString(s)
}

// TestDocling compares the words of documents of all formats with the answers
// of the corpus.
func TestDocling(t *testing.T) {
	root := corpora(t, "doc-docling")
	formats := map[string]*score{}
	total := score{name: "all"}
	err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		file, isAnswer := strings.CutSuffix(path, ".expected.md")
		if err != nil || !isAnswer {
			return err
		}
		want, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		ext := filepath.Ext(file)
		if formats[ext] == nil {
			formats[ext] = &score{name: ext}
		}
		text, _ := wholeText(t, file)
		formats[ext].add(t, filepath.Base(file), plainMarkdown(string(want)), text)
		total.values = append(total.values, formats[ext].values[len(formats[ext].values)-1])
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range formats {
		s.print(t)
	}
	total.print(t)
	if total.median() < least {
		t.Errorf("recall below %v at the median", least)
	}
}

// TestTika counts the strings that must be found, those that must not, and the
// properties that are.
func TestTika(t *testing.T) {
	root := corpora(t, "doc-tika")
	lines, err := os.ReadFile(filepath.Join(root, "expected.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var must, found, absent, meta, told, unclaimed int
	kinds := map[string][2]int{}
	for line := range bytes.Lines(lines) {
		var want struct {
			File         string
			Must, Absent []string
			Meta         map[string]any
		}
		if err := json.Unmarshal(line, &want); err != nil {
			t.Fatal(err)
		}
		text, claimed := wholeText(t, filepath.Join(root, want.File))
		if !claimed {
			unclaimed += len(want.Must)
			continue
		}
		text = folded(text)
		count := kinds[filepath.Ext(want.File)]
		for _, s := range want.Must {
			must++
			count[1]++
			if strings.Contains(text, folded(s)) {
				found++
				count[0]++
			} else {
				t.Logf("%s: not found: %q", want.File, s)
			}
		}
		kinds[filepath.Ext(want.File)] = count
		for _, s := range want.Absent {
			if strings.Contains(text, folded(s)) {
				absent++
				t.Logf("%s: found what should be absent: %q", want.File, s)
			}
		}
		for _, v := range want.Meta {
			if s, ok := v.(string); ok {
				meta++
				if strings.Contains(text, folded(s)) {
					told++
				}
			}
		}
	}
	t.Logf("by format: %v", kinds)
	recall := float64(found) / float64(must)
	t.Logf("must %d of %d (%.3f), and %d of kinds that are not read; absent but found %d, meta %d of %d", found, must, recall, unclaimed, absent, told, meta)
	if recall < least || absent > 0 {
		t.Errorf("recall of strings below %v, or found what should be absent", least)
	}
}

// TestSurvival reads corpora that have no answers: every file ends in a state,
// and what is behind a password is told.
func TestSurvival(t *testing.T) {
	for _, name := range []string{"doc-poi", "doc-odf", "doc-verapdf", "doc-tika", "doc-pdfbox"} {
		t.Run(name, func(t *testing.T) {
			root := corpora(t, name)
			states := map[crawlers.State]int{}
			err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				data, err := os.ReadFile(path)
				if err != nil {
					return err
				}
				items := extract(t.Context(), t, d.Name(), data)
				if len(items) == 0 {
					t.Errorf("%s: no item", d.Name())
					return nil
				}
				states[items[0].State]++
				if items[0].State == crawlers.Damaged || items[0].State == crawlers.Encrypted {
					t.Logf("%s: %s: %s", d.Name(), items[0].State, items[0].Reason)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%v", states)
		})
	}
}
