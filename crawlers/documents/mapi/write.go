package mapi

import (
	"context"
	"strings"
	"time"

	"sarsen/crawlers/documents"
)

// Write makes an item of a message: text with bounds, metadata, and its
// attachments as parts; html reads its HTML body. A message, report or meeting
// request has the header lines, bounds and documents.Mail that
// crawlers/documents/mail gives a message; every other item has a line
// "Label: value" in a Field for each thing it says. What people do not see but
// may name somebody stands among the properties.
//
// An attached item is a part that [Encode] has made a message file of. The
// error is that of ctx, or wraps documents.ErrEncrypted for a message that is
// encrypted.
func Write(ctx context.Context, m *Message, out *documents.Builder, html documents.Format) error {
	w := &writer{ctx: ctx, m: m, out: out, html: html, used: map[Key]bool{}, whole: map[string]bool{}}
	w.shareCodePage()
	for _, p := range m.Problems {
		out.Problem(p)
	}
	w.kind = kindOf(m.Props.Text(MessageClass))
	if w.kind.mail {
		w.header()
	} else {
		w.heading(w.kind)
	}
	w.fields(w.kind)
	w.body()
	w.attachments()
	w.properties()
	if err := ctx.Err(); err != nil {
		return err
	}
	return w.locked()
}

// A writer writes one item.
type writer struct {
	ctx   context.Context
	m     *Message
	out   *documents.Builder
	html  documents.Format
	kind  kind
	used  map[Key]bool    // properties that are in the text, or need not be
	said  strings.Builder // every value written, in lower case
	whole map[string]bool // each of them
	lines int             // fields since the last empty line
	extra int             // properties written
}

// shareCodePage gives recipients and attachments the code page of the message.
func (w *writer) shareCodePage() {
	page := w.m.Props.codePage()
	for i := range w.m.Recipients {
		if w.m.Recipients[i].CodePage == 0 {
			w.m.Recipients[i].CodePage = page
		}
	}
	for i := range w.m.Attachments {
		if w.m.Attachments[i].Props.CodePage == 0 {
			w.m.Attachments[i].Props.CodePage = page
		}
	}
}

// text returns a string property and notes that it is used.
func (w *writer) text(key Key) string {
	w.used[key] = true
	return oneLine(w.m.Props.Text(key))
}

// first returns the first of several string properties that says something;
// all count as used.
func (w *writer) first(keys ...Key) string {
	found := ""
	for _, key := range keys {
		if s := w.text(key); found == "" {
			found = s
		}
	}
	return found
}

// field writes a line "label: value" in a bound of its own, unless the value is
// empty.
func (w *writer) field(label, value string) {
	if value = oneLine(value); value == "" {
		return
	}
	w.say(value)
	w.out.Break()
	w.out.Open(documents.Field, label, false)
	w.out.Text(label + ": " + value)
	w.out.Close()
	w.out.Text("\n")
	w.lines++
}

// space ends the fields written so far by an empty line.
func (w *writer) space() {
	if w.lines > 0 {
		w.out.Break()
		w.out.Text("\n")
		w.lines = 0
	}
}

// say notes that a value is in the text.
func (w *writer) say(value string) {
	value = strings.ToLower(value)
	if !w.whole[value] {
		w.whole[value] = true
		w.said.WriteString("\n" + value)
	}
}

// isSaid reports that a value stands in the text as a whole or within another.
func (w *writer) isSaid(value string) bool {
	value = strings.ToLower(value)
	return w.whole[value] || w.said.Len() <= maxSaid && strings.Contains(w.said.String(), value)
}

// The limits that keep hostile items from taking long: bytes of values that are
// searched for another, and properties written.
const (
	maxSaid       = 256 << 10
	maxProperties = 20_000
)

// property writes a line among the properties, which are not normally visible.
func (w *writer) property(label, value string) {
	if value = oneLine(value); value == "" {
		return
	}
	if w.extra++; w.extra > maxProperties {
		w.out.Problem("message: it has more properties than are read")
		return
	}
	w.say(value)
	w.out.Property(label, value)
}

// heading sets title and author of an item that is no message.
func (w *writer) heading(k kind) {
	p := &w.m.Props
	title := w.first(Subject, NormalizedSubj)
	if k.title != (Key{}) {
		if t := oneLine(p.Text(k.title)); t != "" {
			title = t
		}
	}
	w.out.Meta(title, "", earliest(p), p.Time(ModificationTime))
	label := "Subject"
	if k.heading != "" {
		label = k.heading
	}
	w.field(label, title)
}

// earliest returns when an item came to be: sent, delivered or made.
func earliest(p *Props) time.Time {
	for _, key := range []Key{SubmitTime, DeliveryTime, CreationTime, ModificationTime} {
		if t := p.Time(key); !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// clock writes a time as people do.
func clock(t time.Time) string {
	if t.Equal(t.Truncate(24 * time.Hour)) {
		return t.Format("2 January 2006")
	}
	return t.Format("2 January 2006 15:04 MST")
}

// oneLine puts a value on one line.
func oneLine(s string) string {
	s = strings.TrimSpace(documents.Normalise(s))
	if strings.Contains(s, "\n") {
		lines := strings.FieldsFunc(s, func(r rune) bool { return r == '\n' })
		for i := range lines {
			lines[i] = strings.TrimRight(strings.TrimSpace(lines[i]), ",;")
		}
		s = strings.Join(lines, ", ")
	}
	return strings.Join(strings.Fields(s), " ")
}
