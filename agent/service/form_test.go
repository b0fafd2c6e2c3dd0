package service

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadForm(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []Field
	}{
		{"an object, in its order", `{"Name": "Ann", "Rooms": 3, "Wishes": ["a bath", "no stairs"], "Pets": null}`, []Field{{"Name", "Ann"}, {"Rooms", "3"}, {"Wishes", "a bath; no stairs"}, {"Pets", ""}}},
		{"a list", `[{"field":"Name","value":"Ann"},{"Field":"Rooms","Value":3}]`, []Field{{"Name", "Ann"}, {"Rooms", "3"}}},
		{"CSV with headings", "\ufefffield,value\nName,Ann\n\"Why, then?\",\"because\nof this\"\n", []Field{{"Name", "Ann"}, {"Why, then?", "because\nof this"}}},
		{"CSV without", "Name,Ann\nWishes,bath,garden\n", []Field{{"Name", "Ann"}, {"Wishes", "bath; garden"}}},
		{"nothing", " ", nil},
		{"a word", "Name", nil},
		{"half an object", `{"Name":`, nil},
		{"two objects", `{"Name":"Ann"}{}`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ReadForm([]byte(c.text))
			if (err == nil) != (c.want != nil) {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// FuzzReadForm: nothing ends it but an error, and what it read it reads again
// from the table that it makes of it.
func FuzzReadForm(f *testing.F) {
	for _, s := range []string{`{"a":"b"}`, `[{"field":"a","value":1}]`, "a,b\n", "field,value\nx,y\n", "{", "[", "\ufeff", `{"a":{"b":[1,null]}}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ReadForm([]byte(text))
		if err != nil {
			return
		}
		again, err := ReadForm([]byte(formCSV(got)))
		if err != nil || len(again) != len(got) {
			t.Fatalf("%d fields, then %d, %v", len(got), len(again), err)
		}
		for i := range got {
			if want := strings.ReplaceAll(got[i].Value, "\r\n", "\n"); strings.TrimSpace(again[i].Value) != strings.TrimSpace(want) {
				t.Errorf("field %d reads %q again, was %q", i, again[i].Value, want)
			}
		}
	})
}
