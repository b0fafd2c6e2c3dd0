package fileshare_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers"
	"sarsen/crawlers/crawlertest"
	"sarsen/crawlers/fileshare"
)

// memory is a tree for these tests: folders by path, and what goes wrong with
// some of them.
type memory struct {
	folders map[string][]fileshare.Node
	enter   map[string]error
	list    map[string]error
}

type memoryFolder struct {
	*memory
	path string
}

func (m *memory) Folder(_ context.Context, path string) (fileshare.Folder, error) {
	return &memoryFolder{m, path}, m.enter[path]
}

func (m *memory) Open(context.Context, string) (crawlers.Content, error) {
	return memoryContent{bytes.NewReader([]byte("1"))}, nil
}
func (m *memory) Close() error { return nil }

func (f *memoryFolder) Next(context.Context) ([]fileshare.Node, bool, error) {
	return f.folders[f.path], true, f.list[f.path]
}
func (f *memoryFolder) Has(context.Context, string) bool { return false }
func (f *memoryFolder) Folder(ctx context.Context, name string) (fileshare.Folder, error) {
	if f.path != "" {
		name = f.path + "/" + name
	}
	return f.memory.Folder(ctx, name)
}

type memoryContent struct{ *bytes.Reader }

func (memoryContent) Close() error { return nil }

func node(name string, folder bool) fileshare.Node {
	return fileshare.Node{Name: name, Folder: folder, Size: 1, Allocated: -1, Stamp: "1", Content: "1"}
}

func TestWhatFailsForNow(t *testing.T) {
	m := &memory{
		folders: map[string][]fileshare.Node{
			"":     {node("a", false), node("bad", true), node("half", true), node("gone", true), node("gone later", true), node("z", false)},
			"half": {node("read", false)},
		},
		enter: map[string]error{"bad": crawlers.ErrTemporary, "gone": crawlers.ErrGone},
		list:  map[string]error{"half": crawlers.ErrTemporary, "gone later": crawlers.ErrGone},
	}
	s, err := fileshare.Over(m, options())
	if err != nil {
		t.Fatal(err)
	}
	got := crawlertest.Walk(t, s)
	want := map[string]crawlers.State{"a": "", "bad": crawlers.Denied, "half": crawlers.Denied, "half/read": "", "z": ""}
	if diff := cmp.Diff(want, states(got)); diff != "" {
		t.Error(diff)
	}
	for _, e := range got {
		if e.State == crawlers.Denied && e.Stamp != "" {
			t.Errorf("%s: would not be tried again", e.Path)
		}
	}
}

func TestWhatIsBrokenEndsTheWalk(t *testing.T) {
	tree := func() *memory {
		return &memory{folders: map[string][]fileshare.Node{"": {node("a", false), node("b", true), node("c", false)}}}
	}
	entering, listing, top := tree(), tree(), tree()
	entering.enter = map[string]error{"b": fileshare.ErrBroken}
	listing.list = map[string]error{"b": fileshare.ErrBroken}
	top.list = map[string]error{"": crawlers.ErrTemporary}
	for name, m := range map[string]*memory{"entering": entering, "listing": listing, "top": top} {
		s, err := fileshare.Over(m, options())
		if err != nil {
			t.Fatal(err)
		}
		err = s.Walk(t.Context(), func(crawlers.Entry) error { return nil })
		if !errors.Is(err, crawlers.ErrTemporary) {
			t.Errorf("%s: got %v: what was not met would be taken for vanished", name, err)
		}
	}
}
