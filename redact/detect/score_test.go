package detect_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
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
		{"presidio-synth", "det-presidio-synth/presidio.spans.jsonl", "PERSON", "", 0, 0},
		{"uner-ewt", "det-uner-ewt/uner-ewt.spans.jsonl", "PER", "", 0, 0},
		{"uner-ewt e-mail", "det-uner-ewt/uner-ewt.spans.jsonl", "PER", "email", 0, 0},
		{"tab", "det-tab/tab144.spans.jsonl", "PERSON", "", 0, 0},
		{"wikigold", "det-wikigold/wikigold.spans.jsonl", "PER", "", 0, 0},
		{"wnut17", "det-wnut17/wnut17.spans.jsonl", "person", "", 0, 0},
		{"btc", "det-btc/btc.spans.jsonl", "PER", "", 0, 0},
		{"re3d", "det-re3d/re3d.spans.jsonl", "Person", "", 0, 0},
		{"sec", "det-sec/sec.spans.jsonl", "PER", "", 0, 0},
		{"ambientmeta", "det-ambientmeta/ambientmeta.spans.jsonl", "PERSON", "", 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			total, hit, flagged, right := 0, 0, 0, 0
			for _, g := range load(t, c.path) {
				if c.genre != "" && g.Genre != c.genre {
					continue
				}
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
