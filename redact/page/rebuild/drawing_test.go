package rebuild_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sarsen/redact/page/rebuild"
)

// drawing is a page that uses an object.
func drawing(o *rebuild.Object) rebuild.Page {
	return rebuild.Page{Width: 100, Height: 100, Drawing: &rebuild.Drawing{
		Box: [4]float64{0, 0, 100, 100}, Resources: map[string]map[string][]any{"XObject": {"X": {o}}},
	}}
}

// TestObjects: what is the same is written once, what it refers to before it.
func TestObjects(t *testing.T) {
	form := func(inner string) *rebuild.Object {
		return &rebuild.Object{Body: []any{"<</Inner ", &rebuild.Object{Body: []any{inner}}, ">>"}, Stream: []byte("data")}
	}
	out := string(write(t, drawing(form("(a)")), drawing(form("(a)")), drawing(form("(b)"))))
	for what, want := range map[string]int{"(a)": 1, "(b)": 1, "/Inner": 2, "/Length 4/Inner": 2} {
		if got := strings.Count(out, what); got != want {
			t.Errorf("%q is there %d times, want %d", what, got, want)
		}
	}
}

// TestLateObjects: objects of one key are written together, at the end.
func TestLateObjects(t *testing.T) {
	late := func(key string, needs ...int) *rebuild.Object {
		o := &rebuild.Object{Key: key, Needs: map[int]bool{}}
		for _, n := range needs {
			o.Needs[n] = true
		}
		o.Late = func(needs []int, made int) (*rebuild.Object, error) {
			return &rebuild.Object{Body: []any{fmt.Sprintf("(%s %v %d)", key, needs, made)}}, nil
		}
		return o
	}
	data := write(t, drawing(late("a", 3, 1)), drawing(late("b", 7)), drawing(late("a", 2)))
	for _, want := range []string{"(a [1 2 3] 0)", "(b [7] 1)"} {
		if bytes.Count(data, []byte(want)) != 1 {
			t.Errorf("%q is not there once", want)
		}
	}
}

var errLate = errors.New("cannot be made")

func TestLateErrors(t *testing.T) {
	var b bytes.Buffer
	w := rebuild.New(&b)
	bad := &rebuild.Object{Late: func([]int, int) (*rebuild.Object, error) { return nil, errLate }}
	if err := w.Add(drawing(bad)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); !errors.Is(err, errLate) {
		t.Errorf("error %v, want that of the object", err)
	}
	endless := &rebuild.Object{}
	endless.Body = []any{endless}
	if err := rebuild.New(&b).Add(drawing(endless)); err == nil {
		t.Error("no error for an object inside itself")
	}
}

// TestOnlyWhatIsUsed: fonts of labels and of the text layer are in files that
// have such.
func TestOnlyWhatIsUsed(t *testing.T) {
	label := rebuild.Label{Text: "x", Left: 1, Below: 9, Size: 5}
	for _, tc := range []struct {
		name string
		page rebuild.Page
		want []string
	}{
		{"nothing", rebuild.Page{Width: 9, Height: 9}, nil},
		{"words", rebuild.Page{Width: 9, Height: 9, Words: line("a", 1)}, []string{"Glyphless"}},
		{"label", rebuild.Page{Width: 9, Height: 9, Labels: []rebuild.Label{label}}, []string{"Helvetica-Bold"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			data := write(t, tc.page)
			for _, font := range []string{"Glyphless", "Helvetica-Bold", "ExtGState"} {
				if got := bytes.Contains(data, []byte(font)); got != slices.Contains(tc.want, font) {
					t.Errorf("holds %s: %v", font, got)
				}
			}
		})
	}
}
