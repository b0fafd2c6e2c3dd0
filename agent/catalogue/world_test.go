package catalogue_test

import (
	"context"
	"path"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sarsen/agent/catalogue"
	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

const source = "shares"

var day = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// world is a catalogue with the pass that is under way.
type world struct {
	*testing.T
	*catalogue.Store
	path string
	pass catalogue.Pass
}

func newWorld(t *testing.T) *world {
	w := &world{T: t, path: filepath.Join(t.TempDir(), "catalogue.db")}
	w.open()
	t.Cleanup(func() { w.check(w.Close()) })
	return w
}

func (w *world) open() {
	w.Helper()
	s, err := catalogue.Open(w.path)
	w.check(err)
	w.Store = s
}

// reopen is a restart of the program.
func (w *world) reopen() {
	w.Helper()
	w.check(w.Close())
	w.open()
}

func (w *world) check(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) begin() {
	w.Helper()
	var err error
	w.pass, err = w.BeginPass(source, "/srv/shares", day)
	w.check(err)
}

func (w *world) end() catalogue.Pass {
	w.Helper()
	p, err := w.EndPass(w.pass, day.Add(time.Hour))
	w.check(err)
	return p
}

func (w *world) write(units ...catalogue.Unit) {
	w.Helper()
	_, err := w.Write(w.pass, units)
	w.check(err)
}

func (w *world) seen(keys ...string) {
	w.Helper()
	for _, key := range keys {
		w.pass.Seen(w.known(key))
	}
}

func (w *world) known(key string) catalogue.Known {
	w.Helper()
	k, ok, err := w.Lookup(w.Context(), source, key)
	w.check(err)
	if !ok {
		w.Fatalf("%s is not known", key)
	}
	return k
}

// paths lists what has not vanished, as path or path!part.
func (w *world) paths() []string {
	w.Helper()
	var out []string
	w.check(w.Each(context.Background(), source, func(i catalogue.Item) error {
		p := i.Path
		if i.Part != "" {
			p += "!" + i.Part
		}
		out = append(out, p)
		return nil
	}))
	return out
}

func (w *world) has(want ...string) {
	w.Helper()
	if diff := cmp.Diff(want, w.paths()); diff != "" {
		w.Errorf("items (-want +got):\n%s", diff)
	}
}

func (w *world) item(key, part string) catalogue.Item {
	w.Helper()
	i, err := w.Item(w.Context(), catalogue.ItemID(source, key, part))
	w.check(err)
	return i
}

// file is a file that was read, with its own text and that of parts, given as
// alternating place and text.
func file(name, text string, parts ...string) catalogue.Unit {
	u := catalogue.Unit{
		Entry: crawlers.Entry{Key: name, Path: name, Locator: name, Stamp: "1", Size: int64(len(text))},
		Items: []documents.Item{item("", text)},
	}
	for i := 0; i < len(parts); i += 2 {
		u.Items = append(u.Items, item(parts[i], parts[i+1]))
	}
	return u
}

func item(part, text string) documents.Item {
	i := documents.Item{
		Part: part, MediaType: "text/plain", State: crawlers.Indexed, Text: text, Size: int64(len(text)),
		SHA256: "sha256 of " + text,
	}
	if part != "" {
		i.Name = path.Base(part)
	}
	if text == "" {
		i.State, i.SHA256 = crawlers.Empty, ""
	}
	return i
}

// unread is an entry that was not read.
func unread(name string, state crawlers.State) catalogue.Unit {
	return catalogue.Unit{
		Entry: crawlers.Entry{Key: name, Path: name, Size: -1},
		Items: []documents.Item{{State: state, Reason: "as the test has it", Size: -1}},
	}
}

// box is an mbox with its messages.
func box(name string, messages ...string) []catalogue.Unit {
	out := make([]catalogue.Unit, 0, len(messages)+1)
	out = append(out, catalogue.Unit{
		Entry: crawlers.Entry{Key: name, Path: name, Stamp: "1", Store: true},
		Items: []documents.Item{{MediaType: "application/mbox", State: crawlers.Indexed}},
	})
	for _, m := range messages {
		i := item("", "Subject: "+m)
		i.Mail = &documents.Mail{MessageID: m + "@mail.example", Subject: m}
		out = append(out, catalogue.Unit{
			Entry: crawlers.Entry{Key: name + "//" + m, Path: name, Part: m, Stamp: "1", MediaType: "message/rfc822"},
			Items: []documents.Item{i},
		})
	}
	return out
}
