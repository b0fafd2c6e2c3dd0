package pack

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sarsen/index/fold"
	"sarsen/redact"
)

// portable writes the pack of a portability request (UK GDPR Article 20)
// instead of the one of an access request: as tables, what the person provided
// or what was observed of them, from the sources that rest on consent or
// contract and are processed by machine; and a list of all that is left out,
// with the reason.
type portable struct {
	b       *builder
	tables  []portableTable
	leftOut []leftOut
	masked  int // cells and texts of which something is withheld
}

// portableTable is one file of data, as CSV and as JSON.
type portableTable struct {
	*table
	source string
}

// leftOut is something that is not in the pack, and why.
type leftOut struct{ Source, What, Reason string }

// Reasons for leaving data out.
const (
	whyBasis    = "The law gives this right only where data is used with your consent or for a contract with you. This data is used on another ground: "
	whyNoBasis  = "It is not recorded that this data is used with your consent or for a contract with you. Please ask us."
	whyByHand   = "The law gives this right only for data that is processed by machine. This is not."
	whyMachine  = "It is not recorded whether this data is processed by machine. Please ask us."
	whyDerived  = "We worked this out ourselves. The law gives this right only for what you provided, or what was observed of you."
	whyNature   = "It is not recorded whether you provided this, or whether it was observed of you. Please ask us."
	whyOthers   = "A copy would harm the rights of other people (UK GDPR Article 20(4))."
	whyWithheld = "It is withheld: "
	whyText     = "This is a document and no data that a program can read as such. Ask for a copy of your data (right of access) to get it."
)

// portable writes the tables of a portability pack.
func (b *builder) portable() error {
	if b.opts.Split > 0 {
		return errors.New("a portability pack is not split: its tables belong together")
	}
	for code := range b.plan.codes {
		if err := redact.CheckCode(code, redact.Portability); err != nil {
			return err
		}
	}
	p := &portable{b: b}
	p.gather()
	for _, t := range p.tables {
		if err := b.table(t.table); err != nil {
			return err
		}
		if err := p.json(t.table); err != nil {
			return err
		}
		b.rows += len(t.rows)
	}
	left := &table{path: "left-out.csv", title: "What is left out, and why", fields: []field{
		{"source", "string", "Name of the source"},
		{"what", "string", "What is left out"},
		{"reason", "string", "Why"},
	}}
	for _, l := range p.leftOut {
		left.add(l.Source, l.What, l.Reason)
	}
	if err := b.table(left); err != nil {
		return err
	}
	return errors.Join(b.draftNote(), p.index(), b.describe(), b.out.manifest())
}

// gather makes the tables, source by source.
func (p *portable) gather() {
	used := map[string]bool{}
	known := map[string]bool{}
	for _, s := range p.b.plan.in.Sources {
		known[s.Name] = true
		name := p.b.plan.labels.Mask(s.Name)
		if why := notPortable(s); why != "" {
			p.leave(name, "all of it", why)
			continue
		}
		for _, e := range p.b.plan.entries {
			if e.Source == s.Name {
				p.item(s, e, used)
			}
		}
	}
	for _, e := range p.b.plan.entries { // of sources that are no longer configured
		if name := p.b.plan.labels.Mask(e.Source); !known[e.Source] {
			known[e.Source] = true
			p.leave(name, "all of it", whyNoBasis)
		}
	}
}

func (p *portable) leave(source, what, why string) {
	l := leftOut{source, what, why}
	if !slices.Contains(p.leftOut, l) {
		p.leftOut = append(p.leftOut, l)
	}
}

// notPortable says why nothing of a source can be ported; "" when something
// may be.
func notPortable(s Source) string {
	switch {
	case s.LawfulBasis == "":
		return whyNoBasis
	case s.LawfulBasis != "consent" && s.LawfulBasis != "contract":
		return whyBasis + s.LawfulBasis + "."
	case s.ByMachine == no:
		return whyByHand
	case s.ByMachine != yes:
		return whyMachine
	}
	return ""
}

// nature says how the council came to have a column, and what it means.
func (s Source) nature(column string) (nature, meaning string) {
	if s.FieldOf == nil {
		return s.Nature, ""
	}
	return s.FieldOf(column)
}

// why says why data of a nature is left out; "" when it is not.
func why(nature string) string {
	switch nature {
	case "provided", "observed":
		return ""
	case "derived":
		return whyDerived
	}
	return whyNature
}

// item adds what can be ported of one item.
func (p *portable) item(s Source, e *entry, used map[string]bool) {
	source, what := p.b.plan.labels.Mask(s.Name), fmt.Sprintf("“%s” (%s)", e.title, kindOf(e))
	switch {
	case e.disposition == Duplicate:
		return // its rows are those of the other one
	case e.disposition == Withheld && (e.Code == redact.CodePortability || e.Code == ""):
		p.leave(source, what, whyOthers)
		return
	case e.disposition == Withheld:
		c, _ := redact.CodeOf(e.Code)
		p.leave(source, what, whyWithheld+c.Meaning)
		return
	}
	data := false
	e.runs(e.bounds, "", func(r run, sheet string) {
		t, ok := p.form(s, e, r)
		if !ok {
			t, ok = p.rows(s, e, r, sheet)
		}
		data = data || ok
		if ok && len(t.fields) > 0 {
			p.add(t, source, used, p.b.plan.labels.slug(p.b.plan.labels.Mask(sheet), "table"), e.number)
		}
	})
	if t, ok := p.message(s, e); ok {
		data = true
		p.add(t, source, used, "message", e.number)
	}
	if !data {
		p.leave(source, what, whyText)
	}
}

func (p *portable) add(t *table, source string, used map[string]bool, slug string, number int) {
	t.path = unique(used, fmt.Sprintf("data/%04d-%s", number, slug)) + ".csv"
	for _, row := range t.rows {
		for _, cell := range row {
			if strings.Contains(cell, redact.Mask) {
				p.masked++
			}
		}
	}
	p.tables = append(p.tables, portableTable{t, source})
}

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

// json writes a table's rows once more, as objects in the order of the columns.
func (p *portable) json(t *table) error {
	var b bytes.Buffer
	b.WriteString("[")
	for i, row := range t.rows {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n  {")
		for k, cell := range row {
			if k > 0 {
				b.WriteString(", ")
			}
			for n, s := range []string{t.fields[k].Name, cell} {
				raw, err := plainJSON(s)
				if err != nil {
					return fmt.Errorf("write %s: %w", t.path, err)
				}
				if n == 1 {
					b.WriteString(": ")
				}
				b.Write(raw)
			}
		}
		b.WriteString("}")
	}
	b.WriteString("\n]\n")
	name := strings.TrimSuffix(t.path, ".csv") + ".json"
	if err := p.b.out.write(name, b.Bytes()); err != nil {
		return err
	}
	r := describe(t, 0, "") // Frictionless's own tool knows length and hash of CSV only; the manifest has them
	r.Hash = ""
	r.Name, r.Path, r.Format, r.MediaType, r.Dialect = r.Name+"-json", name, "json", "application/json", dialect{}
	p.b.resources = append(p.b.resources, r)
	return nil
}

// plainJSON is a string in JSON, with letters as they are.
func plainJSON(s string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(s)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
