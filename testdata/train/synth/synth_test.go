package synth

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"sarsen/redact/tagger"
)

func TestEverySkeletonIsWritten(t *testing.T) {
	n := Skeletons()
	if n < 300 {
		t.Fatalf("got %d skeletons", n)
	}
	texts, err := Texts(1, 4*n)
	if err != nil {
		t.Fatal(err)
	}
	labels := map[tagger.Label]int{}
	for _, x := range texts {
		if !utf8.ValidString(x.Text) || strings.ContainsAny(x.Text, "{}") {
			t.Errorf("%s: slot left over in %q", x.Genre, x.Text)
		}
		at := 0
		for _, s := range x.Spans {
			if s.Start < at || s.End <= s.Start || s.End > len(x.Text) || strings.TrimSpace(x.Text[s.Start:s.End]) != x.Text[s.Start:s.End] {
				t.Fatalf("%s: span %+v of %q", x.Genre, s, x.Text)
			}
			at = s.End
			labels[s.Label]++
		}
	}
	for l := tagger.Person; l < tagger.Labels; l++ {
		if labels[l] < n/4 {
			t.Errorf("%d spans of %s", labels[l], l)
		}
	}
}

func TestSameSeedSameTexts(t *testing.T) {
	a, err := Texts(7, 200)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Texts(7, 200)
	if err != nil {
		t.Fatal(err)
	}
	c, err := Texts(8, 200)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(a, b) || reflect.DeepEqual(a, c) {
		t.Error("texts do not follow the seed")
	}
}

func TestGrammar(t *testing.T) {
	for name, c := range map[string]struct {
		skeleton, want string
		spans          int
	}{
		"a slot is marked":            {"at {inn}", "at The Swan", 1},
		"nothing inside it is":        {"{group}", "Swan & The Swan Ltd", 1},
		"a choice":                    {"[a|a][|]", "a", 0},
		"a choice in a choice":        {"[[x|x]y|xy]", "xy", 0},
		"a bracket":                   {`\[{inn}\]`, "[The Swan]", 1},
		"the same again":              {"{inn!}, {inn!}", "The Swan, The Swan", 2},
		"one person twice":            {"{1.sur} {1.sur}", "Lee Lee", 2},
		"a family has one surname":    {"{1.sur} {7.sur}", "Lee Lee", 2},
		"a pronoun is nobody's name":  {"[{1.he}|{1.he}] {1.init}", "he AL", 1},
		"an address is nobody's name": {"<{1.email}>", "<", 0},
	} {
		t.Run(name, func(t *testing.T) {
			g, err := read(fstest.MapFS{
				"data/phrases.txt": {Data: []byte("inn=organisation: The Swan\ngroup=organisation: Swan & {inn} Ltd\n")},
				"data/names.txt":   {Data: []byte("[one 1]\nf: Ann\nm: Al\ns: Lee\n")},
				"data/towns.txt":   {Data: []byte("Rye, Ely")},
			})
			if err != nil {
				t.Fatal(err)
			}
			w := newWriter(g, testRand())
			w.cast['1'] = &person{first: "Al", last: "Lee", title: "Mr"}
			if err := w.expand(c.skeleton); err != nil {
				t.Fatal(err)
			}
			if got := w.out.String(); !strings.HasPrefix(got, c.want) || len(w.spans) != c.spans {
				t.Errorf("got %q with %d spans, want %q with %d", got, len(w.spans), c.want, c.spans)
			}
		})
	}
}

func TestGrammarRefuses(t *testing.T) {
	for name, skeleton := range map[string]string{
		"no such slot": "{nowhere}", "no such form": "{1.nowhere}", "open slot": "{1", "open choice": "[a|b", "endless phrase": "{loop}",
	} {
		t.Run(name, func(t *testing.T) {
			g, err := read(fstest.MapFS{
				"data/phrases.txt": {Data: []byte("loop: a {loop}\n")},
				"data/names.txt":   {Data: []byte("[one 1]\nf: Ann\nm: Al\ns: Lee\n")},
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := newWriter(g, testRand()).expand(skeleton); err == nil {
				t.Error("no error")
			}
		})
	}
}

func testRand() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

// Whatever a skeleton says, it is written or refused, and what is marked lies
// inside the text.
func FuzzExpand(f *testing.F) {
	for _, s := range []string{"{1} at {addr}", "[a|{1.rev}]", `\[{org!} {org!}`, "{", "[[", "{1.", "[|]{digits 3}", "{digits x}", "\xff{town}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, skeleton string) {
		g, err := load()
		if err != nil {
			t.Fatal(err)
		}
		w := newWriter(g, testRand())
		if w.expand(skeleton) != nil {
			return
		}
		for _, s := range w.spans {
			if s.Start < 0 || s.End <= s.Start || s.End > w.out.Len() {
				t.Fatalf("span %+v of %d bytes", s, w.out.Len())
			}
		}
	})
}
