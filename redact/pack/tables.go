package pack

import (
	"strconv"
	"strings"
)

// tables writes every CSV.
func (b *builder) tables() error {
	p := b.plan
	records := p.records()
	tables := []*table{p.schedule(), p.items(), p.messages(), p.occurrences(), p.chronology(records), p.supplementary(), p.glossary()}
	for _, r := range records {
		tables = append(tables, r.table)
	}
	for _, t := range append(tables, b.sheets...) {
		if err := b.table(t); err != nil {
			return err
		}
	}
	return b.ctx.Err()
}

// table writes one CSV.
func (b *builder) table(t *table) error {
	if b.plan.in.Draft {
		t.stamp()
	}
	data, err := t.bytes()
	if err != nil {
		return err
	}
	if err := b.out.write(t.path, data); err != nil {
		return err
	}
	b.resources = append(b.resources, describe(t, b.out.size[t.path], b.out.sums[t.path]))
	return nil
}

// numbered are the columns of every table whose rows are items.
func numbered(t *table) *table {
	t.key = []string{"number"}
	t.rules = map[string]rule{
		"disposition": {Required: true, Enum: []string{string(Disclosed), string(Part), string(Withheld), string(Duplicate)}},
		"title":       {Required: true},
	}
	return t
}

func yesNo(b bool) string {
	if b {
		return yes
	}
	return no
}

func (p *plan) schedule() *table {
	t := numbered(&table{path: "schedule.csv", title: "Every item that was found, and what became of it", fields: []field{
		{"number", "integer", "Number of the item in this pack"},
		{"title", "string", "Title or file name, without what is withheld"},
		{"date", "date", "Date of the message, or of the last change"},
		{"kind", "string", "Sort of document"},
		{"pages", "integer", "Number of pages, slides or sheets; empty where there are none"},
		{"disposition", "string", "disclosed, part (with parts withheld), withheld, or duplicate"},
		{"duplicate_of", "integer", "Number of the item that is given in place of this one"},
		{"code", "string", "Why something is withheld; the codes are explained in index.html"},
		{"document", "string", "File in this pack"},
		{"attached_to", "integer", "Number of the item that this one came with"},
		{"note", "string", "What else there is to know"},
		{"added_by_hand", "boolean", "Whether somebody at the council added it, or something to it, by hand: yes or no"},
		{"added_by", "string", "Who added it, as the council's register has them; empty where that is not known"},
		{"added_on", "date", "Day on which they added it, UTC"},
		{"other_files", "string", "Further files of the item, such as the rows of its sheets, parted by semicolons"},
		{"source", "string", "Name of the source where it was found; duplicates stand here with a place each"},
	}})
	t.refs = map[string]string{"number": "items", "duplicate_of": "", "attached_to": ""}
	t.rules["added_by_hand"] = rule{Required: true}
	for _, e := range p.entries {
		t.add(strconv.Itoa(e.number), e.title, date(e.Date), kindOf(e), number(e.Pages), string(e.disposition),
			number(e.original), strings.Join(e.codes, "; "), e.document, number(e.attachedTo), e.note,
			yesNo(e.byHand()), p.labels.Mask(e.AddedBy), date(e.AddedAt.UTC()), strings.Join(e.others(), "; "), p.labels.Mask(e.Source))
	}
	return t
}

func (p *plan) items() *table {
	t := numbered(&table{path: "items.csv", title: "The items with their text", fields: []field{
		{"number", "integer", "Number of the item in this pack"},
		{"title", "string", "Title or file name, without what is withheld"},
		{"name", "string", "File name, without what is withheld"},
		{"date", "date", "Date of the message, or of the last change"},
		{"kind", "string", "Sort of document"},
		{"media_type", "string", "Internet media type of the original"},
		{"pages", "integer", "Number of pages, slides or sheets; empty where there are none"},
		{"disposition", "string", "disclosed, part (with parts withheld), withheld, or duplicate"},
		{"code", "string", "Why something is withheld"},
		{"text", "string", "The text, with a mask in place of what is withheld; empty for items that are withheld or duplicates"},
	}})
	for _, e := range p.entries {
		text := ""
		if e.shown() {
			text = e.masked.all()
		}
		t.add(strconv.Itoa(e.number), e.title, p.labels.Mask(e.Name), date(e.Date), kindOf(e), p.labels.Mask(e.MediaType),
			number(e.Pages), string(e.disposition), strings.Join(e.codes, "; "), text)
	}
	return t
}

// rightsText is the same for every source.
const rightsText = "You may ask us to correct, erase or restrict the use of your data, and object to its use. " +
	"You may complain to us and to the Information Commissioner (ICO), and ask a court. See index.html."

func (p *plan) supplementary() *table {
	t := &table{path: "supplementary.csv", title: "What the law says we must tell you about each source (UK GDPR Article 15(1))", fields: []field{
		{"source", "string", "Name of the source"},
		{"purposes", "string", "What the data is used for"},
		{"lawful_basis", "string", "Ground in law for using it"},
		{"categories", "string", "Sorts of data, parted by semicolons"},
		{"recipients", "string", "Who receives it, parted by semicolons"},
		{"retention", "string", "How long it is kept"},
		{"origin", "string", "Where it came from"},
		{"automated_decisions", "string", "Whether decisions are made without a person"},
		{"transfers", "string", "Whether it leaves the United Kingdom, and how it is protected"},
		{"rights", "string", "Your rights"},
		{"nature", "string", "How we came to have it: provided (by you), observed (of you, as by a meter) or derived (worked out by us)"},
		{"processed_by_machine", "string", "Whether computers are used to work with it: yes or no"},
		{"notes", "string", "What else there is to know"},
	}, rules: map[string]rule{
		"source": {Required: true}, "rights": {Required: true},
		"nature": {Enum: []string{"provided", "observed", "derived"}}, "processed_by_machine": {Enum: []string{yes, no}},
	}}
	m := p.labels.Mask
	for _, s := range p.in.Sources {
		t.add(m(s.Name), m(s.Purpose), m(s.LawfulBasis), strings.Join(p.labels.each(s.Categories), "; "),
			strings.Join(p.labels.each(s.Recipients), "; "), m(s.Retention), m(s.Origin), m(s.Automated), m(s.Transfers), rightsText,
			s.Nature, s.ByMachine, m(s.Notes))
	}
	return t
}
