package pdfium

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// twoLines is a page with a hyphen that ends a line, which is a control character
// to the engine.
const twoLines = `%PDF-1.7
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj
4 0 obj <</Length 96>>
stream
BT /F 12 Tf 1 0 0 1 72 700 Tm (Dear Maria, the pay-) Tj 1 0 0 1 72 680 Tm (ment came.) Tj ET        
endstream
endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj
trailer <</Root 1 0 R>>
%%EOF`

// TestQuick: what is read without the binding is what the binding reads, for
// characters with and without a place, and beyond the last.
func TestQuick(t *testing.T) {
	home, err := os.UserCacheDir()
	if err != nil {
		t.Skip("no cache folder")
	}
	e, err := New(Options{CacheDir: filepath.Join(home, "sarsen", "pdfium-test")})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close() //nolint:errcheck // nothing depends on it
	d, err := e.Open(t.Context(), []byte(twoLines), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	err = d.withPage(t.Context(), "read", 0, func(p pdfium.Pdfium, page requests.Page) error {
		return withText(p, page, func(ref references.FPDF_TEXTPAGE, count int) error {
			q, ok := p.(*quick)
			if !ok || q.texts[ref] == 0 || count < 20 {
				t.Fatalf("%T knows no address of the text, or there are %d characters only", p, count)
			}
			for k := -1; k <= count; k++ {
				compareCharacter(t, q, q.Pdfium, ref, k)
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func compareCharacter(t *testing.T, ours, theirs pdfium.Pdfium, ref references.FPDF_TEXTPAGE, k int) {
	t.Helper()
	type answers struct {
		unicode, guessed, index any
		ink, box                any
		size, matrix, origin    any
	}
	ask := func(p pdfium.Pdfium) (a answers) {
		if u, err := p.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: ref, Index: k}); err == nil {
			a.unicode = *u
		}
		if g, err := p.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: ref, Index: k}); err == nil {
			a.guessed = *g
		}
		if i, err := p.FPDFText_GetTextIndexFromCharIndex(&requests.FPDFText_GetTextIndexFromCharIndex{TextPage: ref, NCharIndex: k}); err == nil && i.TextIndex >= 0 {
			a.index = *i
		}
		if b, err := p.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: ref, Index: k}); err == nil {
			a.ink = *b
		}
		if b, err := p.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: ref, Index: k}); err == nil {
			a.box = *b
		}
		if f, err := p.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: ref, Index: k}); err == nil {
			a.size = *f
		}
		if m, err := p.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: ref, Index: k}); err == nil {
			a.matrix = *m
		}
		if o, err := p.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: ref, Index: k}); err == nil {
			a.origin = *o
		}
		return a
	}
	if got, want := ask(ours), ask(theirs); got != want {
		t.Errorf("character %d: %+v, want %+v", k, got, want)
	}
}
