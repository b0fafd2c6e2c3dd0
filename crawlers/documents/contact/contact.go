// Package contact reads address cards (vCard 2.1, 3.0 and 4.0) and calendars
// (iCalendar, RFC 5545).
//
// It promises a line "Label: value" for everything a card or entry says that
// is not for programs alone, each value in a cell that carries the label. A
// card is about one person and an entry about one occasion: each is a row, so
// that what is about others can be withheld as a whole. Pictures, sounds and
// attachments that are written out in the file are parts; those that are only
// linked to are lines. A line that breaks the rules is read as far as it goes.
package contact

import (
	"context"
	"strconv"
	"strings"
	"time"

	"sarsen/crawlers/documents"
)

// VCard returns the format of files of address cards.
func VCard() documents.Format {
	return documents.FormatFunc(func(ctx context.Context, in documents.Input, out *documents.Builder) error {
		return read(ctx, in, out, &dialect{labels: cardLabels, record: "VCARD", title: "FN"})
	})
}

// Calendar returns the format of calendars; html reads descriptions in HTML.
func Calendar(html documents.Format) documents.Format {
	return documents.FormatFunc(func(ctx context.Context, in documents.Input, out *documents.Builder) error {
		return read(ctx, in, out, &dialect{labels: calendarLabels, title: "SUMMARY", html: html})
	})
}

// A dialect is what tells cards from calendars.
type dialect struct {
	labels map[string]string
	record string // the component that is one record; "" for every one inside the outermost
	title  string // the property that names a record
	html   documents.Format
}

func read(ctx context.Context, in documents.Input, out *documents.Builder, d *dialect) error {
	data, err := in.Whole()
	if err != nil {
		return err
	}
	outside, records, whole := d.parse(data)
	if !whole {
		out.Problem("file: cut short")
	}
	w := &writer{ctx: ctx, out: out, dialect: d, single: len(records) == 1}
	for _, p := range outside {
		w.line(p)
	}
	if len(outside) > 0 {
		out.Break()
	}
	out.Open(documents.Table, "", false)
	for i, r := range records {
		if err := ctx.Err(); err != nil || out.Full() {
			return err
		}
		w.record(strconv.Itoa(i+1), r)
	}
	out.Close()
	return nil
}

// parse parts a file into what stands outside of records and the records; whole
// is false when the last one has no end.
func (d *dialect) parse(data []byte) (outside []property, records [][]property, whole bool) {
	var open []string // components
	record := -1      // how deep the one is that is a record
	for _, p := range lines(data) {
		name := strings.ToUpper(strings.TrimSpace(p.raw))
		switch {
		case p.name == "BEGIN":
			if record < 0 && d.begins(name, len(open)) {
				record = len(open)
				records = append(records, nil)
			}
			open = append(open, name)
		case p.name == "END":
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
			if record >= len(open) {
				record = -1
			}
		case len(open) > 0 && forPrograms[open[len(open)-1]]:
		case record < 0:
			outside = append(outside, p)
		default:
			records[len(records)-1] = append(records[len(records)-1], p)
		}
	}
	return outside, records, len(open) == 0
}

// begins reports whether a component is a record.
func (d *dialect) begins(name string, depth int) bool {
	if d.record != "" {
		return name == d.record
	}
	return depth > 0 && !forPrograms[name] || depth == 0 && name != "VCALENDAR"
}

// forPrograms are components that say nothing of people.
var forPrograms = map[string]bool{"VTIMEZONE": true, "STANDARD": true, "DAYLIGHT": true}

// A writer writes the records of one file.
type writer struct {
	ctx    context.Context
	out    *documents.Builder
	single bool // there is one record only
	*dialect
	parts int
}

// record writes one card or entry.
func (w *writer) record(number string, properties []property) {
	w.out.Break()
	w.out.Open(documents.Row, number, false)
	for _, p := range properties {
		w.line(p)
	}
	if w.single {
		w.meta(properties)
	}
	w.out.Close()
	w.out.Text("\n")
}

// meta sets what the file says of its only record.
func (w *writer) meta(properties []property) {
	var title, other, author string
	var created, modified time.Time
	for _, p := range properties {
		switch p.name {
		case w.title:
			title = p.text()
		case "N":
			other = name(p.components())
		case "CREATED":
			created, _, _ = moment(p.raw)
		case "REV", "LAST-MODIFIED":
			modified, _, _ = moment(p.raw)
		case organiser:
			author = p.party()
		}
	}
	if title == "" {
		title = other
	}
	w.out.Meta(title, author, created, modified)
}

// line writes one property.
func (w *writer) line(p property) {
	label, value := w.describe(p)
	if value == "" || label == "" {
		return
	}
	w.out.Break()
	if w.single {
		w.out.Open(documents.Field, label, false)
	}
	w.out.Text(label + ": ")
	w.out.Open(documents.Cell, label, false)
	w.out.Text(value)
	w.out.Close()
	if w.single {
		w.out.Close()
	}
	w.out.Text("\n")
}
