package fileshare_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers"
	"sarsen/crawlers/crawlertest"
	"sarsen/crawlers/fileshare"
)

// notes is a kind of store for these tests: a file that begins with "NOTES",
// each further line of which is a message.
type notes struct{}

func (notes) Name() string        { return "notes" }
func (notes) Is(head []byte) bool { return strings.HasPrefix(string(head), "NOTES\n") }

func (notes) MediaType() string { return "application/x-notes" }

func (notes) List(file crawlers.Content, fn func(crawlers.Entry) error) error {
	data := make([]byte, file.Size())
	if _, err := file.ReadAt(data, 0); err != nil {
		return err
	}
	for line := range strings.Lines(strings.TrimPrefix(string(data), "NOTES\n")) {
		line = strings.TrimSpace(line)
		if err := fn(crawlers.Entry{Key: line, Part: "note " + line, Locator: line, Stamp: line, Size: int64(len(line))}); err != nil {
			return err
		}
	}
	return nil
}

func (notes) Open(file crawlers.Content, locator string) (crawlers.Content, error) {
	return note{strings.NewReader(locator), file}, nil
}

type note struct {
	*strings.Reader
	file crawlers.Content
}

func (n note) Close() error { return n.file.Close() }

// drawer is a kind of folder for these tests: one with the folders in and out.
type drawer struct{}

func (drawer) Is(folder func(string) bool) bool { return folder("in") && folder("out") }
func (drawer) Places() []string                 { return []string{"in", "out"} }
func (drawer) Key(child, name string) (string, bool) {
	id, _, _ := strings.Cut(name, "!")
	return "in/" + id, child == "in" || child == "out"
}

func options() fileshare.Options {
	return fileshare.Options{Stores: []fileshare.Store{notes{}}, Layouts: []fileshare.Layout{drawer{}}}
}

func open(t *testing.T, dir string, opts fileshare.Options) *fileshare.Source {
	t.Helper()
	s, err := fileshare.New(dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// tree makes files with the given contents; a name that ends in '/' is a folder.
func tree(t *testing.T, dir string, files map[string]string) string {
	t.Helper()
	for name, data := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if strings.HasSuffix(name, "/") {
			if err := os.MkdirAll(full, 0o755); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// states lists names with their states.
func states(entries []crawlers.Entry) map[string]crawlers.State {
	m := map[string]crawlers.State{}
	for _, e := range entries {
		m[crawlertest.Name(e)] = e.State
	}
	return m
}

func TestSuite(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{
		"letters/b.txt":         "Dear Mr Okonkwo",
		"letters/a.txt":         "Dear Ms Penhaligon",
		"empty.txt":             "",
		"notes":                 "NOTES\nfirst\nsecond\n",
		"post/in/1!new":         "Subject: one",
		"post/out/2":            "Subject: two",
		"post/index":            "index",
		"with space & 100%.txt": "odd name",
		"nothing/":              "",
	})
	crawlertest.Run(t, crawlertest.Config{
		New: func(t *testing.T) crawlers.Source {
			s, err := fileshare.New(dir, options())
			if err != nil {
				t.Fatal(err)
			}
			return s
		},
		Want: map[string]string{
			"letters/a.txt":         "Dear Ms Penhaligon",
			"letters/b.txt":         "Dear Mr Okonkwo",
			"empty.txt":             "",
			"notes // note first":   "first",
			"notes // note second":  "second",
			"post/in/1!new":         "Subject: one",
			"post/out/2":            "Subject: two",
			"post/index":            "index",
			"with space & 100%.txt": "odd name",
		},
	})
}

func TestSingleFile(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{"a.txt": "one", "b.txt": "two"})
	got := crawlertest.Walk(t, open(t, filepath.Join(dir, "b.txt"), options()))
	if len(got) != 1 || got[0].Path != "b.txt" {
		t.Errorf("got %+v, want b.txt alone", got)
	}
}

func TestNewNamesTheClassOfError(t *testing.T) {
	if _, err := fileshare.New(filepath.Join(t.TempDir(), "none"), fileshare.Options{}); !errors.Is(err, crawlers.ErrGone) {
		t.Errorf("got %v, want %v", err, crawlers.ErrGone)
	}
}

func TestFilter(t *testing.T) {
	files := map[string]string{
		"a.txt": "1", "b.TMP": "1", "old/a.txt": "1", "old/deep/c.doc": "1", "new/old.txt": "1", "new/x/y/z.doc": "1",
	}
	tests := map[string]struct {
		include, exclude []string
		want             []string // what is excluded
	}{
		"nothing":              {nil, nil, nil},
		"name":                 {nil, []string{"*.tmp"}, []string{"b.TMP"}},
		"folder":               {nil, []string{"old"}, []string{"old/a.txt", "old/deep/c.doc"}},
		"path":                 {nil, []string{"new/x"}, []string{"new/x/y/z.doc"}},
		"any depth":            {nil, []string{"**/*.doc"}, []string{"new/x/y/z.doc", "old/deep/c.doc"}},
		"below":                {nil, []string{"new/**"}, []string{"new/old.txt", "new/x/y/z.doc"}},
		"at the top only":      {nil, []string{"/a.txt"}, []string{"a.txt"}},
		"include":              {[]string{"*.doc"}, nil, []string{"a.txt", "b.TMP", "new/old.txt", "old/a.txt"}},
		"include a folder":     {[]string{"old"}, nil, []string{"a.txt", "b.TMP", "new/old.txt", "new/x/y/z.doc"}},
		"exclude from include": {[]string{"old"}, []string{"deep"}, []string{"a.txt", "b.TMP", "new/old.txt", "new/x/y/z.doc", "old/deep/c.doc"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			dir := tree(t, t.TempDir(), files)
			var got []string
			entries := crawlertest.Walk(t, open(t, dir, fileshare.Options{Include: tt.include, Exclude: tt.exclude}))
			for _, e := range entries {
				if e.State == crawlers.Excluded {
					got = append(got, e.Path)
				}
			}
			if diff := cmp.Diff(tt.want, got, cmp.Transformer("sort", func(s []string) []string { return slices.Sorted(slices.Values(s)) })); diff != "" {
				t.Error(diff)
			}
			if len(entries) != len(files) {
				t.Errorf("got %d entries, want %d", len(entries), len(files))
			}
		})
	}
}

func TestFilterRefusesBadPatterns(t *testing.T) {
	for _, p := range []string{"[", "", "a//b", "/"} {
		if err := (fileshare.Options{Exclude: []string{p}}).Validate(); err == nil {
			t.Errorf("pattern %q: want an error", p)
		}
	}
}

func TestSizeLimit(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{"big": "0123456789", "small": "0", "store": "NOTES\none\nlong note\n"})
	opts := options()
	opts.MaxSize = 5
	want := map[string]crawlers.State{
		"big": crawlers.TooLarge, "small": "", "store": "", "store // note one": "", "store // note long note": crawlers.TooLarge,
	}
	if diff := cmp.Diff(want, states(crawlertest.Walk(t, open(t, dir, opts)))); diff != "" {
		t.Error(diff)
	}
}

func TestKnownFilesAreNotLookedInto(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{"looks like a store": "NOTES\none\n", "new": "NOTES\ntwo\n"})
	opts := options()
	opts.Known = func(key, stamp string) (store, known bool) {
		if stamp == "" {
			t.Errorf("%s: asked without a stamp", key)
		}
		return false, key != "new"
	}
	want := map[string]crawlers.State{"looks like a store": "", "new": "", "new // note two": ""}
	if diff := cmp.Diff(want, states(crawlertest.Walk(t, open(t, dir, opts)))); diff != "" {
		t.Error(diff)
	}
}

func TestMessagesKeepTheirKeyWhenTheyMove(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{"post/in/1": "Subject: one", "post/out/": ""})
	s := open(t, dir, options())
	before := crawlertest.Walk(t, s)[0]
	if err := os.Rename(filepath.Join(dir, "post/in/1"), filepath.Join(dir, "post/out/1!seen")); err != nil {
		t.Fatal(err)
	}
	after := crawlertest.Walk(t, s)[0]
	if before.Key != after.Key || before.Stamp != after.Stamp {
		t.Errorf("got %+v, want the key and stamp of %+v", after, before)
	}
	if got := crawlertest.Read(t, s, before); string(got) != "Subject: one" {
		t.Errorf("got %q by the old name", got)
	}
}

func TestMessagesOfOneNameAreBothListed(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{"in/1": "a", "out/1!x": "b", "out/1!y": "c"})
	got := crawlertest.Walk(t, open(t, dir, options()))
	keys := map[string]bool{}
	for _, e := range got {
		keys[e.Key] = true
	}
	if len(got) != 3 || len(keys) != 3 {
		t.Errorf("got %d entries with %d keys, want 3 of both", len(got), len(keys))
	}
}

func TestStampChangesWithTheFile(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{"a": "one"})
	s := open(t, dir, options())
	before := crawlertest.Walk(t, s)[0]
	tree(t, dir, map[string]string{"a": "three"})
	if after := crawlertest.Walk(t, s)[0]; after.Stamp == before.Stamp || after.Key != before.Key {
		t.Errorf("got %+v, want another stamp and the key of %+v", after, before)
	}
}

func TestFilesThatGoWhileWalking(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{"a": "1", "b/c": "1", "d": "1", "e": "1"})
	s := open(t, dir, options())
	var got []string
	err := s.Walk(t.Context(), func(e crawlers.Entry) error {
		got = append(got, e.Path)
		if e.Path != "a" {
			return nil
		}
		return errors.Join(os.RemoveAll(filepath.Join(dir, "b")), os.Remove(filepath.Join(dir, "d")))
	})
	if diff := cmp.Diff([]string{"a", "e"}, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestOpenRefusesWhatIsNoLongerAFile(t *testing.T) {
	dir := tree(t, t.TempDir(), map[string]string{"a": "1"})
	s := open(t, dir, options())
	e := crawlertest.Walk(t, s)[0]
	if err := os.Remove(filepath.Join(dir, "a")); err != nil {
		t.Fatal(err)
	}
	tree(t, dir, map[string]string{"a/b": "1"})
	if _, err := s.Open(t.Context(), e); !errors.Is(err, crawlers.ErrGone) {
		t.Errorf("got %v, want %v", err, crawlers.ErrGone)
	}
}

func TestOpenStaysInside(t *testing.T) {
	outer := tree(t, t.TempDir(), map[string]string{"secret": "1", "share/a": "2"})
	s := open(t, filepath.Join(outer, "share"), options())
	for _, p := range []string{"../secret", filepath.ToSlash(filepath.Join(outer, "secret")), "a/../../secret"} {
		if c, err := s.Open(t.Context(), crawlers.Entry{Key: p, Path: p}); err == nil {
			_ = c.Close()
			t.Errorf("%s: opened", p)
		}
	}
}
