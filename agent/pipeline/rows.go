package pipeline

import (
	"sort"

	"sarsen/agent/request"
	"sarsen/crawlers/documents"
	"sarsen/index/person"
)

// rowsOf are the rows of an item that are about the subject, and its header row:
// nil where all of it may be, or no row is.
type rowsOf struct {
	rows   []request.Span
	header *request.Span
}

// rowsOf finds the subject's rows in a list of which others are other people's.
func (w *weighing) rowsOf(e person.Evidence, bounds []documents.Bound) rowsOf {
	listed := e.Rows
	if len(listed) == 0 {
		return rowsOf{}
	}
	mine := w.subject.Rows(e.Text, e.Hits, listed)
	if len(mine) == 0 || len(mine) == len(listed) {
		return rowsOf{}
	}
	var out rowsOf
	for _, i := range mine {
		out.rows = append(out.rows, request.Span{Start: listed[i].Start, End: listed[i].End})
	}
	out.header = header(bounds, out.rows[0].Start)
	return out
}

// header is the last header row before a row; nil for none.
func header(bounds []documents.Bound, row int) *request.Span {
	for n := sort.Search(len(bounds), func(i int) bool { return bounds[i].Start >= row }) - 1; n >= 0; n-- {
		switch b := bounds[n]; b.Kind {
		case documents.HeadRow:
			return &request.Span{Start: b.Start, End: b.End}
		case documents.Sheet, documents.Table:
			return nil
		}
	}
	return nil
}
