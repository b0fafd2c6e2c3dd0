package council_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sarsen/testdata/council"
)

func generateHard(t testing.TB, docs int, seed int64) (string, council.Key) {
	t.Helper()
	dir := t.TempDir()
	key, err := council.Generate(dir, council.Options{Docs: docs, Seed: seed, Hard: true})
	if err != nil {
		t.Fatal(err)
	}
	return dir, key
}

func TestHardSameSeedSameBytes(t *testing.T) {
	a, keyA := generateHard(t, 300, 7)
	b, _ := generateHard(t, 300, 7)
	sumsA, sumsB := sums(t, a), sums(t, b)
	if len(sumsA) == 0 || len(sumsA) != len(sumsB) {
		t.Fatalf("%d and %d files", len(sumsA), len(sumsB))
	}
	for path, sum := range sumsA {
		if sumsB[path] != sum {
			t.Errorf("%s differs", path)
		}
	}
	_, keyC := generateHard(t, 300, 8)
	same := 0
	for i, s := range keyA.Subjects {
		if s.Profile.Names[0] == keyC.Subjects[i].Profile.Names[0] {
			same++
		}
	}
	if same > 2 {
		t.Errorf("%d of the subjects have the same name under another seed", same)
	}
}

// TestHardKeyTellsTheTruth reads every file back and looks for every mention.
func TestHardKeyTellsTheTruth(t *testing.T) {
	dir, key := generateHard(t, 900, 3)
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
	for _, item := range key.Items {
		text, name := fold(r.texts[item.Path+"|"+item.Part]), item.Path
		if item.Part != "" {
			name = item.Part
		}
		for _, m := range item.Mentions {
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
}

func TestHardIsHard(t *testing.T) {
	_, key := generateHard(t, 4000, 6)
	if len(key.Subjects) != 20 {
		t.Fatalf("%d subjects, want 20", len(key.Subjects))
	}
	likenesses, mistakable := map[string]bool{}, 0
	for _, s := range key.Subjects {
		if len(s.Namesakes) > 0 {
			mistakable++
		}
		for _, l := range s.Likeness {
			likenesses[l] = true
		}
		strong := 0
		for _, item := range key.Items {
			strong += min(1, len(item.Strong[s.Person]))
		}
		if strong < 40 {
			t.Errorf("%v: only %d items with a strong fact", s.Profile.Names, strong)
		}
	}
	if mistakable < 10 || len(likenesses) < 8 {
		t.Errorf("%d subjects have somebody who is taken for them, in the manners %v", mistakable, likenesses)
	}
	tags := map[string]int{}
	for _, item := range key.Items {
		for _, tag := range item.Tags {
			tags[tag]++
		}
	}
	for _, d := range council.Difficulties() {
		if tags[d] == 0 {
			t.Errorf("nothing is tagged %s", d)
		}
	}
}

// TestStrongFacts: what counts as a strong fact is what stands in the profile,
// or a name that is whole.
func TestStrongFacts(t *testing.T) {
	_, key := generateHard(t, 1500, 6)
	facts, shared := map[string]int{}, 0
	for _, item := range key.Items {
		for id, list := range item.Strong {
			for _, f := range list {
				facts[f]++
			}
			if slices.Contains(item.Shared, id) {
				shared++
				if !slices.Equal(list, []string{"name"}) {
					t.Errorf("%s: %v could be a namesake's as well", item.Path, list)
				}
			}
		}
		if slices.Contains(item.Tags, "decoy") && len(item.Strong) > 0 {
			t.Errorf("%s: a decoy tells of somebody", item.Path)
		}
	}
	for _, f := range council.StrongFacts() {
		if facts[f] == 0 {
			t.Errorf("no item has %s", f)
		}
	}
	if shared == 0 {
		t.Error("every item with a bare name tells whose it is")
	}
}
