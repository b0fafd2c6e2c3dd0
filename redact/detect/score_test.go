package detect_test

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"sarsen/redact"
	"sarsen/redact/detect"
)

// A gold text with the spans that people or a generator marked in it.
type gold struct {
	ID    string `json:"id"`
	Kind  string `json:"kind"`
	Genre string `json:"genre"`
	Text  string `json:"text"`
	Spans []struct {
		Start int    `json:"bstart"`
		End   int    `json:"bend"`
		Label string `json:"label"`
	} `json:"spans"`
}

// corpus opens a file of the shared corpora beside the checkout, or skips.
func corpus(t testing.TB, path string) *os.File {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Skip("shared corpora not found: no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
	f, err := os.Open(filepath.Join(dir, "..", "shared", "corpora", filepath.FromSlash(path)))
	if err != nil {
		t.Skipf("shared corpora not found: %s", path)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

func load(t testing.TB, path string) []gold {
	t.Helper()
	var out []gold
	s := bufio.NewScanner(corpus(t, path))
	s.Buffer(nil, 16<<20)
	for s.Scan() {
		var g gold
		if err := json.Unmarshal(s.Bytes(), &g); err != nil {
			t.Fatalf("read %s: %v", path, err)
		}
		out = append(out, g)
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func detector(t testing.TB) *detect.Detector {
	t.Helper()
	d, err := detect.New(detect.Options{Today: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// covered reports whether every letter and digit of [start, end) lies in a
// span.
func covered(text string, start, end int, found []redact.Found) bool {
	for i, r := range text[start:end] {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		in := false
		for _, f := range found {
			in = in || f.Start <= start+i && start+i < f.End
		}
		if !in {
			return false
		}
	}
	return true
}

// TestNames prints how the names of open corpora are found, and holds what was
// reached.
func TestNames(t *testing.T) {
	d := detector(t)
	for _, c := range []struct {
		name, path, labels string
		genre              string
		recall, precision  float64
	}{
		{"presidio-synth", "det-presidio-synth/presidio.spans.jsonl", "PERSON", "", 0.77, 0.81},
		{"uner-ewt", "det-uner-ewt/uner-ewt.spans.jsonl", "PER", "", 0.73, 0.79},
		{"uner-ewt e-mail", "det-uner-ewt/uner-ewt.spans.jsonl", "PER", "email", 0.8, 0.89},
		{"tab", "det-tab/tab144.spans.jsonl", "PERSON", "", 0.94, 0.91},
		{"wikigold", "det-wikigold/wikigold.spans.jsonl", "PER", "", 0.75, 0.73},
		{"wnut17", "det-wnut17/wnut17.spans.jsonl", "person", "", 0.35, 0.84},
		{"btc", "det-btc/btc.spans.jsonl", "PER", "", 0.44, 0.79},
		{"re3d", "det-re3d/re3d.spans.jsonl", "Person", "", 0.18, 0.8},
		{"sec", "det-sec/sec.spans.jsonl", "PER", "", 0, 0},
		{"ambientmeta", "det-ambientmeta/ambientmeta.spans.jsonl", "PERSON", "", 0.81, 0.72},
	} {
		t.Run(c.name, func(t *testing.T) {
			total, hit, flagged, right := 0, 0, 0, 0
			for _, g := range load(t, c.path) {
				if c.genre != "" && g.Genre != c.genre {
					continue
				}
				// "sec" marks roles (Borrower, Lender) as persons: its figures are for reading only.
				found := d.Find(g.Text, nil)
				mask := make([]bool, len(g.Text))
				for _, s := range g.Spans {
					if !strings.EqualFold(s.Label, c.labels) && s.Label != "TITLE" && s.Label != "PREFIX" {
						continue
					}
					for i := s.Start; i < s.End; i++ {
						mask[i] = true
					}
					if !strings.EqualFold(s.Label, c.labels) || strings.HasPrefix(g.Text[s.Start:], "@") {
						continue
					}
					total++
					if covered(g.Text, s.Start, s.End, found) {
						hit++
					} else if testing.Verbose() && os.Getenv("SHOW") != "" {
						t.Logf("MISS %q in %.150q", g.Text[s.Start:s.End], g.Text[max(0, s.Start-60):])
					}
				}
				for _, f := range found {
					if f.Kind != redact.Person {
						continue
					}
					ok := 0
					for i := f.Start; i < f.End; i++ {
						if mask[i] {
							ok++
						}
					}
					flagged, right = flagged+f.End-f.Start, right+ok
					if ok == 0 && testing.Verbose() && os.Getenv("SHOW") != "" {
						t.Logf("FALSE %q %.2f %s in %.150q", f.Text, f.Score, f.Reason, g.Text[max(0, f.Start-60):])
					}
				}
			}
			recall, precision := float64(hit)/float64(max(1, total)), float64(right)/float64(max(1, flagged))
			t.Logf("names in %-16s recall %.3f of %d, precision %.3f of characters", c.name, recall, total, precision)
			if recall < c.recall || precision < c.precision {
				t.Errorf("recall %.3f, precision %.3f; reached before: %.2f, %.2f", recall, precision, c.recall, c.precision)
			}
		})
	}
}

// TestCouncilNames counts the names of councils that are taken for a person's.
func TestCouncilNames(t *testing.T) {
	rows, err := csv.NewReader(corpus(t, "uk-names/uk_local_authorities_lookup_name.csv")).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	d := detector(t)
	alarms := 0
	for _, row := range rows[1:] {
		for _, f := range d.Find("This was sent to "+row[0]+" last week.", nil) {
			if f.Kind == redact.Person {
				alarms++
				t.Logf("%q in %q", f.Text, row[0])
			}
		}
	}
	t.Logf("%d of %d names of councils flagged", alarms, len(rows)-1)
	if alarms > len(rows)/50 {
		t.Errorf("%d false alarms in %d names of councils", alarms, len(rows)-1)
	}
}

// TestSignatures counts the lines of signatures with personal data in which
// nothing is found.
func TestSignatures(t *testing.T) {
	d := detector(t)
	total, hit := 0, 0
	s := bufio.NewScanner(corpus(t, "det-email-signatures/signatures.jsonl"))
	s.Buffer(nil, 16<<20)
	for s.Scan() {
		var m struct {
			Text   string `json:"text"`
			Sender string `json:"sender"`
			Lines  []int  `json:"signature_lines"`
		}
		if err := json.Unmarshal(s.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		found := d.Find(m.Text, nil)
		at := 0
		for i, line := range strings.Split(m.Text, "\n") {
			if slices.Contains(m.Lines, i) && holds(line, m.Sender) {
				total++
				if slices.ContainsFunc(found, func(f redact.Found) bool { return f.Start < at+len(line) && at < f.End }) {
					hit++
				} else if os.Getenv("SHOW") != "" {
					t.Logf("MISS %q of %q", line, m.Sender)
				}
			}
			at += len(line) + 1
		}
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	recall := float64(hit) / float64(max(1, total))
	t.Logf("lines of signatures: %.3f of %d", recall, total)
	if recall < 0.9 {
		t.Errorf("recall %.3f, reached before: 0.9", recall)
	}
}

// holds reports whether a line holds personal data as the corpus counts it.
func holds(line, sender string) bool {
	digits := 0
	for _, r := range line {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	named := slices.ContainsFunc(strings.FieldsFunc(sender, func(r rune) bool { return !unicode.IsLetter(r) }), func(w string) bool {
		return len(w) > 2 && unicode.IsUpper(rune(w[0])) && strings.ToUpper(w) != w && strings.Contains(line, w)
	})
	return digits >= 7 || strings.Contains(line, "@") || named
}
