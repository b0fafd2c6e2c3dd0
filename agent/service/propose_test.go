package service

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"sarsen/agent/config"
	"sarsen/agent/request"
	"sarsen/redact"
)

// A decision outlives the recogniser that proposed its mark: it is put back
// where its text stands, and left out only where that is gone.
func TestDecidedMarksAreKept(t *testing.T) {
	dir := t.TempDir()
	share := filepath.Join(dir, "share")
	if err := os.Mkdir(share, 0o700); err != nil {
		t.Fatal(err)
	}
	letter := "Dear Ann Example, date of birth 9 March 1961,\n\nMr Tom Thistlewood of 4 Quarry Row rang on 01632 960123 about you.\n"
	if err := os.WriteFile(filepath.Join(share, "letter.txt"), []byte(letter), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg := config.Default(filepath.Join(dir, "data"))
	cfg.Sources = []config.Source{{Name: "share", Location: share, MaxSize: 1 << 20}}
	s, err := Open(t.Context(), cfg, Options{What: "test", Now: time.Now, Worker: Self("worker-process")})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
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
	rev, err := s.Overview(t.Context(), c.ID)
	if err != nil || len(rev.Items) != 1 || len(rev.Items[0].Marks) == 0 {
		t.Fatalf("%d items, %v", len(rev.Items), err)
	}
	for _, m := range rev.Items[0].Marks {
		if _, _, err := s.Decide(t.Context(), "officer", c.ID, redact.TargetMark+m.ID, redact.Withhold, "", ""); err != nil {
			t.Fatal(err)
		}
	}
	// A recogniser that proposes nothing any more.
	kept, err := s.keepDecided(t.Context(), c.ID, found.List, nil)
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
	again, err := s.keepDecided(t.Context(), c.ID, found.List, rev.Items[0].Marks)
	if err != nil || len(again) != len(rev.Items[0].Marks) {
		t.Errorf("%d marks for %d, %v", len(again), len(rev.Items[0].Marks), err)
	}
}
