package ppt

import (
	"slices"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/ole"
)

// Types of the records that hold shapes.
const (
	artGroup       = 0xF003
	artShape       = 0xF004
	artChildAnchor = 0xF00F
	artTertiary    = 0xF122
	maxDepth       = 20
)

// A drawing is the shapes of one slide.
type drawing struct {
	*show
	texts   []text // that placeholders show
	shown   []bool
	onlyOwn bool // leave out placeholders, as on masters
}

// records writes shapes and groups of them.
func (d *drawing) records(data []byte, depth int) {
	if depth > maxDepth {
		return
	}
	for _, r := range ole.Records(data) {
		switch {
		case r.Type == artShape:
			d.shape(r)
		case r.Type == artGroup && d.table(r):
		case r.Container():
			d.records(r.Data, depth+1)
		}
	}
}

// shape writes the texts of one shape, and below them its links and the texts
// that stand for it.
func (d *drawing) shape(shape ole.Record) {
	var links, unseen []string
	placeholder := false
	var found []text
	for _, r := range ole.Records(shape.Data) {
		switch r.Type {
		case ole.ArtText:
			found = append(found, d.box(r)...)
			links = append(links, d.targets(r.Data)...)
		case ole.ArtClientData:
			placeholder = placeholder || has(r.Data, recPlaceholder)
			links = append(links, d.targets(r.Data)...)
		default:
			seen, standing := ole.Texts(r)
			for _, t := range seen {
				found = append(found, text{kindOther, t})
			}
			unseen = append(unseen, standing...)
		}
	}
	if d.onlyOwn && placeholder {
		return
	}
	for _, t := range found {
		d.words(t)
	}
	for _, t := range unseen {
		ole.Note(d.out, "alternative text", true, t)
	}
	for _, target := range links {
		ole.Note(d.out, "link", true, target)
	}
}

func has(data []byte, kind uint16) bool {
	return slices.ContainsFunc(ole.Records(data), func(r ole.Record) bool { return r.Type == kind })
}

// box reads a text box: its own texts, or those of the slide's list that it
// refers to.
func (d *drawing) box(box ole.Record) []text {
	var out []text
	kind := uint32(kindOther)
	for _, r := range ole.Records(box.Data) {
		switch r.Type {
		case recTextHeader:
			kind = ole.NewReader(r.Data).Uint32()
		case recTextChars, recTextBytes:
			out = append(out, text{kind, charsOf(r)})
		case recOutlineRef:
			if i := int(ole.NewReader(r.Data).Uint32()); i >= 0 && i < len(d.texts) && !d.shown[i] {
				d.shown[i] = true
				out = append(out, d.texts[i])
			}
		}
	}
	return out
}

// targets are where links in a shape lead to.
func (d *drawing) targets(data []byte) []string {
	var out []string
	ole.Visit(data, func(r ole.Record) bool {
		if r.Type == recActionFacts {
			f := ole.NewReader(r.Data)
			f.Skip(4)
			for _, target := range d.links[f.Uint32()] {
				if strings.ContainsAny(target, ":/\\.@") && !slices.Contains(out, target) {
					out = append(out, target)
				}
			}
		}
		return true
	})
	return out
}

// A box is a cell of a table by its place.
type box struct {
	left, top int32
	piece     grid.Piece
}

// table writes a group of shapes that is a table, whose cells lie in rows.
func (d *drawing) table(group ole.Record) bool {
	shapes := ole.Records(group.Data)
	if len(shapes) < 2 || !isTable(shapes[0]) {
		return false
	}
	var cells []box
	for _, s := range shapes[1:] {
		c, placed := anchor(s)
		if !placed {
			continue
		}
		c.piece, _ = grid.Capture(&d.out, func() error {
			d.shape(s)
			return nil
		})
		if c.piece.Text != "" {
			cells = append(cells, c)
		}
	}
	d.rows(cells)
	return true
}

// isTable reports whether a group's own shape says that it is a table.
func isTable(shape ole.Record) bool {
	const tableFacts, idMask = 0x039F, 0x3FFF
	for _, r := range ole.Records(shape.Data) {
		if r.Type != artTertiary {
			continue
		}
		for f := ole.NewReader(r.Data[:min(6*int(r.Instance), len(r.Data))]); f.Left() >= 6; f.Skip(4) {
			if f.Uint16()&idMask == tableFacts {
				return true
			}
		}
	}
	return false
}

func anchor(shape ole.Record) (box, bool) {
	for _, r := range ole.Records(shape.Data) {
		if r.Type == artChildAnchor && len(r.Data) >= 8 {
			f := ole.NewReader(r.Data)
			return box{left: int32(f.Uint32()), top: int32(f.Uint32())}, true //nolint:gosec // signed fields
		}
	}
	return box{}, false
}

func (d *drawing) rows(cells []box) {
	slices.SortStableFunc(cells, func(a, b box) int {
		if a.top != b.top {
			return int(a.top) - int(b.top)
		}
		return int(a.left) - int(b.left)
	})
	var lefts []int32
	for _, c := range cells {
		lefts = append(lefts, c.left)
	}
	slices.Sort(lefts)
	lefts = slices.Compact(lefts)
	d.out.Break()
	d.out.Open(documents.Table, "", false)
	g := grid.New(d.out)
	for i, number := 0, 1; i < len(cells); number++ {
		row := grid.Row{Number: number}
		for top := cells[i].top; i < len(cells) && cells[i].top == top; i++ {
			col, _ := slices.BinarySearch(lefts, cells[i].left)
			row.Cells = append(row.Cells, grid.Cell{Col: col, Piece: cells[i].piece})
		}
		g.Add(row)
	}
	g.Flush()
	d.out.Close()
}
