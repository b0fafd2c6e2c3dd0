package pack

import (
	"fmt"
	"slices"
	"strings"

	"sarsen/index/fold"
)

// rows are those about the person in a table, and of their columns those that
// can be ported.
func (p *portable) rows(s Source, e *entry, r run, sheet string) (*table, bool) {
	rec, ok := p.b.plan.record(e, r, sheet)
	if !ok {
		return nil, false
	}
	in := ""
	if sheet = p.b.plan.labels.Mask(sheet); sheet != "" && !strings.HasPrefix(e.title, sheet+".") {
		in = ", " + sheet
	}
	var rows [][]string
	for _, row := range rec.table.rows {
		rows = append(rows, row[1:]) // without its number in the original
	}
	return p.columns(s, e, fmt.Sprintf("Rows about you in “%s”%s", e.title, in), rec.fields[1:], rows), true
}

// form is a table of fields and values that is about the person: one row of
// which the fields are the columns.
func (p *portable) form(s Source, e *entry, r run) (*table, bool) {
	r.head = e.heading(r)
	if r.head == nil || !slices.Equal(e.words(r.head), []string{"field", "value"}) {
		return nil, false
	}
	about := func(n *node) bool { return e.aboutSubject(n) }
	if !slices.ContainsFunc(r.rows, about) {
		return nil, false
	}
	used := map[string]bool{}
	var fields []field
	var values []string
	for _, n := range e.given(r) {
		cells := n.cells(e.Text)
		if len(cells) == 0 {
			continue
		}
		text := func(i int) string {
			if i >= len(cells) {
				return ""
			}
			return strings.TrimSpace(e.masked.plain(cells[i].Start, cells[i].End))
		}
		name := strings.Join(strings.Fields(p.b.plan.labels.Mask(text(0))), " ")
		fields = append(fields, field{unique(used, neutral(name)), "string", "Field of the form"})
		values = append(values, text(1))
	}
	title := fmt.Sprintf("The form that you sent: “%s”", e.title)
	return p.columns(s, e, title, fields, [][]string{values}), true
}

// words are the cells of a row in lower case.
func (e *entry) words(n *node) []string {
	var out []string
	for _, c := range n.cells(e.Text) {
		out = append(out, fold.String(e.Text[c.Start:c.End]))
	}
	return out
}

// columns leaves out the columns that cannot be ported.
func (p *portable) columns(s Source, e *entry, title string, fields []field, rows [][]string) *table {
	t := &table{title: title}
	var at []int
	for i, f := range fields {
		nature, meaning := s.nature(f.Name)
		if reason := why(nature); reason != "" {
			p.leave(p.b.plan.labels.Mask(s.Name), fmt.Sprintf("“%s”, column “%s”", e.title, f.Name), reason)
			continue
		}
		if meaning != "" {
			f.Description = meaning
		}
		f.Description += " (" + nature + map[string]string{"provided": " by you)", "observed": " of you)"}[nature]
		t.fields = append(t.fields, f)
		at = append(at, i)
	}
	for _, row := range rows {
		line := make([]string, len(at))
		for k, i := range at {
			line[k] = row[i]
		}
		t.add(line...)
	}
	return t
}

// message is one that the person sent in: they provided it.
func (p *portable) message(s Source, e *entry) (*table, bool) {
	if e.Mail == nil || !p.fromSubject(e.Mail.From) || s.Nature == "derived" {
		return nil, false
	}
	t := &table{title: fmt.Sprintf("The message that you sent: “%s”", e.title), fields: []field{
		{"date", "date", "Date of the message (provided by you)"},
		{"to", "string", "Receivers, parted by semicolons (provided by you)"},
		{"subject", "string", "Subject line (provided by you)"},
		{"text", "string", "What it says (provided by you)"},
	}}
	text := e.masked.all()
	for _, b := range e.bounds {
		if b.Kind == "body" {
			text = e.masked.plain(b.Start, b.End)
			break
		}
	}
	labels := p.b.plan.labels
	t.add(date(e.Date), strings.Join(labels.each(e.Mail.To), "; "), labels.Mask(e.Mail.Subject), strings.TrimSpace(text))
	return t, true
}

// fromSubject reports whether a message's only sender is the person: by one of
// their own addresses.
func (p *portable) fromSubject(from []string) bool {
	if len(from) != 1 {
		return false
	}
	sender := fold.String(from[0])
	if i := strings.LastIndexByte(sender, '<'); i >= 0 {
		sender = strings.TrimSuffix(sender[i+1:], ">")
	}
	return slices.ContainsFunc(p.b.plan.in.Keep, func(k string) bool {
		return strings.Contains(k, "@") && fold.String(k) == strings.TrimSpace(sender)
	})
}
