package catalogue_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sarsen/agent/catalogue"
	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

func TestFirstPass(t *testing.T) {
	w := newWorld(t)
	w.begin()
	if w.pass.Number != 1 || w.pass.Resumed {
		t.Errorf("first pass is %+v", w.pass)
	}
	w.write(file("a.txt", "A"), file("b/c.txt", "C"))
	p := w.end()
	if p.New != 2 || p.Changed != 0 || p.Gone != 0 || !p.Finished.Equal(day.Add(time.Hour)) {
		t.Errorf("pass ended as %+v", p)
	}
	w.has("a.txt", "b/c.txt")
}

func TestLookup(t *testing.T) {
	w := newWorld(t)
	w.begin()
	w.write(file("a.txt", "A"))
	w.end()
	known, ok, err := w.Lookup(t.Context(), source, "a.txt")
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if diff := cmp.Diff(catalogue.Known{Stamp: "1", Version: documents.Version, Locator: "a.txt"}, known, cmpopts.IgnoreUnexported(catalogue.Known{})); diff != "" {
		t.Errorf("known (-want +got):\n%s", diff)
	}
	for _, k := range [][2]string{{source, "b.txt"}, {"other", "a.txt"}} {
		if _, ok, err := w.Lookup(t.Context(), k[0], k[1]); ok || err != nil {
			t.Errorf("%v: %v, %v", k, ok, err)
		}
	}
}

// Each second pass starts from the same files.
func TestSecondPass(t *testing.T) {
	tests := map[string]struct {
		pass                func(*world)
		changed, gone, both int // both: moved
		want                []string
	}{
		"all unchanged": {
			pass: func(w *world) { w.seen("a.txt", "deep/b.txt", "deep/er/c.txt") },
			want: []string{"a.txt", "deep/b.txt", "deep/er/c.txt"},
		},
		"one changed": {
			pass:    func(w *world) { w.seen("a.txt", "deep/b.txt"); w.write(file("deep/er/c.txt", "C2")) },
			changed: 1,
			want:    []string{"a.txt", "deep/b.txt", "deep/er/c.txt"},
		},
		"one vanished": {
			pass: func(w *world) { w.seen("a.txt", "deep/b.txt") },
			gone: 1,
			want: []string{"a.txt", "deep/b.txt"},
		},
		"one moved": {
			pass: func(w *world) { w.seen("a.txt", "deep/b.txt"); w.write(file("new/c.txt", "C")) },
			gone: 1, both: 1,
			want: []string{"a.txt", "deep/b.txt", "new/c.txt"},
		},
		"a copy is no move": {
			pass: func(w *world) { w.seen("a.txt", "deep/b.txt", "deep/er/c.txt"); w.write(file("new/c.txt", "C")) },
			want: []string{"a.txt", "deep/b.txt", "deep/er/c.txt", "new/c.txt"},
		},
		"a folder denied keeps what is below it": {
			pass: func(w *world) { w.seen("a.txt"); w.write(unread("deep", crawlers.Denied)) },
			want: []string{"a.txt", "deep", "deep/b.txt", "deep/er/c.txt"},
		},
		"a folder denied keeps nothing beside it": {
			pass: func(w *world) { w.seen("deep/b.txt"); w.write(unread("deep/er", crawlers.Denied)) },
			gone: 1,
			want: []string{"deep/b.txt", "deep/er", "deep/er/c.txt"},
		},
		"a name that begins alike is not below": {
			pass: func(w *world) { w.seen("a.txt"); w.write(unread("dee", crawlers.Denied)) },
			gone: 2,
			want: []string{"a.txt", "dee"},
		},
		"the whole source denied": {
			pass: func(w *world) { w.write(unread(".", crawlers.Denied)) },
			want: []string{".", "a.txt", "deep/b.txt", "deep/er/c.txt"},
		},
		"excluded is not denied": {
			pass: func(w *world) { w.seen("a.txt"); w.write(unread("deep", crawlers.Excluded)) },
			gone: 2,
			want: []string{"a.txt", "deep"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.begin()
			w.write(file("a.txt", "A"), file("deep/b.txt", "B"), file("deep/er/c.txt", "C"))
			w.end()
			w.begin()
			tt.pass(w)
			p := w.end()
			if p.Number != 2 || p.Changed != tt.changed || p.Gone != tt.gone || p.Moved != tt.both {
				t.Errorf("pass ended as %+v", p)
			}
			w.has(tt.want...)
		})
	}
}

func TestDeniedOnceOnlyKeepsForOnePass(t *testing.T) {
	w := newWorld(t)
	w.begin()
	w.write(file("deep/b.txt", "B"))
	w.end()
	w.begin()
	w.write(unread("deep", crawlers.Denied))
	w.end()
	w.begin() // the folder can be listed again, and is empty
	if p := w.end(); p.Gone != 2 {
		t.Errorf("%d gone, want folder and file", p.Gone)
	}
	w.has()
}

func TestPassCutOffIsGoneOnWith(t *testing.T) {
	w := newWorld(t)
	w.begin()
	first := w.pass
	w.write(file("a.txt", "A"))
	w.reopen() // without EndPass
	w.begin()
	if !w.pass.Resumed || w.pass.ID != first.ID || w.pass.Number != 1 || !w.pass.Started.Equal(first.Started) {
		t.Errorf("went on with %+v, want %+v", w.pass, first)
	}
	w.seen("a.txt")
	w.write(file("b.txt", "B"))
	if p := w.end(); p.New != 2 {
		t.Errorf("%d new in both runs, want 2", p.New)
	}
	w.begin()
	if w.pass.Resumed || w.pass.Number != 2 {
		t.Errorf("next pass is %+v", w.pass)
	}
}

func TestPassesOfSourcesAreApart(t *testing.T) {
	w := newWorld(t)
	w.begin()
	w.write(file("a.txt", "A"))
	w.end()
	other, err := w.BeginPass("other", "/srv/other", day)
	w.check(err)
	if other.Number != 1 {
		t.Errorf("first pass has number %d", other.Number)
	}
	if p, err := w.EndPass(other, day); err != nil || p.Gone != 0 {
		t.Errorf("%+v, %v", p, err)
	}
	w.has("a.txt")
}

func TestVanishedItemIsKeptAndComesBack(t *testing.T) {
	w := newWorld(t)
	w.begin()
	w.write(file("a.txt", "A"))
	w.end()
	w.begin()
	w.end()
	if i := w.item("a.txt", ""); !i.Vanished {
		t.Error("not marked as vanished")
	}
	known, ok, err := w.Lookup(t.Context(), source, "a.txt")
	if err != nil || !ok || !known.Vanished {
		t.Errorf("known as %+v, %v, %v", known, ok, err)
	}
	w.begin()
	w.write(file("a.txt", "A"))
	w.end()
	if i := w.item("a.txt", ""); i.Vanished {
		t.Error("still vanished")
	}
}
