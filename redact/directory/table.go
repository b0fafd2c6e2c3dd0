package directory

import (
	"slices"
	"strings"
	"unicode"

	"sarsen/redact/people"
	"sarsen/redact/recognise"
)

// What a column holds, by its heading.
type column uint8

const (
	otherColumn column = iota
	nameColumn
	forenameColumn
	surnameColumn
	emailColumn
	postColumn
	teamColumn
)

// headings are read as whole phrases, folded.
var headings = map[string]column{
	"name": nameColumn, "full name": nameColumn, "fullname": nameColumn, "display name": nameColumn, "employee": nameColumn, "employee name": nameColumn, "staff name": nameColumn,
	"name of employee": nameColumn, "member of staff": nameColumn, "officer": nameColumn, "officer name": nameColumn, "case officer": nameColumn, "housing officer": nameColumn, "contact": nameColumn,
	"contact name": nameColumn, "line manager": nameColumn, "manager": nameColumn, "manager name": nameColumn, "allocated to": nameColumn, "assigned to": nameColumn, "worker": nameColumn, "caseworker": nameColumn,
	"allocated worker": nameColumn, "social worker": nameColumn, "key worker": nameColumn, "tenant": nameColumn, "tenant name": nameColumn, "customer": nameColumn, "customer name": nameColumn, "client": nameColumn,
	"client name": nameColumn, "applicant": nameColumn, "applicant name": nameColumn, "claimant": nameColumn, "claimant name": nameColumn, "resident": nameColumn, "pupil": nameColumn, "pupil name": nameColumn,
	"student": nameColumn, "student name": nameColumn, "child": nameColumn, "child name": nameColumn, "child's name": nameColumn, "attendee": nameColumn, "complainant": nameColumn, "service user": nameColumn, "person": nameColumn,
	"forename": forenameColumn, "forenames": forenameColumn, "forename(s)": forenameColumn, "first name": forenameColumn, "firstname": forenameColumn, "first names": forenameColumn, "given name": forenameColumn, "given names": forenameColumn, "first": forenameColumn, "preferred name": forenameColumn,
	"surname": surnameColumn, "last name": surnameColumn, "lastname": surnameColumn, "family name": surnameColumn, "last": surnameColumn,
	"job title": postColumn, "post": postColumn, "post title": postColumn, "position": postColumn, "job role": postColumn, "designation": postColumn, "job": postColumn, "role": postColumn,
	"team": teamColumn, "department": teamColumn, "directorate": teamColumn, "service": teamColumn, "service area": teamColumn, "section": teamColumn, "division": teamColumn, "business unit": teamColumn,
}

// read says what a column with that heading holds.
func read(heading string) column {
	h := strings.Join(strings.Fields(strings.ToLower(strings.ReplaceAll(heading, "_", " "))), " ")
	h = strings.Trim(h, " :*.")
	if c, ok := headings[h]; ok {
		return c
	}
	if (strings.Contains(h, "email") || strings.Contains(h, "e-mail")) && len(h) < 32 {
		return emailColumn
	}
	return otherColumn
}

// A record is what a row of a table says of people.
type record struct {
	names                        []string // in columns of whole names
	forename, surname, mail, job string
	mails, jobs                  int
	team                         bool
}

// tables learns from the rows of tables that have a column of names.
func (l *learner) tables() {
	kinds := map[string]column{} // of headings already read
	var r record
	end := -1 // of the row
	for _, h := range l.doc.Hints {
		if h.Start < 0 || h.End > len(l.doc.Text) || h.Start > h.End {
			continue
		}
		switch {
		case h.Kind == "row":
			l.row(r)
			r, end = record{}, h.End
		case h.Kind == "cell" && h.End <= end:
			kind, ok := kinds[h.Label]
			if !ok {
				kind = read(h.Label)
				kinds[h.Label] = kind
			}
			if kind != otherColumn && h.End-h.Start <= longest {
				r.cell(kind, strings.TrimSpace(l.doc.Text[h.Start:h.End]))
			}
		}
	}
	l.row(r)
}

func (r *record) cell(kind column, text string) {
	switch {
	case text == "":
	case kind == nameColumn:
		r.names = append(r.names, text)
	case kind == forenameColumn && r.forename == "":
		r.forename = text
	case kind == surnameColumn && r.surname == "":
		r.surname = text
	case kind == emailColumn:
		r.mail = text
		r.mails++
	case kind == postColumn:
		r.job = text
		r.jobs++
	case kind == teamColumn:
		r.team = true
	}
}

// row learns from one row. An address or a post beside several names may be
// anybody's of them.
func (l *learner) row(r record) {
	if len(l.out) >= Most {
		return
	}
	if r.forename != "" && r.surname != "" {
		r.names = append(r.names, r.surname+", "+r.forename)
	}
	if len(r.names) > 1 {
		r.mail, r.job, r.team = "", "", false
	}
	if r.mails > 1 {
		r.mail = ""
	}
	post := ""
	if r.jobs == 1 {
		post = Post(r.job)
	}
	for _, n := range r.names {
		name, email := Person(n, r.mail)
		l.add(people.Entry{Name: name, Email: email, Post: post, Listed: post != "" || r.team && email != ""})
	}
}

// Post returns a line as the name of a post, "" where it is none: a few words of
// letters, one of which is what posts are called by.
func Post(line string) string {
	line = strings.Join(strings.Fields(line), " ")
	words := strings.Fields(line)
	if len(words) == 0 || len(words) > 9 || len(line) > longest || strings.ContainsAny(line, "@:;?!\"") {
		return ""
	}
	if strings.ContainsFunc(line, unicode.IsDigit) || !slices.ContainsFunc(words, func(w string) bool { return recognise.PostWord(strings.Trim(w, ".,()&/-")) }) {
		return ""
	}
	return strings.Trim(line, " .,-|")
}
