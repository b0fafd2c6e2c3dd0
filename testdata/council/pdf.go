package council

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

const (
	pdfWidth  = 595 // A4 in points
	pdfHeight = 842
	pdfMargin = 60
	pdfSize   = 11.0
	pdfLine   = 15.0
)

// helvetica holds the widths of the characters from blank to tilde, in
// thousandths of the font's size.
var helvetica = [95]int{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}

// A pdfFile collects numbered objects.
type pdfFile struct{ objects []string }

func (p *pdfFile) add(body string) int {
	p.objects = append(p.objects, body)
	return len(p.objects)
}

func (p *pdfFile) bytes(root, info int) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
	at := make([]int, len(p.objects))
	for i, o := range p.objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, root, info, xref)
	return b.Bytes()
}

// A pdfFont is Helvetica in WinAnsi; characters WinAnsi lacks get the codes
// from 1 on, with names and a ToUnicode map.
type pdfFont struct{ extra []rune }

func (f *pdfFont) code(r rune) byte {
	if c, ok := charmap.Windows1252.EncodeRune(r); ok && c >= ' ' {
		return c
	}
	for i, e := range f.extra {
		if e == r {
			return byte(i + 1)
		}
	}
	if len(f.extra) == 31 {
		return '?'
	}
	f.extra = append(f.extra, r)
	return byte(len(f.extra))
}

func (f *pdfFont) literal(s string) string {
	var b strings.Builder
	b.WriteByte('(')
	for _, r := range s {
		c := f.code(r)
		if c == '(' || c == ')' || c == '\\' || c < ' ' || c > '~' {
			fmt.Fprintf(&b, `\%03o`, c)
		} else {
			b.WriteByte(c)
		}
	}
	b.WriteByte(')')
	return b.String()
}

func (f *pdfFont) object(file *pdfFile) int {
	if len(f.extra) == 0 {
		return file.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	}
	var differences, unicode strings.Builder
	for i, r := range f.extra {
		fmt.Fprintf(&differences, " /uni%04X", r)
		fmt.Fprintf(&unicode, "<%02X> <%04X>\n", i+1, r)
	}
	cmap := fmt.Sprintf("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Sarsen def /CMapType 2 def\n1 begincodespacerange <00> <FF> endcodespacerange\n1 beginbfrange <20> <7E> <0020> endbfrange\n%d beginbfchar\n%sendbfchar\n%sendcmap end end", len(f.extra), unicode.String(), latinMap())
	stream := file.add(pdfStream(cmap))
	return file.add(fmt.Sprintf("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [1%s] >> /ToUnicode %d 0 R >>", differences.String(), stream))
}

// latinMap maps the upper half of WinAnsi for fonts with a ToUnicode map.
func latinMap() string {
	var b strings.Builder
	b.WriteString("96 beginbfchar\n")
	for c := 0xA0; c <= 0xFF; c++ {
		fmt.Fprintf(&b, "<%02X> <%04X>\n", c, c)
	}
	b.WriteString("endbfchar\n5 beginbfchar <80> <20AC> <91> <2018> <92> <2019> <96> <2013> <97> <2014> endbfchar\n")
	return b.String()
}

func pdfStream(body string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(body)) // a bytes.Buffer does not fail
	_ = w.Close()
	return fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", b.Len(), b.String())
}

// pdf sets a document in Helvetica on A4, with page headers and footers and
// comments as annotations.
func pdf(d document) []byte {
	file, font := &pdfFile{}, &pdfFont{}
	var contents []string
	for _, lines := range paginate(pdfLines(d)) {
		contents = append(contents, pdfPage(d, font, lines, len(contents)+1))
	}
	fontID := font.object(file)
	pages := len(file.objects) + len(contents)*2 + len(d.of(note)) + 1
	var kids, annots []string
	for i, b := range d.of(note) {
		annots = append(annots, fmt.Sprintf("%d 0 R", file.add(fmt.Sprintf("<< /Type /Annot /Subtype /Text /Rect [540 %d 558 %d] /Contents %s /T (Reviewer) >>", 780-30*i, 798-30*i, pdfString(b.text)))))
	}
	for i, c := range contents {
		extra := ""
		if i == 0 && len(annots) > 0 {
			extra = " /Annots [" + strings.Join(annots, " ") + "]"
		}
		stream := file.add(pdfStream(c))
		kids = append(kids, fmt.Sprintf("%d 0 R", file.add(fmt.Sprintf("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Resources << /Font << /F1 %d 0 R >> >>%s >>", pages, pdfWidth, pdfHeight, stream, fontID, extra))))
	}
	file.add(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(kids), strings.Join(kids, " ")))
	root := file.add(fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R >>", pages))
	info := file.add(fmt.Sprintf("<< /Title %s /Author %s /CreationDate (D:%sZ) >>", pdfString(d.title), pdfString(d.author), d.date.UTC().Format("20060102150405")))
	return file.bytes(root, info)
}

// pdfString writes a text string: UTF-16 where PDFDocEncoding may not do.
func pdfString(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteString(">")
	return b.String()
}

// pdfLines breaks the running text into lines that fit the page.
func pdfLines(d document) []string {
	var out []string
	for _, b := range d.blocks {
		switch b.kind {
		case note, header, footer:
			continue
		case row:
			out = append(out, fit(strings.Join(b.cells(), "   "))...)
			continue
		}
		for _, line := range b.lines() {
			out = append(out, fit(line)...)
		}
		out = append(out, "")
	}
	return out
}

// fit breaks a line at blanks by the widths of its characters.
func fit(line string) []string {
	var out []string
	current, used := "", 0.0
	for _, word := range strings.Split(line, " ") {
		w := textWidth(word)
		if current != "" && used+w+textWidth(" ") > pdfWidth-2*pdfMargin {
			out = append(out, current)
			current, used = "", 0
		}
		if current != "" {
			current += " "
			used += textWidth(" ")
		}
		current += word
		used += w
	}
	return append(out, current)
}

func textWidth(s string) float64 {
	total := 0
	for _, r := range s {
		if r >= ' ' && r <= '~' {
			total += helvetica[r-' ']
		} else {
			total += 556
		}
	}
	return float64(total) * pdfSize / 1000
}

func paginate(lines []string) [][]string {
	const perPage = 44 // lines of pdfLine between the margins
	var pages [][]string
	for len(lines) > perPage {
		pages = append(pages, lines[:perPage])
		lines = lines[perPage:]
	}
	return append(pages, lines)
}

func pdfPage(d document, font *pdfFont, lines []string, number int) string {
	var b strings.Builder
	at := func(x, y float64, s string) {
		if s != "" {
			fmt.Fprintf(&b, "BT /F1 %g Tf 1 0 0 1 %g %g Tm %s Tj ET\n", pdfSize, x, y, font.literal(s))
		}
	}
	for i, bl := range d.of(header) {
		at(pdfMargin, pdfHeight-35-float64(i)*pdfLine, bl.text)
	}
	y := float64(pdfHeight - pdfMargin - 20)
	for _, line := range lines {
		at(pdfMargin, y, line)
		y -= pdfLine
	}
	for i, bl := range d.of(footer) {
		at(pdfMargin, 40-float64(i)*pdfLine, bl.text)
	}
	at(pdfWidth-100, 40, fmt.Sprintf("Page %d", number))
	return b.String()
}

// scannedPDF is one page that is nothing but a picture.
func scannedPDF(seed byte) []byte {
	file := &pdfFile{}
	var pixels strings.Builder
	for i := range 64 * 90 {
		pixels.WriteByte(200 + byte(i)%50 ^ seed&3)
	}
	image := pdfStream(pixels.String())
	image = strings.Replace(image, "<< ", "<< /Type /XObject /Subtype /Image /Width 64 /Height 90 /ColorSpace /DeviceGray /BitsPerComponent 8 ", 1)
	img := file.add(image)
	content := file.add(pdfStream("q 595 0 0 842 0 0 cm /Im1 Do Q"))
	page := file.add(fmt.Sprintf("<< /Type /Page /Parent 4 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /XObject << /Im1 %d 0 R >> >> >>", content, img))
	pages := file.add(fmt.Sprintf("<< /Type /Pages /Count 1 /Kids [%d 0 R] >>", page))
	root := file.add(fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R >>", pages))
	return file.bytes(root, file.add("<< /Producer (Scanner) >>"))
}
