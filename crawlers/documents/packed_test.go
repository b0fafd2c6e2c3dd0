package documents_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"sarsen/crawlers/documents"
)

func TestPacked(t *testing.T) {
	tests := map[string][]documents.Bound{
		"none":                  nil,
		"nested":                {{Kind: documents.Row, End: 9, Label: "1"}, {Kind: documents.Cell, Start: 2, End: 4, Label: "Surname", Hidden: true}},
		"rows counted":          {{Kind: documents.Row, End: 1, Label: "7"}, {Kind: documents.Row, Start: 2, End: 3, Label: "8"}, {Kind: documents.Row, Start: 4, End: 5, Label: "3"}},
		"numbers like no other": {{Kind: documents.Page, Label: "0"}, {Kind: documents.Page, Label: "007"}, {Kind: documents.Page, Label: "4294967297"}, {Kind: documents.Page, Label: "-1"}},
		"starts that go back":   {{Kind: documents.Note, Start: 9, End: 12, Label: "é"}, {Kind: documents.Note, Start: 3, End: 3}},
	}
	for name, bounds := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := documents.Pack(bounds).Bounds()
			if err != nil || !slices.Equal(got, bounds) {
				t.Errorf("got %v, %v, want %v", got, err, bounds)
			}
		})
	}
}

// table writes so many rows of two cells.
func table(rows int) *documents.Builder {
	b := documents.NewBuilder(0, nil)
	for i := range rows {
		b.Open(documents.Row, fmt.Sprint(i+2), false)
		for _, head := range []string{"Surname", "Account"} {
			b.Open(documents.Cell, head, false)
			b.Text("Okafor\t")
			b.Close()
		}
		b.Open(documents.Cell, "Notes", false)
		b.Close() // empty
		b.Close()
	}
	return b
}

// TestPackedResult holds the bounds of a long table to those of Result, and to a
// few bytes each.
func TestPackedResult(t *testing.T) {
	for _, rows := range []int{10, 20_000} {
		want, item := table(rows).Result().Item, table(rows).PackedResult().Item
		if packed := len(item.Packed) > 0; packed != (rows > 10) || packed == (item.Bounds != nil) {
			t.Errorf("%d rows: packed %v with %d bounds beside it", rows, packed, len(item.Bounds))
		}
		if len(item.Packed) > 5*len(want.Bounds) {
			t.Errorf("%d bounds take %d bytes", len(want.Bounds), len(item.Packed))
		}
		if got := item.Unpack(); !slices.Equal(got.Bounds, want.Bounds) || got.Packed != nil {
			t.Errorf("%d rows: the bounds are not those of Result", rows)
		}
		n := 0
		if err := item.Each(func(documents.Bound) bool { n++; return true }); err != nil || n != len(want.Bounds) {
			t.Errorf("%d rows: Each came to %d bounds of %d, %v", rows, n, len(want.Bounds), err)
		}
	}
}

// FuzzPacked unpacks anything without a panic, and packs what it got so that the
// same comes out again.
func FuzzPacked(f *testing.F) {
	f.Add([]byte(documents.Pack([]documents.Bound{{Kind: documents.Row, End: 9, Label: "1"}, {Kind: documents.Cell, End: 4, Label: "A"}})))
	f.Add([]byte{9, 9, 9})
	f.Add([]byte{0, 200, 'x'})
	f.Fuzz(func(t *testing.T, b []byte) {
		bounds, err := documents.Packed(b).Bounds()
		if err != nil {
			if !errors.Is(err, documents.ErrPacked) {
				t.Fatal(err)
			}
			return
		}
		for _, b := range bounds {
			if b.Start < 0 || b.End < b.Start {
				return // the pool of workers refuses it
			}
		}
		again, err := documents.Pack(bounds).Bounds()
		if err != nil || !slices.Equal(again, bounds) {
			t.Errorf("got %v, %v, want %v", again, err, bounds)
		}
	})
}
