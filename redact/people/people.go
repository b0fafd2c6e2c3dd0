// Package people turns what was found in the texts of a request into people
// and marks: who is meant by each name, in which role they appear, what should
// happen to each span, and why.
//
// It promises that the same documents give the same people, IDs and marks, and
// that a person met under a full name keeps their ID when documents are added;
// that no name or value found which is not known to be the subject's is left
// without a mark, but for those the council excludes; and that a value withheld
// once is marked wherever else it stands in the documents. It refuses to guess:
// two mentions that may be two people stay apart, and what may be the subject's
// or somebody else's is left to a person. It proposes; it never decides.
//
// The subject's own spans get no mark at all. A name that only contains a part
// of the subject's, as another John Smith does for Mary Smith, is another
// person's.
package people

import (
	"cmp"
	"slices"
	"sort"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// A Doc is one item of a request.
type Doc struct {
	Item string // its ID
	Text string
	Name string // file name
	// Hints are those that detect was given.
	Hints     []recognise.Hint // sorted by Start
	Found     []redact.Found   // in Text, sorted by Start
	NameFound []redact.Found   // in Name, sorted by Start
	// Subject and NameSubject are the spans of Text and Name that the matcher
	// takes for the subject's.
	Subject     []redact.Span
	NameSubject []redact.Span
	Rows        []Row // sorted by Start
	// Held is set where the request holds the item as the subject's, by what was
	// found or by a decision. In such an item a forename alone may be theirs.
	Held bool
	// Private are the places of Text that speak of health, convictions and the
	// like, sorted by Start.
	Private []redact.Span
	Thread  string // of a message; items of one thread share it; "" for none
}

// A Row is a row of a table below its heading.
type Row struct {
	redact.Span
	Table   int  // rows of one table of the item share a number
	Subject bool // the row is the subject's
	Other   bool // it is not, and Found is without what stands in it: it is withheld whole
}

// A Subject is what is known of the person the request is about.
type Subject struct {
	Names       []string // names, former names and nicknames
	Emails      []string
	Phones      []string
	Addresses   []string
	DateOfBirth string   // YYYY-MM-DD
	Identifiers []string // values of any kind: NI number, NHS number, references ...
	Relatives   []string // names
	Sex         string   // "f" or "m" where the forename tells; a "Mr Smith" is not Mary Smith
}

// A Policy is what the council and the law say.
type Policy struct {
	// OwnDomains are the council's: who writes from one is staff.
	OwnDomains []string
	// OwnPhones are the council's switchboard and service numbers.
	OwnPhones []string
	// Exclude are values that are never marked, such as names and numbers that
	// the council publishes. They are compared folded, as a whole.
	Exclude []string
	// Alike reports whether two forenames, folded, may be one person's: short
	// forms and spellings. Nil knows none.
	Alike func(a, b string) bool
	// Directory is what all of the council's sources say of people; nil for
	// nothing.
	Directory *Directory
	// Right is what the request asks for: "access", "portability" ...
	Right string
}

// SubjectID is the ID of the subject in Result.Persons.
const SubjectID = "subject"

// A Person is somebody named in the documents.
type Person struct {
	// ID is made from the name, else from the e-mail address, and does not
	// change when documents are added.
	ID       string         `json:"person"`
	Name     string         `json:"name"` // the fullest form met
	Role     redact.Role    `json:"role"`
	Mentions int            `json:"mentions"`
	Items    int            `json:"items"`
	Proposal redact.Verdict `json:"proposal"`
	Code     string         `json:"code,omitempty"`
	Reason   string         `json:"reason"`
	// Class is ClassShared for the subject's household and ClassConfidential for
	// who told something in confidence. What is proposed for the latter holds
	// whatever their role is: they are not to be decided on together with others.
	Class  redact.Class `json:"class,omitempty"`
	Values []string     `json:"values"` // forms of the name, e-mail addresses, numbers; sorted
}

// A Result is what Build makes of a request.
type Result struct {
	Persons []Person      // the subject first, then the most often named
	Marks   []redact.Mark // by item in the order given, the text before the name, by Start
}

// Build resolves people and proposes marks. It is pure and does not keep or
// change its arguments.
func Build(docs []Doc, subj Subject, pol Policy) Result {
	b := newBuilder(subj, pol)
	for i := range docs {
		b.texts = append(b.texts, newText(&docs[i], i, ""), newText(&docs[i], i, "name"))
	}
	b.resolve()
	b.roles()
	b.identifiers()
	b.secrecy()
	b.sensitive()
	b.rows()
	b.sweep()
	b.parts()
	b.agree()
	b.spare()
	return b.result()
}

// A builder holds the state of one Build.
type builder struct {
	subj  profile
	pol   Policy
	texts []*text
	all   []*entity // in the order they were met; the subject first
	byKey map[string]*entity
	// personal are the addresses that stand right behind a name, see mailboxes.
	personal map[string]bool
	// bySurname holds those met under a full name.
	bySurname map[string][]*entity
	// mine are the values that are the subject's though the profile has them
	// not, see learn.
	mine map[string]bool
	// locals are who may be meant by an address of one word, see byLocal.
	locals map[string][]*entity
	// never are the values that are not marked, see spare.
	never map[string]bool
}

// A text is the text or the name of a document, with what is in it.
type text struct {
	doc      *Doc
	index    int
	field    string
	s        string
	found    []redact.Found
	subject  []redact.Span
	mentions []mention // people, by start
	marks    []redact.Mark
	// values are what is found in the text that no name is, with its owner.
	values []value
	known  []*entity // see persons
	// withheld are the rows that are withheld whole, merged.
	withheld []redact.Span
	secrets  []secret         // see confide
	privates map[*entity]bool // see privately
}

func newText(d *Doc, i int, field string) *text {
	t := &text{doc: d, index: i, field: field, s: d.Text, found: d.Found, subject: d.Subject}
	if field == "name" {
		t.s, t.found, t.subject = d.Name, d.NameFound, d.NameSubject
	}
	t.subject = redact.Merge(t.subject)
	return t
}

// inside reports whether a span of the subject covers s.
func (t *text) inside(s redact.Span) bool {
	i := sort.Search(len(t.subject), func(k int) bool { return t.subject[k].End > s.Start })
	return i < len(t.subject) && t.subject[i].Covers(s)
}

// touches reports whether a span of the subject overlaps s.
func (t *text) touches(s redact.Span) bool {
	i := sort.Search(len(t.subject), func(k int) bool { return t.subject[k].End > s.Start })
	return i < len(t.subject) && t.subject[i].Overlaps(s)
}

// within returns the mentions that start in [lo, hi).
func (t *text) within(lo, hi int) []mention {
	from := sort.Search(len(t.mentions), func(k int) bool { return t.mentions[k].Start >= lo })
	to := sort.Search(len(t.mentions), func(k int) bool { return t.mentions[k].Start >= hi })
	return t.mentions[from:max(from, to)]
}

// A proposal is what should happen to a span or a person, and why.
type proposal struct {
	verdict redact.Verdict
	code    string
	reason  string
	class   redact.Class
}

// mark adds a mark for f, of the person with that ID.
func (t *text) mark(f redact.Found, person string, p proposal) {
	if f.Reason != "" {
		p.reason += "; " + f.Reason
	}
	t.marks = append(t.marks, redact.Mark{
		Item: t.doc.Item, Field: t.field, Span: f.Span, Text: t.s[f.Start:f.End], Kind: f.Kind, Class: p.class,
		Person: person, Score: f.Score, Reason: p.reason, Proposal: p.verdict, Code: p.code, Decision: redact.Open,
	})
}

// result collects what was built.
func (b *builder) result() Result {
	var r Result
	for _, t := range b.texts {
		slices.SortStableFunc(t.marks, func(a, b redact.Mark) int {
			return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
		})
		redact.Anchor(t.s, t.marks)
		r.Marks = append(r.Marks, t.marks...)
	}
	for _, e := range b.all {
		if len(e.items) > 0 && !e.rowsOnly {
			r.Persons = append(r.Persons, e.person())
		}
	}
	slices.SortStableFunc(r.Persons, func(a, b Person) int {
		return cmp.Or(subjectFirst(a, b), cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return r
}

func subjectFirst(a, b Person) int {
	switch {
	case a.ID == b.ID:
		return 0
	case a.ID == SubjectID:
		return -1
	case b.ID == SubjectID:
		return 1
	}
	return 0
}
