package catalogue_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sarsen/agent/catalogue"
	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

func TestItemRoundTrip(t *testing.T) {
	w := newWorld(t)
	u := file("letters/reply.eml", "Dear Ada")
	u.Entry.Owner, u.Entry.Modified = "registry", day.Add(-time.Hour)
	u.Items[0].Title, u.Items[0].Author, u.Items[0].Created = "Reply", "Post room", day.Add(-2*time.Hour)
	u.Items[0].State, u.Items[0].Reason, u.Items[0].Pages = crawlers.Partial, "one page could not be read", 3
	u.Items[0].Mail = &documents.Mail{
		MessageID: "1@mail.example", References: []string{"0@mail.example"},
		From: []string{"Post room <post@council.example>"}, Subject: "Reply",
	}
	w.begin()
	w.write(u)
	w.end()
	w.reopen()
	id := catalogue.ItemID(source, "letters/reply.eml", "")
	want := catalogue.Item{
		ID: id, Source: source, Path: "letters/reply.eml", Family: id, Name: "reply.eml", MediaType: "text/plain",
		Title: "Reply", Author: "Post room", Owner: "registry", Created: day.Add(-2 * time.Hour), Modified: day.Add(-time.Hour),
		State: crawlers.Partial, Reason: "one page could not be read", Pages: 3, Size: 8, SHA256: "sha256 of Dear Ada",
		MessageID: "1@mail.example", Mail: u.Items[0].Mail, EntryKey: "letters/reply.eml", EntrySHA256: "sha256 of Dear Ada",
	}
	got := w.item("letters/reply.eml", "")
	if len(got.TextHash) != 32 {
		t.Errorf("text hash is %q", got.TextHash)
	}
	got.TextHash = ""
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("item (-want +got):\n%s", diff)
	}
}

func TestTextRoundTrip(t *testing.T) {
	tests := map[string]catalogue.Text{
		"nothing":        {},
		"short":          {Text: "Dear Ada", Bounds: []documents.Bound{{Kind: documents.Page, Start: 0, End: 8, Label: "1"}}},
		"many bytes":     {Text: strings.Repeat("Grüße an alle Ämter – ", 200_000)},
		"hidden":         {Text: "x", Bounds: []documents.Bound{{Kind: documents.Sheet, End: 1, Label: "Übersicht", Hidden: true}}},
		"several bounds": {Text: "ab", Bounds: []documents.Bound{{Kind: documents.Row, End: 2}, {Kind: documents.Cell, Start: 1, End: 2}}},
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.begin()
			u := file("a.txt", want.Text)
			u.Items[0].Bounds = want.Bounds
			w.write(u)
			w.reopen()
			got, err := w.Text(t.Context(), catalogue.ItemID(source, "a.txt", ""))
			w.check(err)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("text (-want +got):\n%.300s", diff)
			}
		})
	}
}

func TestTextHashIsBlindToWhiteSpace(t *testing.T) {
	w := newWorld(t)
	w.begin()
	w.write(file("a", "one two"), file("b", "one\n two\n"), file("c", "one three"), file("d", " \n"))
	hash := func(key string) string { return w.item(key, "").TextHash }
	if hash("a") != hash("b") || hash("a") == hash("c") || hash("d") != "" {
		t.Errorf("hashes %q %q %q %q", hash("a"), hash("b"), hash("c"), hash("d"))
	}
}

func TestUnknownItem(t *testing.T) {
	w := newWorld(t)
	if _, err := w.Item(t.Context(), "none"); !errors.Is(err, catalogue.ErrNotFound) {
		t.Errorf("Item: %v", err)
	}
	if _, err := w.Text(t.Context(), "none"); !errors.Is(err, catalogue.ErrNotFound) {
		t.Errorf("Text: %v", err)
	}
	if _, _, err := w.Entry(t.Context(), "none"); !errors.Is(err, catalogue.ErrNotFound) {
		t.Errorf("Entry: %v", err)
	}
}

func TestDirty(t *testing.T) {
	w := newWorld(t)
	dirty := func() []string {
		t.Helper()
		items, err := w.Dirty(t.Context(), 100)
		w.check(err)
		out := []string{}
		for _, i := range items {
			out = append(out, i.Path)
		}
		slices.Sort(out)
		return out
	}
	clean := func() {
		t.Helper()
		items, err := w.Dirty(t.Context(), 100)
		w.check(err)
		ids := []string{}
		for _, i := range items {
			ids = append(ids, i.ID)
		}
		w.check(w.Clean(ids))
	}
	w.begin()
	w.write(file("a", "A"), file("b", "B"))
	w.reopen() // killed before the index had them
	if diff := cmp.Diff([]string{"a", "b"}, dirty()); diff != "" {
		t.Errorf("after writing (-want +got):\n%s", diff)
	}
	if items, err := w.Dirty(t.Context(), 1); err != nil || len(items) != 1 {
		t.Errorf("asked for one: %d items, %v", len(items), err)
	}
	clean()
	w.seen("a")
	if diff := cmp.Diff([]string{}, dirty()); diff != "" {
		t.Errorf("after indexing (-want +got):\n%s", diff)
	}
	w.end()
	w.begin()
	w.seen("a")
	w.end()
	if diff := cmp.Diff([]string{"b"}, dirty()); diff != "" {
		t.Errorf("after one has vanished (-want +got):\n%s", diff)
	}
	clean()
	w.check(w.AllDirty())
	if diff := cmp.Diff([]string{"a", "b"}, dirty()); diff != "" {
		t.Errorf("for a new index (-want +got):\n%s", diff)
	}
}

func TestCoverageReconciles(t *testing.T) {
	w := newWorld(t)
	w.begin()
	units := []catalogue.Unit{file("a", "A"), file("b.zip", "", "one", "1", "two", "22"), file("gone", "G")}
	want := map[crawlers.State]int{crawlers.Indexed: 3, crawlers.Empty: 1}
	for _, s := range crawlers.States() {
		if s != crawlers.Indexed && s != crawlers.Empty {
			units = append(units, unread("x-"+string(s), s))
			want[s]++
		}
	}
	w.write(units...)
	c, err := w.Coverage(t.Context(), source)
	w.check(err)
	if !c.Running || c.Last.ID != 0 {
		t.Errorf("in the first pass: %+v", c)
	}
	w.end()
	w.begin()
	for _, u := range units {
		if u.Entry.Key != "gone" {
			w.seen(u.Entry.Key)
		}
	}
	w.end()
	c, err = w.Coverage(t.Context(), source)
	w.check(err)
	sum := 0
	for _, n := range c.ByState {
		sum += n
	}
	if c.Seen != sum || c.Seen != len(w.paths()) || c.Vanished != 1 || c.Bytes != 1 {
		t.Errorf("%d seen, %d by state, %d listed, %d vanished, %d bytes", c.Seen, sum, len(w.paths()), c.Vanished, c.Bytes)
	}
	if diff := cmp.Diff(want, c.ByState); diff != "" {
		t.Errorf("by state (-want +got):\n%s", diff)
	}
	if c.Running || c.Last.Number != 2 || c.Last.Gone != 1 {
		t.Errorf("last pass %+v", c.Last)
	}
	var notRead []catalogue.Item
	err = w.EachNotRead(t.Context(), source, func(i catalogue.Item) error {
		notRead = append(notRead, i)
		return nil
	})
	if err != nil || len(notRead) != c.Seen-c.ByState[crawlers.Indexed]-c.ByState[crawlers.Empty] {
		t.Errorf("%d not read, %v", len(notRead), err)
	}
	w.begin() // a pass under way leaves the last one's account
	if c, err = w.Coverage(t.Context(), source); err != nil || !c.Running || c.Last.Number != 2 {
		t.Errorf("in the third pass: %+v, %v", c, err)
	}
}

// Decisions hang on these, so they may never change.
func TestItemIDsAreStable(t *testing.T) {
	tests := map[string]struct{ source, key, part, want string }{
		"a file":     {"shares", "a/b.txt", "", "5rvbzobxykxnjx2w"},
		"its member": {"shares", "a/b.zip", "c.txt", "obp4g4w3szht2sup"},
		"other":      {"post", "a/b.txt", "", "lnu3biagj663z3hb"},
	}
	seen := map[string]string{}
	for name, tt := range tests {
		got := catalogue.ItemID(tt.source, tt.key, tt.part)
		if got != tt.want {
			t.Errorf("%s: ID %s, want %s", name, got, tt.want)
		}
		if other, ok := seen[got]; ok {
			t.Errorf("%s and %s share an ID", name, other)
		}
		seen[got] = name
	}
	if catalogue.ItemID("a", "b", "c") == catalogue.ItemID("ab", "", "c") {
		t.Error("where one field ends and the next begins makes no difference")
	}
}

func TestJoinPart(t *testing.T) {
	for _, tt := range [][3]string{{"", "", ""}, {"m1", "", "m1"}, {"", "a.zip", "a.zip"}, {"m1", "a.zip/b", "m1/a.zip/b"}} {
		if got := catalogue.JoinPart(tt[0], tt[1]); got != tt[2] {
			t.Errorf("JoinPart(%q, %q) = %q, want %q", tt[0], tt[1], got, tt[2])
		}
	}
}

func TestLabelAndDate(t *testing.T) {
	mail := &documents.Mail{}
	early, late := day, day.Add(time.Hour)
	for name, tt := range map[string]struct {
		item  catalogue.Item
		label string
		date  time.Time
	}{
		"title first":         {catalogue.Item{Title: " T ", Name: "n", Modified: late, Created: early}, "T", late},
		"name, then part":     {catalogue.Item{Title: " ", Name: "n", Part: "p", Created: early}, "n", early},
		"part, then path":     {catalogue.Item{Part: "p", Path: "q"}, "p", time.Time{}},
		"a message's own day": {catalogue.Item{Path: "q", Mail: mail, Created: early, Modified: late}, "q", early},
		"a message without":   {catalogue.Item{ID: "i", Mail: mail, Modified: late}, "i", late},
	} {
		if got := tt.item.Label(); got != tt.label {
			t.Errorf("%s: label %q, want %q", name, got, tt.label)
		}
		if got := tt.item.Date(); !got.Equal(tt.date) {
			t.Errorf("%s: date %v, want %v", name, got, tt.date)
		}
	}
}

func TestCheck(t *testing.T) {
	if err := newWorld(t).Check(); err != nil {
		t.Error(err)
	}
}
