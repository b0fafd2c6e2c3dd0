package rebuild

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
)

// A Page is what to write.
type Page struct {
	Width, Height float64 // points
	// Picture fills the page; nil for a blank one. It is not kept.
	Picture *Picture
	// Words is the invisible text, in reading order.
	Words []Word
	// Labels are drawn on top, visibly.
	Labels []Label
}

// Numbers of the objects that every file has.
const (
	objCatalog = iota + 1
	objPages
	objFont
	objCIDFont
	objDescriptor
	objFontFile
	objGIDMap
	objToUnicode
	objLabelFont
	objLabelState
	objFirstFree
)

// A Writer writes one PDF file. It is not safe for concurrent use.
type Writer struct {
	out     *bufio.Writer
	written int64
	offsets []int64 // by object number
	pages   []int
	codes   codes
	err     error // the first one; nothing is written after it
}

// New returns a Writer to out.
func New(out io.Writer) *Writer {
	w := &Writer{out: bufio.NewWriter(out), offsets: make([]int64, objFirstFree), codes: codes{of: map[rune]uint16{}}}
	// The comment's high bytes tell transports that the file is binary.
	w.printf("%%PDF-1.7\n%%\xE2\xE3\xCF\xD3\n")
	return w
}

// Add writes a page.
func (w *Writer) Add(p Page) error {
	if !(p.Width > 0 && p.Height > 0) {
		return fmt.Errorf("write PDF page: size %g by %g points", p.Width, p.Height)
	}
	var content bytes.Buffer
	xobject := w.picture(&content, p.Picture, p.Width, p.Height)
	w.words(&content, p)
	labels(&content, p)

	body, page := w.reserve(), w.reserve()
	w.stream(body, "", content.Bytes())
	w.object(page, "<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Contents %d 0 R/Resources<</Font<</T %d 0 R/L %d 0 R>>/ExtGState<</S %d 0 R>>%s>>>>",
		objPages, num(p.Width), num(p.Height), body, objFont, objLabelFont, objLabelState, xobject)
	w.pages = append(w.pages, page)
	return w.err
}

// Close writes what the pages share and ends the file. It does not close what
// lies below. A file needs one page at least.
func (w *Writer) Close() error {
	if len(w.pages) == 0 && w.err == nil {
		w.err = fmt.Errorf("write PDF: no pages")
	}
	w.fonts()
	var kids bytes.Buffer
	for _, p := range w.pages {
		fmt.Fprintf(&kids, "%d 0 R ", p)
	}
	w.object(objPages, "<</Type/Pages/Count %d/Kids[%s]>>", len(w.pages), kids.Bytes())
	w.object(objCatalog, "<</Type/Catalog/Pages %d 0 R>>", objPages)
	w.trailer()
	if w.err != nil {
		return w.err
	}
	if err := w.out.Flush(); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	return nil
}

func (w *Writer) trailer() {
	start := w.written
	w.printf("xref\n0 %d\n0000000000 65535 f \n", len(w.offsets))
	for _, at := range w.offsets[1:] {
		w.printf("%010d 00000 n \n", at)
	}
	w.printf("trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(w.offsets), objCatalog, start)
}

// reserve returns the number of a new object.
func (w *Writer) reserve() int {
	w.offsets = append(w.offsets, 0)
	return len(w.offsets) - 1
}

func (w *Writer) object(n int, format string, args ...any) {
	w.offsets[n] = w.written
	w.printf("%d 0 obj\n", n)
	w.printf(format, args...)
	w.printf("\nendobj\n")
}

// stream writes data compressed; dict holds more entries of its dictionary.
func (w *Writer) stream(n int, dict string, data []byte) {
	w.encoded(n, "/Filter/FlateDecode"+dict, deflate(data))
}

// encoded writes data that dict says how to decode.
func (w *Writer) encoded(n int, dict string, data []byte) {
	w.offsets[n] = w.written
	w.printf("%d 0 obj\n<</Length %d%s>>\nstream\n", n, len(data), dict)
	w.write(data)
	w.printf("\nendstream\nendobj\n")
}

func deflate(data []byte) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write(data) // a bytes.Buffer takes everything
	_ = z.Close()
	return b.Bytes()
}

func (w *Writer) printf(format string, args ...any) { w.write(fmt.Appendf(nil, format, args...)) }

func (w *Writer) write(p []byte) {
	if w.err != nil {
		return
	}
	n, err := w.out.Write(p)
	w.written += int64(n)
	if err != nil {
		w.err = fmt.Errorf("write PDF: %w", err)
	}
}
