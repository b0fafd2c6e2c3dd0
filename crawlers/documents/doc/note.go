package doc

import (
	"encoding/binary"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/ole"
)

// maxNotes is the most notes, headers or boxes of one kind that are kept
// apart.
const maxNotes = 100_000

// parts cuts a story by a table of places, given the bytes of each entry
// beside its place. What the table leaves out comes last.
func (d *document) parts(table, entry, from, to int) [][2]int {
	list := d.tableBytes(table)
	n := min((len(list)-4)/(4+entry), maxNotes)
	var out [][2]int
	at := from
	for i := 0; i < n; i++ {
		end := from + int(min(int64(binary.LittleEndian.Uint32(list[4*i+4:])), int64(to-from)))
		if end < at {
			break
		}
		out = append(out, [2]int{at, end})
		at = end
	}
	if at < to {
		out = append(out, [2]int{at, to})
	}
	return out
}

// blank reports whether there is nothing but marks in a part of the text.
func (d *document) blank(from, to int) bool {
	for _, c := range d.text[from:to] {
		if c > ' ' || c == markPicture {
			return false
		}
	}
	return true
}

// notes writes footnotes or endnotes: a note each.
func (d *document) notes(label string, table, from, to int) {
	for _, p := range d.parts(table, 0, from, to) {
		d.note(label, "", p)
	}
}

func (d *document) note(label, author string, p [2]int) {
	if d.blank(p[0], p[1]) && author == "" {
		return
	}
	d.out.Break()
	d.out.Open(documents.Note, label, false)
	if author != "" {
		d.out.Text(author + ":\n")
	}
	d.blocks(p[0], p[1])
	d.out.Close()
}

// comments writes the comments with their authors.
func (d *document) comments(from, to int) {
	authors := d.commentAuthors()
	for i, p := range d.parts(tableComments, 0, from, to) {
		author := ""
		if i < len(authors) {
			author = authors[i]
		}
		if !d.blank(p[0], p[1]) {
			d.note("comment", author, p)
		}
	}
}

// commentAuthors names the author of each comment, by their full name if the
// document has it, or else their initials.
func (d *document) commentAuthors() []string {
	const entry = 30
	refs := d.tableBytes(tableCommentRefs)
	owners := d.owners()
	if d.fib.old {
		return d.oldInitials(refs)
	}
	n := min((len(refs)-4)/(4+entry), maxNotes)
	var out []string
	for i := range n {
		r := ole.NewReader(refs[4*(n+1)+entry*i:])
		count := min(int64(r.Uint16()), 9)
		name := ole.UTF16(r.Bytes(18)[:2*count])
		if i := int(r.Uint16()); i < len(owners) {
			name = owners[i]
		}
		out = append(out, strings.TrimSpace(name))
	}
	return out
}

func (d *document) oldInitials(refs []byte) []string {
	const entry = 20
	n := min((len(refs)-4)/(4+entry), maxNotes)
	var out []string
	for i := range n {
		r := ole.NewReader(refs[4*(n+1)+entry*i:])
		out = append(out, ole.Decode(r.Bytes(min(int64(r.Byte()), 9)), d.page()))
	}
	return out
}

// owners are the names of those who commented.
func (d *document) owners() []string {
	var out []string
	for r := ole.NewReader(d.tableBytes(tableOwners)); r.Left() >= 2 && len(out) < maxNotes; {
		out = append(out, ole.UTF16(r.Bytes(2*int64(r.Uint16()))))
	}
	return out
}

// headers writes headers and footers. The first six parts are the lines that
// part notes from the text.
func (d *document) headers(from, to int) {
	const separators = 6
	seen := map[string]bool{}
	for i, p := range d.parts(tableHeaders, 0, from, to) {
		if i < separators && !d.fib.old || d.blank(p[0], p[1]) {
			continue
		}
		if text := string(d.decode(d.text[p[0]:p[1]], true, 0)); seen[text] {
			continue
		} else if len(seen) < maxNotes {
			seen[text] = true
		}
		d.out.Break()
		d.out.Open(documents.Furniture, "", false)
		d.blocks(p[0], p[1])
		d.out.Close()
	}
}

// boxes writes text boxes.
func (d *document) boxes(table, from, to int) {
	const entry = 22
	for _, p := range d.parts(table, entry, from, to) {
		if !d.blank(p[0], p[1]) {
			d.blocks(p[0], p[1])
		}
	}
}
