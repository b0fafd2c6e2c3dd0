package align_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"sarsen/redact"
	"sarsen/redact/facsimile/align"
)

// find returns where the nth (from 0) occurrence of each part stands.
func find(t *testing.T, text string, parts ...string) []redact.Span {
	t.Helper()
	var out []redact.Span
	for _, p := range parts {
		i := strings.Index(text, p)
		if i < 0 {
			t.Fatalf("%q is not in the text", p)
		}
		out = append(out, redact.Span{Start: i, End: i + len(p)})
	}
	return out
}

func texts(text string, spans []redact.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, text[s.Start:s.End])
	}
	return strings.Join(out, "|")
}

func TestPlaces(t *testing.T) {
	for _, tc := range []struct {
		name           string
		source, copied string
		spans          []string // of the source
		want           string   // of the copy
	}{
		{"as it was", "Dear Ann Sample, thank you.", "Dear Ann Sample,\nthank you.", []string{"Ann Sample"}, "Ann Sample"},
		{"over a line end", "Please call Ann Sample today.", "Please call Ann\nSample today.", []string{"Ann Sample"}, "Ann\nSample"},
		{"hyphenated", "We met Petronella there.", "We met Petro-\nnella there.", []string{"Petronella"}, "Petro-\nnella"},
		{"a compound parted at its hyphen", "the well-known Ann was there", "the well-\nknown Ann was there", []string{"well-known"}, "well-\nknown"},
		{"header repeated", "One two three four.\nFive six.\nCase of Ann Sample", "Case of Ann Sample\nOne two three four.\nCase of Ann Sample\nFive six.", []string{"Ann Sample"}, "Ann Sample|Ann Sample"},
		{"cells in another order", "Name: Ann Sample Born: 1 May 1980 Town: Ambridge", "Town: Ambridge Name: Ann Sample Born: 1 May 1980", []string{"Ann Sample"}, "Ann Sample"},
		{"one of two, told by what is around", "Yesterday morning we rang Sample about the damp. Nobody but the neighbour Sample had complained of it.", "Yesterday morning we rang Sample about the damp.\nNobody but the neighbour Sample had complained of it.", []string{"Sample about"}, "Sample about"},
		{"one of two that look alike", "Sample\nx\nSample", "Sample\ny\nSample", []string{"Sample"}, "Sample|Sample"},
		{"generated numbers", "Sample came\nBaker left", "1. Sample came\n2. Baker left", []string{"Baker"}, "Baker"},
		{"set wide", "The form of Sample is here", "The form of S a m p l e is here", []string{"Sample"}, "S a m p l e"},
		{"run together", "The form of Ann Sample is here", "The form of AnnSample is here", []string{"Sample"}, "Sample"},
		{"number of a note", "asked by Sample in May", "asked by Sample12 in May", []string{"Sample"}, "Sample"},
		{"marks that belong to it", "call +44 1632 960123 (home)", "call +44 1632 960123 (home)", []string{"+44 1632 960123 (home)"}, "+44 1632 960123 (home)"},
		{"marks that do not", "Call (Ann) now", "Call (Ann) now", []string{"Ann"}, "Ann"},
		{"accents and case", "Siân Ŵyn", "SIÂN ŴYN", []string{"Ŵyn"}, "ŴYN"},
		{"without spaces", "会议纪要由王小明记录", "会议纪要由\n王小明记录", []string{"王小明"}, "王小明"},
		{"half of a word", "reference AB1234X of him", "reference AB1234X of him", []string{"1234"}, "AB1234X"},
		{"not in the copy", "shown\nhidden", "shown", []string{"hidden"}, ""},
		{"nothing", "", "", nil, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a := align.New(tc.source, tc.copied, nil)
			if got := texts(tc.copied, a.Places(find(t, tc.source, tc.spans...))); got != tc.want {
				t.Errorf("found %q, want %q", got, tc.want)
			}
		})
	}
}

func TestWhatIsNotKnown(t *testing.T) {
	const source, copied = "Ann wrote.\nA comment by Ben.", "Ann wrote.\nPage 1 generated"
	a := align.New(source, copied, nil)
	if got := texts(copied, a.Unknown()); got != "Page|1|generated" {
		t.Errorf("unknown %q", got)
	}
	if got := texts(source, a.Missing()); got != "A|comment|by|Ben" {
		t.Errorf("missing %q", got)
	}
	if !a.Together(find(t, copied, "Ann wrote.")[0]) || a.Together(find(t, copied, "wrote.\nPage")[0]) {
		t.Error("known words and unknown ones are not told apart")
	}
	if align.New("Ann. Ben. Sample", "Ann Sample\nBen", nil).Together(redact.Span{Start: 0, End: 10}) {
		t.Error("words that stand apart in the source are taken for neighbours")
	}
}

// Of places that look alike, the words of a page come from what pages show.
func TestAside(t *testing.T) {
	const comment, text, copied = "Case 1: list of steps (draft)", "list of steps\nStep one", "list of steps\nStep one"
	source := comment + "\n" + text
	a := align.New(source, copied, find(t, source, comment))
	if got := texts(source, a.Missing()); got != "Case|1|list|of|steps|draft" {
		t.Errorf("missing %q", got)
	}
	if a := align.New(source, "Case 1: list of steps (draft)\nlist of steps\nStep one", find(t, source, comment)); len(a.Missing())+len(a.Unknown()) > 0 {
		t.Error("a comment that is shown is not known")
	}
}

func TestSources(t *testing.T) {
	const source = "Report on Ann Sample. She lives here. Signed Ben Baker"
	const copied = "Report on Ann Sample.\nReport on Ann Sample.\nShe lives here.\nSigned Ben Baker"
	a := align.New(source, copied, nil)
	at := strings.LastIndex(copied, "Ann")
	if got := texts(source, a.Sources([]redact.Span{{Start: at, End: at + len("Ann Sample")}})); got != "Ann Sample" {
		t.Errorf("under the second header: %q", got)
	}
	if got := texts(source, a.Sources(find(t, copied, "here.\nSigned Ben"))); got != "here. Signed Ben" {
		t.Errorf("under two lines: %q", got)
	}
}

// FuzzNew checks that whatever the texts, spans lie inside them between
// characters, that a text aligned with itself is known, and that what a withheld
// place says in the copy, the source says as well.
func FuzzNew(f *testing.F) {
	f.Add("Dear Ann Sample, thank you.", "Page 1\nDear Ann Sam-\nple, thank you.", 5, 15)
	f.Add("a a a b a", "b a a\u00ad", 0, 3)
	f.Add("½ ﬁ Straße 1SUFFIX", "1⁄2 fi strasse SUFFIX1", 0, 3)
	f.Add("会议 x", "x会议", 0, 3)
	f.Fuzz(func(t *testing.T, source, copied string, start, end int) {
		if !utf8.ValidString(source) || !utf8.ValidString(copied) {
			return
		}
		check := func(text string, spans []redact.Span) {
			for _, s := range spans {
				if s.Start < 0 || s.End > len(text) || s.Start > s.End || !utf8.ValidString(text[s.Start:s.End]) {
					t.Fatalf("span %v of %d bytes", s, len(text))
				}
			}
		}
		start, end = min(max(start, 0), len(source)), min(max(end, 0), len(source))
		span := []redact.Span{{Start: min(start, end), End: max(start, end)}}
		a := align.New(source, copied, nil)
		check(copied, a.Places(span))
		check(copied, a.Unknown())
		check(source, a.Missing())
		check(source, a.Sources(a.Places(span)))
		if self := align.New(source, source, nil); len(self.Unknown()) > 0 || len(self.Missing()) > 0 {
			t.Fatal("a text is not known to itself")
		}
		everything := redact.Merge(append(a.Places([]redact.Span{{Start: 0, End: len(source)}}), a.Unknown()...))
		for _, w := range a.Words() {
			if len(source) > 0 && !covered(everything, w) {
				t.Fatalf("word %v is neither known nor unknown", w)
			}
		}
	})
}

func covered(spans []redact.Span, w redact.Span) bool {
	for _, s := range spans {
		if s.Covers(w) {
			return true
		}
	}
	return false
}
