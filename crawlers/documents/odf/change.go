package odf

import (
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/zipxml"
)

// maxChanges is how many tracked changes are put in their places; what others
// deleted stands where the changes are listed.
const maxChanges = 100_000

// changes reads the list of tracked changes, which comes before the text. What
// was deleted is kept until its place is met.
func (d *document) changes(x *zipxml.Reader) error {
	return x.Each(func(region zipxml.Element) error {
		name := region.Attr("id")
		return x.Each(func(e zipxml.Element) error {
			switch {
			case len(d.deleted)+len(d.inserted) >= maxChanges || name == "":
			case e.Name == "insertion":
				d.inserted[name] = true
			case e.Name == "deletion" && region.Name == "changed-region":
				piece, err := grid.Capture(&d.out, func() error { return x.Each(func(e zipxml.Element) error { return d.changed(x, e) }) })
				d.deleted[name] = piece
				return err
			}
			return d.changed(x, e)
		})
	})
}

// changed reads what a change says of itself and what it took away.
func (d *document) changed(x *zipxml.Reader, e zipxml.Element) error {
	each := func() error { return x.Each(func(e zipxml.Element) error { return d.changed(x, e) }) }
	switch e.Name {
	case "creator":
		s, err := x.Text()
		d.changer(strings.TrimSpace(s))
		return err
	case "date":
		return nil
	case "deletion", "previous", "cell-content-deletion":
		return d.noted("deleted", true, each)
	case "p", "h", "table", "list":
		return d.content(x, e)
	case "change-track-table-cell":
		start := d.out.Len()
		err := each()
		if d.out.Len() == start {
			d.out.Text(e.Attr("value") + e.Attr("date-value"))
		}
		return err
	}
	return each()
}

// place handles a mark of where a change was made.
func (d *document) place(e zipxml.Element) {
	name := e.Attr("change-id")
	switch e.Name {
	case "change":
		d.taken(name)
	case "change-start":
		if d.inserted[name] {
			d.adding = true
			d.beginAdded()
		}
	case "change-end":
		if d.inserted[name] {
			d.endAdded()
			d.adding = false
		}
	}
}

// taken puts what a change deleted below the paragraph it was in.
func (d *document) taken(name string) {
	piece := d.deleted[name]
	delete(d.deleted, name)
	if d.par != nil && !d.par.unseen {
		d.par.asides.Cut(d.out.Len(), "deleted", piece.Text)
		return
	}
	if piece.Text != "" {
		_ = d.noted("deleted", true, func() error {
			piece.Write(d.out)
			return nil
		})
	}
}

func (d *document) beginAdded() {
	if d.par != nil {
		d.par.added = d.out.Len()
	}
}

func (d *document) endAdded() {
	if d.par != nil && d.adding && !d.par.unseen {
		d.par.asides.Added(d.par.added, d.out.Len())
	}
}

// unseen reads text of a paragraph that is not seen where it stands; it is
// written below.
func (d *document) unseen(label string, fn func() error) error {
	par := d.par
	switch {
	case par == nil:
		return d.out.Within(documents.Note, label, true, fn)
	case par.unseen:
		return fn()
	}
	par.unseen = true
	piece, err := grid.Capture(&d.out, fn)
	par.unseen = false
	par.asides.Cut(d.out.Len(), label, piece.Text)
	return err
}
