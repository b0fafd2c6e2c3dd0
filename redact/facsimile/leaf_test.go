package facsimile

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/redact"
	"sarsen/redact/pack"
)

// recognised is an item of two pages with what was recognised on some of them put
// in as a crawl does, at the given byte of the text.
func recognised(t *testing.T, pages [2]string, got map[int]string, at map[int]int) (pack.Item, []string) {
	t.Helper()
	text := pages[0] + "\n" + pages[1] + "\nTitle: x"
	read := documents.Item{Pages: 2, Text: text, Bounds: []documents.Bound{
		{Kind: documents.Page, Start: 0, End: len(pages[0]), Label: "1"},
		{Kind: documents.Page, Start: len(pages[0]) + 1, End: len(pages[0]) + 1 + len(pages[1]), Label: "2"},
		{Kind: documents.Properties, Start: len(pages[0]) + len(pages[1]) + 2, End: len(text)},
	}}
	var late documents.Late
	words := map[int]documents.Recognition{}
	for n, s := range got {
		late.Scans = append(late.Scans, documents.Scan{Page: n, At: at[n]})
		words[n] = documents.Recognition{Text: s}
	}
	done := documents.Recognise(read, late, words)
	item := pack.Item{MediaType: "application/pdf", Text: done.Text, Scan: func(page int) (redact.Scan, bool, error) {
		s, ok := got[page]
		return redact.Scan{Text: s}, ok, nil
	}}
	for _, b := range done.Bounds {
		item.Bounds = append(item.Bounds, pack.Bound{Kind: string(b.Kind), Start: b.Start, End: b.End, Label: b.Label, Hidden: b.Hidden})
	}
	return item, pages[:]
}

func TestLeaves(t *testing.T) {
	for _, tc := range []struct {
		name  string
		pages [2]string
		got   map[int]string
		at    map[int]int
	}{
		{"nothing recognised", [2]string{"Dear Ann", "Yours, Ben"}, nil, nil},
		{"a scan", [2]string{"", "Yours, Ben"}, map[int]string{1: "Dear Ann"}, map[int]int{1: 0}},
		{"behind the page's text", [2]string{"Dear Ann", "Yours"}, map[int]string{1: "stamped\nby Ben"}, map[int]int{1: 8}},
		{"before it", [2]string{"Dear Ann", "Yours"}, map[int]string{2: "stamped"}, map[int]int{2: 9}},
		{"within it", [2]string{"Dear Ann", "Yours"}, map[int]string{1: "stamped"}, map[int]int{1: 4}},
		{"on both", [2]string{"Dear Ann", ""}, map[int]string{1: "one", 2: "two"}, map[int]int{1: 8, 2: 9}},
		{"a picture without words", [2]string{"", "Yours"}, map[int]string{1: ""}, map[int]int{1: 0}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			item, pages := recognised(t, tc.pages, tc.got, tc.at)
			leaves, err := leavesOf(item)
			if err != nil {
				t.Fatal(err)
			}
			for i, l := range leaves {
				if got := l.own(item.Text); got != pages[i] {
					t.Errorf("own text of page %d is %q, want %q", i+1, got, pages[i])
				}
				want, ok := tc.got[i+1]
				if (l.scan != nil) != ok || item.Text[l.words.Start:l.words.End] != want {
					t.Errorf("recognised on page %d: %q, want %q", i+1, item.Text[l.words.Start:l.words.End], want)
				}
				places(t, item.Text, l)
			}
		})
	}
}

// places checks that each byte of the item's text on a page is found on it, and
// back.
func places(t *testing.T, text string, l leaf) {
	t.Helper()
	for i := l.whole.Start; i < l.whole.End; i++ {
		own, words := l.within([]redact.Span{{Start: i, End: i + 1}})
		switch {
		case len(own) == 1:
			if l.own(text)[own[0].Start] != text[i] || l.source(own)[0].Start != i {
				t.Errorf("byte %d is found at %v of the page's text", i, own)
			}
		case len(words) == 1:
			if l.scan.Text[words[0].Start] != text[i] {
				t.Errorf("byte %d is found at %v of what was recognised", i, words)
			}
		case text[i] != '\n':
			t.Errorf("byte %d is on no page", i)
		}
	}
	own, _ := l.within([]redact.Span{{Start: 0, End: len(text)}})
	if len(own) > 1 || len(own) == 1 && (own[0] != redact.Span{Start: 0, End: len(l.own(text))}) {
		t.Errorf("the whole page is %v of %d bytes", own, len(l.own(text)))
	}
}

func TestLeavesRefuse(t *testing.T) {
	sound := func() pack.Item {
		item, _ := recognised(t, [2]string{"Dear Ann", "Yours"}, map[int]string{1: "stamped by Ben"}, map[int]int{1: 8})
		return item
	}
	down := errors.New("the store is down")
	for _, tc := range []struct {
		name   string
		change func(*pack.Item)
		want   error
	}{
		{"nothing recognised is known", func(i *pack.Item) { i.Scan = nil }, pack.ErrNoCopy},
		{"it is not what was recognised", func(i *pack.Item) { i.Text = strings.Replace(i.Text, "by Ben", "by Bob", 1) }, pack.ErrNoCopy},
		{"something was recognised since", func(i *pack.Item) {
			i.Scan = func(page int) (redact.Scan, bool, error) {
				return redact.Scan{Text: map[int]string{1: "stamped by Ben", 2: "new"}[page]}, true, nil
			}
		}, pack.ErrNoCopy},
		{"the store fails", func(i *pack.Item) {
			i.Scan = func(int) (redact.Scan, bool, error) { return redact.Scan{}, false, down }
		}, down},
		{"recognised text on no page", func(i *pack.Item) { i.Bounds[1].Start, i.Bounds[1].End = len(i.Text)-1, len(i.Text) }, pack.ErrNoCopy},
		{"no pages", func(i *pack.Item) { i.Bounds = nil }, pack.ErrNoCopy},
	} {
		t.Run(tc.name, func(t *testing.T) {
			item := sound()
			tc.change(&item)
			if _, err := leavesOf(item); !errors.Is(err, tc.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAreasOf(t *testing.T) {
	rect := redact.Rect{Left: 1, Top: 2, Right: 3, Bottom: 4}
	got, err := areasOf(pack.Item{Areas: []redact.Area{{Page: 1}, {Page: 2, Rect: rect}}}, 2)
	if err != nil || !got[0].whole || len(got[0].rects) != 0 || got[1].whole || len(got[1].rects) != 1 {
		t.Errorf("got %v, %v", got, err)
	}
	for _, page := range []int{0, 3} {
		if _, err := areasOf(pack.Item{Areas: []redact.Area{{Page: page, Rect: rect}}}, 2); !errors.Is(err, redact.ErrArea) {
			t.Errorf("page %d of 2: %v", page, err)
		}
	}
}

func TestGenerated(t *testing.T) {
	for text, want := range map[string]bool{
		"12": true, "a)": true, "iv": true, "xlviii": true, "2026": false, "Ann": false, "22/11/26": false, "9:26": false, "mix": false, "1-2": false,
	} {
		end := strings.IndexFunc(text, func(r rune) bool { return strings.ContainsRune("/:-)", r) })
		if end < 0 {
			end = len(text)
		}
		if got := generated(text, redact.Span{End: end}); got != want {
			t.Errorf("%s: %s", text, strconv.FormatBool(got))
		}
	}
}
