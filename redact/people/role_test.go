package people_test

import (
	"slices"
	"strings"
	"testing"

	"sarsen/redact"
	"sarsen/redact/people"
	"sarsen/redact/recognise"
)

// TestRoles: in which role somebody is met, what is proposed and on which
// ground.
func TestRoles(t *testing.T) {
	pol := policy
	pol.OwnDomains = []string{"sarsen.gov.example", "oldborough.example"}
	pol.Directory = people.NewDirectory([]people.Entry{
		{Name: "Huw Pryce", Email: "huw.pryce@sarsen.gov.example", Post: "Housing Officer", Listed: true, Items: 3},
		{Name: "Ola Nowak", Email: "ola42@mail.example", Items: 1},
	})
	for _, c := range []struct {
		name, text, who string
		role            redact.Role
		proposal        redact.Verdict
		code            string
	}{
		{"an officer's post", "Mary Smith met Tom Baker, housing officer.", "Tom Baker", redact.Staff, redact.Disclose, ""},
		{"a predecessor's domain", "From: Tom Baker <tom.baker@oldborough.example>\n\nMary Smith came.", "Tom Baker", redact.Staff, redact.Disclose, ""},
		{"a department's domain", "From: Tom Baker <tom.baker@housing.sarsen.gov.example>\n\nMary Smith came.", "Tom Baker", redact.Staff, redact.Disclose, ""},
		{"a domain that only ends so", "From: Tom Baker <tom.baker@notsarsen.gov.example>\n\nMary Smith came.", "Tom Baker", redact.ThirdParty, redact.Open, "S2.16"},
		{"a social worker", "Mary Smith met Tom Baker, social worker.", "Tom Baker", redact.Professional, redact.Disclose, "para 17(3)"},
		{"a psychologist", "Mary Smith met Tom Baker, clinical psychologist.", "Tom Baker", redact.Professional, redact.Disclose, "para 17(2)"},
		{"an educational psychologist", "Mary Smith met Tom Baker, educational psychologist.", "Tom Baker", redact.Professional, redact.Disclose, "para 17(4)"},
		{"a doctor at a surgery", "Mary Smith was seen by Dr Khan at the surgery.", "Dr Khan", redact.Professional, redact.Disclose, "para 17(2)"},
		{"a doctor and nothing else", "Mary Smith knows Dr Khan.", "Dr Khan", redact.ThirdParty, redact.Open, "S2.16"},
		{"a guardian of the court's", "Mary Smith met Children's Guardian Tom Baker.", "Tom Baker", redact.Professional, redact.Disclose, "para 17(3)"},
		{"a post by its letters", "Mary Smith met Tom Baker (DSL).", "Tom Baker", redact.Professional, redact.Disclose, "para 17(4)"},
		{"who took a call", "Mary Smith rang.\nTaken by Tom Baker\n", "Tom Baker", redact.Staff, redact.Disclose, ""},
		{"who raised it", "Mary Smith rang.\nRaised by Huw Pryce\n", "Huw Pryce", redact.Staff, redact.Open, "S2.16"},
		{"staff as a party", "Mary Smith came. Respondent: Huw Pryce", "Huw Pryce", redact.Staff, redact.Open, "S2.16"},
		{"another's union", "Mary Smith came with Tom Baker, union rep.", "Tom Baker", redact.ThirdParty, redact.Open, "S2.16"},
		{"a writer's wife", "From: John Brown <john@brown.example>\n\nMary Smith was loud. My wife Agnes Brown heard it.", "Agnes Brown", redact.ThirdParty, redact.Withhold, "S2.16"},
		{"a post, and an address elsewhere", "Mary Smith met Tom Baker, manager. Tom Baker <tom@bakery.example> wrote.", "Tom Baker", redact.ThirdParty, redact.Open, "S2.16"},
		{"a nurse as a neighbour", "Mary Smith fell out with her neighbour Tom Baker, a nurse.", "Tom Baker", redact.ThirdParty, redact.Withhold, "S2.16"},
		{"a school's address", "From: Tom Baker <t.baker@mill.sch.uk>\n\nMary Smith came.", "Tom Baker", redact.Professional, redact.Disclose, "para 17(4)"},
		{"a police officer", "Mary Smith was seen by PC Tom Baker.", "PC Tom Baker", redact.ThirdParty, redact.Open, "S2.16"},
		{"staff by the council's lists", "Mary Smith came. Prepared by: Huw Pryce", "Huw Pryce", redact.Staff, redact.Disclose, ""},
		{"the name of staff in a sentence", "Mary Smith says that Huw Pryce shouts at night.", "Huw Pryce", redact.Staff, redact.Open, "S2.16"},
		{"the name of staff as a neighbour's", "Mary Smith fell out with her neighbour Huw Pryce.", "Huw Pryce", redact.ThirdParty, redact.Withhold, "S2.16"},
		{"whose address the lists know", "Mary Smith heard from ola42@mail.example again.", "Ola Nowak", redact.ThirdParty, redact.Withhold, "S2.16"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := people.Build([]people.Doc{doc(t, "i1", c.text, "Mary Smith")}, subject, pol)
			at := slices.IndexFunc(r.Persons, func(p people.Person) bool { return p.Name == c.who })
			if at < 0 {
				t.Fatalf("%s is nobody: %+v", c.who, r.Persons)
			}
			if p := r.Persons[at]; p.Role != c.role || p.Proposal != c.proposal || p.Code != c.code {
				t.Errorf("%s: %s, %s %q (%s), want %s, %s %q", c.who, p.Role, p.Proposal, p.Code, p.Reason, c.role, c.proposal, c.code)
			}
		})
	}
}

// TestOrganisations: a body is listed where a contact of it stands, and does not
// take that of a person.
func TestOrganisations(t *testing.T) {
	text := "Mary Smith wrote to Millfield Housing Association, info@millfield.example, and John Brown."
	d := doc(t, "i1", text, "Mary Smith")
	d.Found = slices.DeleteFunc(d.Found, func(f redact.Found) bool { return f.Kind == redact.Organisation })
	body := "Millfield Housing Association"
	at := strings.Index(text, body)
	d.Found = append(d.Found, redact.Found{Span: redact.Span{Start: at, End: at + len(body)}, Text: body, Kind: redact.Organisation, Score: 0.9})
	slices.SortFunc(d.Found, func(a, b redact.Found) int { return a.Start - b.Start })
	roles := map[string]redact.Role{}
	for _, p := range people.Build([]people.Doc{d}, subject, policy).Persons {
		roles[p.Name] = p.Role
	}
	if roles[body] != redact.Body || roles["John Brown"] != redact.ThirdParty {
		t.Errorf("roles %v", roles)
	}
}

// TestPhrases: what may tell who is meant without a name is left for a look,
// and not where it is the subject's or nobody else's business.
func TestPhrases(t *testing.T) {
	for _, c := range []struct {
		name, text string
		phrase     string
		kind       redact.Kind
		want       string // proposal and class, "-" for no mark
	}{
		{"where somebody lives", "Mary Smith came. The neighbour at number 12 rang.", "neighbour at number 12", redact.Context, "open context"},
		{"an age of another", "Mary Smith met John Brown, aged 43.", "aged 43", redact.Age, "open context"},
		{"the subject's age", "John Brown rang. Mary Smith, aged 43, came.", "aged 43", redact.Age, "-"},
		{"the subject's family", "John Brown rang. Mary Smith came with her mother.", "her mother", redact.Relation, "open shared"},
		{"nobody else is named", "Mary Smith came with her mother.", "her mother", redact.Relation, "-"},
		{"a post of the council", "John Brown rang. Mary Smith spoke to the duty officer.", "the duty officer", redact.Post, "disclose "},
		{"a post in a school", "John Brown rang. Mary Smith spoke to the headteacher of Hill School.", "headteacher of Hill School", redact.Post, "disclose "},
		{"another's post", "John Brown rang. Mary Smith spoke to the vicar of St Mary's.", "vicar of St Mary's", redact.Post, "open context"},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := strings.Index(c.text, c.phrase)
			d := people.Doc{Item: "i1", Text: c.text, Found: []redact.Found{{Span: redact.Span{Start: at, End: at + len(c.phrase)}, Text: c.phrase, Kind: c.kind, Score: 0.45}}}
			for name, mine := range map[string]bool{"Mary Smith": true, "John Brown": false} {
				i := strings.Index(c.text, name)
				if i < 0 {
					continue
				}
				s := redact.Span{Start: i, End: i + len(name)}
				if mine {
					d.Subject = append(d.Subject, s)
				}
				d.Found = append(d.Found, redact.Found{Span: s, Text: name, Kind: redact.Person, Score: 0.9})
			}
			slices.SortFunc(d.Found, func(a, b redact.Found) int { return a.Start - b.Start })
			got := "-"
			for _, m := range people.Build([]people.Doc{d}, subject, policy).Marks {
				if m.Kind == c.kind {
					got = string(m.Proposal) + " " + string(m.Class)
				}
			}
			if got != c.want {
				t.Errorf("%q: %s, want %s", c.phrase, got, c.want)
			}
		})
	}
}

// TestCommentAuthors: a name of staff that begins a comment is its author's.
func TestCommentAuthors(t *testing.T) {
	text := "Mary Smith came.\nHuw Pryce: she was late\n"
	at := strings.Index(text, "Huw")
	hints := []recognise.Hint{{Start: at, End: len(text), Kind: "note", Label: "comment"}}
	d := people.Doc{Item: "i1", Text: text, Hints: hints, Found: standard(t).Find(text, hints), Subject: []redact.Span{{Start: 0, End: 10}}}
	pol := policy
	pol.Directory = people.NewDirectory([]people.Entry{{Name: "Huw Pryce", Email: "huw.pryce@sarsen.gov.example", Items: 1}})
	for _, m := range people.Build([]people.Doc{d}, subject, pol).Marks {
		if m.Text == "Huw Pryce" && m.Proposal != redact.Disclose {
			t.Errorf("%s: %s", m.Proposal, m.Reason)
		}
	}
}

// TestIntimacies: what is private of staff keeps their name out, where the
// sentence does not speak of the subject.
func TestIntimacies(t *testing.T) {
	for text, want := range map[string]redact.Verdict{
		"Tom Baker, housing officer, was diagnosed with cancer.":                redact.Withhold,
		"Tom Baker, housing officer, has a final warning.":                      redact.Withhold,
		"Tom Baker, housing officer, gave Mary Smith a final warning.":          redact.Disclose,
		"Tom Baker, housing officer, wrote that you were diagnosed in April.":   redact.Disclose,
		"Tom Baker, housing officer, has the file on the warning letters sent.": redact.Disclose,
	} {
		for _, m := range people.Build([]people.Doc{doc(t, "i1", "Mary Smith came. "+text, "Mary Smith")}, subject, policy).Marks {
			if m.Text == "Tom Baker" && m.Proposal != want {
				t.Errorf("%q: %s (%s)", text, m.Proposal, m.Reason)
			}
		}
	}
}
