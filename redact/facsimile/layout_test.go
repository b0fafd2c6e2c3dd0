package facsimile_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/redact"
	"sarsen/redact/facsimile"
	"sarsen/redact/pack"
	"sarsen/redact/page"
)

const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// letter is a document whose pages are laid out with these lines.
func letter(text string, pages ...[]string) (pack.Item, func(context.Context, []byte, string) ([]byte, error)) {
	var sheets []pdftest.Page
	for _, lines := range pages {
		sheets = append(sheets, pdftest.Page{Content: pdftest.Text(lines...)})
	}
	item := pack.Item{ID: "1", MediaType: wordType, Text: text, Open: func() ([]byte, error) { return []byte("a letter"), nil }}
	return item, func(_ context.Context, data []byte, name string) ([]byte, error) {
		if string(data) != "a letter" || name != "document.docx" {
			return nil, errors.New("asked to lay out something else")
		}
		return pdftest.File(sheets, nil, "", ""), nil
	}
}

// spans returns every place of the words in a text.
func spans(text string, words ...string) []redact.Span {
	var out []redact.Span
	for _, w := range words {
		for at := 0; ; {
			i := strings.Index(text[at:], w)
			if i < 0 {
				break
			}
			out = append(out, redact.Span{Start: at + i, End: at + i + len(w)})
			at += i + len(w)
		}
	}
	return out
}

// bound encloses a part of a text.
func bound(text, part, kind, label string, hidden bool) pack.Bound {
	i := strings.Index(text, part)
	return pack.Bound{Kind: kind, Label: label, Start: i, End: i + len(part), Hidden: hidden}
}

func TestCopyOfADocument(t *testing.T) {
	const text = "Report on Ann Sample\nShe lives at 12 Long Lane with Ben Baker.\nNumber\nPaid"
	laid := []string{"Report on Ann Sample", "She lives at 12 Long Lane with Ben", "Baker.", "1. Number", "2. Paid", "Page 1 is not here"}
	for _, tc := range []struct {
		name     string
		text     string
		pages    [][]string
		withhold []string
		bounds   []pack.Bound
		want     string // of the copy
		unshown  bool
		refused  bool
	}{
		{
			name: "over a line end", text: text, pages: [][]string{laid[:5]}, withhold: []string{"Ben Baker"},
			want: "Report on Ann Sample She lives at 12 Long Lane with █████ █████. 1. Number 2. Paid",
		},
		{
			name: "header on each page", text: text, pages: [][]string{laid[:3], {laid[0], laid[3], laid[4], "2"}}, withhold: []string{"Ann Sample"},
			want: "Report on █████ She lives at 12 Long Lane with Ben Baker. Report on █████ 1. Number 2. Paid 2",
		},
		{name: "words that nobody reviewed", text: text, pages: [][]string{laid}, withhold: []string{"Ben Baker"}, refused: true},
		{name: "the date of today", text: text, pages: [][]string{append(laid[:5:5], "22/11/26")}, refused: true},
		{
			name: "on no page", text: text, pages: [][]string{laid[:1]}, withhold: []string{"Ben Baker"},
			want: "Report on Ann Sample", unshown: true,
		},
		{
			name: "a comment is not on the pages", text: text + "\nAnn Sample's comment", pages: [][]string{laid[:5]}, withhold: []string{"Sample's comment"},
			bounds: []pack.Bound{bound(text+"\nAnn Sample's comment", "Ann Sample's comment", "note", "comment", false)},
			want:   "Report on Ann Sample She lives at 12 Long Lane with Ben Baker. 1. Number 2. Paid", unshown: true,
		},
		{
			name: "nothing is withheld", text: text, pages: [][]string{laid[:5]},
			want: "Report on Ann Sample She lives at 12 Long Lane with Ben Baker. 1. Number 2. Paid",
		},
		{
			name: "spelt by words that stand apart in the text", text: "Ben\nx\nBaker came. Ben Baker", pages: [][]string{{"Ben Baker came.", "x", "Ben Baker"}}, withhold: []string{"Ben Baker"},
			want: "█████ came. x █████",
		},
		{
			name: "a page of which nothing remains", text: "Ann\nBen Baker", pages: [][]string{{"Ann"}, {"Ben Baker"}}, withhold: []string{"Ben Baker"},
			want: "Ann This page is withheld",
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			item, layout := letter(tc.text, tc.pages...)
			item.Bounds = tc.bounds
			m := facsimile.Maker{Engine: pdftest.Engine(t), Layout: layout}
			var out bytes.Buffer
			copied, err := m.Copy(t.Context(), item, spans(tc.text, tc.withhold...), false, &out)
			if tc.refused {
				if !errors.Is(err, pack.ErrNoCopy) {
					t.Errorf("not refused: %v", err)
				}
				return
			}
			if err != nil || !copied.LaidOut || len(copied.Unshown) > 0 != tc.unshown || len(copied.Dropped) > 0 || copied.Pages != len(tc.pages) {
				t.Fatalf("copied %+v, error %v", copied, err)
			}
			if got := read(t, m, out.Bytes()); got != tc.want {
				t.Errorf("the copy reads\n%s\nwant\n%s", got, tc.want)
			}
		})
	}
}

// What is withheld and not written on the pages may be drawn on them, or be what
// they write in another way, unless each of their words is known and they draw
// nothing else.
func TestDrawnAndNotWritten(t *testing.T) {
	const text, withheld = "Report on Ann Sample\nfor Baker of Ben", "Baker"
	for _, tc := range []struct {
		name, content, withheld string
		refused                 bool
	}{
		{"nothing but words", pdftest.Text("Report on Ann Sample"), withheld, false},
		{"a faint line", pdftest.Text("Report on Ann Sample") + "\n0.99 G 100 100 m 160 140 l S", withheld, true},
		{"a number that is not the text's", pdftest.Text("Report on Ann Sample 7"), withheld, true},
		{"a word spelt the same", pdftest.Text("Report on Ann Sample for Ben"), "Ben\nBen", true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			item, _ := letter(text + "\nBen")
			m := facsimile.Maker{Engine: pdftest.Engine(t), Layout: func(context.Context, []byte, string) ([]byte, error) {
				return pdftest.File([]pdftest.Page{{Content: tc.content}}, nil, "", ""), nil
			}}
			_, err := m.Copy(t.Context(), item, spans(item.Text, tc.withheld), false, &bytes.Buffer{})
			if refused := errors.Is(err, pack.ErrNoCopy); refused != tc.refused || !refused && err != nil {
				t.Errorf("error %v", err)
			}
		})
	}
}

// read returns the text of a PDF in one line.
func read(t *testing.T, m facsimile.Maker, data []byte) string {
	t.Helper()
	texts, err := page.ReadFirst(t.Context(), m.Engine, data)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(strings.Join(strings.Fields(strings.Join(texts, "\n")), " "), " .", ".") // where a mask ends is not the point
}

func TestWhatIsNotLaidOut(t *testing.T) {
	item, layout := letter("Dear Ann", []string{"Dear Ann"})
	table, message, recording := item, item, item
	table.MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	message.Mail = &pack.Mail{}
	recording.Redacted = true
	down := errors.New("the hold is gone")
	lost := item
	lost.Open = func() ([]byte, error) { return nil, down }
	m := facsimile.Maker{Engine: pdftest.Engine(t), Layout: layout}
	for _, tc := range []struct {
		name string
		m    facsimile.Maker
		item pack.Item
		want error
	}{
		{"a table", m, table, pack.ErrNoCopy},
		{"a message", m, message, pack.ErrNoCopy},
		{"a copy by other means that is no recording", m, recording, pack.ErrNoCopy},
		{"no program does it", facsimile.Maker{Engine: m.Engine}, item, pack.ErrNoCopy},
		{"a picture in it is withheld", facsimile.Maker{Engine: m.Engine, Layout: layout, Parts: func(id string) bool { return id == "1" }}, item, pack.ErrNoCopy},
		{"the original cannot be had", m, lost, down},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := tc.m.Copy(t.Context(), tc.item, nil, false, &bytes.Buffer{})
			if !errors.Is(err, tc.want) || errors.Is(tc.want, down) && errors.Is(err, pack.ErrNoCopy) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestUnder(t *testing.T) {
	const text = "Report on Ann Sample\nShe lives with Ben Baker."
	item, layout := letter(text, []string{"Report on Ann Sample"}, []string{"Report on Ann Sample", "She lives with", "Ben Baker."})
	m := facsimile.Maker{Engine: pdftest.Engine(t), Layout: layout}
	first := redact.Rect{Left: 72, Top: 50, Right: 300, Bottom: 76} // the first line
	for _, tc := range []struct {
		name  string
		areas []redact.Area
		want  string
	}{
		{"a line of the second page", []redact.Area{{Page: 2, Rect: redact.Rect{Left: 0, Top: 100, Right: 500, Bottom: 120}}}, "Ben Baker"},
		{"a whole page", []redact.Area{{Page: 1}}, "Report on Ann Sample"},
		{"a repeated header", []redact.Area{{Page: 2, Rect: first}}, "Report on Ann Sample"},
		{"nothing there", []redact.Area{{Page: 1, Rect: redact.Rect{Left: 0, Top: 700, Right: 10, Bottom: 710}}}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			item.Areas = tc.areas
			got, err := m.Under(t.Context(), item)
			if err != nil {
				t.Fatal(err)
			}
			var words []string
			for _, s := range got {
				words = append(words, text[s.Start:s.End])
			}
			if strings.Join(words, "|") != tc.want {
				t.Errorf("found %q, want %q", words, tc.want)
			}
		})
	}
	item.Areas = []redact.Area{{Page: 3}}
	if _, err := m.Under(t.Context(), item); !errors.Is(err, redact.ErrArea) {
		t.Errorf("page 3 of 2: %v", err)
	}
	if _, err := (facsimile.Maker{Engine: m.Engine}).Under(t.Context(), item); !errors.Is(err, redact.ErrArea) {
		t.Errorf("without a program: %v", err)
	}
}

func TestAreasNeverFallBackToText(t *testing.T) {
	const text = "Dear Ann Sample"
	item, layout := letter(text, []string{text}, []string{"unknown words"})
	item.Areas = []redact.Area{{Page: 1, Rect: redact.Rect{Right: 595, Bottom: 842}}}
	m := facsimile.Maker{Engine: pdftest.Engine(t), Layout: layout}
	_, err := m.Copy(t.Context(), item, nil, false, &bytes.Buffer{})
	if !errors.Is(err, redact.ErrArea) || errors.Is(err, pack.ErrNoCopy) {
		t.Errorf("what stands in the area is not withheld: %v", err)
	}
	all := []redact.Span{{Start: 0, End: len(text)}}
	if _, err = m.Copy(t.Context(), item, all, false, &bytes.Buffer{}); !errors.Is(err, pack.ErrNoCopy) {
		t.Errorf("it is withheld: %v", err)
	}
}
