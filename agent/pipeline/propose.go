package pipeline

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"sarsen/agent/catalogue"
	"sarsen/agent/request"
	"sarsen/crawlers/documents"
	"sarsen/index/person"
	"sarsen/redact"
	"sarsen/redact/cue"
	"sarsen/redact/detect"
	"sarsen/redact/people"
)

// proposeVersion numbers what Propose makes of the same texts; raise it with
// recognisers, people or matcher, and stored proposals are made again.
//
//	1  first
//	2  rows of tables are weighed each by itself
//	3  names go on over line ends, and a title with the surname is a name
//	4  people by where they stand, values by their form, parts of names
//	5  another telephone number than the profile's is not the subject's
//	6  the heading of a column of addresses is none
//	7  in a long list, rows in which nothing is the subject's are not looked at
//	8  people that all of the sources name are known
//	9  cues of what the law protects more
//
// 10  confidential sources, shared data, one person under several names
// 11  addresses of every form and country, phrases that tell who is meant
// 12  sources by label and in their own words, posts by their letters
// 13  whistleblowers, posts elsewhere, references of letters to the subject
// 14  the subject by forename, relatives by title, what is private of others
const proposeVersion = 14

// Propose marks what belongs to other people in the matches of a request.
type Propose struct {
	// Text returns the canonical text of a match, or an error that wraps
	// catalogue.ErrNotFound.
	Text     func(ctx context.Context, m request.Match) (catalogue.Text, error)
	Detector *detect.Detector
	Domains  []string // the council's own
	Phones   []string // likewise
	Never    []string // values that are never marked
	Rules    string   // stands for its rules, which Detector has
	// Directory returns who is known from all of the council's sources; it may be
	// nil. What is learned later alone does not change proposals: Learned stands
	// for the state of the directory that does.
	Directory func(context.Context) (*people.Directory, error)
	Learned   string
}

// Stamp tells what proposals are made from: the same stamp, the same proposals.
func (p *Propose) Stamp(r request.Request, matches []request.Match) (string, error) {
	sorted := slices.Clone(matches)
	slices.SortFunc(sorted, func(a, b request.Match) int { return strings.Compare(a.Item, b.Item) })
	h := sha256.New()
	for _, m := range sorted {
		fmt.Fprintln(h, m.Item, m.TextHash, m.SHA256, m.Likelihood == "unlikely", held(m))
	}
	if err := json.NewEncoder(h).Encode([]any{proposeVersion, documents.Version, r.Right, r.Profile, p.Domains, p.Phones, p.Never, p.Rules, p.Learned}); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}

// Run reads the text of every match, proposes people and marks, and finds what
// raises gates. Items whose text is lost are left out.
func (p *Propose) Run(ctx context.Context, r request.Request, matches []request.Match) (Proposed, error) {
	subject, err := person.Compile(Profile(r.Profile))
	if err != nil {
		return Proposed{}, err
	}
	known, detector, err := p.known(ctx)
	if err != nil {
		return Proposed{}, err
	}
	words, err := cue.Builtin()
	if err != nil {
		return Proposed{}, err
	}
	sorted := slices.Clone(matches)
	slices.SortFunc(sorted, func(a, b request.Match) int { return strings.Compare(a.Item, b.Item) })
	var out Proposed
	var docs []people.Doc
	current := map[string]string{} // from the ID that marks are anchored to
	for _, m := range sorted {
		if err := ctx.Err(); err != nil {
			return Proposed{}, err
		}
		text, err := p.Text(ctx, m)
		if errors.Is(err, catalogue.ErrNotFound) {
			continue
		}
		if err != nil {
			return Proposed{}, err
		}
		d := docOf(detector, subject, m, text)
		d.Item = m.Anchor()
		current[d.Item] = m.Item
		cues := cuesOf(words, d, m.Item)
		d.Private = private(cues)
		out.Cues = append(out.Cues, cues...)
		docs = append(docs, d)
	}
	out.Result = people.Build(docs, Subject(r.Profile), people.Policy{OwnDomains: p.Domains, OwnPhones: p.Phones, Exclude: p.Never, Directory: known, Alike: person.Alike, Right: string(r.Right)})
	for i := range out.Marks {
		out.Marks[i].Item = current[out.Marks[i].Item]
	}
	weighty(out.Marks, out.Cues)
	return out, nil
}

// known returns the directory, if there is one, and the detector that knows it.
func (p *Propose) known(ctx context.Context) (*people.Directory, *detect.Detector, error) {
	if p.Directory == nil {
		return nil, p.Detector, nil
	}
	known, err := p.Directory(ctx)
	if err != nil {
		return nil, nil, err
	}
	return known, p.Detector.With(known), nil
}

// held reports whether the request holds a match as the subject's: an officer's
// decision counts as likely.
func held(m request.Match) bool {
	return m.Likelihood == "certain" || m.Likelihood == "likely" || m.AddedBy != ""
}

func docOf(detector *detect.Detector, subject *person.Subject, m request.Match, text catalogue.Text) people.Doc {
	d := people.Doc{Text: text.Text, Name: FileName(m), Hints: hintsOf(text), Held: held(m), Thread: m.Thread}
	d.NameFound = inName(detector, d.Name)
	// In the item of a namesake nothing is the subject's.
	if m.Likelihood == "unlikely" {
		d.Found = detector.Find(d.Text, d.Hints)
		return d
	}
	hits := subject.Match(text.Text)
	for _, h := range hits {
		d.Subject = append(d.Subject, redact.Span{Start: h.Start, End: h.End})
	}
	for _, h := range subject.MatchName(d.Name) {
		d.NameSubject = append(d.NameSubject, redact.Span{Start: h.Start, End: h.End})
	}
	d.Rows = rows(subject, text, hits)
	for i := range d.Rows {
		// What somebody fills in is about them, row by row.
		d.Rows[i].Subject = d.Rows[i].Subject || m.AddedAs == request.Form
	}
	look, hints := othersRows(&d, hits)
	d.Found = detector.Find(look, hints)
	return d
}

// extensions are endings of files that are nobody's name.
var extensions = []string{".txt", ".eml", ".msg", ".doc", ".docx", ".pdf", ".rtf", ".odt", ".ods", ".odp", ".xls", ".xlsx", ".csv", ".ppt", ".pptx", ".htm", ".html", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".mbox", ".zip"}

// inName finds in the name of a file, but not in its extension, nor in a single
// letter: nobody is told by these.
func inName(detector *detect.Detector, name string) []redact.Found {
	stem := len(name)
	if ext := path.Ext(name); slices.Contains(extensions, strings.ToLower(ext)) {
		stem -= len(ext)
	}
	return slices.DeleteFunc(detector.Find(name, nil), func(f redact.Found) bool {
		return f.Kind == redact.Person && (f.Start >= stem || len(f.Text) < 2)
	})
}

// FileName is the name under which a match lies: that of the part, else of the
// file, without folders.
func FileName(m request.Match) string { return fileName(m.Path, m.Part) }

func fileName(file, part string) string {
	if part != "" {
		return path.Base(part)
	}
	return path.Base(file)
}

// rows gives the rows of every table with those about the subject marked.
func rows(subject *person.Subject, text catalogue.Text, hits []person.Hit) []people.Row {
	var out []people.Row
	listed := records(text.Bounds)
	about := map[person.Span]bool{}
	for _, r := range listed {
		about[r.Span] = false
	}
	for _, i := range subject.Rows(text.Text, hits, listed) {
		about[listed[i].Span] = true
	}
	table := 0
	for _, b := range text.Bounds {
		switch b.Kind {
		case documents.Sheet, documents.Table:
			table++
		case documents.Row:
			mine, listed := about[person.Span{Start: b.Start, End: b.End}]
			if !listed { // of a form: any hit in it makes it theirs
				mine = slices.ContainsFunc(hits, func(h person.Hit) bool { return h.Start >= b.Start && h.End <= b.End })
			}
			out = append(out, people.Row{Span: redact.Span{Start: b.Start, End: b.End}, Table: table, Subject: mine})
		}
	}
	return out
}

// Subject is the register's profile as people wants it.
func Subject(p request.Profile) people.Subject {
	sex := ""
	for _, n := range p.Names {
		sex = cmp.Or(sex, person.Sex(n))
	}
	return people.Subject{
		Sex: sex, Names: slices.Concat(p.Names, p.FormerNames, p.Nicknames), Emails: p.Emails, Phones: p.Phones, Addresses: p.Addresses,
		Relatives: p.Relatives, DateOfBirth: p.DateOfBirth, Identifiers: slices.Concat(slices.Sorted(maps.Values(p.Identifiers)), p.References),
	}
}
