package verify

import (
	"bytes"
	"regexp"
)

// The words of the format itself, which tell nothing of a document: "Parent" or
// "Length" may be withheld, and stands in every PDF. They count as such only
// where the format has them: a string that says the same is searched.
var (
	formatNames = union(kinds, words(`
		Catalog Pages Page Form Group Mask Root Size Info ID Prev Index XRef ObjStm First Extends Producer Linearized L H O E N T Resources XObject
		Type0 Type1 MMType1 Type3 TrueType CIDFontType0 CIDFontType2 CIDFontType0C Type1C OpenType Glyphless
		Helvetica Helvetica-Bold Helvetica-Oblique Helvetica-BoldOblique Courier Courier-Bold Courier-Oblique Courier-BoldOblique
		Times-Roman Times-Bold Times-Italic Times-BoldItalic Symbol ZapfDingbats
		Identity Identity-H Identity-V WinAnsiEncoding MacRomanEncoding StandardEncoding MacExpertEncoding
		DeviceRGB DeviceGray DeviceCMYK CalRGB CalGray Lab Indexed Separation DeviceN ICCBased All None
		FlateDecode DCTDecode CCITTFaxDecode JBIG2Decode JPXDecode LZWDecode RunLengthDecode ASCIIHexDecode ASCII85Decode
		Transparency Luminosity Alpha Image Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn
		HardLight SoftLight Difference Exclusion Hue Saturation Color
		AbsoluteColorimetric RelativeColorimetric Perceptual Default
		CIDInit ProcSet CMap CMapName CMapType CIDSystemInfo Adobe-Identity-UCS`))
	formatMarks = words(`obj endobj stream endstream xref trailer startxref true false null
		begin end begincmap endcmap begincodespacerange endcodespacerange beginbfchar endbfchar beginbfrange endbfrange
		dict dup def pop findresource defineresource currentdict`)

	formatToken  = regexp.MustCompile(`/?[^\s/<>()\[\]{}%]+`)
	formatString = regexp.MustCompile(`/(?:Registry\s*\(Adobe\)|Ordering\s*\((?:Identity|UCS)\))`)
)

// union is a set with the keys of all dictionaries.
func union(dicts map[string]set, more set) set {
	out := set{}
	for _, d := range dicts {
		for k := range d {
			out[k] = true
		}
	}
	for k := range more {
		out[k] = true
	}
	return out
}

// ofFormat reports whether a token, as it is written, is a word of the format.
func ofFormat(token []byte) bool {
	if len(token) > 0 && token[0] == '/' {
		return formatNames[string(token[1:])]
	}
	return formatMarks[string(token)]
}

// withoutFormat returns PDF syntax that holds no strings without the words of the
// format.
func withoutFormat(syntax []byte) []byte {
	return formatToken.ReplaceAllFunc(syntax, func(token []byte) []byte {
		if ofFormat(token) {
			return bytes.Repeat([]byte{' '}, len(token))
		}
		return token
	})
}
