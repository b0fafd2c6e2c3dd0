package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/pdf"
	"sarsen/crawlers/pdfium/pdftest"
)

func read(ctx context.Context, f *pdf.Format, data []byte, passwords ...string) (documents.Result, error) {
	out := documents.NewBuilder(0, passwords)
	err := f.Read(ctx, documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out)
	return out.Result(), err
}

func page(lines ...string) pdftest.Page { return pdftest.Page{Content: pdftest.Text(lines...)} }

// A scan shows an image, object FirstObject, and nothing else.
var (
	scan  = pdftest.Page{Content: "q 500 0 0 800 20 20 cm /X Do Q"}
	image = "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\nstream\nx\nendstream"
)

func TestRead(t *testing.T) {
	format := pdf.With(pdftest.Engine(t))
	for _, tc := range []struct {
		name     string
		data     []byte
		err      error
		text     string
		scans    []documents.Scan
		problems []string
	}{
		{name: "pages", data: pdftest.File([]pdftest.Page{page("one"), page("two", "lines")}, nil, "", ""), text: "one\ntwo\nlines\n"},
		{name: "blank page", data: pdftest.File([]pdftest.Page{{}}, nil, "", "")},
		{
			name: "scan", data: pdftest.File([]pdftest.Page{scan, scan}, []string{image}, "", ""),
			scans: []documents.Scan{{Page: 1}, {Page: 2}},
		},
		{
			name: "scan with a title",
			data: pdftest.File([]pdftest.Page{scan}, []string{image, "<</Title(scan0001)>>"}, "", "/Info 6 0 R"),
			text: "Title: scan0001\n", scans: []documents.Scan{{Page: 1}},
		},
		{
			name: "scan inside a letter", data: pdftest.File([]pdftest.Page{page("one"), scan, page("three")}, []string{image}, "", ""),
			text: "one\nthree\n", scans: []documents.Scan{{Page: 2, At: 4}},
		},
		{
			name: "scan with a stamp",
			data: pdftest.File([]pdftest.Page{{Content: scan.Content + " " + pdftest.Text("Received 3 May")}}, []string{image}, "", ""),
			text: "Received 3 May\n", scans: []documents.Scan{{Page: 1, At: 14}},
		},
		{
			name: "properties",
			data: pdftest.File([]pdftest.Page{page("one")}, []string{"<</Title(Plan)/Author(Petra Sample)>>"}, "", "/Info 5 0 R"),
			text: "one\nTitle: Plan\nAuthor: Petra Sample\n",
		},
		{
			name: "comment",
			data: pdftest.File([]pdftest.Page{{Content: pdftest.Text("one"), Extra: "/Annots[5 0 R]"}},
				[]string{"<</Type/Annot/Subtype/Text/Rect[1 1 9 9]/Contents(ring back)>>"}, "", ""),
			text: "one\nring back\n",
		},
		{
			name: "shapes without characters",
			data: pdftest.File([]pdftest.Page{page("\"#%&'(")}, nil, "", ""), text: "\"#%&'(\n", scans: []documents.Scan{{Page: 1, At: 6}},
		},
		{name: "encrypted", data: pdftest.File([]pdftest.Page{{}}, []string{"<</Filter/Other/V 1>>"}, "", "/Encrypt 5 0 R"), err: documents.ErrEncrypted},
		{name: "damaged", data: []byte("%PDF-1.7 and no more"), err: documents.ErrDamaged},
	} {
		t.Run(tc.name, func(t *testing.T) {
			result, err := read(t.Context(), format, tc.data)
			if !errors.Is(err, tc.err) {
				t.Fatalf("error %v, want %v", err, tc.err)
			}
			if result.Item.Text != tc.text {
				t.Errorf("text %q, want %q", result.Item.Text, tc.text)
			}
			if diff := cmp.Diff(tc.scans, result.Scans); diff != "" {
				t.Errorf("scans (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tc.problems, result.Problems); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBounds(t *testing.T) {
	data := pdftest.File([]pdftest.Page{page("one"), {}, {Content: pdftest.Text("three"), Extra: "/Annots[5 0 R]"}},
		[]string{"<</Type/Annot/Subtype/Text/Rect[1 1 9 9]/Contents(note)>>", "<</Author(Petra Sample)>>"}, "", "/Info 6 0 R")
	result, err := read(t.Context(), pdf.With(pdftest.Engine(t)), data)
	if err != nil {
		t.Fatal(err)
	}
	want := []documents.Bound{
		{Kind: documents.Page, Start: 0, End: 3, Label: "1"},
		{Kind: documents.Page, Start: 4, End: 4, Label: "2"},
		{Kind: documents.Page, Start: 4, End: 9, Label: "3"},
		{Kind: documents.Note, Start: 10, End: 14, Label: "annotation", Hidden: true},
		{Kind: documents.Properties, Start: 15, End: 36, Hidden: true},
	}
	if diff := cmp.Diff(want, result.Item.Bounds); diff != "" {
		t.Errorf("bounds (-want +got):\n%s", diff)
	}
	if result.Item.Pages != 3 || result.Item.Author != "Petra Sample" {
		t.Errorf("%d pages by %q", result.Item.Pages, result.Item.Author)
	}
}

func TestAttachments(t *testing.T) {
	data := pdftest.File([]pdftest.Page{page("one")}, []string{
		"<</Type/Filespec/F(a.txt)/UF(a.txt)/EF<</F 6 0 R>>>>",
		"<</Type/EmbeddedFile/Length 5>>\nstream\nhello\nendstream",
	}, "/Names<</EmbeddedFiles<</Names[(a.txt) 5 0 R]>>>>", "")
	result, err := read(t.Context(), pdf.With(pdftest.Engine(t)), data)
	if err != nil || len(result.Parts) != 1 {
		t.Fatalf("%d parts, %v", len(result.Parts), err)
	}
	r, err := result.Parts[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	var b bytes.Buffer
	if _, err := b.ReadFrom(r); err != nil || b.String() != "hello" || result.Parts[0].Name != "a.txt" {
		t.Errorf("part %q holds %q, %v", result.Parts[0].Name, b.String(), err)
	}
}

// TestCorpora reads real files: each ends in time with a state, and twice with
// the same text.
func TestCorpora(t *testing.T) {
	format := pdf.With(pdftest.Engine(t))
	for _, c := range []struct {
		name  string
		every int // of the sample
	}{
		{"doc-pdfjs", 4}, {"doc-pdfbox", 2}, {"redact-xray", 1}, {"doc-pypdf", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			began, files, pages, failed := time.Now(), 0, 0, 0
			for i, file := range pdftest.Corpus(t, c.name) {
				if i%c.every != 0 && !pdftest.Full() {
					continue
				}
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute) // for the machine, not the file
				result, err := read(ctx, format, data)
				again, _ := read(ctx, format, data)
				cancel()
				files, pages = files+1, pages+result.Item.Pages
				if err != nil {
					failed++
				}
				if !known(err) {
					t.Errorf("%s: %v", filepath.Base(file), err)
				}
				if again.Item.Text != result.Item.Text {
					t.Errorf("%s: two readings differ", filepath.Base(file))
				}
			}
			t.Logf("%d files, %d pages, %d not read, %v a file", files, pages, failed, time.Since(began)/time.Duration(2*files))
		})
	}
}

func known(err error) bool {
	for _, want := range []error{nil, documents.ErrDamaged, documents.ErrEncrypted, documents.ErrNeedsOCR, documents.ErrTooLarge} {
		if errors.Is(err, want) {
			return true
		}
	}
	return false
}

// FuzzRead: whatever the bytes, the text is canonical, bounds lie inside it in
// order, and the error is one that says a state.
func FuzzRead(f *testing.F) {
	f.Add(pdftest.File([]pdftest.Page{page("one")}, nil, "", ""))
	f.Add(pdftest.File([]pdftest.Page{scan}, []string{image}, "", ""))
	f.Add(pdftest.File([]pdftest.Page{{Content: "BT /F 9 Tf <00FF41> Tj ET", Extra: "/Rotate 90/Annots[5 0 R]"}},
		[]string{"<</Type/Annot/Subtype/Text/Rect[1 1 9 9]/Contents(note)>>"}, "/Outlines 5 0 R", ""))
	f.Add([]byte("%PDF-1.7"))
	format := pdf.With(pdftest.Engine(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		result, err := read(ctx, format, data)
		if !known(err) && !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v", err)
		}
		text := result.Item.Text
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\r\x00") || documents.Normalise(text) != text {
			t.Errorf("text is not canonical: %q", text)
		}
		at := 0
		for _, b := range result.Item.Bounds {
			if b.Start < at || b.End < b.Start || b.End > len(text) {
				t.Errorf("bound %v of %d bytes, after %d", b, len(text), at)
			}
			at = b.Start
		}
	})
}

// TestDraw draws pages in the order asked for, upright and in grey.
func TestDraw(t *testing.T) {
	data := pdftest.File([]pdftest.Page{page("one"), {}, {Content: "0 0 297 842 re f", Extra: "/Rotate 90"}}, nil, "", "")
	var got []documents.Picture
	err := pdf.With(pdftest.Engine(t)).Draw(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, nil, documents.Drawing{Pages: []int{3, 2, 9}, DPI: 72},
		func(p documents.Picture) error {
			got = append(got, p)
			return nil
		})
	if err != nil || len(got) != 2 {
		t.Fatalf("%d pictures, %v", len(got), err)
	}
	turned, blank := got[0], got[1]
	if turned.Page != 3 || turned.Columns != 842 || turned.Rows != 595 || turned.Width != 842 || !turned.Sound() || turned.Plain() {
		t.Errorf("page %d is %d by %d", turned.Page, turned.Columns, turned.Rows)
	}
	if top, bottom := turned.Grey[0], turned.Grey[len(turned.Grey)-1]; top != 0 || bottom != 255 {
		t.Errorf("the left half of a page turned right is drawn %d above %d", top, bottom)
	}
	if blank.Page != 2 || !blank.Plain() || blank.Hash() == turned.Hash() {
		t.Errorf("page %d is not blank", blank.Page)
	}
}
