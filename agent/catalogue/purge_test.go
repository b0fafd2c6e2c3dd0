package catalogue_test

import (
	"errors"
	"testing"
	"time"

	"sarsen/agent/catalogue"
)

func TestPurge(t *testing.T) {
	later := day.Add(catalogue.KeepVanished + time.Hour)
	mail := catalogue.ItemID(source, "mail.eml", "")
	attached := catalogue.ItemID(source, "mail.eml", "plan.txt")
	tests := map[string]struct {
		held    map[string]bool
		between func(*world) // after the first purge
		when    time.Time
		want    int
	}{
		"before its time":      {when: later.Add(-2 * time.Hour)},
		"after it":             {when: later, want: 2},
		"held":                 {held: map[string]bool{mail: true}, when: later},
		"a part of it is held": {held: map[string]bool{attached: true}, when: later},
		"another is held":      {held: map[string]bool{catalogue.ItemID(source, "a.txt", ""): true, "gone for long": true}, when: later, want: 2},
		"it came back": {
			between: func(w *world) {
				w.begin()
				w.seen("a.txt")
				w.write(file("mail.eml", "Dear Ann", "plan.txt", "plan"))
				w.end()
			},
			when: later,
		},
		"it came back and went again": {
			between: func(w *world) {
				w.begin()
				w.seen("a.txt")
				w.write(file("mail.eml", "Dear Ann", "plan.txt", "plan"))
				w.end()
				w.purge(nil, day.Add(time.Hour), 0)
				w.begin()
				w.seen("a.txt")
				w.end()
				w.clean()
				w.purge(nil, day.Add(3*time.Hour), 0)
			},
			when: later,
		},
		"the index still has it": {between: func(w *world) { w.check(w.AllDirty()) }, when: later},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.begin()
			w.write(file("a.txt", "A"), file("mail.eml", "Dear Ann", "plan.txt", "plan"))
			w.end()
			w.begin()
			w.seen("a.txt")
			w.end()
			w.clean()
			w.purge(nil, day, 0)
			if tt.between != nil {
				tt.between(w)
			}
			w.purge(tt.held, tt.when, tt.want)
			for _, id := range []string{mail, attached} {
				_, err := w.Text(t.Context(), id)
				if gone := errors.Is(err, catalogue.ErrNotFound); gone != (tt.want > 0) {
					t.Errorf("text of %s: %v", id, err)
				}
			}
			if _, err := w.Text(t.Context(), catalogue.ItemID(source, "a.txt", "")); err != nil {
				t.Error(err)
			}
			if _, ok, err := w.Lookup(t.Context(), source, "mail.eml"); err != nil || ok == (tt.want > 0) {
				t.Errorf("its entry: %v, %v", ok, err)
			}
		})
	}
}

func (w *world) purge(held map[string]bool, now time.Time, want int) {
	w.Helper()
	n, err := w.Purge(w.Context(), source, held, now)
	w.check(err)
	if n != want {
		w.Errorf("deleted %d, want %d", n, want)
	}
}

// clean is the index having caught up.
func (w *world) clean() {
	w.Helper()
	dirty, err := w.Dirty(w.Context(), 100)
	w.check(err)
	ids := make([]string, 0, len(dirty))
	for _, i := range dirty {
		ids = append(ids, i.ID)
	}
	w.check(w.Clean(ids))
}
