package pack

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"sarsen/redact"
)

// event is something that is given and has a date.
type event struct {
	on    time.Time
	e     *entry
	sort  string
	what  string // without what is withheld
	place string
}

// The sorts of events.
const (
	messageSent   = "message sent"
	documentSaved = "document last changed"
	documentDated = "date written on the document"
	tableEntry    = "entry in a table"
)

// chronology lists what happened, in order: the dates of the items that are
// given, dates that stand on them by themselves, and those in rows about the
// subject. It invents none, and leaves out dates of birth.
func (p *plan) chronology(records []record) *table {
	t := &table{path: "chronology.csv", title: "What happened when, by the dates of what is given", fields: []field{
		{"date", "date", "The day"},
		{"item", "integer", "Number of the item in this pack that says so"},
		{"event", "string", "What sort of date it is"},
		{"what", "string", "What it is about, without what is withheld"},
		{"place", "string", "Sheet and row"},
	}, refs: map[string]string{"item": "items"}, rules: map[string]rule{
		"date": {Required: true}, "item": {Required: true},
		"event": {Required: true, Enum: []string{messageSent, documentSaved, documentDated, tableEntry}},
	}}
	for _, e := range p.entries {
		if e.shown() {
			p.events = append(p.events, p.ownEvents(e)...)
		}
	}
	for _, r := range records {
		p.events = append(p.events, p.rowEvents(r)...)
	}
	slices.SortStableFunc(p.events, func(a, b event) int {
		return cmp.Or(a.on.Compare(b.on), cmp.Compare(a.e.number, b.e.number))
	})
	for _, ev := range p.events {
		t.add(date(ev.on), strconv.Itoa(ev.e.number), ev.sort, ev.what, ev.place)
	}
	return t
}

// ownEvents are the date of an item, and the one that stands on it.
func (p *plan) ownEvents(e *entry) []event {
	var out []event
	if !e.Date.IsZero() {
		ev := event{on: calendarDay(e.Date), e: e, sort: documentSaved, what: e.title}
		if e.Mail != nil {
			ev.sort = messageSent
			if from := strings.Join(p.labels.each(e.Mail.From), ", "); from != "" {
				ev.what += ", from " + from
			}
		}
		out = append(out, ev)
	}
	if on, ok := e.written(); ok {
		out = append(out, event{on: on, e: e, sort: documentDated, what: e.title})
	}
	return out
}

// calendarDay is the day that a time bears, whatever its zone.
func calendarDay(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// headLines is how far down a document its own date may stand.
const headLines = 40

// dateLabel may stand before the date of a document.
var dateLabel = regexp.MustCompile(`(?i)^(?:date|dated|dyddiad)\s*:?\s+`)

// written returns the date that stands in a line of its own at the head of a
// document that is no message and has no table.
func (e *entry) written() (time.Time, bool) {
	if e.Mail != nil || hasRows(e.bounds) {
		return time.Time{}, false
	}
	at := 0
	before := ""
	for range headLines {
		line, _, more := strings.Cut(e.Text[at:], "\n")
		text := strings.TrimSpace(line)
		span := redact.Span{Start: at, End: at + len(line)}
		on, ok := dayIn(dateLabel.ReplaceAllString(text, ""))
		if ok && !ofBirth(before) && !e.masked.within(span) && !e.born(span) {
			return on, true
		}
		if text != "" {
			before = text
		}
		if !more {
			break
		}
		at += len(line) + 1
	}
	return time.Time{}, false
}

func hasRows(nodes []*node) bool {
	return slices.ContainsFunc(nodes, func(n *node) bool { return n.isRow() || hasRows(n.kids) })
}

// rowEvents are the dates in the cells of rows about the subject.
func (p *plan) rowEvents(r record) []event {
	var out []event
	for _, row := range r.rows {
		cells := row.cells(r.e.Text)
		for i, c := range r.cols.place(cells) {
			cell := cells[i]
			span := redact.Span{Start: cell.Start, End: cell.End}
			on, ok := dayIn(strings.TrimSpace(r.e.Text[cell.Start:cell.End]))
			title := p.heading(r, c)
			if !ok || ofBirth(title) || r.e.masked.within(span) || r.e.born(span) {
				continue
			}
			what := strings.Join(strings.Fields(r.e.masked.plain(row.Start, row.End)), " ")
			if title != "" {
				what = title + ": " + what
			}
			out = append(out, event{on, r.e, tableEntry, what, p.labels.Mask(placeOf(r.e.bounds, cell.Start))})
		}
	}
	return out
}

// heading is what a column of a record is called, "" for nothing.
func (p *plan) heading(r record, c int) string {
	if h := r.cols.heads[c]; h != nil {
		return p.labels.Mask(strings.Join(strings.Fields(r.e.masked.plain(h.Start, h.End)), " "))
	}
	return p.labels.Mask(r.cols.label(c))
}

// born reports whether a date of birth stands in a span.
func (e *entry) born(span redact.Span) bool {
	return slices.ContainsFunc(e.Subject, func(s SubjectSpan) bool {
		return s.Fact == string(redact.DateOfBirth) && s.Overlaps(span)
	})
}

var birth = regexp.MustCompile(`(?i)\b(?:birth|born|d\.?o\.?b\.?|dyddiad geni)(?:\b|$)`)

// ofBirth reports whether a label announces a date of birth.
func ofBirth(label string) bool { return birth.MatchString(label) }
