package pdfium_test

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers/pdfium"
	"sarsen/crawlers/pdfium/pdftest"
)

func open(t *testing.T, data []byte, passwords ...string) *pdfium.Document {
	t.Helper()
	doc, err := pdftest.Engine(t).Open(t.Context(), data, passwords)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(doc.Close)
	return doc
}

func TestPageText(t *testing.T) {
	for _, tc := range []struct {
		name, content, want string
	}{
		{"letters outside ASCII", pdftest.Text("caf\xe9 \xa35 O\x92Neill"), "café £5 O’Neill"},
		{"lines", pdftest.Text("one", "two"), "one\ntwo"},
		{"hyphen at a line's end", pdftest.Text("Tele-", "phone"), "Tele-\nphone"},
		{"invisible", "BT 3 Tr /F 12 Tf 72 700 Td (hidden) Tj ET", "hidden"},
		{"outside the page", "BT /F 12 Tf 72 2000 Td (away) Tj ET", "away"},
		{"words set apart by numbers", "BT /F 12 Tf 72 700 Td [(John) -600 (Example)] TJ ET", "John Example"},
		{"nothing", "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			doc := open(t, pdftest.File([]pdftest.Page{{Content: tc.content}}, nil, "", ""))
			page, err := doc.Page(t.Context(), 0)
			if err != nil {
				t.Fatal(err)
			}
			if page.Text != tc.want {
				t.Errorf("text %q, want %q", page.Text, tc.want)
			}
			layout, err := doc.Layout(t.Context(), 0)
			if err != nil {
				t.Fatal(err)
			}
			if layout.Text != page.Text {
				t.Errorf("layout's text %q, page's %q", layout.Text, page.Text)
			}
		})
	}
}

// TestPlaces sets the same word on pages shown in different ways and asks where
// its first letter is.
func TestPlaces(t *testing.T) {
	const content = "BT /F 20 Tf 100 700 Td (Word) Tj ET"
	for _, tc := range []struct {
		name, extra   string
		width, height float64
		x, y          float64 // of the start of the base line
	}{
		{"plain", "", 595, 842, 100, 142},
		{"media box not at the origin", "/MediaBox[50 60 645 902]", 595, 842, 50, 202},
		{"crop box", "/MediaBox[0 0 595 842]/CropBox[80 600 380 800]", 300, 200, 20, 100},
		{"turned right", "/Rotate 90", 842, 595, 700, 100},
		{"upside down", "/Rotate 180", 595, 842, 495, 700},
		{"turned left", "/Rotate 270", 842, 595, 142, 495},
	} {
		t.Run(tc.name, func(t *testing.T) {
			doc := open(t, pdftest.File([]pdftest.Page{{Content: content, Extra: tc.extra}}, nil, "", ""))
			layout, err := doc.Layout(t.Context(), 0)
			if err != nil {
				t.Fatal(err)
			}
			if layout.Width != tc.width || layout.Height != tc.height {
				t.Errorf("size %g by %g, want %g by %g", layout.Width, layout.Height, tc.width, tc.height)
			}
			if len(layout.Glyphs) != 4 {
				t.Fatalf("%d glyphs, want 4", len(layout.Glyphs))
			}
			b := layout.Glyphs[0].Box
			near := func(v, lo, hi float64) bool { return v > lo-6 && v < hi+6 }
			if !near(tc.x, b.Left, b.Right) || !near(tc.y, b.Top, b.Bottom) {
				t.Errorf("box %v is not at %g, %g", b, tc.x, tc.y)
			}
			if !inked(t, doc, b) {
				t.Errorf("nothing is drawn in box %v", b)
			}
		})
	}
}

// inked reports whether something dark is drawn in a rectangle of page 0.
func inked(t *testing.T, doc *pdfium.Document, r pdfium.Rect) bool {
	t.Helper()
	img, err := doc.Render(t.Context(), 0, 72)
	if err != nil {
		t.Fatal(err)
	}
	for y := int(r.Top); y < int(math.Ceil(r.Bottom)); y++ {
		for x := int(r.Left); x < int(math.Ceil(r.Right)); x++ {
			if img.RGBAAt(x, y).R < 128 {
				return true
			}
		}
	}
	return false
}

func TestNotesFieldsAndFiles(t *testing.T) {
	objects := []string{
		/* 5 */ "<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/T(Officer Example)/Contents(ring him back)/F 4>>",
		/* 6 */ "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/TU(Full name)/V(Petra Sample)/Rect[100 600 300 620]/F 4/AP<</N 7 0 R>>>>",
		/* 7 */ "<</Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F 3 0 R>>>>/Length 42>>\nstream\nBT /F 12 Tf 2 5 Td (Petra Sample) Tj ET  \nendstream",
		/* 8 */ "<</Type/Annot/Subtype/Widget/FT/Tx/T(secret)/V(hidden value)/Rect[100 500 300 520]/F 2>>",
		/* 9 */ "<</Type/Annot/Subtype/Link/Rect[10 40 90 60]/A<</S/URI/URI(mailto:petra@mail.example)>>>>",
		/* 10 */ "<</Type/Filespec/F(a.txt)/UF(a.txt)/EF<</F 11 0 R>>>>",
		/* 11 */ "<</Type/EmbeddedFile/Length 5>>\nstream\nhello\nendstream",
		/* 12 */ "<</Type/Outlines/First 13 0 R/Last 13 0 R/Count 1>>",
		/* 13 */ "<</Title(Chapter about Petra)/Parent 12 0 R/Next 13 0 R>>",
		/* 14 */ "<</Title(A letter)/Author(Petra Sample)/CreationDate(D:20260102030405+01'00')>>",
		/* 15 */ "<</Type/Annot/Subtype/FileAttachment/Rect[10 80 30 99]/FS 10 0 R>>",
	}
	doc := open(t, pdftest.File(
		[]pdftest.Page{{Content: pdftest.Text("Form"), Extra: "/Annots[5 0 R 6 0 R 8 0 R 9 0 R 15 0 R]"}}, objects,
		"/Names<</EmbeddedFiles<</Names[(a.txt) 10 0 R]>>>>/Outlines 12 0 R/AcroForm<</Fields[6 0 R 8 0 R]>>", "/Info 14 0 R"))

	for range 2 { // a page says the same when it is asked again
		page, err := doc.Page(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(page.Text, "Petra Sample") {
			t.Errorf("text %q lacks the field's value", page.Text)
		}
		want := []pdfium.Note{
			{Kind: pdfium.Annotation, Text: "Officer Example"},
			{Kind: pdfium.Annotation, Text: "ring him back"},
			{Kind: pdfium.Field, Text: "Full name"},
			{Kind: pdfium.Field, Text: "Petra Sample"},
			{Kind: pdfium.Field, Text: "hidden value"},
			{Kind: pdfium.Link, Text: "mailto:petra@mail.example"},
		}
		if diff := cmp.Diff(want, page.Notes); diff != "" {
			t.Errorf("notes (-want +got):\n%s", diff)
		}
		file := []pdfium.Attachment{{Name: "a.txt", Data: []byte("hello")}}
		if diff := cmp.Diff(file, page.Files); diff != "" {
			t.Errorf("files of the page (-want +got):\n%s", diff)
		}
		files, err := doc.Attachments(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(file, files); diff != "" {
			t.Errorf("attachments (-want +got):\n%s", diff)
		}
	}

	outline, err := doc.Bookmarks(t.Context()) // circular
	if err != nil || len(outline) == 0 || outline[0].Text != "Chapter about Petra" {
		t.Errorf("outline of %d titles, %v", len(outline), err)
	}
	info, err := doc.Info(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := pdfium.Info{Title: "A letter", Author: "Petra Sample", Created: time.Date(2026, 1, 2, 2, 4, 5, 0, time.UTC)}
	if diff := cmp.Diff(want, info); diff != "" {
		t.Errorf("info (-want +got):\n%s", diff)
	}
}

func TestOpenErrors(t *testing.T) {
	eng := pdftest.Engine(t)
	good := pdftest.File([]pdftest.Page{{}}, nil, "", "")
	for _, tc := range []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, pdfium.ErrDamaged},
		{"not a PDF", []byte("Dear Sir"), pdfium.ErrDamaged},
		{"cut short", good[:40], pdfium.ErrDamaged},
		{"unknown encryption", pdftest.File([]pdftest.Page{{}}, []string{"<</Filter/Other/V 1>>"}, "", "/Encrypt 5 0 R"), pdfium.ErrPassword},
		{"sound", good, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			doc, err := eng.Open(t.Context(), tc.data, nil)
			if !errors.Is(err, tc.want) {
				t.Errorf("error %v, want %v", err, tc.want)
			}
			if err == nil {
				doc.Close()
			}
		})
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := eng.Open(ended, good, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v with an ended context", err)
	}
}

func TestPassword(t *testing.T) {
	dir := filepath.Dir(pdftest.Corpus(t, "doc-pdfjs")[0])
	eng := pdftest.Engine(t)
	for _, tc := range []struct{ file, password string }{
		{"issue15893_reduced.pdf", "test"},
		{"issue21579.pdf", "pässwört"},
		{"issue3371.pdf", "ELXRTQWS"},
		{"issue6010_2.pdf", "æøå"},
	} {
		t.Run(tc.file, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(dir, tc.file))
			if err != nil {
				t.Skip("shared corpora not found: no such file")
			}
			if _, err := eng.Open(t.Context(), data, []string{"wrong"}); !errors.Is(err, pdfium.ErrPassword) {
				t.Errorf("error %v with a wrong password", err)
			}
			doc, err := eng.Open(t.Context(), data, []string{"wrong", tc.password})
			if err != nil {
				t.Fatal(err)
			}
			doc.Close()
		})
	}
}

// TestInterrupt ends a context in the middle of a call that takes long.
func TestInterrupt(t *testing.T) {
	eng := pdftest.Engine(t)
	slow := pdftest.File([]pdftest.Page{{Content: strings.Repeat("0 0 m 500 800 400 9 77 500 c 3 9 l S\n", 400_000)}}, nil, "", "")
	doc, err := eng.Open(t.Context(), slow, nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	began := time.Now()
	if _, err := doc.Render(ctx, 0, 300); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v, want the deadline's", err)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("the call went on for %v", took)
	}
	doc.Close()

	// The engine is as good as before.
	again, err := eng.Open(t.Context(), pdftest.File([]pdftest.Page{{Content: pdftest.Text("next")}}, nil, "", ""), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if page, err := again.Page(t.Context(), 0); err != nil || page.Text != "next" {
		t.Errorf("text %q, %v", page.Text, err)
	}
}

func TestClosed(t *testing.T) {
	eng, err := pdfium.New(pdfium.Options{CacheDir: pdftest.CacheDir()})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := eng.Open(t.Context(), pdftest.File([]pdftest.Page{{}}, nil, "", ""), nil)
	if err != nil {
		t.Fatal(err)
	}
	doc.Close()
	doc.Close()
	if _, err := doc.Page(t.Context(), 0); !errors.Is(err, pdfium.ErrClosed) {
		t.Errorf("error %v of a closed document", err)
	}
	if err := eng.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := eng.Open(t.Context(), nil, nil); !errors.Is(err, pdfium.ErrClosed) {
		t.Errorf("error %v of a closed engine", err)
	}
}
