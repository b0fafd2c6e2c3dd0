package mapi

import (
	"encoding/base64"
	"strings"
	"time"

	"sarsen/crawlers/documents/mail"
)

// header writes the header lines of a message: those it came with, and what
// the properties say beyond them.
func (w *writer) header() {
	p := &w.m.Props
	came := w.transport()
	var fields []mail.Field
	for _, l := range w.addressLists(came) {
		for _, entry := range l.entries {
			fields = append(fields, mail.Field{Name: l.name, Value: entry})
		}
	}
	fields = append(fields, w.subjects(came)...)
	fields = append(fields, w.numbers(came)...)
	for _, f := range came {
		if !rewritten[strings.ToLower(f.Name)] {
			fields = append(fields, f)
		}
	}
	for _, f := range fields {
		w.say(mail.Text(f.Value))
		for _, a := range mail.Addresses(f.Value) {
			w.say(a)
		}
	}
	w.out.Meta(oneLine(p.Text(ConversationName)), "", earliest(p), p.Time(ModificationTime))
	mail.WriteHeader(w.out, fields) // whose Subject and Date count more
}

// rewritten are the lines that are made of header and properties together.
var rewritten = map[string]bool{"from": true, "sender": true, "to": true, "cc": true, "bcc": true, "subject": true}

// numbers returns the lines with the date and the numbers of messages, where
// the message did not come with them.
func (w *writer) numbers(came []mail.Field) []mail.Field {
	var fields []mail.Field
	for _, f := range []struct {
		name string
		key  Key
	}{{"Message-ID", InternetID}, {"In-Reply-To", InReplyTo}, {"References", InternetRefs}} {
		if value := w.text(f.key); value != "" && get(came, f.name) == "" {
			fields = append(fields, mail.Field{Name: f.name, Value: value})
		}
	}
	if index := w.m.Props.Bytes(ConversationID); len(index) > 0 && get(came, "Thread-Index") == "" {
		fields = append(fields, mail.Field{Name: "Thread-Index", Value: base64.StdEncoding.EncodeToString(index)})
	}
	if !mail.Date(get(came, "Date")).IsZero() {
		return fields
	}
	for _, key := range []Key{SubmitTime, DeliveryTime} {
		if t := w.m.Props.Time(key); !t.IsZero() {
			return append(fields, mail.Field{Name: "Date", Value: t.Format(time.RFC1123Z)})
		}
	}
	return fields
}

// transport returns the header lines the message came with. Where they are
// those of another message, as in one that was made from a copy, the lines
// that would mislead are named so that they are written as hidden ones.
func (w *writer) transport() []mail.Field {
	w.used[TransportHeaders] = true
	text := strings.TrimLeft(w.m.Props.Text(TransportHeaders), "\r\n\t ")
	if first, rest, ok := strings.Cut(text, "\n"); ok && strings.HasPrefix(first, "Microsoft Mail Internet Headers") {
		text = rest
	}
	fields := mail.ParseHeader([]byte(text))
	if !w.foreign(fields) {
		return fields
	}
	for i, f := range fields {
		switch strings.ToLower(f.Name) {
		case "from", "to", "cc", "bcc":
			fields[i].Name = "X-" + f.Name
		case "subject":
			fields[i].Name = "Comments"
		case "date", "message-id", "in-reply-to", "references":
			fields[i].Name = "X-Original-" + f.Name
		}
	}
	return fields
}

// foreign reports that header lines belong to another message: both sender and
// subject differ.
func (w *writer) foreign(fields []mail.Field) bool {
	from := strings.ToLower(get(fields, "From"))
	subject := mail.Text(get(fields, "Subject"))
	sender := w.sender(representing)
	own := oneLine(w.m.Props.Text(Subject))
	return from != "" && sender.smtp != "" && subject != "" && own != "" &&
		!strings.Contains(from, strings.ToLower(sender.smtp)) && mail.HasOther(own, subject) && mail.HasOther(subject, own)
}

// subjects returns the subject, and that of the header lines where it has
// other words.
func (w *writer) subjects(came []mail.Field) []mail.Field {
	theirs := get(came, "Subject")
	own := w.first(Subject)
	if own == "" {
		own = strings.TrimSpace(w.text(SubjectPrefix) + " " + w.text(NormalizedSubj))
	}
	w.used[SubjectPrefix], w.used[NormalizedSubj] = true, true
	switch {
	case own == "" && theirs == "":
		return nil
	case own == "":
		return []mail.Field{{Name: "Subject", Value: theirs}}
	case theirs != "" && mail.HasOther(own, mail.Text(theirs)) && !strings.Contains(own, "\uFFFD"):
		return []mail.Field{{Name: "Subject", Value: own}, {Name: "Comments", Value: theirs}}
	}
	return []mail.Field{{Name: "Subject", Value: own}}
}

// get returns the first value of a line, not decoded.
func get(fields []mail.Field, name string) string {
	for _, f := range fields {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}
