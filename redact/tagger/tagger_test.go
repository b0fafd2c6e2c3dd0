package tagger_test

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"sarsen/redact/tagger"
)

func model(t testing.TB) *tagger.Model {
	t.Helper()
	m, err := tagger.Load()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTag(t *testing.T) {
	m := model(t)
	for name, tc := range map[string]struct {
		text string
		want []string // label and text
	}{
		"sentence":     {"Yesterday I spoke to John Whitfield about the repairs.", []string{"person John Whitfield"}},
		"title":        {"We have written to Mrs Okonkwo about the arrears.", []string{"person Mrs Okonkwo"}},
		"greeting":     {"Dear Margaret,\n\nThank you for your letter.", []string{"person Margaret"}},
		"no name":      {"The application was refused because the form was not signed.", nil},
		"nothing":      {"", nil},
		"blanks":       {" \n\t\n ", nil},
		"signs":        {"--- *** ---", nil},
		"organisation": {"The contract was awarded to Hartwell Construction Ltd in May.", []string{"organisation Hartwell Construction Ltd"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, s := range m.Tag(tc.text) {
				got = append(got, s.Label.String()+" "+tc.text[s.Start:s.End])
				if s.P <= 0 || s.P > 1.0001 {
					t.Errorf("%q has probability %f", tc.text[s.Start:s.End], s.P)
				}
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

// The parts of a text that the model reads together do not matter to whom it
// is read beside.
func TestConcurrentUse(t *testing.T) {
	m := model(t)
	texts := []string{"Mr Adeyemi and Mrs Prys came.", "Nobody came.", strings.Repeat("Anna Kowalska lives in Leeds. ", 300)}
	var want [][]tagger.Span
	for _, s := range texts {
		want = append(want, m.Tag(s))
	}
	var group sync.WaitGroup
	for n := range 8 {
		group.Go(func() {
			for i := range 20 {
				k := (n + i) % len(texts)
				if got := m.Tag(texts[k]); !slices.Equal(got, want[k]) {
					t.Errorf("text %d is read otherwise the second time", k)
				}
			}
		})
	}
	group.Wait()
}

func TestWords(t *testing.T) {
	text := "Dear Mrs O'Neill-Jones,\nthe tenant's flat"
	var words []string
	for _, w := range model(t).Words(text) {
		words = append(words, text[w.Start:w.End])
		sum := float32(0)
		for _, p := range w.P {
			sum += p
		}
		if sum < 0.999 || sum > 1.001 {
			t.Errorf("the probabilities of %q add up to %f", text[w.Start:w.End], sum)
		}
	}
	want := []string{"Dear", "Mrs", "O'Neill", "-", "Jones", ",", "the", "tenant", "'s", "flat"}
	if !slices.Equal(words, want) {
		t.Errorf("words %q, want %q", words, want)
	}
}

func TestFileReadsBack(t *testing.T) {
	m := model(t)
	var file, again bytes.Buffer
	if err := m.Write(&file); err != nil {
		t.Fatal(err)
	}
	back, err := tagger.Read(bytes.NewReader(file.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := back.Write(&again); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(file.Bytes(), again.Bytes()) {
		t.Error("a model that was read is not written as it was")
	}
	text := "From: Piotr Zielinski\nTo: Housing Options Team\n\nI live at 14 Birch Close, Harrogate."
	if !slices.Equal(m.Tag(text), back.Tag(text)) {
		t.Error("a model that was read does not tag as it did")
	}
}

func TestReadRefuses(t *testing.T) {
	var file bytes.Buffer
	if err := model(t).Write(&file); err != nil {
		t.Fatal(err)
	}
	whole := file.Bytes()
	flipped := bytes.Clone(whole)
	flipped[len(flipped)/2] ^= 0x40
	for name, b := range map[string][]byte{"nothing": nil, "text": []byte("hello"), "half": whole[:len(whole)/2], "flipped bit": flipped} {
		if _, err := tagger.Read(bytes.NewReader(b)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// fits reports what is wrong with spans of a text, "" if nothing is.
func fits(text string, spans []tagger.Span) string {
	at := 0
	edge := func(i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }
	for _, s := range spans {
		switch {
		case s.Start < at || s.End <= s.Start || s.End > len(text):
			return "spans are not sorted and apart"
		case !edge(s.Start) || !edge(s.End):
			return "a span is not on rune boundaries"
		case s.Label == tagger.None || s.Label >= tagger.Labels:
			return "a span has no label"
		}
		at = s.End
	}
	return ""
}

// Any text is tagged with spans that fit it, and its words are in order.
func FuzzTag(f *testing.F) {
	for _, s := range []string{
		"", "Dear Mr Smith,\r\n\r\nYours", "\xff\xfeMr \x80Smith\xc3", "Ann\u0301e-Marie O’Neill’s", "a@b.example Mr. J. Smith",
		"محمد علي lives in Łódź", "ﬃ\u200bx Mrs ﬀ", "MR SMITH\nDOB: 1.2.1980", "Mr \xe2\x80Jones\xe2 and Mrs\xf0\x9f Patel",
	} {
		f.Add(s)
	}
	m := model(f)
	f.Fuzz(func(t *testing.T, text string) {
		if wrong := fits(text, m.Tag(text)); wrong != "" {
			t.Error(wrong)
		}
		at := 0
		for _, w := range m.Words(text) {
			if w.Start < at || w.End <= w.Start || w.End > len(text) {
				t.Fatal("words are not sorted and apart")
			}
			at = w.End
		}
	})
}

// What is no model is refused, and what is read tags without panic.
func FuzzRead(f *testing.F) {
	small := tagger.New(tagger.Weights{
		Lexicon:  tagger.NewLexicon(map[string]tagger.Entry{"mr": {Classes: tagger.Title}, "ann": {Classes: tagger.Forename, Cluster: 3}}),
		Features: map[uint32][tagger.Tags]float32{7: {1}, 1 << 20: {0, -1, 0.5}},
	})
	var file bytes.Buffer
	if err := small.Write(&file); err != nil {
		f.Fatal(err)
	}
	f.Add(tagger.Unpack(file.Bytes()))
	f.Add([]byte("sarsen tagger 1\n\xff\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, content []byte) {
		m, err := tagger.Read(bytes.NewReader(tagger.Pack(content)))
		if err != nil {
			return
		}
		text := "Mr Ann Smith"
		if wrong := fits(text, m.Tag(text)); wrong != "" {
			t.Error(wrong)
		}
	})
}
