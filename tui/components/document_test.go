package components_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"sarsen/redact"
	"sarsen/tui/components"
	"sarsen/tui/styles"
)

func mark(text, part string, v redact.Verdict) redact.Mark {
	at := strings.Index(text, part)
	return redact.Mark{Span: redact.Span{Start: at, End: at + len(part)}, Decision: v}
}

func TestDocumentDrawsCues(t *testing.T) {
	text := "Dilys met Rhodri, Seren and Mrs Pugh."
	marks := []redact.Mark{mark(text, "Rhodri", redact.Withhold), mark(text, "Seren", redact.Disclose), mark(text, "Mrs Pugh", redact.Open), mark(text, "Pugh", redact.Withhold)}
	for _, c := range []struct {
		name    string
		text    string
		subject []redact.Span
		marks   []redact.Mark
		width   int
		want    []string
	}{
		{
			"cues of each decision", text,
			[]redact.Span{{Start: 0, End: 5}},
			marks, 60,
			[]string{"Dilys met ▐Rhodri▌, ‹Seren› and [Mrs Pugh?]."},
		},
		{
			"a mark over two lines", text, nil, marks, 34,
			[]string{"Dilys met ▐Rhodri▌, ‹Seren› and", "[Mrs Pugh?]."},
		},
		{"a word longer than a line", "0123456789", nil, nil, 8, []string{"01234567", "89"}},
		{"wide letters", "日本語日本語", nil, nil, 8, []string{"日本語日", "本語"}},
		{"line breaks and tabs", "a\n\nb\tc", nil, nil, 20, []string{"a", "", "b    c"}},
		{"controls are gone", "a\x1b[31mb\u202ec\x07d\u200b", nil, nil, 20, []string{"a[31mbcd"}},
		{"a mark that does not fit is left out", "abc", nil, []redact.Mark{{Span: redact.Span{Start: 1, End: 9}}}, 20, []string{"abc"}},
		{"invalid bytes", "a\xffb", nil, nil, 20, []string{"a\uFFFDb"}},
		{"empty", "", nil, nil, 20, []string{""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := components.NewDocument(c.text, c.subject, c.marks, c.width)
			got := d.View(styles.New(true), 0, d.Lines(), redact.Span{})
			for i := range got {
				got[i] = strings.TrimPrefix(ansi.Strip(got[i]), "   ")
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestDocumentPointsAtCurrentMark(t *testing.T) {
	text := "one two\nthree four\nfive"
	m := mark(text, "three", redact.Open)
	d := components.NewDocument(text, nil, []redact.Mark{m}, 20)
	if got := d.LineOf(m.Start); got != 1 {
		t.Fatalf("LineOf = %d, want 1", got)
	}
	lines := d.View(styles.New(true), 0, 3, m.Span)
	for i, want := range []string{"   one two", " > [three?] four", "   five"} {
		if got := ansi.Strip(lines[i]); got != want {
			t.Errorf("line %d = %q, want %q", i, got, want)
		}
	}
}

// FuzzDocument states that no text, however broken, gets a control character
// or a line wider than the window onto the screen, and that no letter is lost.
func FuzzDocument(f *testing.F) {
	f.Add("plain text with a mark", 3, 9, 12)
	f.Add("\x1b]0;title\x07 e\u0301\u0301 日本 👩‍👩‍👧 \u202e", 1, 4, 9)
	f.Fuzz(func(t *testing.T, text string, start, end, width int) {
		width = 8 + width&63
		marks := []redact.Mark{{Span: redact.Span{Start: start, End: end}, Decision: redact.Open}}
		d := components.NewDocument(text, []redact.Span{{Start: end, End: start}}, marks, width)
		letters := 0
		for _, l := range d.View(styles.New(true), 0, d.Lines(), redact.Span{}) {
			plain := ansi.Strip(l)
			for _, r := range plain {
				if unicode.Is(unicode.Cc, r) {
					t.Fatalf("control character %U in %q", r, plain)
				}
				if r >= 'a' && r <= 'z' {
					letters++
				}
			}
			if w := ansi.StringWidth(plain); w > width+3 {
				t.Fatalf("line %q is %d wide, want at most %d", plain, w, width+3)
			}
		}
		want := 0
		for _, r := range text {
			if r >= 'a' && r <= 'z' {
				want++
			}
		}
		if letters != want {
			t.Fatalf("%d letters drawn, want %d", letters, want)
		}
	})
}
