package pack

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
)

// records makes one table from each table of the items that holds rows about
// the subject.
func (p *plan) records() []*table {
	var out []*table
	used := map[string]bool{}
	for _, e := range p.entries {
		if !e.shown() || len(e.Subject) == 0 {
			continue
		}
		e.runs(e.bounds, "", func(r run, sheet string) {
			if t := p.record(e, r, sheet); t != nil {
				t.path = unique(used, fmt.Sprintf("records/%04d-%s", e.number, p.labels.slug(p.labels.Mask(sheet), "table"))) + ".csv"
				out = append(out, t)
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

// record makes a table of the subject's rows, or nil when there is none.
func (p *plan) record(e *entry, r run, sheet string) *table {
	r.head = e.heading(r)
	var mine []*node
	for _, n := range r.rows {
		if _, others := e.othersRow(n); n != r.head && !others && e.aboutSubject(n) {
			mine = append(mine, n)
		}
	}
	if len(mine) == 0 {
		return nil
	}
	r.rows = mine
	cols := columnsOf(e.Text, r)
	order := cols.order()
	t := &table{
		title:  strings.TrimSpace(fmt.Sprintf("Rows about you from item %d %s", e.number, p.labels.Mask(sheet))),
		fields: p.recordFields(e, cols, order),
	}
	for _, row := range mine {
		cells := row.cells(e.Text)
		line := make([]string, len(order)+1)
		if _, err := strconv.Atoi(row.Label); err == nil {
			line[0] = row.Label
		}
		at := make([]string, len(cols.letters))
		for i, c := range cols.place(cells) {
			at[c] = strings.TrimSpace(e.masked.plain(cells[i].Start, cells[i].End))
		}
		for i, c := range order {
			line[i+1] = at[c]
		}
		t.add(line...)
	}
	return t
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
	fields := []field{{"row", "integer", "Number of the row in the original"}}
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
