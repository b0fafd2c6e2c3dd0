package documents

import (
	"io"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// A Builder collects what a [Format] finds in one document: the canonical text
// with its bounds, the metadata, what could not be read, and the parts inside.
//
// Text is normalised on its way in, see [Builder.Text], and cut at the limit;
// bounds always nest and lie inside the text. A Builder serves one Read and is
// not safe for concurrent use.
type Builder struct {
	item      Item
	text      strings.Builder
	marks     marks
	limit     int64
	full      bool
	afterCR   bool  // the text so far ended in a carriage return
	open      []int // indexes into marks
	props     []property
	problems  []string
	scans     []Scan
	parts     []Part
	walk      func(func(name, mediaType string, r io.Reader) error) error
	passwords []string
}

type property struct{ name, value string }

// A Part is something found inside a document: an attachment, a member of an
// archive, an embedded object.
type Part struct {
	Name      string // as the document says; only a label, may be ""
	MediaType string // set when known for certain; else ""
	Open      func() (io.ReadCloser, error)
}

// NewBuilder returns a Builder that cuts the text at limit bytes; 0 means the
// default limit. Passwords are those a format may try.
func NewBuilder(limit int64, passwords []string) *Builder {
	if limit <= 0 {
		limit = DefaultLimits().Text
	}
	return &Builder{limit: min(limit, math.MaxInt32), passwords: passwords}
}

// Text appends s. Line ends become \n (CR, CRLF, form feed, vertical tab, NEL
// and the Unicode separators), bytes that are not UTF-8 become U+FFFD, byte
// order marks go, and every control character but tab becomes a space. A rune
// must not be split over two calls.
func (b *Builder) Text(s string) {
	if b.full || s == "" {
		return
	}
	if b.afterCR {
		s = strings.TrimPrefix(s, "\n")
	}
	b.afterCR = strings.HasSuffix(s, "\r")
	s = Normalise(s)
	if room := b.limit - int64(b.text.Len()); int64(len(s)) > room {
		s = cut(s, int(room))
		b.full = true
		b.Problem("text over the limit of size was cut")
	}
	b.text.WriteString(s)
}

// cut returns the longest prefix of s of at most n bytes that splits no rune.
func cut(s string, n int) string {
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// Break ends the current line, if there is anything on it.
func (b *Builder) Break() {
	if !b.AtLineStart() {
		b.Text("\n")
	}
}

// AtLineStart reports that the next text begins a line.
func (b *Builder) AtLineStart() bool {
	return b.text.Len() == 0 || strings.HasSuffix(b.text.String(), "\n")
}

// Len is the length of the text so far in bytes.
func (b *Builder) Len() int { return b.text.Len() }

// Full reports that the limit of the text is reached: a format may stop.
func (b *Builder) Full() bool { return b.full }

// Open begins a bound at the end of the text so far; hidden marks what a
// reader does not normally see. Every Open needs a [Builder.Close]; those left
// open are closed at the end. A bound around no text is dropped, pages
// excepted.
func (b *Builder) Open(kind BoundKind, label string, hidden bool) {
	b.open = append(b.open, b.marks.len())
	b.marks.add(Bound{Kind: kind, Start: b.text.Len(), Label: Normalise(label), Hidden: hidden})
}

// Close ends the bound opened last. Without one it does nothing.
func (b *Builder) Close() {
	if len(b.open) == 0 {
		return
	}
	i := b.open[len(b.open)-1]
	b.open = b.open[:len(b.open)-1]
	m := b.marks.at(i)
	m.end = uint32(b.text.Len()) //nolint:gosec // the limit is lower
	if m.start == m.end && b.marks.kinds[m.kind] != Page && i == b.marks.len()-1 {
		b.marks.drop()
	}
}

// Within opens a bound, calls fn and closes it, and whatever fn left open.
func (b *Builder) Within(kind BoundKind, label string, hidden bool, fn func() error) error {
	depth := len(b.open)
	b.Open(kind, label, hidden)
	err := fn()
	for len(b.open) > depth {
		b.Close()
	}
	return err
}

// Meta sets what the document says of itself; empty and zero values leave
// what was set before. It adds nothing to the text: see [Builder.Property].
func (b *Builder) Meta(title, author string, created, modified time.Time) {
	if title = OneLine(title); title != "" {
		b.item.Title = title
	}
	if author = OneLine(author); author != "" {
		b.item.Author = author
	}
	if !created.IsZero() {
		b.item.Created = created
	}
	if !modified.IsZero() {
		b.item.Modified = modified
	}
}

// Property adds a line "name: value" to the document properties, which stand
// at the end of the text inside one Properties bound. Empty values and repeated
// lines are left out.
func (b *Builder) Property(name, value string) {
	p := property{OneLine(name), strings.TrimSpace(Normalise(value))}
	if p.value != "" && !slices.Contains(b.props, p) {
		b.props = append(b.props, p)
	}
}

// Mail sets the header fields of a message.
func (b *Builder) Mail(m Mail) { b.item.Mail = &m }

// Pages sets the number of pages, slides or sheets.
func (b *Builder) Pages(n int) { b.item.Pages = n }

// Problem notes something that could not be read: the item is partial. The
// reason is one plain phrase for officers, never text of the document.
func (b *Builder) Problem(reason string) {
	if !slices.Contains(b.problems, reason) {
		b.problems = append(b.problems, reason)
	}
}

// Scan notes that the page, from 1, shows text that only OCR can read, which
// belongs here: the text of the page so far stays. It is called inside the
// bound of the page, where there is one.
func (b *Builder) Scan(page int) {
	if !b.full {
		b.scans = append(b.scans, Scan{Page: page, At: b.text.Len()})
	}
}

// Part notes a part. Open is called after Read has returned, at most once for
// each call of Extract or Open, and may not be called at all. When what it
// returns is also an [io.ReaderAt] with a method Size() int64 it is read in
// place, otherwise it is read into memory within the limits.
func (b *Builder) Part(name, mediaType string, open func() (io.ReadCloser, error)) {
	b.parts = append(b.parts, Part{Name: name, MediaType: mediaType, Open: open})
}

// Walk notes parts that can only be reached in sequence, such as the members
// of a compressed tape archive. After Read has returned, walk is called once
// and calls its argument for each part, stopping at the first error and
// returning it. A document has either a walk or parts.
func (b *Builder) Walk(walk func(fn func(name, mediaType string, r io.Reader) error) error) {
	b.walk = walk
}

// Passwords are those to try on encrypted documents, in order.
func (b *Builder) Passwords() []string { return b.passwords }

// A Result is what a Builder has collected.
type Result struct {
	Item     Item // without part, name, kind, state, reason, size and hash
	Problems []string
	Scans    []Scan // see Builder.Scan
	Parts    []Part
	Walk     func(fn func(name, mediaType string, r io.Reader) error) error
}

// Result closes what is open, writes the properties and returns everything.
// The Builder must not be used afterwards.
func (b *Builder) Result() Result {
	result := b.result()
	result.Item.Bounds = b.marks.bounds()
	return result
}

// PackedResult is Result with the bounds in Item.Packed where they are many.
func (b *Builder) PackedResult() Result {
	result := b.result()
	if b.marks.len() > mostUnpacked {
		result.Item.Packed = pack(b.marks.all())
	} else {
		result.Item.Bounds = b.marks.bounds()
	}
	return result
}

func (b *Builder) result() Result {
	for len(b.open) > 0 {
		b.Close()
	}
	b.writeProperties()
	b.item.Text = b.text.String()
	return Result{Item: b.item, Problems: b.problems, Scans: b.scans, Parts: b.parts, Walk: b.walk}
}

func (b *Builder) writeProperties() {
	if len(b.props) == 0 {
		return
	}
	b.Break()
	b.Open(Properties, "", true)
	for _, p := range b.props {
		b.Text(p.name + ": " + p.value + "\n")
	}
	b.Close()
}
