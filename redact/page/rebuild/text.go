package rebuild

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf16"
)

// A Word is a piece of the invisible text. A space is written after it.
type Word struct {
	Text string
	// The rectangle it fills, in points from the top left of the page.
	Left, Top, Right, Bottom float64
	Turn                     Turn
	// Gap is how far the space after it reaches, in points; 0 for a quarter
	// of the size.
	Gap float64
}

// A Turn is the direction in which a word is read.
type Turn int

// The directions.
const (
	Across Turn = iota // left to right
	Up
	Down
)

// A Label is visible text in plain Latin letters.
type Label struct {
	Text        string
	Left, Below float64 // start of the base line, in points from the top left
	Size        float64
	Diagonal    bool // rises from left to right, large and pale
}

// codes numbers the runes of a document in the order they are met. Code 0 is
// not used: readers take it for a missing character.
type codes struct {
	of    map[rune]uint16
	runes []rune
}

// code returns the number of r. A document of more than 65,534 different runes
// gets the replacement character for the rest.
func (c *codes) code(r rune) uint16 {
	if n, ok := c.of[r]; ok {
		return n
	}
	if len(c.runes) >= 0xFFFE {
		return c.of[c.runes[0]]
	}
	if len(c.runes) == 0 {
		c.runes = append(c.runes, '\uFFFD')
		c.of['\uFFFD'] = 1
		return c.code(r)
	}
	c.runes = append(c.runes, r)
	n := uint16(len(c.runes)) //nolint:gosec // checked above
	c.of[r] = n
	return n
}

// words writes the invisible layer: text rendering mode 3 draws nothing.
func (w *Writer) words(b *bytes.Buffer, p Page) {
	if len(p.Words) == 0 {
		return
	}
	b.WriteString("BT 3 Tr\n")
	for _, word := range p.Words {
		w.word(b, word, p.Height)
	}
	b.WriteString("ET\n")
}

func (w *Writer) word(b *bytes.Buffer, word Word, pageHeight float64) {
	long, high := word.Right-word.Left, word.Bottom-word.Top
	if word.Turn != Across {
		long, high = high, long
	}
	size := min(max(high, 1), 500)
	long = max(long, 0.5)
	below := size * -descent / 1000 // of the base line
	var matrix string
	switch word.Turn {
	case Up:
		matrix = fmt.Sprintf("0 1 -1 0 %s %s", num(word.Right-below), num(pageHeight-word.Bottom))
	case Down:
		matrix = fmt.Sprintf("0 -1 1 0 %s %s", num(word.Left+below), num(pageHeight-word.Top))
	default:
		matrix = fmt.Sprintf("1 0 0 1 %s %s", num(word.Left), num(pageHeight-word.Bottom+below))
	}
	n := 0
	var hex bytes.Buffer
	for _, r := range word.Text {
		fmt.Fprintf(&hex, "%04X", w.codes.code(r))
		n++
	}
	if n == 0 {
		return
	}
	gap := word.Gap
	if gap <= 0 {
		gap = size / 4
	}
	em := size * advance / 1000
	fmt.Fprintf(b, "/T %s Tf %s Tm %s Tz <%s> Tj %s Tz <%04X> Tj\n",
		num(size), matrix, num(100*long/(float64(n)*em)), hex.Bytes(), num(max(100*gap/em, 1)), w.codes.code(' '))
}

// labels writes the visible text.
func (w *Writer) labels(b *bytes.Buffer, p Page, resources map[string][]byte) {
	pale := false
	for _, l := range p.Labels {
		matrix, state := "1 0 0 1", ""
		if l.Diagonal {
			matrix, state = "0.7071 0.7071 -0.7071 0.7071", "/S gs "
			pale = true
		}
		fmt.Fprintf(b, "q %s0 g BT 0 Tr 100 Tz /L %s Tf %s %s %s Tm (%s) Tj ET Q\n",
			state, num(l.Size), matrix, num(l.Left), num(p.Height-l.Below), escape(l.Text))
	}
	if len(p.Labels) > 0 {
		resources["Font"] = fmt.Appendf(resources["Font"], "/L %d 0 R", w.share("label font"))
	}
	if pale {
		resources["ExtGState"] = fmt.Appendf(resources["ExtGState"], "/S %d 0 R", w.share("label state"))
	}
}

// escape returns s as the inside of a PDF string; what is not plain Latin
// becomes a question mark.
func escape(s string) string {
	var b []byte
	for _, r := range s {
		switch {
		case r == '(' || r == ')' || r == '\\':
			b = append(b, '\\', byte(r))
		case r >= ' ' && r < 0x7F:
			b = append(b, byte(r))
		default:
			b = append(b, '?')
		}
	}
	return string(b)
}

// fonts writes the fonts that pages use, and what maps codes to Unicode.
func (w *Writer) fonts() {
	if n := w.shared["layer"]; n != 0 {
		w.layerFont(n)
	}
	if n := w.shared["label font"]; n != 0 {
		w.object(n, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>")
	}
	if n := w.shared["label state"]; n != 0 {
		w.object(n, "<</Type/ExtGState/ca 0.2>>")
	}
}

func (w *Writer) layerFont(font int) {
	cid, descriptor, file, shapes, unicode := w.reserve(), w.reserve(), w.reserve(), w.reserve(), w.reserve()
	w.object(font, "<</Type/Font/Subtype/Type0/BaseFont/Glyphless/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", cid, unicode)
	w.object(cid, "<</Type/Font/Subtype/CIDFontType2/BaseFont/Glyphless/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/DW %d/CIDToGIDMap %d 0 R>>", descriptor, advance, shapes)
	w.object(descriptor, "<</Type/FontDescriptor/FontName/Glyphless/Flags 4/FontBBox[0 %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 80/FontFile2 %d 0 R>>",
		descent, advance, ascent, ascent, descent, ascent, file)
	data := glyphless()
	w.stream(file, fmt.Sprintf("/Length1 %d", len(data)), data)
	w.stream(shapes, "", bytes.Repeat([]byte{0, 1}, len(w.codes.runes)+1))
	w.stream(unicode, "", w.codes.toUnicode())
}

// toUnicode is the character map from codes to UTF-16.
func (c *codes) toUnicode() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	const block = 100 // the most a reader need accept
	for at := 0; at < len(c.runes); at += block {
		part := c.runes[at:min(at+block, len(c.runes))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(part))
		for i, r := range part {
			fmt.Fprintf(&b, "<%04X> <", at+i+1)
			for _, u := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&b, "%04X", u)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}

// num writes a number of points with three decimals at most.
func num(f float64) string {
	s := strconv.FormatFloat(f, 'f', 3, 64)
	for s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	if s == "-0" {
		return "0"
	}
	return s
}
