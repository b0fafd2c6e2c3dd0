package catalogue_test

import (
	"testing"
)

func TestIndexed(t *testing.T) {
	w := newWorld(t)
	w.begin()
	w.write(file("a", "A"), file("b", "B"), file("gone", "G"))
	w.seen("a", "b")
	w.end()
	w.begin()
	w.seen("a", "b")
	w.end() // gone has vanished
	w.clean()

	a := w.item("a", "")
	counts, err := w.LiveBySource(t.Context())
	if err != nil || len(counts) != 1 || counts[a.Source] != 2 {
		t.Errorf("live items %v, %v", counts, err)
	}
	live := map[string]string{}
	err = w.EachLive(t.Context(), func(id, source string) error { live[id] = source; return nil })
	if err != nil || len(live) != 2 || live[a.ID] != a.Source {
		t.Errorf("live items %v, %v", live, err)
	}
	if n, err := w.CountDirty(t.Context()); n != 0 || err != nil {
		t.Errorf("%d dirty, %v", n, err)
	}
	w.check(w.MarkDirty([]string{a.ID, "unknown"}))
	if n, err := w.CountDirty(t.Context()); n != 1 || err != nil {
		t.Errorf("%d dirty, %v", n, err)
	}
	if items, err := w.Dirty(t.Context(), 10); err != nil || len(items) != 1 || items[0].ID != a.ID {
		t.Errorf("dirty %v, %v", items, err)
	}
}
