package vector

import (
	"bytes"
	"testing"

	"sarsen/redact/page/rebuild"
)

// seeds are small copies as the engine writes them.
func seeds() [][]byte {
	page := func(content, resources string, objects ...string) []byte {
		return pdfOf(append([]string{
			"<</Pages 2 0 R /Type/Catalog>>",
			"<</Count 1/Kids[ 3 0 R ]/Type/Pages>>",
			"<</Contents 4 0 R /MediaBox[ 0 0 200 100]/Parent 2 0 R /Resources<<" + resources + ">>/Type/Page>>",
			streamOf("", content),
		}, objects...)...)
	}
	return [][]byte{
		page("q 1 0 0 1 5 5 cm 0 0 10 10 re W n 1 0 0 rg 2 2 m 4 4 l 6 1 7 2 8 3 c h B* Q", ""),
		page("BT /A 12 Tf 10 50 Td (text) Tj [(a) -20 <6263>] TJ T* ET", "/Font<</A 5 0 R >>",
			"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[97/b 99/c]>>/ToUnicode 6 0 R >>",
			streamOf("", "1 beginbfchar <61> <0062> endbfchar 1 beginbfrange <62> <70> <0063> endbfrange")),
		page("/I Do BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI", "/XObject<</I 5 0 R >>",
			streamOf("/Type/XObject/Subtype/Image/Width 2/Height 1/BitsPerComponent 8/ColorSpace[/Indexed/DeviceRGB 1<000000FFFFFF>]", "\x00\x01")),
		page("/F Do /P cs /Q scn 0 0 9 9 re f /S sh /G gs", "/XObject<</F 5 0 R >>/ColorSpace<</P[/Pattern]>>/Pattern<</Q 6 0 R >>/Shading<</S 7 0 R >>/ExtGState<</G<</ca .5/SMask<</S/Alpha/G 5 0 R >>>>>>",
			streamOf("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "0 0 5 5 re f"),
			streamOf("/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 4 4]/XStep 4/YStep 4/Resources<<>>", "0 0 2 2 re f"),
			"<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 9 9]/Function 8 0 R >>",
			streamOf("/FunctionType 4/Domain[0 1]/Range[0 1]", "{ 1 exch sub dup 0 lt { pop 0 } if }")),
		page("BT /A 12 Tf <0001> Tj ET", "/Font<</A 5 0 R >>",
			"<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[6 0 R ]>>",
			"<</Type/Font/Subtype/CIDFontType2/W[1[500]2 9 600]/CIDToGIDMap/Identity/FontDescriptor 7 0 R >>",
			"<</Flags 4/FontFile2 8 0 R >>", streamOf("", string(smallTrueType()))),
		page("BT /A 1 Tf (a) Tj ET", "/Font<</A 5 0 R >>",
			"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/Widths[1]/Encoding<</Differences[97/x]>>/CharProcs<</x 6 0 R >>>>",
			streamOf("", "1 0 d0 0 0 1 1 re f")),
	}
}

// FuzzRead: whatever it is given, Read ends, and what it takes can be written
// and read again, to the same page.
func FuzzRead(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, data []byte, whole bool) {
		first, err := Read(data, whole)
		if err != nil {
			return
		}
		if !bytes.Equal(written(t, first), written(t, first)) {
			t.Error("written differently a second time")
		}
	})
}

func written(t *testing.T, d *rebuild.Drawing) []byte {
	t.Helper()
	var b bytes.Buffer
	w := rebuild.New(&b)
	if err := w.Add(rebuild.Page{Width: 200, Height: 100, Drawing: d}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		return nil // a font that turns out not to be one
	}
	if _, err := Read(b.Bytes(), true); err != nil {
		t.Errorf("cannot be read again: %v", err)
	}
	return b.Bytes()
}

// FuzzPrograms: whatever they are given, the readers of font programs and
// photographs end, and what they write they read again.
func FuzzPrograms(f *testing.F) {
	f.Add(smallTrueType())
	f.Add([]byte("\x01\x00\x04\x01\x00\x01\x01\x01\x02A\x00\x01\x01\x01\x02\x8b\x00\x00\x00\x00"))
	f.Add([]byte("%!PS-AdobeFont-1.0: A\n/FontName /A def /Notice (by B) def\ncurrentfile eexec \x01\x02"))
	f.Add([]byte("\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00\xff\xda\x00\x02ab\xff\xd9"))
	// Found by fuzzing: a list that ends with its offsets, photographs without a
	// frame and cut in the middle of a mark.
	f.Add([]byte("\xff\xd8\xff\xc0\x00\x0b\xb6\x00\x01\x00\x01\x01\x00\x01\x11\xff\xda\x00\x02ab\xff"))
	f.Add([]byte("\x01\x00\x04\x01\x00\x01\x01\x01\nA\x00\x01\x01\x01\x02\x8b\xf7@\x00\x01\x02\x8b\xf7\x00"))
	f.Add([]byte("\xff\xd8\xff\xd9\x00\xff\xc088888888\x01\x11\x00\xff\xda\x00\x00\x00\xbc\xff\xe0"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if tt, err := readTrueType(data); err == nil {
			if cut, err := tt.cutByCode([]int{0, 65, 255}, simpleNames(nil, nil, nil)); err == nil {
				if _, err := readTrueType(cut); err != nil {
					t.Errorf("font cannot be read again: %v", err)
				}
			}
		}
		if out, err := cleanCFF(data); err == nil && len(out) != len(data) {
			t.Error("font has another length")
		}
		_, _ = cleanType1(data)
		if out, n, err := bare(data); err == nil {
			again, m, err := bare(out)
			if err != nil || n != m || !bytes.Equal(out, again) {
				t.Errorf("photograph cannot be read again: %v", err)
			}
		}
	})
}
