package pack

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

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
