package rebuild

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
)

// A Drawing is a page's visible content: text, lines and images that were
// written anew elsewhere from what is allowed.
type Drawing struct {
	// Box is the part of the content's plane that is shown: left, below,
	// right, above. Turn is by how many degrees it is shown turned clockwise.
	Box  [4]float64
	Turn int
	// Content draws it; every name in it is one of Resources, which are by
	// category and name. Group, if any, says how it is blended.
	Content   []byte
	Resources map[string]map[string][]any
	Group     []any
}

// An Object is one that a drawing refers to. Values are PDF syntax in pieces:
// strings, and *Object where a reference stands. Objects must not refer to
// themselves.
type Object struct {
	Body []any
	// Stream follows a dictionary, which lacks its length; nil for none.
	Stream []byte
	// Late, if not nil, makes what is written in the place of the object when
	// the file is closed, of those of the same Key together: what any of them
	// needs, sorted, and how many were made before.
	Late  func(needs []int, made int) (*Object, error)
	Key   string
	Needs map[int]bool
}

// objects are those written so far: what is the same is written once.
type objects struct {
	same   map[[sha256.Size]byte]int
	keys   map[string]*waiting
	waits  []*waiting // in the order they were met
	nested int
}

// A waiting object is written when the file is closed.
type waiting struct {
	number int
	object *Object
	needs  map[int]bool
}

const maxNested = 256

// put writes an object after those that it refers to and returns its number.
func (w *Writer) put(o *Object) int {
	if o.Late != nil {
		return w.wait(o)
	}
	body := w.resolved(o.Body)
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "%d %t ", len(body), o.Stream != nil) // a hash takes everything
	_, _ = h.Write(body)
	_, _ = h.Write(o.Stream)
	key := [sha256.Size]byte(h.Sum(nil))
	if n, ok := w.objects.same[key]; ok {
		return n
	}
	n := w.reserve()
	if w.objects.same == nil {
		w.objects.same = map[[sha256.Size]byte]int{}
	}
	w.objects.same[key] = n
	w.value(n, body, o.Stream)
	return n
}

// wait returns the number of an object that is written late.
func (w *Writer) wait(o *Object) int {
	if w.objects.keys == nil {
		w.objects.keys = map[string]*waiting{}
	}
	had, ok := w.objects.keys[o.Key]
	if !ok {
		had = &waiting{number: w.reserve(), object: o, needs: map[int]bool{}}
		w.objects.keys[o.Key] = had
		w.objects.waits = append(w.objects.waits, had)
	}
	maps.Copy(had.needs, o.Needs)
	return had.number
}

// resolved is a value with the numbers of what it refers to.
func (w *Writer) resolved(parts []any) []byte {
	var b bytes.Buffer
	if w.objects.nested++; w.objects.nested > maxNested && w.err == nil {
		w.err = fmt.Errorf("write PDF: objects nested too deeply")
	}
	for _, part := range parts {
		switch part := part.(type) {
		case string:
			b.WriteString(part)
		case *Object:
			if w.err == nil {
				fmt.Fprintf(&b, "%d 0 R ", w.put(part))
			}
		}
	}
	w.objects.nested--
	return b.Bytes()
}

// value writes an object as it is.
func (w *Writer) value(n int, body, data []byte) {
	if data == nil {
		w.object(n, "%s", body)
		return
	}
	dict := bytes.TrimSuffix(bytes.TrimPrefix(body, []byte("<<")), []byte(">>"))
	w.encoded(n, string(dict), data)
}

// late writes the objects that waited for all pages.
func (w *Writer) late() {
	for i := 0; i < len(w.objects.waits); i++ { // one may bring others
		late := w.objects.waits[i]
		made, err := late.object.Late(slices.Sorted(maps.Keys(late.needs)), i)
		if err != nil {
			if w.err == nil {
				w.err = fmt.Errorf("write PDF: %w", err)
			}
			return
		}
		w.value(late.number, w.resolved(made.Body), made.Stream)
	}
}

// drawing writes a page of vector content, with labels on top.
func (w *Writer) drawing(p Page) {
	d := p.Drawing
	var content bytes.Buffer
	content.WriteString("q\n")
	content.Write(d.Content)
	content.WriteString("Q\n")
	resources := map[string][]byte{}
	for _, category := range slices.Sorted(maps.Keys(d.Resources)) {
		resources[category] = w.category(d.Resources[category])
	}
	if len(p.Labels) > 0 {
		fmt.Fprintf(&content, "q %s cm\n", d.upright())
		w.labels(&content, p, resources)
		content.WriteString("Q\n")
	}
	extra := ""
	if d.Turn != 0 {
		extra = fmt.Sprintf("/Rotate %d", d.Turn)
	}
	if d.Group != nil {
		extra += fmt.Sprintf("/Group %s", w.resolved(d.Group))
	}
	box := fmt.Sprintf("%s %s %s %s", num(d.Box[0]), num(d.Box[1]), num(d.Box[2]), num(d.Box[3]))
	w.page(box, extra, content.Bytes(), resources)
}

// category writes the resources of one category.
func (w *Writer) category(named map[string][]any) []byte {
	var b []byte
	for _, n := range slices.Sorted(maps.Keys(named)) {
		b = fmt.Appendf(b, "/%s %s", n, w.resolved(named[n]))
	}
	return b
}

// upright is the matrix from the page as it is shown, from its bottom left, to
// the drawing's plane.
func (d *Drawing) upright() string {
	left, below, right, above := d.Box[0], d.Box[1], d.Box[2], d.Box[3]
	switch d.Turn {
	case 90:
		return fmt.Sprintf("0 1 -1 0 %s %s", num(right), num(below))
	case 180:
		return fmt.Sprintf("-1 0 0 -1 %s %s", num(right), num(above))
	case 270:
		return fmt.Sprintf("0 -1 1 0 %s %s", num(left), num(above))
	}
	return fmt.Sprintf("1 0 0 1 %s %s", num(left), num(below))
}

// Deflate compresses data as the filter FlateDecode has it.
func Deflate(data []byte) []byte { return deflate(data) }
