package catalogue_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sarsen/agent/catalogue"
)

// names takes every word in capitals for a name.
func names(t catalogue.Text) []catalogue.Named {
	var out []catalogue.Named
	for _, w := range strings.Fields(t.Text) {
		if strings.ToUpper(w) == w {
			out = append(out, catalogue.Named{Name: w, Listed: w == "LISTED"})
		}
	}
	return out
}

// knows checks who is known, as "NAME 2" for a name in two items.
func (w *world) knows(want ...string) {
	w.Helper()
	known, err := w.Known(w.Context(), 100)
	w.check(err)
	var got []string
	for _, n := range known {
		got = append(got, fmt.Sprint(n.Name, " ", n.Items))
	}
	if !slices.Equal(got, want) {
		w.Errorf("known are %v, want %v", got, want)
	}
}

func (w *world) nameOld(want int) {
	w.Helper()
	n := 0
	for {
		more, err := w.NameOld(w.Context())
		if w.check(err); !more {
			break
		}
		n++
	}
	if n != want {
		w.Errorf("older texts were read in %d steps, want %d", n, want)
	}
	if left, err := w.NamesLeft(w.Context()); err != nil || left {
		w.Errorf("left: %v, %v", left, err)
	}
}

func TestKnownIsOfTheItemsThatAreThere(t *testing.T) {
	w := newWorld(t)
	w.check(w.SetNamer(1, names))
	w.begin()
	w.write(file("a.zip", "ANN met BEN", "one.txt", "ANN", "two.txt", "LISTED CY"), file("b.txt", "ANN"))
	w.end()
	w.knows("LISTED 1", "ANN 3", "BEN 1", "CY 1")

	w.begin() // a member is gone, a text changed
	w.write(file("a.zip", "BEN", "one.txt", "ANN"))
	w.seen("b.txt")
	w.end()
	w.knows("ANN 2", "BEN 1")

	w.begin() // an entry is gone
	w.seen("a.zip")
	w.end()
	w.knows("ANN 1", "BEN 1")

	w.begin() // and comes back
	w.seen("a.zip")
	w.write(file("b.txt", "ANN"))
	w.end()
	w.knows("ANN 2", "BEN 1")
	if known, err := w.Known(t.Context(), 1); err != nil || len(known) != 1 {
		t.Errorf("of one: %v, %v", known, err)
	}
}

func TestOlderTextsAreReadOnce(t *testing.T) {
	w := newWorld(t)
	w.begin()
	w.write(file("a.txt", "ANN"), file("b.txt", "BEN"), file("c.txt", "CY"))
	w.end()
	w.knows()
	w.check(w.SetNamer(1, names))
	if left, err := w.NamesLeft(t.Context()); err != nil || !left {
		t.Errorf("left: %v, %v", left, err)
	}
	w.begin() // before the older ones are read, one changes and one is gone
	w.write(file("a.txt", "DEE"))
	w.seen("b.txt")
	w.end()
	w.knows("DEE 1")
	w.nameOld(1)
	w.knows("BEN 1", "DEE 1")
	w.reopen()
	w.check(w.SetNamer(1, names))
	w.nameOld(0)
	w.knows("BEN 1", "DEE 1")
	w.check(w.SetNamer(2, names)) // another version: all again
	w.knows()
	w.nameOld(1)
	w.knows("BEN 1", "DEE 1")
}

func TestPurgedItemsNameNobody(t *testing.T) {
	w := newWorld(t)
	w.check(w.SetNamer(1, names))
	w.begin()
	w.write(file("a.txt", "ANN"))
	w.end()
	w.begin()
	w.end()
	w.knows()
	w.clean()
	now := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	w.purge(nil, now, 0)
	w.purge(nil, now.Add(catalogue.KeepVanished+time.Hour), 1)
	w.knows()
}
