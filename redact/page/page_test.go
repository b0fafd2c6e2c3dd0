package page_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers/pdfium"
	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/redact"
	"sarsen/redact/page"
)

// hide returns a page of text with every occurrence of the words withheld.
func hide(text string, words ...string) page.Page {
	p := page.Page{Text: text}
	for _, w := range words {
		for at := 0; ; {
			i := strings.Index(text[at:], w)
			if i < 0 {
				break
			}
			p.Withhold = append(p.Withhold, redact.Span{Start: at + i, End: at + i + len(w)})
			at += i + len(w)
		}
	}
	return p
}

// copyOf redacts the words on every page of data.
func copyOf(t *testing.T, eng *pdfium.Engine, data []byte, words ...string) ([]byte, page.Report) {
	t.Helper()
	texts, err := page.ReadFirst(t.Context(), eng, data)
	if err != nil {
		t.Fatal(err)
	}
	pages := make([]page.Page, len(texts))
	for i, text := range texts {
		pages[i] = hide(text, words...)
	}
	out, report, err := copied(t.Context(), eng, data, pages, page.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return out, report
}

func TestRedact(t *testing.T) {
	form := "<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Length 60>>\nstream\n" +
		"BT /F 12 Tf 72 500 Td (Ask Jonathan Example today) Tj ET     \nendstream"
	field := []string{
		"<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Jonathan)/Rect[100 600 300 620]/F 4/AP<</N 6 0 R>>>>",
		"<</Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F 3 0 R>>>>/Length 38>>\nstream\nBT /F 12 Tf 2 5 Td (Jonathan) Tj ET   \nendstream",
	}
	letter := pdftest.Text("Dear Petra Sample", "your neighbour Jonathan Example called", "about the hedge")
	for _, tc := range []struct {
		name    string
		page    pdftest.Page
		objects []string
		hide    []string
		gone    []string
		stay    []string
	}{
		{
			name: "words of a letter", page: pdftest.Page{Content: letter}, hide: []string{"Jonathan Example"},
			gone: []string{"Jonathan", "Example"}, stay: []string{"Petra", "neighbour", "called", "hedge"},
		},
		{
			name: "turned page", page: pdftest.Page{Content: letter, Extra: "/Rotate 90"}, hide: []string{"Jonathan Example"},
			gone: []string{"Jonathan", "Example"}, stay: []string{"Petra", "neighbour", "called", "hedge"},
		},
		{
			name: "turned text", page: pdftest.Page{Content: "BT /F 12 Tf 0 1 -1 0 300 300 Tm (call Jonathan Example now) Tj ET"}, hide: []string{"Jonathan Example"},
			gone: []string{"Jonathan", "Example"}, stay: []string{"call", "now"},
		},
		{
			name: "crop box", page: pdftest.Page{Content: letter, Extra: "/CropBox[50 650 400 800]"}, hide: []string{"Jonathan"},
			gone: []string{"Jonathan"}, stay: []string{"Example", "Petra"},
		},
		{
			name: "over a line's end", page: pdftest.Page{Content: pdftest.Text("met with Jonathan", "Example yesterday")}, hide: []string{"Jonathan\nExample"},
			gone: []string{"Jonathan", "Example"}, stay: []string{"met", "with", "yesterday"},
		},
		{
			name: "hyphen at a line's end", page: pdftest.Page{Content: pdftest.Text("met with Jona-", "than yesterday")}, hide: []string{"Jona-\nthan"},
			gone: []string{"Jona", "than"}, stay: []string{"met", "with", "yesterday"},
		},
		{
			name: "part of a word", page: pdftest.Page{Content: pdftest.Text("the jonathan.example@mail.example address")}, hide: []string{"jonathan.example"},
			gone: []string{"jonathan"}, stay: []string{"the", "mail.example", "address"},
		},
		{
			name: "form XObject", page: pdftest.Page{Content: "/X Do " + letter}, objects: []string{form}, hide: []string{"Jonathan"},
			gone: []string{"Jonathan"}, stay: []string{"Ask", "today", "hedge"},
		},
		{
			name: "form field", page: pdftest.Page{Content: pdftest.Text("Name and address"), Extra: "/Annots[5 0 R]"}, objects: field, hide: []string{"Jonathan"},
			gone: []string{"Jonathan"}, stay: []string{"Name", "address"},
		},
		{
			name: "two columns", page: pdftest.Page{Content: "BT /F 12 Tf 72 700 Td (Jonathan Example) Tj 250 0 Td (right column) Tj -250 -14 Td (left column) Tj 250 0 Td (more words) Tj ET"},
			hide: []string{"Jonathan Example"}, gone: []string{"Jonathan"}, stay: []string{"right", "left", "more", "words"},
		},
		{
			name: "drawn twice", page: pdftest.Page{Content: letter + " " + strings.Replace(letter, "72 770", "74 769", 1)}, hide: []string{"Jonathan Example"},
			gone: []string{"Jonathan", "Example"}, stay: []string{"Petra", "hedge"},
		},
		{
			name: "letters outside ASCII", page: pdftest.Page{Content: pdftest.Text("\xa35 to Ren\xe9 O\x92Neill for caf\xe9")}, hide: []string{"René O’Neill"},
			gone: []string{"René", "Neill"}, stay: []string{"£5", "café"},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			eng := pdftest.Engine(t)
			data := pdftest.File([]pdftest.Page{tc.page}, tc.objects, "", "")
			out, report := copyOf(t, eng, data, tc.hide...)
			if len(report.Dropped) > 0 || report.Masks == 0 {
				t.Fatalf("report %+v", report)
			}
			first, second := both(t, eng, out)
			for reader, text := range map[string]string{"first": first, "second": second} {
				for _, w := range tc.gone {
					if strings.Contains(text, w) {
						t.Errorf("%s reader finds %q in %q", reader, w, text)
					}
				}
				for _, w := range tc.stay {
					if !strings.Contains(text, w) {
						t.Errorf("%s reader misses %q in %q", reader, w, text)
					}
				}
				if !strings.Contains(text, redact.Mask) {
					t.Errorf("%s reader meets no mask in %q", reader, text)
				}
			}
			boxed(t, eng, data, out, tc.hide[0])
			again, _ := copyOf(t, eng, data, tc.hide...)
			if !bytes.Equal(out, again) {
				t.Error("a second run gave other bytes")
			}
		})
	}
}

// boxed checks that the copy has a black box on the line where word stands in the
// original.
func boxed(t *testing.T, eng *pdfium.Engine, data, out []byte, word string) {
	t.Helper()
	layout := layoutOf(t, eng, data)
	img := render(t, eng, out)
	start := strings.Index(layout.Text, word)
	for _, g := range layout.Glyphs {
		if g.Start < start || g.End > start+len(word) {
			continue
		}
		for _, r := range boxes(img, 24, 6) {
			if r.Min.Y <= int(g.Ink.Bottom) && int(g.Ink.Top) <= r.Max.Y || r.Min.X <= int(g.Ink.Right) && int(g.Ink.Left) <= r.Max.X {
				return
			}
		}
	}
	t.Error("there is no box on the line")
}

// boxes returns the black rectangles of a picture that are as long as that
// across or down, and as thick: the largest around each first pixel.
func boxes(img *image.RGBA, long, thick int) (list []image.Rectangle) {
	dark := func(x, y int) bool { return image.Pt(x, y).In(img.Rect) && img.RGBAAt(x, y).G < 40 }
	for y := range img.Rect.Dy() {
		for x := 0; x < img.Rect.Dx(); x++ {
			if !dark(x, y) || slices.ContainsFunc(list, image.Pt(x, y).In) {
				continue
			}
			r := image.Rect(x, y, x, y)
			for dark(r.Max.X, y) {
				r.Max.X++
			}
			for whole := true; whole; {
				r.Max.Y++
				for k := r.Min.X; k < r.Max.X && whole; k++ {
					whole = dark(k, r.Max.Y)
				}
			}
			if max(r.Dx(), r.Dy()) >= long && min(r.Dx(), r.Dy()) >= thick {
				list = append(list, r)
			}
			x = max(x, r.Max.X)
		}
	}
	return list
}

func layoutOf(t *testing.T, eng *pdfium.Engine, data []byte) pdfium.Layout {
	t.Helper()
	doc, err := eng.Open(t.Context(), data, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	layout, err := doc.Layout(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	return layout
}

// render draws page 0 with one pixel a point.
func render(t *testing.T, eng *pdfium.Engine, data []byte) *image.RGBA {
	t.Helper()
	doc, err := eng.Open(t.Context(), data, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	img, err := doc.Render(t.Context(), 0, 72)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func TestDropped(t *testing.T) {
	eng := pdftest.Engine(t)
	scan := pdftest.Page{Content: "q 500 0 0 800 20 20 cm /X Do Q"}
	pixel := "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\nstream\nx\nendstream"
	one := func(s string) pdftest.Page { return pdftest.Page{Content: pdftest.Text(s)} }
	data := pdftest.File([]pdftest.Page{one("first"), one("second"), one("third"), scan, one("fifth")}, []string{pixel}, "", "")
	pages := []page.Page{
		{Text: "first"},
		{Text: "second as it was"},
		{Text: "third", Drop: true},
		{},
	}
	out, report, err := copied(t.Context(), eng, data, pages, page.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := page.Report{Pages: 5, Vector: 1, Dropped: []page.Dropped{{2, page.Changed}, {3, page.Decided}, {4, page.Unsearched}, {5, page.Unlisted}}}
	if diff := cmp.Diff(want, report); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	texts, err := page.ReadFirst(t.Context(), eng, out)
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range texts {
		want := "This page is withheld"
		if i == 0 {
			want = "first"
		}
		if strings.TrimSpace(text) != want {
			t.Errorf("page %d says %q, want %q", i+1, text, want)
		}
	}

	_, report, err = copied(t.Context(), eng, data, append(pages, page.Page{Text: "fifth"}, page.Page{Text: "sixth"}), page.Options{Pictures: true})
	if err != nil {
		t.Fatal(err)
	}
	want = page.Report{Pages: 5, Vector: 2, Dropped: []page.Dropped{{2, page.Changed}, {3, page.Decided}, {6, page.Vanished}}}
	if diff := cmp.Diff(want, report); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

func TestNothingElseComesAlong(t *testing.T) {
	eng := pdftest.Engine(t)
	data := pdftest.File([]pdftest.Page{{Content: pdftest.Text("plain"), Extra: "/Annots[6 0 R]"}}, []string{
		"<</Title(Secret)/Author(Jonathan)/CreationDate(D:20260102030405Z)>>",
		"<</Type/Annot/Subtype/Text/Rect[1 1 9 9]/Contents(Jonathan)/T(Jonathan)>>",
	}, "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>", "/Info 5 0 R")
	out, _ := copyOf(t, eng, data)
	for _, word := range []string{"/Info ", "Jonathan", "Secret", "JavaScript", "CreationDate", "/ID", "Annots"} {
		if bytes.Contains(out, []byte(word)) {
			t.Errorf("the copy holds %q", word)
		}
	}
	doc, err := eng.Open(t.Context(), out, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	info, err := doc.Info(t.Context())
	if diff := cmp.Diff(pdfium.Info{}, info); err != nil || diff != "" {
		t.Errorf("info: %v\n%s", err, diff)
	}
}

func TestDraft(t *testing.T) {
	eng := pdftest.Engine(t)
	data := pdftest.File([]pdftest.Page{{Content: pdftest.Text("first")}, {}}, nil, "", "")
	out, _, err := copied(t.Context(), eng, data, []page.Page{{Text: "first"}, {Drop: true}}, page.Options{Draft: true})
	if err != nil {
		t.Fatal(err)
	}
	texts, err := page.ReadFirst(t.Context(), eng, out)
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range texts {
		if !strings.Contains(text, "DRAFT") {
			t.Errorf("page %d is not stamped: %q", i+1, text)
		}
	}
}

func TestErrors(t *testing.T) {
	eng := pdftest.Engine(t)
	data := pdftest.File([]pdftest.Page{{Content: pdftest.Text("first")}}, nil, "", "")
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, tc := range []struct {
		name string
		ctx  context.Context
		data []byte
		span redact.Span
		want error
	}{
		{"span outside the text", t.Context(), data, redact.Span{Start: 2, End: 9}, redact.ErrSpan},
		{"not a PDF", t.Context(), []byte("no"), redact.Span{}, pdfium.ErrDamaged},
		{"ended context", ended, data, redact.Span{}, context.Canceled},
	} {
		t.Run(tc.name, func(t *testing.T) {
			out, _, err := copied(tc.ctx, eng, tc.data, []page.Page{{Text: "first", Withhold: []redact.Span{tc.span}}}, page.Options{})
			if !errors.Is(err, tc.want) || out != nil {
				t.Errorf("%d bytes, error %v, want %v", len(out), err, tc.want)
			}
		})
	}
}

func TestReadSecondErrors(t *testing.T) {
	if _, err := page.ReadSecond(t.Context(), []byte("%PDF-1.4 and no more")); err == nil {
		t.Error("no error for a damaged file")
	}
	ended, cancel := context.WithDeadline(t.Context(), time.Now())
	defer cancel()
	if _, err := page.ReadSecond(ended, nil); err == nil {
		t.Error("no error for an ended context")
	}
}

// copied is page.Redact into memory.
func copied(ctx context.Context, eng *pdfium.Engine, data []byte, pages []page.Page, opts page.Options) ([]byte, page.Report, error) {
	var out bytes.Buffer
	report, err := page.Redact(ctx, eng, data, pages, &out, opts)
	if err != nil {
		return nil, report, err
	}
	return out.Bytes(), report, nil
}
