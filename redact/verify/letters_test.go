package verify_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/redact/verify"
)

// lyingPDF is a PDF of pages in an embedded font that draws each letter as it is
// and says another for it.
func lyingPDF(t *testing.T, says func(r rune) rune, pages ...string) string {
	t.Helper()
	font, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	var buffer sfnt.Buffer
	var chars, widths strings.Builder
	for code := ' '; code <= '~'; code++ {
		fmt.Fprintf(&chars, "1 beginbfchar <%02x> <%04x> endbfchar\n", code, says(code))
		glyph, err := font.GlyphIndex(&buffer, code)
		if err != nil {
			t.Fatal(err)
		}
		width, err := font.GlyphAdvance(&buffer, glyph, fixed.I(1000), 0)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&widths, "%d ", width.Round())
	}
	var kids strings.Builder
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>", "",
		"<</Type/Font/Subtype/TrueType/BaseFont/V1/FirstChar 32/LastChar 126/Widths[" + widths.String() + "]/Encoding/WinAnsiEncoding/FontDescriptor 4 0 R/ToUnicode 6 0 R>>",
		"<</Type/FontDescriptor/FontName/V1/Flags 32/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80/FontFile2 5 0 R>>",
		stream("/Filter/FlateDecode", deflated(string(goregular.TTF))),
		stream("", "1 begincodespacerange <00> <ff> endcodespacerange\n"+chars.String()),
	}
	for _, p := range pages {
		objects = append(objects, stream("", "BT /F1 14 Tf 18 TL 72 700 Td ("+strings.ReplaceAll(p, "\n", ") Tj T* (")+") Tj ET"),
			fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>", len(objects)+1))
		fmt.Fprintf(&kids, "%d 0 R ", len(objects))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), len(pages))
	return written(objects, "")
}

// TestLettersThatLie: the first page in an embedded font is read by its pixels, and
// a font is found out whose letters are others than its text says.
func TestLettersThatLie(t *testing.T) {
	read, eng := recogniser(t), pdftest.Engine(t)
	const harmless = "Dear Madam, thank you for your letter about\nthe hedge behind the council offices. We have\nasked our officers to look into the matter."
	const leak = "The complaint was written by Tamsin Wrexley\nof this council in the first week of March."
	honest := func(r rune) rune { return r }
	next := func(r rune) rune {
		if r == ' ' || r == '~' {
			return r
		}
		return r + 1
	}
	for _, tt := range []struct {
		name  string
		says  func(rune) rune
		pages []string
		kind  verify.Kind // "" for nothing
		read  int
	}{
		{"honest", honest, []string{harmless, harmless}, "", 1},
		{"the name on the first page", next, []string{leak}, verify.Withheld, 1},
		{"the name on a page behind it", next, []string{harmless, leak}, verify.Hidden, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := packDir(t)
			put(t, dir, pdf, lyingPDF(t, tt.says, tt.pages...))
			seal(t, dir)
			opts := options()
			opts.Engine, opts.OCR = eng, read
			rep, err := verify.Pack(t.Context(), dir, opts)
			if err != nil {
				t.Fatal(err)
			}
			var got verify.Kind
			for _, f := range rep.Findings {
				if strings.HasPrefix(f.Layer, "pixels of page 1") && got != verify.Withheld {
					got = f.Kind
				}
			}
			if got != tt.kind || rep.Recognised != tt.read {
				t.Errorf("found %q, want %q; %d pages read, want %d: %+v", got, tt.kind, rep.Recognised, tt.read, rep.Findings)
			}
		})
	}
}
