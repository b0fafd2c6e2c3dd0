package pack

import (
	_ "embed"
	"fmt"
	"html/template"
	"sort"
	"strings"
	"time"

	"sarsen/redact"
)

//go:embed index.tmpl
var indexText string

// indexPage is parsed once; a mistake in it shows in every test.
var indexPage = template.Must(template.New("index").Funcs(template.FuncMap{
	"day":  func(t time.Time) string { return t.Format("2 January 2006") },
	"join": strings.Join,
}).Parse(indexText))

// indexData is what the first page shows; every text in it is masked.
type indexData struct {
	Request    Request
	Draft      bool
	Council    string
	Contact    string
	Right      string
	Scotland   bool
	NI         bool
	Summary    Summary
	Sources    []coverage
	Totals     coverage
	Documents  []line
	Codes      []codeLine
	Records    []resource
	Additional []Source
}

type coverage struct {
	Name                        string
	Searched                    time.Time
	Seen, Read, Partial, Unread int
	Reasons                     []string
}

type line struct {
	Number             int
	Title, Facts, Date string
	Status, Document   string
}

type codeLine struct {
	Code, Provision, Meaning string
	Places                   int
}

// index writes the page that explains the pack.
func (b *builder) index() error {
	d := b.plan.indexData(b.resources)
	var p page
	p.begin("Your personal data: "+d.Council, "", b.plan.in.Draft)
	if err := indexPage.Execute(&p.b, d); err != nil {
		return fmt.Errorf("write index.html: %w", err)
	}
	return b.out.write("index.html", p.end(b.plan.in.Draft))
}

func (p *plan) council() string {
	if p.in.Request.Council == "" {
		return "the council"
	}
	return p.in.Request.Council
}

func (p *plan) indexData(resources []resource) indexData {
	d := indexData{
		Request: p.in.Request, Draft: p.in.Draft, Council: p.council(), Contact: p.in.Request.Contact,
		Right: rights[p.in.Request.Right], Summary: p.summary(),
		Scotland: p.in.Request.Jurisdiction == "scotland",
		NI:       p.in.Request.Jurisdiction == "northern-ireland",
	}
	if d.Right == "" {
		d.Right = rights["access"]
	}
	p.addSources(&d)
	for _, e := range p.entries {
		d.Documents = append(d.Documents, lineOf(e))
	}
	for _, code := range sortedKeys(p.codes) {
		c, _ := redact.CodeOf(code)
		d.Codes = append(d.Codes, codeLine{code, c.Provision, c.Meaning, p.codes[code]})
	}
	for _, r := range resources {
		if strings.HasPrefix(r.Path, "records/") {
			d.Records = append(d.Records, r)
		}
	}
	return d
}

// rights says in plain words what was asked for.
var rights = map[string]string{
	"access":        "a copy of the personal data we hold about you",
	"portability":   "your personal data in a form that can be moved elsewhere",
	"rectification": "a correction of your personal data",
	"erasure":       "the erasure of your personal data",
	"restriction":   "that we restrict how we use your personal data",
	"objection":     "that we stop using your personal data",
	"complaint":     "that we look into a complaint about your personal data",
}

func (p *plan) addSources(d *indexData) {
	m := p.labels.Mask
	for _, s := range p.in.Sources {
		c := coverage{Name: m(s.Name), Searched: s.Searched, Seen: s.Seen, Read: s.Read, Partial: s.Partial}
		for _, state := range sortedKeys(s.Unread) {
			n := s.Unread[state]
			if n == 0 {
				continue
			}
			c.Unread += n
			c.Reasons = append(c.Reasons, fmt.Sprintf("%d %s", n, unreadWords(state)))
		}
		d.Sources = append(d.Sources, c)
		d.Totals.Seen += c.Seen
		d.Totals.Read += c.Read
		d.Totals.Partial += c.Partial
		d.Totals.Unread += c.Unread
		s.Name, s.Purpose, s.LawfulBasis, s.Retention = m(s.Name), m(s.Purpose), m(s.LawfulBasis), m(s.Retention)
		s.Origin, s.Automated, s.Transfers = m(s.Origin), m(s.Automated), m(s.Transfers)
		s.Categories, s.Recipients = p.labels.each(s.Categories), p.labels.each(s.Recipients)
		d.Additional = append(d.Additional, s)
	}
}

// unreadWords explains a state of the catalogue.
func unreadWords(state string) string {
	switch state {
	case "encrypted":
		return "locked with a password"
	case "damaged":
		return "damaged"
	case "unsupported":
		return "of a kind that cannot be read by machine"
	case "too_large":
		return "too large to be read"
	case "timeout":
		return "took too long to read"
	case "denied":
		return "that we were not able to open"
	case "needs_ocr":
		return "pictures without readable text"
	case "excluded":
		return "left out of the search by the council's settings"
	}
	return "not read (" + state + ")"
}

func lineOf(e *entry) line {
	l := line{Number: e.number, Title: e.title, Facts: factsOf(e), Document: e.document}
	if !e.Date.IsZero() {
		l.Date = e.Date.Format("2 January 2006")
	}
	codes := ""
	if len(e.codes) > 0 {
		codes = ": " + strings.Join(e.codes, ", ")
	}
	switch e.disposition {
	case Disclosed:
		l.Status = "in full"
	case Part:
		l.Status = "parts withheld" + codes
	case Withheld:
		l.Status = "withheld" + codes
	case Duplicate:
		l.Status = fmt.Sprintf("same as document %d", e.original)
	}
	if e.note != "" {
		l.Status += ". " + e.note
	}
	return l
}

// factsOf says what an item is, how long, and what it came with.
func factsOf(e *entry) string {
	out := kindOf(e)
	if e.Pages > 0 {
		unit := "page"
		switch out {
		case "spreadsheet":
			unit = "sheet"
		case "presentation":
			unit = "slide"
		}
		if e.Pages > 1 {
			unit += "s"
		}
		out += fmt.Sprintf(", %d %s", e.Pages, unit)
	}
	if e.attachedTo != 0 {
		out += fmt.Sprintf(", came with document %d", e.attachedTo)
	}
	return out
}

func sortedKeys(m map[string]int) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
