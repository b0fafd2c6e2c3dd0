package quality

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sarsen/agent/catalogue"
	"sarsen/agent/pipeline"
	"sarsen/index/fold"
	"sarsen/redact/people"
	"sarsen/testdata/council"
)

// TestDirectory measures whom the directory knows that a council's own sources
// teach: how many of its staff and of all who are named, and how many of its
// entries are nobody.
func TestDirectory(t *testing.T) {
	if testing.Short() {
		t.Skip("a council takes seconds to make and crawl")
	}
	for _, c := range []struct {
		name string
		hard bool
	}{{"everyday", false}, {"hard", true}} {
		t.Run(c.name, func(t *testing.T) {
			_, key, dir := crawled(t, council.Options{Docs: setting(t, "SARSEN_COUNCIL", 300), Seed: int64(setting(t, "SARSEN_SEED", 7)), Hard: c.hard})
			store, err := catalogue.Open(filepath.Join(dir, "data", "catalogue.db"))
			if err != nil {
				t.Fatal(err)
			}
			defer store.Close() //nolint:errcheck // only reads
			known, err := pipeline.Directory(t.Context(), store)
			if err != nil {
				t.Fatal(err)
			}
			entries, err := store.Known(t.Context(), 1_000_000)
			if err != nil {
				t.Fatal(err)
			}
			var staff, all, posts, addresses covering
			theirs := map[string]bool{}
			for _, p := range mentioned(key) {
				for _, n := range namesOf(p) {
					theirs[n] = true
				}
				found := known.Named(p.First + " " + p.Surname)
				all.count(len(found) > 0)
				if p.Role != council.Staff {
					continue
				}
				staff.count(len(found) > 0)
				posts.count(slices.ContainsFunc(found, func(e people.Entry) bool { return e.Post != "" }))
				for _, address := range p.Emails {
					addresses.count(len(known.Address(address)) > 0)
				}
			}
			wrong := map[string]bool{}
			for _, e := range entries {
				if !slices.ContainsFunc(nameForms(e.Name), func(n string) bool { return theirs[n] }) {
					wrong[e.Name+" | "+e.Email+" | "+e.Post] = true
				}
			}
			t.Logf("known by name: %.3f of %d staff, %.3f of all %d; with a post %.3f of staff, by address %.3f; %d entries, %d of nobody in the key",
				staff.share(), staff[1], all.share(), all[1], posts.share(), addresses.share(), len(entries), len(wrong))
			for w := range wrong {
				t.Log("nobody: ", w)
			}
			if staff.share() < 0.8 {
				t.Errorf("%.3f of staff are known, want 0.8", staff.share())
			}
			if got := share(len(wrong), len(entries)); got > 0.02 {
				t.Errorf("%.3f of entries are nobody, want 0.02", got)
			}
		})
	}
}

// mentioned returns who is mentioned by a name in a text of a council.
func mentioned(key council.Key) []*council.Person {
	there := map[string]bool{}
	for _, item := range key.Items {
		for _, m := range item.Mentions {
			there[m.Person] = there[m.Person] || m.Kind == "person"
		}
	}
	return slices.DeleteFunc(slices.Clone(key.People), func(p *council.Person) bool { return !there[p.ID] })
}

// namesOf returns the forms of somebody's name that a directory may have.
func namesOf(p *council.Person) []string {
	var out []string
	for _, first := range append([]string{p.First, p.Middle, p.First[:1], p.First + " " + p.Middle}, p.Nicknames...) {
		for _, last := range []string{p.Surname, p.Former} {
			if first != "" && last != "" {
				out = append(out, fold.String(first+" "+last))
			}
		}
	}
	for _, v := range p.Variants {
		out = append(out, fold.String(v))
	}
	return out
}

// nameForms returns a name as it is, and without what stands in the middle.
func nameForms(name string) []string {
	ws := strings.Fields(fold.String(name))
	return []string{strings.Join(ws, " "), ws[0] + " " + ws[len(ws)-1]}
}
