package pack

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// records makes one table from each table of the items that holds rows about
// the subject.
func (p *plan) records() []record {
	var out []record
	used := map[string]bool{}
	for _, e := range p.entries {
		if !e.shown() || len(e.Subject) == 0 {
			continue
		}
		e.runs(e.bounds, "", func(r run, sheet string) {
			if rec, ok := p.record(e, r, sheet); ok {
				rec.table.path = unique(used, fmt.Sprintf("records/%04d-%s", e.number, p.labels.slug(p.labels.Mask(sheet), "table"))) + ".csv"
				out = append(out, rec)
			}
		})
	}
	return out
}

// runs calls fn for every table in nodes.
func (e *entry) runs(nodes []*node, sheet string, fn func(r run, sheet string)) {
	for len(nodes) > 0 {
		n := nodes[0]
		if n.isRow() {
			var r run
			r, nodes = takeRun(e.Text, nodes)
			r.rows = append(r.rows, r.hidden...)
			sort.SliceStable(r.rows, func(i, j int) bool { return r.rows[i].Start < r.rows[j].Start })
			fn(r, sheet)
			continue
		}
		name := sheet
		if n.Kind == "sheet" {
			name = n.Label
		}
		e.runs(n.kids, name, fn)
		nodes = nodes[1:]
	}
}

// record is a table of rows about the subject, with the rows of the original.
type record struct {
	*table
	e    *entry
	rows []*node
	cols *columns
}

// record makes a table of the subject's rows; ok is false when there is none.
func (p *plan) record(e *entry, r run, sheet string) (rec record, ok bool) {
	r.head = e.heading(r)
	mine := slices.DeleteFunc(e.given(r), func(n *node) bool { return !e.aboutSubject(n) })
	if len(mine) == 0 {
		return record{}, false
	}
	r.rows = mine
	t, cols := p.under(e, r)
	t.title = strings.TrimSpace(fmt.Sprintf("Rows about you from item %d %s", e.number, p.labels.Mask(sheet)))
	return record{t, e, mine, cols}, true
}

// aboutSubject reports whether one of the subject's facts stands in a row.
func (e *entry) aboutSubject(n *node) bool {
	for _, s := range e.Subject {
		if n.Start <= s.Start && s.End <= n.End && s.Start < s.End {
			return true
		}
	}
	return false
}

// recordFields names the columns as the header row does; names are masked and
// made unique.
func (p *plan) recordFields(e *entry, cols *columns, order []int) []field {
	used := map[string]bool{"row": true}
	fields := []field{rowNumber}
	for i, c := range order {
		name := p.labels.Mask(cols.label(c))
		if h := cols.heads[c]; h != nil {
			name = p.labels.Mask(strings.Join(strings.Fields(e.masked.plain(h.Start, h.End)), " "))
		}
		if name == "" {
			name = "column " + strconv.Itoa(i+1)
		}
		name = unique(used, neutral(name))
		fields = append(fields, field{name, "string", "Column of the original"})
	}
	return fields
}

// unique returns name, with a number when it is used already.
func unique(used map[string]bool, name string) string {
	out := name
	for n := 2; used[out]; n++ {
		out = fmt.Sprintf("%s-%d", name, n)
	}
	used[out] = true
	return out
}
