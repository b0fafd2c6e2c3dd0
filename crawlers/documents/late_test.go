package documents_test

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

func page(n, start, end int) documents.Bound {
	return documents.Bound{Kind: documents.Page, Label: strconv.Itoa(n), Start: start, End: end}
}

func sure(start, end int) documents.Bound {
	return documents.Bound{Kind: documents.Recognised, Label: "90", Start: start, End: end}
}

// said is a page on which a text was recognised.
func said(text string) documents.Recognition {
	r := documents.Recognition{Width: 595, Height: 842, Text: text, Confidence: 90}
	if text != "" {
		r.Words = []documents.Word{{End: len(text), Confidence: 90}}
	}
	return r
}

func TestRecognise(t *testing.T) {
	for _, tc := range []struct {
		name   string
		item   documents.Item
		late   documents.Late
		got    map[int]documents.Recognition
		text   string
		bounds []documents.Bound
		state  crawlers.State
		reason string
	}{
		{
			name: "a picture", item: documents.Item{Pages: 1},
			late: documents.Late{Scans: []documents.Scan{{Page: 1}}}, got: map[int]documents.Recognition{1: said("damp")},
			text: "damp", bounds: []documents.Bound{sure(0, 4)}, state: crawlers.Indexed, reason: "text of the picture recognised, 90% sure",
		},
		{
			name: "before the properties",
			item: documents.Item{Pages: 1, Text: "Camera: X\n", Bounds: []documents.Bound{{Kind: documents.Properties, End: 10, Hidden: true}}},
			late: documents.Late{Scans: []documents.Scan{{Page: 1}}}, got: map[int]documents.Recognition{1: said("damp")},
			text:   "damp\nCamera: X\n",
			bounds: []documents.Bound{sure(0, 5), {Kind: documents.Properties, Start: 5, End: 15, Hidden: true}},
			state:  crawlers.Indexed, reason: "text of the picture recognised, 90% sure",
		},
		{
			name: "pages without text", item: documents.Item{Pages: 3, Text: "end", Bounds: []documents.Bound{page(1, 0, 0), page(2, 0, 0), page(3, 0, 3)}},
			late: documents.Late{Scans: []documents.Scan{{Page: 1}, {Page: 2}}},
			got:  map[int]documents.Recognition{1: said("one"), 2: said("two")},
			text: "one\ntwo\nend", bounds: []documents.Bound{page(1, 0, 4), sure(0, 4), page(2, 4, 8), sure(4, 8), page(3, 8, 11)},
			state: crawlers.Indexed, reason: "text of 2 of 3 pages recognised, 90% sure",
		},
		{
			name: "a stamp on a scan", item: documents.Item{Pages: 2, Text: "Received\nend\n", Bounds: []documents.Bound{page(1, 0, 8), page(2, 9, 12)}},
			late: documents.Late{Scans: []documents.Scan{{Page: 1, At: 8}}}, got: map[int]documents.Recognition{1: said("Dear all")},
			text: "Received\nDear all\nend\n", bounds: []documents.Bound{page(1, 0, 17), sure(8, 17), page(2, 18, 21)},
			state: crawlers.Indexed, reason: "text of 1 of 2 pages recognised, 90% sure",
		},
		{
			name: "not all of it", item: documents.Item{Pages: 2, Bounds: []documents.Bound{page(1, 0, 0), page(2, 0, 0)}},
			late: documents.Late{Scans: []documents.Scan{{Page: 1}, {Page: 2}}, Rest: "an attachment cannot be read"},
			got:  map[int]documents.Recognition{2: said("two")},
			text: "two", bounds: []documents.Bound{page(1, 0, 0), page(2, 0, 3), sure(0, 3)},
			state: crawlers.Partial, reason: "an attachment cannot be read; text of 1 of 2 pages could not be recognised",
		},
		{
			name: "nothing of it", item: documents.Item{Pages: 1}, late: documents.Late{Scans: []documents.Scan{{Page: 1}}},
			state: crawlers.NeedsOCR, reason: "picture whose text could not be recognised",
		},
		{
			name: "nothing on it", item: documents.Item{Pages: 1}, late: documents.Late{Scans: []documents.Scan{{Page: 1}}},
			got: map[int]documents.Recognition{1: said("")}, state: crawlers.Empty, reason: "picture without text, as far as can be recognised",
		},
		{
			name: "hard to read", item: documents.Item{Pages: 1}, late: documents.Late{Scans: []documents.Scan{{Page: 1}}},
			got:  map[int]documents.Recognition{1: {Text: "dnnp", Words: []documents.Word{{End: 4, Confidence: 31}}, Confidence: 31}},
			text: "dnnp", bounds: []documents.Bound{{Kind: documents.Recognised, Label: "31", End: 4}},
			state: crawlers.Partial, reason: "text of the picture hard to read (31% sure)",
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			item := documents.Recognise(tc.item, tc.late, tc.got)
			if item.Text != tc.text || item.State != tc.state || item.Reason != tc.reason {
				t.Errorf("%q is %s, %q; want %q, %s, %q", item.Text, item.State, item.Reason, tc.text, tc.state, tc.reason)
			}
			if diff := cmp.Diff(tc.bounds, item.Bounds); diff != "" {
				t.Errorf("bounds (-want +got):\n%s", diff)
			}
			again := documents.Recognise(item, tc.late, tc.got)
			if diff := cmp.Diff(item, again); diff != "" {
				t.Errorf("a second time (-want +got):\n%s", diff)
			}
			without := documents.Recognise(item, tc.late, nil)
			if diff := cmp.Diff(tc.item.Text, without.Text); diff != "" {
				t.Errorf("taken out again (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPending(t *testing.T) {
	for n, want := range map[int]string{
		1: "1 of 5 pages is a picture whose text has not been recognised yet",
		2: "2 of 5 pages are pictures whose text has not been recognised yet",
	} {
		if got := (documents.Late{Scans: make([]documents.Scan, n)}).Pending(5); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := (documents.Late{Scans: make([]documents.Scan, 1)}).Pending(1); got != "picture whose text has not been recognised yet" {
		t.Errorf("%q", got)
	}
}

// FuzzRecognise: wherever pages begin and end and whatever is recognised on
// them, bounds lie inside the text, in order, and nest; each page holds what was
// recognised on it; and all of it can be taken out again.
func FuzzRecognise(f *testing.F) {
	f.Add("one\n[two]\n[]end", "first|second|third")
	f.Add("[][]", "a|b")
	f.Add("[abc\n][]tail\n", "x\ny|z")
	f.Fuzz(func(t *testing.T, layout, recognised string) {
		item, late := laidOut(documents.Normalise(layout))
		got := map[int]documents.Recognition{}
		for i, text := range strings.Split(documents.Normalise(recognised), "|") {
			got[i+1] = said(strings.TrimSuffix(text, "\n"))
		}
		out := documents.Recognise(item, late, got)
		if !utf8.ValidString(out.Text) {
			t.Fatalf("text %q", out.Text)
		}
		checkNesting(t, out)
		for _, s := range late.Scans {
			if r, ok := got[s.Page]; ok && !strings.Contains(pageText(out, s.Page), r.Text) {
				t.Errorf("page %d is %q, without %q", s.Page, pageText(out, s.Page), r.Text)
			}
		}
		back := documents.Recognise(out, late, nil)
		if diff := cmp.Diff(item.Bounds, back.Bounds); back.Text != item.Text || diff != "" {
			t.Errorf("taken out again: %q, want %q; bounds (-want +got):\n%s", back.Text, item.Text, diff)
		}
	})
}

// laidOut makes a document of a text in which [ opens a page, whose text is to
// be recognised where the next ] closes it.
func laidOut(layout string) (documents.Item, documents.Late) {
	out := documents.NewBuilder(0, nil)
	pages, open := 0, false
	for _, r := range layout {
		switch {
		case r == '[' && !open:
			pages, open = pages+1, true
			out.Open(documents.Page, strconv.Itoa(pages), false)
		case r == ']' && open:
			open = false
			out.Scan(pages)
			out.Close()
		default:
			out.Text(string(r))
		}
	}
	out.Property("End", "of it")
	result := out.Result()
	result.Item.Pages = pages
	return result.Item, documents.Late{Scans: result.Scans}
}

func checkNesting(t *testing.T, item documents.Item) {
	t.Helper()
	var open []documents.Bound
	at := 0
	for _, b := range item.Bounds {
		if b.Start < at || b.End < b.Start || b.End > len(item.Text) {
			t.Fatalf("bound %v after %d in %d bytes", b, at, len(item.Text))
		}
		at = b.Start
		for len(open) > 0 && open[len(open)-1].End <= b.Start {
			open = open[:len(open)-1]
		}
		if len(open) > 0 && b.End > open[len(open)-1].End {
			t.Fatalf("bound %v leads out of %v", b, open[len(open)-1])
		}
		open = append(open, b)
	}
}

func pageText(item documents.Item, n int) string {
	for _, b := range item.Bounds {
		if b.Kind == documents.Page && b.Label == strconv.Itoa(n) {
			return item.Text[b.Start:b.End]
		}
	}
	return ""
}
