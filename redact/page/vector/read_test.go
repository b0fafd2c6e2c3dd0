package vector

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"sarsen/redact/page/rebuild"
)

// onePage is a copy of one page: its content, and what else its dictionary
// holds, with objects from number 5.
func onePage(content, extra string, objects ...string) []byte {
	return pdfOf(append([]string{
		"<</Pages 2 0 R /Type/Catalog/Metadata 4 0 R /Names<</JavaScript 4 0 R >>/OCProperties<</D<<>>>>>>",
		"<</Count 1/Kids[ 3 0 R ]/Type/Pages/MediaBox[ 0 0 200 100]>>",
		"<</Contents 4 0 R /Parent 2 0 R /Type/Page" + extra + ">>",
		streamOf("", content),
	}, objects...)...)
}

const helvetica = "/Resources<</Font<</A<</Type/Font/Subtype/Type1/BaseFont/Arial,Bold/FirstChar 97/Widths[500 500 500]/Name/Petra>>>>>>"

func TestSeedsAreRead(t *testing.T) {
	for i, s := range seeds() {
		d, err := Read(s, true)
		if err != nil {
			t.Errorf("seed %d: %v", i, err)
			continue
		}
		if written(t, d) == nil {
			t.Errorf("seed %d cannot be written", i)
		}
	}
}

func TestContent(t *testing.T) {
	for _, tc := range []struct {
		name, content, want string
	}{
		{"numbers are made plain", "+1.50 -.5 007 0 0 -0 cm", "1.5 -0.5 7 0 0 0 cm\n"},
		{"comments go", "q % for Petra\nQ", "q\nQ\n"},
		{"marks go with what they say", "/Span<</ActualText(Petra)/MCID 3>>BDC 0 0 1 1 re f EMC /P MP /P<</A(b)>>DP", "0 0 1 1 re\nf\n"},
		{"strings are written anew", "BT /A 9 Tf 10 50 Td (a\\050\\\nb) Tj ET", "BT\n/F1 9 Tf\n10 50 Td\n<612862> Tj\nET\n"},
		{"what is left open is closed", "q q 1 0 0 rg", "q\nq\n1 0 0 rg\nQ\nQ\n"},
		{"what is closed too often is not", "Q Q 1 g", "1 g\n"},
		{"shapes outside of the page go", "300 0 9 9 re f 0 200 m 9 209 l S 1 1 5 5 re f", "1 1 5 5 re\nf\n"},
		{"shapes outside of the clip go", "0 0 9 9 re W n 50 50 9 9 re f", "0 0 9 9 re\nW\nn\n"},
		{"images outside of the page go", "q 9 0 0 9 300 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID a EI Q", "q\n9 0 0 9 300 0 cm\nQ\n"},
		{"paths that draw nothing go", "0 0 9 9 re n", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d, err := Read(onePage(tc.content, helvetica), true)
			if err != nil {
				t.Fatal(err)
			}
			if got := string(d.Content); got != tc.want {
				t.Errorf("content %q, want %q", got, tc.want)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	const shown = "BT /A 9 Tf 10 50 Td (text) Tj ET "
	const grey = "BI /W 1 /H 1 /BPC 8 /CS /G ID a EI "
	for _, tc := range []struct {
		name, content string
		want          error
	}{
		{"unknown operator", "0 0 9 9 rect", errOperator},
		{"operand of another kind", "(9) w", errOperands},
		{"operands without operator", "1 2 3", errOperands},
		{"layer", "/OC /L BDC 0 0 9 9 re f EMC", errLayer},
		{"invisible text", "3 Tr " + shown, errInvisible},
		{"text that only clips", "7 Tr " + shown, errInvisible},
		{"text without font", "BT (text) Tj ET", errNoFont},
		{"text outside of the page", "BT /A 9 Tf 500 50 Td (text) Tj ET", errOutside},
		{"text outside of the clip", "50 0 9 9 re W n " + shown, errOutside},
		{"box over text", shown + "5 45 50 20 re f", errCovered},
		{"box in lines over text", shown + "5 45 m 55 45 l 55 65 l 5 65 l f", errCovered},
		{"thick line over text", shown + "12 w 5 52 m 55 52 l S", errCovered},
		{"picture over text", shown + "q 50 0 0 50 5 30 cm " + grey + "Q", errCovered},
		{"box over a picture", "q 50 0 0 50 5 30 cm " + grey + "Q 10 40 9 9 re f", errCovered},
		{"box over a drawing", "10 10 m 20 30 30 10 40 20 c S 5 5 50 50 re f", errCovered},
		{"picture cut by a clip", "q 0 0 20 20 re W n 50 0 0 50 0 0 cm " + grey + "Q", errCut},
		{"picture cut by the page", "q 50 0 0 50 180 0 cm " + grey + "Q", errCut},
		{"picture in a round clip", "q 0 0 m 20 60 40 60 60 0 c W n 9 0 0 9 20 5 cm " + grey + "Q", errCut},
		{"round box over a drawing", "10 10 m 20 30 30 10 40 20 c S 0 0 m 0 90 60 90 60 0 c f", errCovered},
		{"transparent picture", "/T gs q 50 0 0 50 5 30 cm " + grey + "Q", errFaded},
		{"transparent drawing", "/T gs 10 10 m 20 30 30 10 40 20 c f", errFaded},
		{"picture through a mask", "/M gs q 50 0 0 50 5 30 cm " + grey + "Q", errFaded},
		{"missing font", "BT /B 9 Tf ET", errResource},
		{"missing object", "/X Do", errResource},
		{"too many states", strings.Repeat("q ", maxSaved+1), errState},
		{"string without end", "(text", errEnd},
		{"nested too deeply", strings.Repeat("[", 99), errNested},
	} {
		t.Run(tc.name, func(t *testing.T) {
			res := strings.Replace(helvetica, "/Font<<", "/ExtGState<</T<</ca 0>>/M<</SMask<</S/Alpha/G 5 0 R >>>>>>/Font<<", 1)
			mask := streamOf("/Subtype/Form/BBox[0 0 9 9]", "0 0 9 9 re f")
			if _, err := Read(onePage(tc.content, res, mask), true); !errors.Is(err, tc.want) {
				t.Errorf("error %v, want %v", err, tc.want)
			}
		})
	}
}

// Text and pictures that are seen stay, whatever is near or below them.
func TestKept(t *testing.T) {
	const shown = "BT /A 9 Tf 10 50 Td (text) Tj ET "
	for name, content := range map[string]string{
		"box under text":         "1 g 5 45 50 20 re f 0 g " + shown,
		"line under text":        shown + "10 48 40 .5 re f",
		"line through text":      shown + "10 52 40 1 re f",
		"box beside text":        shown + "60 45 50 20 re f",
		"frame around text":      shown + "5 w 2 30 80 50 re S",
		"highlighter over text":  shown + "/H gs 1 1 0 rg 5 45 50 20 re f",
		"half a point too large": "q 201 0 0 101 -.5 -.5 cm BI /W 1 /H 1 /BPC 8 /CS /G ID a EI Q",
	} {
		t.Run(name, func(t *testing.T) {
			res := strings.Replace(helvetica, "/Font<<", "/ExtGState<</H<</BM/Multiply>>>>/Font<<", 1)
			if _, err := Read(onePage(content, res), true); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestOnlyWhatIsAllowed: nothing of a document gets in but what its page draws.
func TestOnlyWhatIsAllowed(t *testing.T) {
	const secret = "Petra"
	data := onePage("BT /A 9 Tf 10 50 Td (text) Tj ET /X Do /G gs /Cs cs 0.5 scn 0 0 5 5 re f q 20 0 0 20 150 20 cm /I Do Q % "+secret,
		"/Annots[<</Contents(Petra)>>]/PieceInfo<</Petra 7 0 R >>/Thumb 7 0 R /StructParents 0/AA<</O<</JS(Petra)>>>>"+
			"/Resources<</Font<</A 5 0 R /Petra 5 0 R >>/XObject<</X 6 0 R /Unused 7 0 R /I 7 0 R >>/ExtGState<</G<</LW 2/Petra(Petra)/TR 7 0 R >>>>"+
			"/ColorSpace<</Cs[/Separation/Petra/DeviceGray 8 0 R ]>>/Properties<</P<</Alt(Petra)>>>>>>",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Name/Petra/Petra(Petra)/Encoding<</Differences[1/Petra 116/t]/Petra 1>>/ToUnicode 9 0 R >>",
		streamOf("/Subtype/Form/BBox[0 0 200 100]/Metadata 7 0 R /PieceInfo<</Petra 1>>/LastModified(Petra)/Name/Petra/Resources<</Font<</A 5 0 R >>>>",
			"/Petra BMC BT /A 9 Tf 90 50 Td (x) Tj ET EMC"),
		streamOf("/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace[/ICCBased 10 0 R ]/Metadata 9 0 R /OPI<<>>/Alternates[]", "a"+secret),
		"<</FunctionType 2/Domain[0 1]/N 1/Petra(Petra)>>",
		streamOf("", "% Petra\n/CMapName /Petra def 3 beginbfchar <74> <0074> <50> <0050> <51> <0050006500740072006100> endbfchar"),
		streamOf("/N 1/Alternate/DeviceGray", "copyright "+secret),
	)
	d, err := Read(data, true)
	if err != nil {
		t.Fatal(err)
	}
	out := unpacked(t, written(t, d))
	for _, leak := range []string{secret, "00500065", "Metadata", "PieceInfo", "Annots", "ICCBased", "Separation/Petra", "Properties", "/Name"} {
		if strings.Contains(out, leak) {
			t.Errorf("%q got in:\n%s", leak, out)
		}
	}
	if !strings.Contains(out, "<74> <0074>") {
		t.Error("a character lost what it stands for")
	}
}

// unpacked is a file with its streams decompressed.
func unpacked(t *testing.T, data []byte) string {
	t.Helper()
	f, err := open(data)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range f.offsets {
		v, err := f.resolve(ref(n))
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := v.(*stream); ok {
			inside, err := f.unpack(s)
			if err != nil {
				t.Fatal(err)
			}
			v = s.dict
			b.Write(inside)
		}
		for _, part := range encode(nil, v) {
			b.WriteString(part.(string)) //nolint:forcetypeassert // no objects in a file
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestShared: fonts of several pages become one, with what they all need, and
// images that are the same one image.
func TestShared(t *testing.T) {
	page := func(text string) *rebuild.Drawing {
		d, err := Read(onePage("BT /A 9 Tf 10 50 Td ("+text+") Tj ET q 9 0 0 9 90 20 cm BI /W 1 /H 1 /BPC 8 /CS /G ID a EI Q",
			"/Resources<</Font<</A 5 0 R >>>>", "<</Subtype/TrueType/FirstChar 65/Widths[500 600 700]/FontDescriptor 6 0 R >>",
			"<</Flags 32/FontFile2 7 0 R >>", streamOf("", string(smallTrueType()))), false)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	var b bytes.Buffer
	w := rebuild.New(&b)
	for _, text := range []string{"A", "B", "A"} {
		if err := w.Add(rebuild.Page{Width: 200, Height: 100, Drawing: page(text)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	out := unpacked(t, b.Bytes())
	for what, want := range map[string]int{"/TrueType": 1, "/FontFile2": 1, "/Image": 1, "[500 600]": 1, "700": 0, "/Page/": 0} {
		if got := strings.Count(out, what); got != want {
			t.Errorf("%q is there %d times, want %d", what, got, want)
		}
	}
}

// TestMaskedImage: where a soft mask lets nothing through, nothing of the image
// remains.
func TestMaskedImage(t *testing.T) {
	for _, tc := range []struct {
		name, alpha string
		base        string // more of the image's dictionary
		left        string // of its two samples
		want        error
	}{
		{"some hidden", "\x00\xff", "", "\x00S", nil},
		{"none hidden", "\x01\xff", "", "HS", nil},
		{"of another size", "\x00", "", "", errFaded},
		{"with edges mixed", "\x00\xff", "/Matte[0]", "", errFaded},
	} {
		t.Run(tc.name, func(t *testing.T) {
			data := onePage("q 9 0 0 9 9 9 cm /I Do Q", "/Resources<</XObject<</I 5 0 R >>>>",
				streamOf("/Subtype/Image/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 6 0 R "+tc.base, "HS"),
				streamOf(fmt.Sprintf("/Subtype/Image/Width %d/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", len(tc.alpha)), tc.alpha))
			d, err := Read(data, true)
			if !errors.Is(err, tc.want) {
				t.Fatalf("error %v, want %v", err, tc.want)
			}
			if err != nil {
				return
			}
			if out := unpacked(t, written(t, d)); !strings.Contains(out, tc.left) {
				t.Errorf("%q is not in %q", tc.left, out)
			}
		})
	}
}
