package service

import (
	"os"
	"strings"
	"testing"

	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/redact"
)

// paper is a letter without pages.
const paper = "Dear Ann Example, date of birth 9 March 1961,\nwe saw you.\n"

// An area belongs to bytes: it holds for the same bytes elsewhere in the
// request, and is lost, which stops a release, when its item has others.
func TestAreasBelongToBytes(t *testing.T) {
	s, id, found := opened(t, map[string]string{"letter.txt": paper, "copy.txt": paper, "other.txt": paper + "And more.\n"})
	items := map[string]string{}
	for _, m := range found.List {
		items[m.Path] = m.Item
	}
	var hash string
	for _, m := range found.List {
		if m.Path == "letter.txt" {
			hash = m.SHA256
		}
	}
	// A text has no pages, so the area is put on record by hand.
	area := redact.Area{Item: items["letter.txt"], Page: 1, Rect: redact.Rect{Left: 1, Top: 2, Right: 3, Bottom: 4}}
	if _, _, err := s.DecideAreas(t.Context(), "officer", id, area.Item, []redact.Area{area}, redact.Withhold, "", ""); err == nil {
		t.Error("an area was drawn on what has no pages")
	}
	record := func(sum string) {
		t.Helper()
		on := `{"item":"` + area.Item + `","page":1,"rect":{"left":1,"top":2,"right":3,"bottom":4},"sha256":"` + sum + `"}`
		d := request.Decision{Target: redact.TargetArea + area.ID(), Verdict: "withhold", Code: "S2.16", On: []byte(on)}
		if err := s.put("officer", id, "decide", []request.Decision{d}); err != nil {
			t.Fatal(err)
		}
	}
	record(hash)
	rev, err := s.Review(t.Context(), id, "")
	if err != nil || len(rev.Lost) != 0 {
		t.Fatal(err, rev.Lost)
	}
	for _, i := range rev.Items {
		want := 1
		if i.Path == "other.txt" {
			want = 0
		}
		if len(i.Areas) != want || i.Unplaced != want && i.Verdict == redact.Disclose {
			t.Errorf("%s has %d areas, %d unplaced", i.Path, len(i.Areas), i.Unplaced)
		}
	}
	if missing := strings.Join(s.Missing(rev), "\n"); !strings.Contains(missing, "cannot be found on their pages") {
		t.Errorf("an area without a place does not stop a release: %s", missing)
	}
	// In a draft what cannot be placed is withheld.
	asm, err := s.assemble(t.Context(), rev)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range asm.Items {
		if i.ID == items["letter.txt"] && !i.Withheld {
			t.Error("an item with an area that cannot be placed is shown")
		}
	}
	record(strings.Repeat("0", 64)) // as if it had been drawn on other bytes
	if rev, err = s.Review(t.Context(), id, ""); err != nil || len(rev.Lost) != 1 {
		t.Fatalf("%d lost, %v", len(rev.Lost), err)
	}
	if _, err := s.DecideAll(t.Context(), "officer", id, []string{rev.Lost[0].Target}, redact.Open, "", ""); err != nil {
		t.Fatal(err)
	}
	if rev, err = s.Review(t.Context(), id, ""); err != nil || len(rev.Lost) != 0 {
		t.Errorf("%d lost after it was settled, %v", len(rev.Lost), err)
	}
}

// A release does not outlast an area that is drawn after it.
func TestAreasAreReleased(t *testing.T) {
	s, id, _ := opened(t, map[string]string{"letter.txt": paper})
	rev, err := s.Review(t.Context(), id, "")
	if err != nil {
		t.Fatal(err)
	}
	before, err := rev.stamp()
	if err != nil {
		t.Fatal(err)
	}
	rev.Items[0].Areas = append(rev.Items[0].Areas, pipeline.Area{ID: "x"})
	if after, err := rev.stamp(); err != nil || after == before {
		t.Error("the stamp is the same with an area", err)
	}
}

// What is added can only be read by its owner, and doctor sees that it changed.
func TestAddedBytesAreKept(t *testing.T) {
	s, id, _ := opened(t, nil)
	file := s.path("note.txt")
	if err := os.WriteFile(file, []byte("Ann Example called."), 0o600); err != nil {
		t.Fatal(err)
	}
	added, err := s.Add(t.Context(), "officer", id, Addition{Kind: request.Document, File: file})
	if err != nil || len(added) != 1 {
		t.Fatal(err, added)
	}
	kept := s.path(addedDir, added[0].Path)
	info, err := os.Stat(kept)
	if err != nil || info.Mode().Perm()&0o377 != 0 {
		t.Fatal(err, info.Mode())
	}
	if !s.held(id, added[0].EntrySHA256) {
		t.Error("it is not in the hold")
	}
	if n, err := s.checkAdded(t.Context()); n != 1 || err != nil {
		t.Error(n, err)
	}
	if err := os.Chmod(kept, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(kept, []byte("something else"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.checkAdded(t.Context()); err == nil {
		t.Error("nobody saw that it changed")
	}
}

func TestAddedName(t *testing.T) {
	for file, want := range map[string]string{
		"/home/ann/call.mp3": "call.mp3", ".hidden": "hidden", "..": "file", "a\nb.txt": "a_b.txt", "": "file", "x\xff.txt": "x_.txt", `a:b.txt`: "a_b.txt",
	} {
		if got := addedName(file); got != want {
			t.Errorf("%q is kept as %q, want %q", file, got, want)
		}
	}
}
