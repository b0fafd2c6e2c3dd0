package service

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"sarsen/agent/config"
	"sarsen/agent/request"
	"sarsen/redact"
	"sarsen/redact/people"
)

// opened is a service on a share with the given files, crawled, with a request
// of Ann Example for which find has run.
func opened(t *testing.T, files map[string]string) (*Service, string, Matches) {
	t.Helper()
	dir := t.TempDir()
	share := filepath.Join(dir, "share")
	if err := os.Mkdir(share, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(share, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cfg := config.Default(filepath.Join(dir, "data"))
	cfg.Sources = []config.Source{{Name: "share", Location: share, MaxSize: 1 << 20}}
	s, err := Open(t.Context(), cfg, Options{What: "test", Now: time.Now, Worker: Self("worker-process")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := s.Crawl(t.Context(), "officer", nil, nil); err != nil {
		t.Fatal(err)
	}
	c, _, err := s.NewRequest(t.Context(), "officer", request.Request{Profile: request.Profile{Names: []string{"Ann Example"}, DateOfBirth: "1961-03-09"}})
	if err != nil {
		t.Fatal(err)
	}
	found, err := s.Find(t.Context(), "officer", c.ID)
	if err != nil {
		t.Fatal(err)
	}
	return s, c.ID, found
}

const letter = "Dear Ann Example, date of birth 9 March 1961,\n\nMr Tom Thistlewood of 4 Quarry Row rang on 01632 960123 about you.\n"

// A decision outlives the recogniser that proposed its mark: it is put back
// where its text stands, and left out only where that is gone.
func TestDecidedMarksAreKept(t *testing.T) {
	s, id, found := opened(t, map[string]string{"letter.txt": letter})
	rev, err := s.Overview(t.Context(), id)
	if err != nil || len(rev.Items) != 1 || len(rev.Items[0].Marks) == 0 {
		t.Fatalf("%d items, %v", len(rev.Items), err)
	}
	for _, m := range rev.Items[0].Marks {
		if _, err := s.DecideAll(t.Context(), "officer", id, []string{redact.TargetMark + m.ID}, redact.Withhold, "", ""); err != nil {
			t.Fatal(err)
		}
	}
	// A recogniser that proposes nothing any more.
	kept, err := s.keepDecided(t.Context(), id, found.List, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(kept) != len(rev.Items[0].Marks) {
		t.Fatalf("kept %d of %d decided marks", len(kept), len(rev.Items[0].Marks))
	}
	for i, m := range kept {
		if was := rev.Items[0].Marks[i]; m.ID != was.ID || m.Span != was.Span {
			t.Errorf("mark %d moved or changed its ID", i)
		}
	}
	// One that proposes all of them still.
	again, err := s.keepDecided(t.Context(), id, found.List, rev.Items[0].Marks)
	if err != nil || len(again) != len(rev.Items[0].Marks) {
		t.Errorf("%d marks for %d, %v", len(again), len(rev.Items[0].Marks), err)
	}
}

// A decision on a person holds when a fuller form of the name gives them
// another ID.
func TestDecidedPersonsAreKept(t *testing.T) {
	s, id, _ := opened(t, map[string]string{"letter.txt": letter})
	all, _, err := s.People(t.Context(), id)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d people, %v", len(all), err)
	}
	old := all[0]
	if _, err := s.DecideAll(t.Context(), "officer", id, []string{redact.TargetPerson + old.ID}, redact.Withhold, "", ""); err != nil {
		t.Fatal(err)
	}
	renamed := old.Person
	renamed.ID, renamed.Name = "another", "Thomas Thistlewood"
	other := people.Person{ID: "other", Name: "Zoe Other", Values: []string{"Zoe Other"}}
	result := people.Result{Persons: []people.Person{other, renamed}, Marks: []redact.Mark{{ID: "1", Person: "another"}, {ID: "2", Person: "other"}}}
	if err := s.keepPersons(id, &result); err != nil {
		t.Fatal(err)
	}
	if result.Persons[1].ID != old.ID || result.Marks[0].Person != old.ID {
		t.Error("the decision was lost with the ID")
	}
	if result.Persons[0].ID != "other" || result.Marks[1].Person != "other" {
		t.Error("somebody else was given the decision")
	}
}

// An officer adds an item that find did not find, and held bytes that somebody
// changed are not used.
func TestItemAddedByHandAndHold(t *testing.T) {
	s, id, found := opened(t, map[string]string{"letter.txt": letter, "note.txt": "The lady with the dog came again."})
	if len(found.List) != 1 {
		t.Fatalf("%d matches", len(found.List))
	}
	hits, _, _, err := s.Search(t.Context(), "officer", "dog", 0)
	if err != nil || len(hits) != 1 {
		t.Fatal(err, len(hits))
	}
	if _, err := s.DecideAll(t.Context(), "officer", id, []string{hits[0].ID}, redact.Disclose, "", "it is her"); err != nil {
		t.Fatal(err)
	}
	rev, err := s.Overview(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range rev.Items {
		if i.Verdict != redact.Disclose {
			t.Errorf("%s stays out of the pack", i.Path)
		}
	}
	if len(rev.Items) != 2 {
		t.Fatalf("%d items", len(rev.Items))
	}
	if _, err := s.original(t.Context(), id, rev.Items[0].Match); err != nil {
		t.Error(err)
	}
	held := s.path("holds", id, rev.Items[0].EntrySHA256)
	if err := os.Chmod(held, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(held, []byte("something else"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.original(t.Context(), id, rev.Items[0].Match); err == nil {
		t.Error("changed bytes were taken for the original")
	}
	if _, changed, err := s.checkHolds(t.Context()); err != nil || changed != 1 {
		t.Errorf("%d changed, %v", changed, err)
	}
}
