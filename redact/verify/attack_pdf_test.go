package verify_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sarsen/redact/verify"
)

// soundPDF are the objects of a PDF that a pack may hold; an attack changes one
// thing in it, so that nothing else gives it away.
func soundPDF() []string {
	return []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		stream("/Filter/FlateDecode", deflated("BT /F1 12 Tf 72 700 Td (The tuba is played at night.) Tj ET\n")),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
	}
}

// written lays objects out as the writer of packs does.
func written(objects []string, trailer string) string {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, start)
	return b.String()
}

// pdfBut is a sound PDF but for objects put in place of others, by number, and
// further ones.
func pdfBut(change map[int]string, more ...string) func(testing.TB, string) {
	return func(t testing.TB, dir string) {
		objects := soundPDF()
		for n, o := range change {
			objects[n-1] = o
		}
		put(t, dir, pdf, written(append(objects, more...), ""))
	}
}

func pdfBytes(change func(string) string) func(testing.TB, string) {
	return func(t testing.TB, dir string) { put(t, dir, pdf, change(written(soundPDF(), ""))) }
}

func catalog(extra string) map[int]string {
	return map[int]string{1: "<</Type/Catalog/Pages 2 0 R" + extra + ">>"}
}

func pageWith(extra string) map[int]string {
	return map[int]string{3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>" + extra + ">>"}
}

func content(s string) map[int]string {
	return map[int]string{4: stream("/Filter/FlateDecode", deflated(s))}
}

func font(extra string) map[int]string {
	return map[int]string{5: "<</Type/Font/Subtype/Type1" + extra + ">>"}
}

// picture is a page that shows a picture with a dictionary and bytes.
func pictured(dict, body string) func(testing.TB, string) {
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X1 6 0 R>>/Font<</F1 5 0 R>>>>>>"
	return pdfBut(map[int]string{3: page, 4: stream("", "q 9 0 0 9 0 0 cm /X1 Do Q BT /F1 1 Tf ET")},
		stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"+dict, body))
}

// pdfAttacks hide something in a PDF that is otherwise as packs have it.
func pdfAttacks() []attack {
	const hidden = verify.Hidden
	leak := "(" + name + ")"
	return []attack{
		{"PDF annotation, hidden", pdfBut(pageWith("/Annots[6 0 R]"), "<</Type/Annot/Subtype/Text/F 2/Rect[0 0 9 9]/Contents"+leak+">>"), verify.Withheld, false},
		{"PDF link", pdfBut(pageWith("/Annots[6 0 R]"), "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]>>"), hidden, false},
		{"PDF attached file", pdfBut(catalog("/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>"), "<</Type/Filespec/EF<</F 7 0 R>>>>", stream("/Type/EmbeddedFile", name)), verify.Withheld, false},
		{"PDF attached file, any", pdfBut(catalog("/AF[6 0 R]"), "<</Type/Filespec/F(a)>>"), hidden, false},
		{"PDF earlier state", pdfBytes(func(s string) string {
			return s + "4 0 obj\n" + stream("", "BT (Tamsin Wrexley) Tj ET") + "\nendobj\nxref\n0 0\ntrailer\n<</Size 6/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n"
		}), verify.Withheld, false},
		{"PDF earlier state, any", pdfBytes(func(s string) string { return s + "xref\n0 0\ntrailer\n<</Size 6/Root 1 0 R>>\nstartxref\n9\n%%EOF\n" }), hidden, false},
		{"PDF XMP of a page", pdfBut(pageWith("/Metadata 6 0 R"), stream("/Type/Metadata/Subtype/XML", "<dc:creator>Tamsin Wrexley</dc:creator>")), verify.Withheld, false},
		{"PDF properties in the trailer", func(t testing.TB, dir string) {
			put(t, dir, pdf, written(append(soundPDF(), "<</Producer(scanner of T. Wrexley)>>"), "/Info 6 0 R"))
		}, verify.Metadata, false},
		{"PDF layer that is off", pdfBut(catalog("/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>"), "<</Type/OCG/Name(x)>>"), hidden, false},
		{"PDF text in a layer", pdfBut(content("/OC /MC0 BDC BT /F1 12 Tf 72 600 Td (other) Tj ET EMC")), hidden, false},
		{"PDF text in place of what is seen", pdfBut(content("/Span <</ActualText(Tamsin Wrexley)>> BDC BT /F1 9 Tf (x) Tj ET EMC")), verify.Withheld, false},
		{"PDF form value", pdfBut(catalog("/AcroForm<</Fields[6 0 R]>>"), "<</FT/Tx/T(a)/V"+leak+">>"), verify.Withheld, false},
		{"PDF form without fields", pdfBut(catalog("/AcroForm<</Fields[]>>")), hidden, false},
		{"PDF dynamic form", pdfBut(catalog("/AcroForm<</XFA 6 0 R>>"), stream("", "<x>Tamsin</x> <y>Wrexley</y>")), hidden, false},
		{"PDF thumbnail", pdfBut(pageWith("/Thumb 6 0 R"), stream("/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", "x")), hidden, false},
		{"PDF name of a font", pdfBut(font("/BaseFont/Tamsin#20Wrexley/Encoding/WinAnsiEncoding")), verify.Withheld, false},
		{"PDF names of glyphs", pdfBut(font("/BaseFont/Helvetica/Encoding<</Differences[65/Tamsin/Wrexley]>>")), verify.Withheld, false},
		{"PDF script when it is opened", pdfBut(catalog("/OpenAction<</S/JavaScript/JS(var a)>>")), hidden, false},
		{"PDF bookmark", pdfBut(catalog("/Outlines 6 0 R"), "<</First 7 0 R>>", "<</Title"+leak+"/Parent 6 0 R>>"), verify.Withheld, false},
		{"PDF page label", pdfBut(catalog("/PageLabels<</Nums[0<</P" + leak + ">>]>>")), verify.Withheld, false},
		{"PDF named place", pdfBut(catalog("/Dests<</Tamsin#20Wrexley[3 0 R/Fit]>>")), verify.Withheld, false},
		{"PDF structure", pdfBut(catalog("/StructTreeRoot<</K<</S/Figure/Alt" + leak + ">>>>")), verify.Withheld, false},
		{"PDF article thread", pdfBut(catalog("/Threads[<</I<</Title" + leak + ">>>>]")), verify.Withheld, false},
		{"PDF data of its program", pdfBut(pageWith("/PieceInfo<</X<</Private(x)>>>>")), hidden, false},
		{"PDF key of no meaning", pdfBut(pageWith("/Secret 1")), hidden, false},
		{"PDF object that nothing uses", pdfBut(nil, "[(some other words)]"), hidden, false},
		{"PDF object there twice", pdfBytes(func(s string) string {
			return strings.Replace(s, "5 0 obj", "4 0 obj\n"+stream("", "BT (other) Tj ET")+"\nendobj\n5 0 obj", 1)
		}), hidden, false},
		{"PDF comment between objects", pdfBytes(func(s string) string { return strings.Replace(s, "endobj\n3", "endobj\n% other words\n3", 1) }), hidden, false},
		{"PDF comment in a page", pdfBut(content("BT /F1 9 Tf (x) Tj ET % other words")), hidden, false},
		{"PDF bytes between objects", pdfBytes(func(s string) string { return strings.Replace(s, "endobj\n3", "endobj\nother words\n3", 1) }), hidden, false},
		{"PDF bytes behind a stream's end", pdfBut(map[int]string{4: stream("/Filter/FlateDecode", deflated("BT ET")+"other words")}), hidden, false},
		{"PDF picture in the middle of a page", pdfBut(content("q BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q")), hidden, false},
		{"PDF stream in an old coding", pdfBut(map[int]string{4: stream("/Filter/ASCIIHexDecode", "42542045540a>")}), hidden, false},
		{"PDF stream of a file elsewhere", pdfBut(map[int]string{4: stream("/F(other.txt)", "BT ET")}), hidden, false},
		{"PDF objects in a compressed stream", pdfBut(nil, stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", deflated("9 0 (Tamsin Wrexley)"))), verify.Withheld, false},
		{"PDF encrypted", func(t testing.TB, dir string) {
			put(t, dir, pdf, written(append(soundPDF(), "<</Filter/Standard/V 1/R 2/O(x)/U(x)/P -1>>"), "/Encrypt 6 0 R"))
		}, hidden, false},
		{"PDF identifier in the trailer", func(t testing.TB, dir string) { put(t, dir, pdf, written(soundPDF(), "/ID["+leak+leak+"]")) }, verify.Withheld, false},
		{"PDF in a PDF", pdfBut(nil, stream("", written(soundPDF(), ""))), hidden, false},
		{"JPEG place where it was taken", pictured("/Filter/DCTDecode", "\xff\xd8\xff\xe1\x00\x08Exif\x00\x00\xff\xda\x00\x02\xff\xd9"), verify.Metadata, false},
		{"JPEG picture before it was cut", pictured("/Filter/DCTDecode", "\xff\xd8\xff\xed\x00\x10Photoshop 3.0\x00\xff\xda\x00\x02\xff\xd9"), verify.Metadata, false},
		{"JPEG comment", pictured("/Filter/DCTDecode", "\xff\xd8\xff\xfe\x00\x10Tamsin Wrexley\xff\xda\x00\x02\xff\xd9"), verify.Withheld, false},
		{"bytes behind a JPEG", pictured("/Filter/DCTDecode", "\xff\xd8\xff\xda\x00\x02\xff\xd9PK\x03\x04"), verify.Metadata, false},
		{"picture in another format", pictured("/Filter/JPXDecode", "\x00\x00\x00\x0cjP  "), hidden, false},
		{"picture with another one for print", pictured("/Alternates[<</Image 6 0 R>>]/Filter/FlateDecode", deflated("x")), hidden, false},
		{"name among the pixels", pictured("/Filter/FlateDecode", deflated("\x00Tamsin Wrexley\x00")), verify.Withheld, false},
		{"PDF before which bytes stand", pdfBytes(func(s string) string { return "other words\n" + s }), verify.Malformed, false},
		{"PDF behind which bytes stand", pdfBytes(func(s string) string { return s + "PK\x03\x04" }), hidden, false},
		{"PDF text in pieces of a letter", pdfBut(content("BT /F1 9 Tf (T) Tj (a) Tj (m) Tj (s) Tj (i) Tj (n) Tj ( ) Tj (W) Tj (r) Tj (e) Tj (x) Tj (l) Tj (e) Tj (y) Tj ET")), verify.Withheld, false},
		{"PDF text in an array", pdfBut(content("BT /F1 9 Tf [(Tam)-250(sin)-250( Wrexley)] TJ ET")), verify.Withheld, false},
	}
}

// TestSoundPDF: what the attacks begin with is no finding.
func TestSoundPDF(t *testing.T) {
	dir := packDir(t)
	pdfBut(nil)(t, dir)
	seal(t, dir)
	rep, err := verify.Pack(t.Context(), dir, options())
	if err != nil || !rep.OK {
		t.Errorf("a sound PDF does not pass: %+v, %v", rep.Findings, err)
	}
}

// TestWordsOfTheFormat: what every PDF says is no finding when it is withheld
// somewhere, but for where the document says it.
func TestWordsOfTheFormat(t *testing.T) {
	opts := options()
	opts.Values = []string{"Parent", "Contents", "Length", "Resources", "Identity", "Helvetica", "Catalog", "Adobe"}
	tests := []struct {
		name string
		do   func(testing.TB, string)
		want bool
	}{
		{"names and marks", pdfBut(nil), true},
		{"a character map", pdfWith(stream("", "/CIDInit /ProcSet findresource begin\n/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> def")), true},
		{"a string", pdfWith(stream("", "BT (Parent) Tj ET")), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := packDir(t)
			tt.do(t, dir)
			seal(t, dir)
			rep, err := verify.Pack(t.Context(), dir, opts)
			leaks := slices.ContainsFunc(rep.Findings, func(f verify.Finding) bool {
				return f.Kind == verify.Withheld && strings.HasSuffix(f.File, ".pdf")
			})
			if err != nil || leaks == tt.want {
				t.Errorf("leaks: %v, want %v: %+v, %v", leaks, !tt.want, rep.Findings, err)
			}
		})
	}
}
