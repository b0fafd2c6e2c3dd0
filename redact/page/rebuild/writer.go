package rebuild

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"maps"
	"slices"
)

// A Page is what to write.
type Page struct {
	Width, Height float64 // points
	// Picture fills the page; nil for a blank one. It is not kept.
	Picture *Picture
	// Drawing stands in place of Picture and Words; nil for none.
	Drawing *Drawing
	// Words is the invisible text, in reading order.
	Words []Word
	// Labels are drawn on top, visibly.
	Labels []Label
}

// Numbers of the objects that every file has.
const (
	objCatalog = iota + 1
	objPages
	objFirstFree
)

// A Writer writes one PDF file. It is not safe for concurrent use.
type Writer struct {
	out     *bufio.Writer
	written int64
	offsets []int64 // by object number
	pages   []int
	codes   codes
	objects objects
	shared  map[string]int // numbers of what pages share, once it is used
	err     error          // the first one; nothing is written after it
}

// New returns a Writer to out.
func New(out io.Writer) *Writer {
	w := &Writer{out: bufio.NewWriter(out), offsets: make([]int64, objFirstFree), codes: codes{of: map[rune]uint16{}}, shared: map[string]int{}}
	// The comment's high bytes tell transports that the file is binary.
	w.printf("%%PDF-1.7\n%%\xE2\xE3\xCF\xD3\n")
	return w
}

// Add writes a page.
func (w *Writer) Add(p Page) error {
	if !(p.Width > 0 && p.Height > 0) {
		return fmt.Errorf("write PDF page: size %g by %g points", p.Width, p.Height)
	}
	if p.Drawing != nil {
		w.drawing(p)
		return w.err
	}
	var content bytes.Buffer
	resources := map[string][]byte{}
	if images := w.picture(&content, p.Picture, p.Width, p.Height); len(images) > 0 {
		resources["XObject"] = images
	}
	if len(p.Words) > 0 {
		w.words(&content, p)
		resources["Font"] = fmt.Appendf(nil, "/T %d 0 R", w.share("layer"))
	}
	w.labels(&content, p, resources)
	w.page(fmt.Sprintf("0 0 %s %s", num(p.Width), num(p.Height)), "", content.Bytes(), resources)
	return w.err
}

// page writes a page; extra are more entries of its dictionary.
func (w *Writer) page(box, extra string, content []byte, resources map[string][]byte) {
	var res bytes.Buffer
	for _, category := range slices.Sorted(maps.Keys(resources)) {
		fmt.Fprintf(&res, "/%s<<%s>>", category, resources[category])
	}
	body, page := w.reserve(), w.reserve()
	w.stream(body, "", content)
	w.object(page, "<</Type/Page/Parent %d 0 R/MediaBox[%s]%s/Contents %d 0 R/Resources<<%s>>>>", objPages, box, extra, body, res.Bytes())
	w.pages = append(w.pages, page)
}

// share returns the number of something that pages share.
func (w *Writer) share(what string) int {
	if w.shared[what] == 0 {
		w.shared[what] = w.reserve()
	}
	return w.shared[what]
}

// Close writes what the pages share and ends the file. It does not close what
// lies below. A file needs one page at least.
func (w *Writer) Close() error {
	if len(w.pages) == 0 && w.err == nil {
		w.err = fmt.Errorf("write PDF: no pages")
	}
	w.late()
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
