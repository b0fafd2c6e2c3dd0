package doc

import (
	"context"
	"io"
	"maps"
	"slices"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/ole"
)

// maxTable is the most that a table of the document may have, in bytes.
const maxTable = 64 << 20

// A document is one that is being read.
type document struct {
	ctx               context.Context
	out               *documents.Builder
	fib               *fib
	main, table, data io.ReaderAt
	size              int64 // of the main stream

	pieces  []piece
	text    []uint16
	chars   []charRun
	paras   []paraRun
	styles  []style
	missing bool // some of the text is not there

	pictures *ole.Pictures
	links    map[string]bool
	line     *line // the paragraph being read, nil between paragraphs
	fields   []*field
	tables   int // inside so many tables
}

// tableBytes returns a table of the document.
func (d *document) tableBytes(table int) []byte {
	at, size := d.fib.place(table)
	return ole.At(d.table, at, min(size, maxTable))
}

// languagePage is the code page of a language, in documents of one byte a
// character.
func (d *document) languagePage(language uint16) int {
	if !d.fib.old || language == 0 || language == 0x0400 {
		return 0
	}
	if page := ole.LanguagePage(language); page != ole.Western {
		return page
	}
	return 0
}

// page is the code page of text of one byte a character.
func (d *document) page() int {
	switch {
	case !d.fib.old:
		return ole.Western
	case d.fib.mac:
		return 10000
	}
	return ole.LanguagePage(d.fib.language)
}

// read writes the whole document.
func (d *document) read() error {
	d.pictures = ole.NewPictures(d.out)
	d.links = map[string]bool{}
	sure := d.loadPieces()
	if len(d.pieces) == 0 {
		if d.fib.length(storyMain) == 0 {
			return nil
		}
		return documents.ErrDamaged
	}
	if !sure {
		d.out.Problem("the document's own order of its text is damaged: text may be missing or out of order")
	}
	d.loadText()
	d.loadStyles()
	d.loadCharacters()
	d.loadParagraphs()
	if d.missing {
		d.out.Problem("some of the document's text is not in the file")
	}
	if err := d.stories(); err != nil {
		return err
	}
	d.leftover()
	d.drawings()
	for _, name := range d.reviewers() {
		d.out.Property("Reviewer", name)
	}
	return nil
}

// stories writes the body and all that stands beside it.
func (d *document) stories() error {
	var begin [storyHeaderBoxes + 2]int
	for s := storyMain; s <= storyHeaderBoxes; s++ {
		begin[s+1] = int(min(int64(begin[s])+d.fib.length(s), int64(len(d.text))))
	}
	d.blocks(begin[storyMain], begin[storyMain+1])
	d.boxes(tableTextBoxes, begin[storyTextBoxes], begin[storyTextBoxes+1])
	d.headers(begin[storyHeaders], begin[storyHeaders+1])
	d.boxes(tableHeaderBoxes, begin[storyHeaderBoxes], begin[storyHeaderBoxes+1])
	d.notes("footnote", tableFootnotes, begin[storyFootnotes], begin[storyFootnotes+1])
	d.notes("endnote", tableEndnotes, begin[storyEndnotes], begin[storyEndnotes+1])
	d.comments(begin[storyComments], begin[storyComments+1])
	d.apart("macro text", begin[storyMacros], begin[storyMacros+1])
	// What the lengths leave out is text all the same; a last mark is none.
	if end := begin[storyHeaderBoxes+1]; len(d.text)-end > 1 {
		d.apart("rest of the text", end, len(d.text))
	}
	return d.ctx.Err()
}

// apart writes a part of the text as a hidden note.
func (d *document) apart(label string, from, to int) {
	if from >= to {
		return
	}
	d.out.Break()
	d.out.Open(documents.Note, label, true)
	d.blocks(from, to)
	d.out.Close()
}

// reviewers are those who made tracked changes.
func (d *document) reviewers() []string {
	names := map[string]bool{}
	for _, name := range stringTable(d.tableBytes(tableReviewers)) {
		if name != "" && name != "Unknown" {
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// stringTable reads a table of strings in UTF-16.
func stringTable(data []byte) []string {
	const most = 10_000
	r := ole.NewReader(data)
	if r.Uint16() != 0xFFFF {
		return nil
	}
	count, extra := min(int(r.Uint16()), most), int64(r.Uint16())
	var out []string
	for range count {
		if r.Left() < 2 {
			break
		}
		out = append(out, ole.UTF16(r.Bytes(2*int64(r.Uint16()))))
		r.Skip(extra)
	}
	return out
}
