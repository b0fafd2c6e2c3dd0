package learn_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"sarsen/redact/tagger"
	"sarsen/redact/tagger/learn"
)

// taught returns lessons in which a name follows "Mr", and one that nobody
// labelled.
func taught() []learn.Lesson {
	var out []learn.Lesson
	for i, name := range []string{"Abbot", "Barnes", "Cole", "Dunn", "Evans", "Frost", "Grey", "Hale"} {
		text := fmt.Sprintf("On day %d we saw Mr %s at the desk.", i, name)
		start := len(text) - len(name) - len(" at the desk.")
		out = append(out,
			learn.Lesson{Text: text, Weight: 1, Spans: []tagger.Span{{Start: start, End: start + len(name), Label: tagger.Person}}},
			learn.Lesson{Text: "The Desk was shut on day " + fmt.Sprint(i) + ".", Weight: 1})
	}
	return out
}

func options() learn.Options {
	o := learn.Default()
	o.Cutoff = 1
	return o
}

func TestTrainLearns(t *testing.T) {
	m := tagger.New(learn.Train(taught(), tagger.NewLexicon(nil), options()))
	text := "Later we saw Mr Quill at the Desk."
	want := []string{"Quill"}
	var got []string
	for _, s := range m.Tag(text) {
		got = append(got, text[s.Start:s.End])
	}
	if !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

func TestTrainIsTheSameEachTime(t *testing.T) {
	var files [2]bytes.Buffer
	for i := range files {
		if err := tagger.New(learn.Train(taught(), tagger.NewLexicon(nil), options())).Write(&files[i]); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Error("the same lessons give other weights")
	}
}

// What is unknown is not learned as nobody's name.
func TestUnknownIsNotLearned(t *testing.T) {
	lessons := taught()
	text := "On day 9 we saw Mr Ives at the desk."
	for range 40 {
		lessons = append(lessons, learn.Lesson{Text: text, Weight: 1, Unknown: []learn.Range{{Start: 19, End: 23}}})
	}
	m := tagger.New(learn.Train(lessons, tagger.NewLexicon(nil), options()))
	if spans := m.Tag(text); len(spans) != 1 || text[spans[0].Start:spans[0].End] != "Ives" {
		t.Errorf("found %v, want Ives", spans)
	}
}

// A span that does not fit the tokens, and a lesson without weight, do no harm.
func TestOddLessons(t *testing.T) {
	odd := []learn.Lesson{
		{Text: "", Weight: 1},
		{Text: "Ann", Weight: 1, Spans: []tagger.Span{{Start: 1, End: 2, Label: tagger.Person}}},
		{Text: "Ann Lee", Weight: 0, Spans: []tagger.Span{{Start: 0, End: 3, Label: tagger.Place}}},
	}
	w := learn.Train(append(taught(), odd...), tagger.NewLexicon(nil), options())
	if len(w.Features) == 0 {
		t.Error("nothing was learned")
	}
}
