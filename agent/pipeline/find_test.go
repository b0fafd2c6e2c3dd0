package pipeline_test

import (
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sarsen/agent/catalogue"
	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/crawlers"
	"sarsen/crawlers/documents"
	"sarsen/crawlers/memory"
	"sarsen/index"
	"sarsen/index/person"
)

// asWritten takes the content of an entry for the items themselves.
type asWritten struct{}

func (asWritten) Extract(_ context.Context, _, _ string, c crawlers.Content, emit func(documents.Item) error) error {
	data := make([]byte, c.Size())
	if _, err := c.ReadAt(data, 0); err != nil {
		return err
	}
	var items []documents.Item
	if err := json.Unmarshal(data, &items); err != nil {
		return err
	}
	for _, i := range items {
		if err := emit(i); err != nil {
			return err
		}
	}
	return nil
}

func (asWritten) Open(context.Context, string, string, crawlers.Content, string) ([]byte, error) {
	return nil, crawlers.ErrGone
}

// stores opens a catalogue and an index in dir, until the test ends.
func stores(t *testing.T, dir string) (*catalogue.Store, index.Engine) {
	t.Helper()
	cat, err := catalogue.Open(filepath.Join(dir, "catalogue.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cat.Close() })
	engine, err := index.Open(filepath.Join(dir, "index"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = engine.Close() })
	return cat, engine
}

// finder crawls items by path.
func finder(t *testing.T, files map[string][]documents.Item) *pipeline.Find {
	t.Helper()
	cat, engine := stores(t, t.TempDir())
	src := memory.New()
	for path, items := range files {
		data, err := json.Marshal(items)
		if err != nil {
			t.Fatal(err)
		}
		src.PutFile(path, data)
	}
	c := pipeline.Crawl{Catalogue: cat, Index: engine, Extractor: asWritten{}, Slots: 1, Now: time.Now}
	if _, err := c.Run(t.Context(), "shares", "memory", src); err != nil {
		t.Fatal(err)
	}
	return &pipeline.Find{Catalogue: cat, Index: engine}
}

// text is a file with nothing but a text.
func text(s string) []documents.Item {
	return []documents.Item{{State: crawlers.Indexed, Text: s}}
}

// message is a mail; an answer names the one it answers.
func message(id, answers, body string) []documents.Item {
	m := &documents.Mail{MessageID: id, InReplyTo: answers, Subject: "Hedge", From: []string{"Ann Patel <ann@council.example>"}}
	return []documents.Item{{State: crawlers.Indexed, Text: body, Title: "Hedge", Mail: m}}
}

// sheet is a table whose first line has the headings.
func sheet(lines ...string) []documents.Item {
	i := documents.Item{State: crawlers.Indexed, Text: strings.Join(lines, "\n")}
	i.Bounds = append(i.Bounds, documents.Bound{Kind: documents.Sheet, End: len(i.Text)})
	heads, at := strings.Split(lines[0], "\t"), 0
	for n, line := range lines {
		kind := documents.Row
		if n == 0 {
			kind = documents.HeadRow
		}
		i.Bounds = append(i.Bounds, documents.Bound{Kind: kind, Start: at, End: at + len(line)})
		for column, cell := range strings.Split(line, "\t") {
			i.Bounds = append(i.Bounds, documents.Bound{Kind: documents.Cell, Start: at, End: at + len(cell), Label: heads[column]})
			at += len(cell) + 1
		}
	}
	return []documents.Item{i}
}

func subject() request.Profile {
	return request.Profile{
		Names: []string{"Rowena Mary Tolliver"}, Nicknames: []string{"Winnie"}, DateOfBirth: "1984-03-12",
		Addresses: []string{"12 St Mary's Road, Anytown, AB1 2CD"}, Identifiers: map[string]string{"nino": "QQ123456C"},
		Relatives: []string{"Patrick Tolliver"},
	}
}

func TestFind(t *testing.T) {
	find := finder(t, map[string][]documents.Item{
		"own.txt":            text("Rowena Tolliver, born 12 March 1984"),
		"name.txt":           text("Rowena Tolliver came in"),
		"middle.txt":         text("Rowena Mary Tolliver came in"),
		"namesake.txt":       text("Rowena Tolliver, 44 Oak Avenue, born 3 March 1963"),
		"namesake again.txt": text("Rowena Tolliver wants a skip outside 44 Oak Avenue"),
		"husband.txt":        text("Patrick Tolliver, 12 St Mary's Road, Anytown, AB1 2CD"),
		"neighbour.txt":      text("Ann Patel, 14 St Mary's Road, Anytown, AB1 2CD"),
		"stranger.txt":       text("Ann Patel, born 3 March 1963"),
		"list.csv":           sheet("Name\tBorn\tNotes", "Tolliver, Patrick\t12/03/1984\tx", "Tolliver, Rowena\t03/03/1963\tx"),
		"list 2.csv":         sheet("Name\tBorn\tNotes", "Patel, Ann\t03/03/1963\tx", "Tolliver, Rowena\t12/03/1984\tx"),
		"list 3.csv":         sheet("Name\tBorn\tNotes", "Patel, Ann\t02/02/1990\tx", "Tolliver, Rowena\t03/03/1963\tx"),
		"1.eml":              message("1@x.example", "", "Mrs Tolliver rang about the hedge"),
		"2.eml":              message("2@x.example", "1@x.example", "It is Rowena Tolliver, QQ 12 34 56 C"),
		"3.eml":              message("3@x.example", "1@x.example", "Rowena Tolliver is happy now"),
		"other.eml":          message("4@x.example", "", "Mrs Tolliver rang about her bin"),
	})
	found, err := find.Run(t.Context(), subject())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"own.txt": "certain", "name.txt": "possible: somebody else of this name is known", "middle.txt": "likely",
		"namesake.txt":       "unlikely: another date of birth: 3 March 1963, another address: 44 Oak Avenue",
		"namesake again.txt": "unlikely: another address: 44 Oak Avenue",
		"husband.txt":        "possible",
		"list.csv":           "possible", // the date stands in the row of somebody else
		"list 2.csv":         "certain",
		"list 3.csv":         "unlikely: another date of birth: 03/03/1963",
		"1.eml":              "likely", // of a family; the next message and the title tell which
		"2.eml":              "certain",
		"3.eml":              "likely",
		"other.eml":          "possible", // a title and the surname
	}
	got := map[string]string{}
	for _, m := range found.Matches {
		got[m.Path] = m.Likelihood
		if len(m.Against) > 0 {
			got[m.Path] += ": " + strings.Join(m.Against, ", ")
		}
	}
	for path, w := range want {
		if got[path] != w {
			t.Errorf("%s: %q, want %q", path, got[path], w)
		}
		delete(got, path)
	}
	if len(got) > 0 {
		t.Errorf("found as well: %v", got)
	}
}

// An item is weighed for an explanation as it was for the list.
func TestWeighIsAsFound(t *testing.T) {
	find := finder(t, map[string][]documents.Item{
		"name.txt":     text("Rowena Tolliver came in"),
		"namesake.txt": text("Rowena Tolliver, born 3 March 1963"),
	})
	found, err := find.Run(t.Context(), subject())
	if err != nil || len(found.Matches) != 2 {
		t.Fatal(err, found.Matches)
	}
	compiled, err := person.Compile(pipeline.Profile(subject()))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range found.Matches {
		item, err := find.Catalogue.Item(t.Context(), m.Item)
		if err != nil {
			t.Fatal(err)
		}
		text, err := find.Catalogue.Text(t.Context(), m.Item)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := find.Weigh(t.Context(), compiled, item, text)
		if !ok || got.Likelihood != m.Likelihood || strings.Join(got.Against, ", ") != strings.Join(m.Against, ", ") {
			t.Errorf("%s: explained as %s %v, found as %s %v", m.Path, got.Likelihood, got.Against, m.Likelihood, m.Against)
		}
	}
}

// Who is one of many readers of a message is only mentioned there.
func TestFindAbout(t *testing.T) {
	to := func(to, cc []string) []documents.Item {
		head := "To: " + strings.Join(to, ", ")
		return []documents.Item{{
			State: crawlers.Indexed, Text: head + "\n\nThe canteen reopens.", Mail: &documents.Mail{MessageID: strings.Join(to, "."), To: to, Cc: cc},
			Bounds: []documents.Bound{{Kind: documents.Field, End: len(head), Label: "To"}},
		}}
	}
	const own = "Rowena Tolliver <rowena@home.example>"
	many := make([]string, 20)
	for i := range many {
		many[i] = strings.Repeat("x", i+1) + "@council.example"
	}
	find := finder(t, map[string][]documents.Item{
		"few.eml":   to([]string{own, "ann@council.example"}, nil),
		"staff.eml": to([]string{"All Staff <all@council.example>", own}, nil),
		"many.eml":  to(append(slices.Clone(many), own), nil),
		"copy.eml":  to([]string{own}, many),
		"mine.eml":  to([]string{own, "Allan Hall <allan.hall@council.example>"}, nil),
	})
	found, err := find.Run(t.Context(), subject())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"few.eml": "subject", "staff.eml": "mention", "many.eml": "mention", "copy.eml": "mention", "mine.eml": "subject"}
	for _, m := range found.Matches {
		if m.About != want[m.Path] {
			t.Errorf("%s: %s, want %s", m.Path, m.About, want[m.Path])
		}
		delete(want, m.Path)
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}
