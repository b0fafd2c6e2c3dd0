package pack

import (
	_ "embed"
	"fmt"
	"strings"

	"sarsen/redact"
)

//go:embed portable.tmpl
var portableText string

var portablePage = parsed("portable", portableText)

// portableLine is a table on the page; every text is masked.
type portableLine struct {
	Title, Source, CSV, JSON string
	Rows                     int
	Fields                   []field
}

// index writes the page that explains a portability pack.
func (p *portable) index() error {
	in := p.b.plan.in
	d := struct {
		Request Request
		Draft   bool
		Council string
		Tables  []portableLine
		LeftOut []leftOut
		Masked  int
		Codes   []redact.Code
	}{Request: in.Request, Draft: in.Draft, Council: p.b.plan.council(), LeftOut: p.leftOut, Masked: p.masked}
	for _, t := range p.tables {
		d.Tables = append(d.Tables, portableLine{t.title, t.source, t.path, strings.TrimSuffix(t.path, ".csv") + ".json", len(t.rows), t.fields})
	}
	for _, code := range sortedKeys(p.b.plan.codes) {
		if c, ok := redact.CodeOf(code); ok {
			d.Codes = append(d.Codes, c)
		}
	}
	var out page
	out.begin("Your data to take elsewhere: "+d.Council, "", in.Draft)
	if err := portablePage.Execute(&out.b, d); err != nil {
		return fmt.Errorf("write index.html: %w", err)
	}
	return p.b.out.write("index.html", out.end(in.Draft))
}
