package verify

import (
	"regexp"
	"strings"
)

// kinds are the dictionaries that the PDFs of a pack are made of, by their
// names here, each with the keys it may have. "~" stands for names that the
// writer gave: of resources, glyphs and procedures.
var kinds = map[string]set{
	"Catalog":    words("Type Pages"),
	"Pages":      words("Type Count Kids"),
	"Page":       words("Type Parent MediaBox Rotate Contents Resources Group"),
	"Group":      words("Type S CS I K"),
	"Resources":  words("Font XObject ExtGState ColorSpace Pattern Shading"),
	"Names":      words("~"),
	"Font":       words("Type Subtype BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode DescendantFonts"),
	"CIDFont":    words("Type Subtype BaseFont CIDSystemInfo FontDescriptor DW W DW2 W2 CIDToGIDMap"),
	"Type3":      words("Type Subtype FontBBox FontMatrix FirstChar LastChar Widths CharProcs Encoding Resources ToUnicode"),
	"SystemInfo": words("Registry Ordering Supplement"),
	"Encoding":   words("Type BaseEncoding Differences"),
	"Descriptor": words(`Type FontName Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth
		MissingWidth FontFile FontFile2 FontFile3`),
	"Image":     words("Type Subtype Width Height ColorSpace BitsPerComponent ImageMask Mask SMask Decode Matte Interpolate Filter DecodeParms Length"),
	"Parms":     words("Predictor Colors BitsPerComponent Columns K EndOfLine EncodedByteAlign Rows EndOfBlock BlackIs1 JBIG2Globals"),
	"Form":      words("Type Subtype BBox Matrix Resources Group Length Filter"),
	"ExtGState": words("Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK SMask"),
	"Mask":      words("Type S G BC"),
	"Space":     words("WhitePoint BlackPoint Gamma Matrix Range"),
	"Function":  words("FunctionType Domain Range Size BitsPerSample Order Encode Decode C0 C1 N Functions Bounds Length Filter"),
	"Pattern":   words("Type PatternType PaintType TilingType BBox XStep YStep Matrix Resources Shading Length Filter"),
	"Shading": words(`ShadingType ColorSpace Background BBox AntiAlias Domain Matrix Function Coords Extend BitsPerCoordinate BitsPerComponent
		BitsPerFlag Decode VerticesPerRow Length Filter`),
	"Stream": words("Length Length1 Length2 Length3 Subtype Filter"),
}

// inside says of what kind a dictionary is that stands under a key.
var inside = map[pdfName]string{
	"Resources": "Resources", "Group": "Group", "CIDSystemInfo": "SystemInfo", "Encoding": "Encoding", "DecodeParms": "Parms",
	"Font": "Names", "XObject": "Names", "ExtGState": "Names", "ColorSpace": "Names", "Pattern": "Names", "Shading": "Names", "CharProcs": "Names",
	"FontDescriptor": "Descriptor", "SMask": "Mask",
}

// given are names that the writer makes up for resources, glyphs and colourants.
var given = regexp.MustCompile(`^[A-Z][0-9]*$`)

// kindOf says of what kind an object is, by what it says of itself.
func kindOf(d pdfDict, stream bool) string {
	typ, _ := d["Type"].(pdfName)
	sub, _ := d["Subtype"].(pdfName)
	switch {
	case typ == "Catalog" || typ == "Pages" || typ == "Page" || typ == "Encoding" || typ == "ExtGState" || typ == "Group" || typ == "Mask":
		return string(typ)
	case typ == "FontDescriptor":
		return "Descriptor"
	case typ == "Font" && sub == "Type3":
		return "Type3"
	case typ == "Font" && strings.HasPrefix(string(sub), "CIDFont"):
		return "CIDFont"
	case typ == "Font":
		return "Font"
	case sub == "Image" && stream:
		return "Image"
	case sub == "Form" && stream:
		return "Form"
	case d["PatternType"] != nil:
		return "Pattern"
	case d["ShadingType"] != nil:
		return "Shading"
	case d["FunctionType"] != nil:
		return "Function"
	case stream:
		return "Stream"
	case d["Registry"] != nil:
		return "SystemInfo"
	case d["Differences"] != nil || d["BaseEncoding"] != nil:
		return "Encoding"
	case d["WhitePoint"] != nil:
		return "Space"
	case d["S"] != nil && d["G"] != nil:
		return "Mask"
	}
	for k := range d { // which need not say what they are
		if !kinds["ExtGState"][string(k)] {
			return "Names"
		}
	}
	return "ExtGState"
}

// known reports whether a value and all inside it are of kinds and keys that
// packs have. Key is where it stands.
func known(v any, key pdfName, stream, top bool) bool {
	switch v := v.(type) {
	case pdfArray:
		for _, e := range v {
			if !known(e, key, false, false) {
				return false
			}
		}
	case pdfDict:
		kind, ok := inside[key]
		if !ok || top || kind == "Names" && len(v) > 0 && kindOf(v, false) != kind { // one of them, not a list of them
			kind = kindOf(v, stream)
		}
		if typ, ok := v["Type"].(pdfName); ok && kind == "Names" && typ != "" {
			return false
		}
		keys := kinds[kind]
		for k, e := range v {
			if !keys[string(k)] && !(keys["~"] && given.MatchString(string(k))) || !known(e, k, false, false) {
				return false
			}
		}
	case pdfText:
		return key == "Registry" || key == "Ordering" || key == "ColorSpace" || key == "" || given.MatchString(string(key))
	}
	return true
}

// reached are the objects that can be come to from one.
func reached(objects map[int]pdfObject, root int) map[int]bool {
	seen := map[int]bool{root: true}
	var look func(v any)
	next := []int{root}
	look = func(v any) {
		switch v := v.(type) {
		case pdfRef:
			if n := int(v); !seen[n] {
				seen[n] = true
				next = append(next, n)
			}
		case pdfArray:
			for _, e := range v {
				look(e)
			}
		case pdfDict:
			for _, e := range v {
				look(e)
			}
		}
	}
	for len(next) > 0 {
		n := next[len(next)-1]
		next = next[:len(next)-1]
		look(objects[n].value)
	}
	return seen
}
