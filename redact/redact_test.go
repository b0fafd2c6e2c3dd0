package redact_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"sarsen/redact"
)

func TestApply(t *testing.T) {
	const mask = redact.Mask
	for _, c := range []struct {
		name, text string
		spans      []redact.Span
		want       string
		err        error
	}{
		{"none", "abc", nil, "abc", nil},
		{"one", "Mr Brown left", []redact.Span{{Start: 3, End: 8}}, "Mr " + mask + " left", nil},
		{"unsorted and overlapping", "abcdef", []redact.Span{{Start: 3, End: 5}, {Start: 1, End: 4}}, "a" + mask + "f", nil},
		{"touching share a mask", "abcdef", []redact.Span{{Start: 1, End: 3}, {Start: 3, End: 5}}, "a" + mask + "f", nil},
		{"empty span", "abc", []redact.Span{{Start: 1, End: 1}}, "abc", nil},
		{"all", "é", []redact.Span{{Start: 0, End: 2}}, mask, nil},
		{"inside a rune", "é", []redact.Span{{Start: 1, End: 2}}, "", redact.ErrSpan},
		{"outside", "abc", []redact.Span{{Start: 1, End: 9}}, "", redact.ErrSpan},
		{"negative", "abc", []redact.Span{{Start: -1, End: 2}}, "", redact.ErrSpan},
		{"backwards", "abc", []redact.Span{{Start: 2, End: 1}}, "", redact.ErrSpan},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := redact.Apply(c.text, c.spans)
			if got != c.want || !errors.Is(err, c.err) {
				t.Errorf("%q, %v; want %q, %v", got, err, c.want, c.err)
			}
		})
	}
}

// FuzzApply: every byte outside the spans is unchanged and in order, and each
// merged span became one mask.
func FuzzApply(f *testing.F) {
	f.Add("Mary Smith met John Brown", 5, 10, 15, 25)
	f.Add("é█x", 0, 2, 2, 5)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		spans := []redact.Span{{Start: a, End: b}, {Start: c, End: d}}
		got, err := redact.Apply(text, spans)
		if err != nil {
			if !errors.Is(err, redact.ErrSpan) {
				t.Fatalf("error %v", err)
			}
			return
		}
		if utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Fatal("invalid UTF-8 made of valid")
		}
		at := 0
		for _, s := range redact.Merge(spans) {
			if s.Start == s.End {
				continue
			}
			head := text[at:s.Start] + redact.Mask
			if !strings.HasPrefix(got, head) {
				t.Fatalf("%q does not begin with %q", got, head)
			}
			got, at = got[len(head):], s.End
		}
		if got != text[at:] {
			t.Fatalf("end %q, want %q", got, text[at:])
		}
	})
}

func FuzzMerge(f *testing.F) {
	f.Add(1, 4, 3, 5, 8, 9)
	f.Fuzz(func(t *testing.T, a, b, c, d, e, g int) {
		in := []redact.Span{{Start: a, End: b}, {Start: c, End: d}, {Start: e, End: g}}
		for _, s := range in {
			if s.Start > s.End {
				return
			}
		}
		out := redact.Merge(in)
		for i, s := range out {
			if i > 0 && out[i-1].End >= s.Start {
				t.Fatalf("%v overlap or touch", out)
			}
		}
		for _, s := range in {
			covered := false
			for _, o := range out {
				covered = covered || o.Covers(s)
			}
			if !covered {
				t.Fatalf("%v is not covered by %v", s, out)
			}
		}
	})
}

func TestAnchor(t *testing.T) {
	ids := func(text, value string) []string {
		var marks []redact.Mark
		for at := 0; ; {
			i := strings.Index(text[at:], value)
			if i < 0 {
				break
			}
			marks = append(marks, redact.Mark{Item: "i", Span: redact.Span{Start: at + i, End: at + i + len(value)}})
			at += i + len(value)
		}
		redact.Anchor(text, marks)
		var out []string
		for _, m := range marks {
			out = append(out, m.ID)
		}
		return out
	}
	text := "it was only yesterday that the neighbour John Brown shouted over the fence for an hour"
	was := ids(text, "John Brown")[0]
	for name, changed := range map[string]string{
		"text far in front": "A long new paragraph stands here now.\n\n" + text,
		"white space":       strings.ReplaceAll(text, " ", "\n "),
		"text far behind":   text + " and then he went away",
	} {
		value := "John Brown"
		if name == "white space" {
			value = "John\n Brown"
		}
		if got := ids(changed, value); got[0] != was {
			t.Errorf("%s: the ID changed", name)
		}
	}
	if got := ids("yesterday the neighbours saw John Brown hiding behind the fence", "John Brown"); got[0] == was {
		t.Error("other surroundings, same ID")
	}
	if got := ids("x;John;x;John;x;John;x", "John"); got[0] == got[1] || got[1] == got[2] {
		t.Errorf("repeats share IDs: %v", got)
	}
}
