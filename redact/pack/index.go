package pack

import (
	_ "embed"
	"fmt"
	"html/template"
	"sort"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

//go:embed index.tmpl
var indexText string

//go:embed chronology.tmpl
var chronologyText string

// The pages are parsed once; a mistake in one shows in every test.
var (
	indexPage      = parsed("index", indexText)
	chronologyPage = parsed("chronology", chronologyText)
)

func parsed(name, text string) *template.Template {
	return template.Must(template.New(name).Funcs(template.FuncMap{
		"day":    func(t time.Time) string { return t.Format("2 January 2006") },
		"join":   strings.Join,
		"anchor": anchor,
		"lang":   languageOf,
		"nature": func(n string) string { return natures[n] },
	}).Parse(text))
}

// natures says how the council came to have data.
var natures = map[string]string{
	"provided": "You gave it to us.",
	"observed": "It was recorded while you used a service, as by a meter or a log.",
	"derived":  "We worked it out ourselves.",
}

// anchor makes the end of an ID from a code.
func anchor(code string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return unicode.ToLower(r)
		}
		return '-'
	}, code)
}

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
	ByHand     bool // of some of these
	Codes      []term
	Records    []resource
	Additional []Source
	Parts      []partLine // empty when the pack is in one piece
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
	Extras             []extra
	Part               int
}

// index writes the page that explains the pack.
func (b *builder) index() error {
	d := b.plan.indexData(b.resources)
	d.Parts = b.partLines()
	for i := range d.Documents {
		d.Documents[i].Part = b.partOf[d.Documents[i].Document]
	}
	var p page
	p.begin("Your personal data: "+d.Council, "", b.plan.in.Draft)
	if err := indexPage.Execute(&p.b, d); err != nil {
		return fmt.Errorf("write index.html: %w", err)
	}
	return b.out.write("index.html", p.end(b.plan.in.Draft))
}

// chronology writes the page of what happened when.
func (b *builder) chronology() error {
	type row struct {
		On                          time.Time
		What, Sort, Place, Document string
		Number                      int
	}
	d := struct {
		Events  []row
		Undated int
	}{}
	dated := map[*entry]bool{}
	for _, ev := range b.plan.events {
		dated[ev.e] = true
		d.Events = append(d.Events, row{ev.on, ev.what, ev.sort, ev.place, ev.e.document, ev.e.number})
	}
	for _, e := range b.plan.entries {
		if e.shown() && !dated[e] {
			d.Undated++
		}
	}
	var p page
	p.begin("What happened when", "index.html", b.plan.in.Draft)
	if err := chronologyPage.Execute(&p.b, d); err != nil {
		return fmt.Errorf("write chronology.html: %w", err)
	}
	return b.out.write("chronology.html", p.end(b.plan.in.Draft))
}

// draftText is a file of its own, which is seen wherever a draft's files are
// listed.
const draftText = "DRAFT\r\n\r\nThis is a draft of an answer. It is not the council's answer and must not be sent out.\r\n"

const draftName = "DRAFT.txt"

func (b *builder) draftNote() error {
	if !b.plan.in.Draft {
		return nil
	}
	return b.out.write(draftName, []byte(draftText))
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
		d.Documents = append(d.Documents, p.lineOf(e))
		d.ByHand = d.ByHand || e.byHand()
	}
	d.Codes, _ = p.terms()
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
		s.Origin, s.Automated, s.Transfers, s.Notes = m(s.Origin), m(s.Automated), m(s.Transfers), m(s.Notes)
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

func (p *plan) lineOf(e *entry) line {
	l := line{Number: e.number, Title: e.title, Facts: p.factsOf(e), Document: e.document, Extras: e.extras}
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

// factsOf says what an item is, how long, what it came with, and who added it.
func (p *plan) factsOf(e *entry) string {
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
	if e.byHand() {
		out += ", " + byHandFact
		if by := p.labels.Mask(e.AddedBy); by != "" {
			out += " (" + by + ")"
		}
		if !e.AddedAt.IsZero() {
			out += " on " + e.AddedAt.UTC().Format("2 January 2006")
		}
	}
	return out
}

// byHandFact says of an item that no search found it, or not all of it.
const byHandFact = "added by hand by the council"

func sortedKeys(m map[string]int) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
