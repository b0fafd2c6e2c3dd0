package contact

import (
	"bytes"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"
	"unicode"

	"sarsen/crawlers/documents"
)

// cardLabels and calendarLabels are what properties are called in the text; ""
// leaves one out. Others are called by their own names.
var cardLabels = map[string]string{
	"FN": "Name", "N": "Full name", "NICKNAME": "Nickname", "BDAY": "Birthday", "ANNIVERSARY": "Anniversary", "DEATHDATE": "Died",
	"BIRTHPLACE": "Place of birth", "DEATHPLACE": "Place of death", "GENDER": "Gender", "ADR": "address", "LABEL": "address", "TEL": "telephone",
	"EMAIL": "E-mail", "IMPP": "Instant messaging", "LANG": "Language", "TZ": "Time zone", "GEO": "Place", "TITLE": "Job title", "ROLE": "Role",
	"ORG": "Organisation", "MEMBER": "Member", "RELATED": "Related to", "CATEGORIES": "Categories", "NOTE": "Note", "URL": "Web page",
	"AGENT": "Agent", "MAILER": "", "SORT-STRING": "Sorted as", "KEY": "Key", "PHOTO": "Photo", "LOGO": "Logo", "SOUND": "Sound",
	"VERSION": "", "PRODID": "", "REV": "", "UID": "", "CLASS": "", "CLIENTPIDMAP": "", "SOURCE": "Source", "PROFILE": "", "KIND": "", "XML": "XML",
	"CALURI": "Calendar", "CALADRURI": "Calendar address", "FBURL": "Free/busy address", "X-ABLABEL": "Label", "X-ABUID": "",
	"X-MS-TEL": "telephone", "X-MS-SPOUSE": "Spouse", "X-MS-CHILD": "Child", "X-MS-MANAGER": "Manager", "X-MS-ASSISTANT": "Assistant", "X-MS-IMADDRESS": "Instant messaging",
	"X-MS-ANNIVERSARY": "Anniversary", "X-MS-OL-DEFAULT-POSTAL-ADDRESS": "", "X-MS-OL-DESIGN": "", "X-MS-CARDPICTURE": "Photo",
	"X-ABRELATEDNAMES": "Related to", "X-SPOUSE": "Spouse", "X-MANAGER": "Manager", "X-ASSISTANT": "Assistant",
}

const organiser = "ORGANIZER" //nolint:misspell // as RFC 5545 spells it

var calendarLabels = map[string]string{
	"SUMMARY": "Summary", "DTSTART": "Start", "DTEND": "End", "DUE": "Due", "DURATION": "Duration", "COMPLETED": "Completed", "LOCATION": "Location",
	"DESCRIPTION": "Description", organiser: "Organiser", "ATTENDEE": "Attendee", "CONTACT": "Contact", "COMMENT": "Comment", "CATEGORIES": "Categories",
	"STATUS": "Status", "RRULE": "Recurrence", "RDATE": "Also on", "EXDATE": "Not on", "EXRULE": "Exceptions", "RECURRENCE-ID": "Instead of", "URL": "Web page",
	"RESOURCES": "Resources", "PERCENT-COMPLETE": "Done (%)", "ATTACH": "Attachment", "FREEBUSY": "Busy", "REQUEST-STATUS": "Answer",
	"X-WR-CALNAME": "Calendar", "X-WR-CALDESC": "Calendar description", "METHOD": "Method", "NAME": "Calendar", "X-ALT-DESC": "Description", "GEO": "Place",
	"IMAGE": "Picture", "CONFERENCE": "Conference", "CLASS": "Class",
	"VERSION": "", "PRODID": "", "CALSCALE": "", "UID": "", "DTSTAMP": "", "CREATED": "", "LAST-MODIFIED": "", "SEQUENCE": "", "TRANSP": "", "PRIORITY": "",
	"TRIGGER": "", "ACTION": "", "REPEAT": "", "RELATED-TO": "", "X-WR-TIMEZONE": "", "X-WR-RELCALID": "", "X-MOZ-GENERATION": "", "X-LIC-ERROR": "", "TZID": "",
	"ACKNOWLEDGED": "", "REFRESH-INTERVAL": "", "X-PUBLISHED-TTL": "", "COLOR": "", "SOURCE": "Source",
}

// describe returns how a property is called and what it says.
func (w *writer) describe(p property) (label, value string) {
	label, known := w.labels[p.name]
	if known && label == "" || !known && machine(p.name) {
		return "", ""
	}
	if !known {
		label = named(p.name)
	}
	if data, ok := p.content(); ok {
		return label, w.part(p, data)
	}
	switch p.name {
	case "N":
		return label, name(p.components())
	case "ADR", "LABEL":
		return w.typed(p, label), joined(p.components(), ", ")
	case "TEL", "X-MS-TEL":
		if p.has("fax") {
			label = ""
		}
		return w.typed(p, label), strings.TrimPrefix(p.text(), "tel:")
	case "ORG":
		return label, joined(p.components(), ", ")
	case "GENDER":
		return label, joined(p.components(), " ")
	case "BDAY", "ANNIVERSARY", "DEATHDATE", "X-MS-ANNIVERSARY", "DTSTART", "DTEND", "DUE", "COMPLETED", "RECURRENCE-ID", "RDATE", "EXDATE":
		return label, when(p)
	case "ATTENDEE", organiser, "CONFERENCE":
		return label, p.party()
	case "X-ALT-DESC":
		return label, w.fromHTML(p)
	case "RELATED", "X-ABRELATEDNAMES":
		if kind := w.typed(p, ""); kind != "" {
			label = kind
		}
		return label, address(p.text())
	case "X-ABLABEL":
		return label, strings.TrimSuffix(strings.TrimPrefix(p.text(), "_$!<"), ">!$_")
	}
	return label, address(p.text())
}

// machine reports that a property of no standard is for programs.
func machine(name string) bool {
	for _, prefix := range []string{"X-MICROSOFT-", "X-APPLE-", "X-GOOGLE-", "X-MOZ-", "X-EVOLUTION-", "X-KDE-", "X-MS-OLK-"} {
		if strings.HasPrefix(name, prefix) && !strings.Contains(name, "ADDRESS") && !strings.Contains(name, "LOCATION") && !strings.Contains(name, "SENDER") {
			return true
		}
	}
	return false
}

// named makes words of a property's name.
func named(name string) string {
	for _, prefix := range []string{"X-MS-", "X-"} {
		name = strings.TrimPrefix(name, prefix)
	}
	name = strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(name, "-", " "), "_", " "))
	if name == "" {
		return "Other"
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// kinds are the types of telephones and addresses that are worth saying.
var kinds = map[string]string{
	"home": "home", "work": "work", "cell": "mobile", "mobile": "mobile", "fax": "fax", "pager": "pager", "car": "car", "video": "video", "isdn": "ISDN",
	"telex": "telex", "callback": "callback", "radio": "radio", "company": "company", "tty/tdd": "text", "textphone": "text", "assistant": "assistant's",
	"postal": "postal", "dom": "domestic", "intl": "international", "parcel": "parcel", "main": "main", "other": "other",
	"spouse": "spouse", "child": "child", "parent": "parent", "sibling": "sibling", "friend": "friend", "emergency": "emergency contact", "agent": "agent",
}

// typed puts the types before a label: "Home telephone". "" is no label and no
// type.
func (w *writer) typed(p property, label string) string {
	words := make([]string, 0, 4)
	for _, t := range p.params["TYPE"] {
		if k := kinds[strings.ToLower(t)]; k != "" {
			words = append(words, k)
		}
	}
	s := joined(append(words, label), " ")
	if s == "" {
		return ""
	}
	return string(unicode.ToUpper(rune(s[0]))) + s[1:]
}

// name writes a structured name in the order people say it.
func name(c []string) string {
	for len(c) < 5 {
		c = append(c, "")
	}
	return joined(append([]string{c[3], c[1], c[2], c[0], c[4]}, c[5:]...), " ")
}

// address takes the scheme off an address.
func address(s string) string {
	for _, scheme := range []string{"mailto:", "tel:", "MAILTO:"} {
		if rest, ok := strings.CutPrefix(s, scheme); ok {
			if plain, err := url.PathUnescape(rest); err == nil {
				return oneLine(documents.Normalise(plain))
			}
			return rest
		}
	}
	return s
}

// party writes somebody who takes part: name, address and what they answered.
func (p property) party() string {
	who := address(p.text())
	if strings.HasPrefix(strings.ToLower(who), "invalid:") {
		who = ""
	}
	if cn := oneLine(p.param("CN")); cn != "" && !strings.EqualFold(cn, who) {
		who = strings.TrimSpace(cn + " <" + who + ">")
		who = strings.TrimSuffix(who, " <>")
	}
	var notes []string
	if answer := strings.ToLower(p.param("PARTSTAT")); answer != "" && answer != "needs-action" {
		notes = append(notes, answer)
	}
	for _, l := range []struct{ param, label string }{
		{"SENT-BY", "sent by"}, {"DELEGATED-TO", "delegated to"}, {"DELEGATED-FROM", "delegated from"}, {"MEMBER", "member of"}, {"EMAIL", "at"}, {"LABEL", ""},
	} {
		for _, v := range p.params[l.param] {
			if v = address(oneLine(v)); v != "" && !strings.Contains(strings.ToLower(who), strings.ToLower(v)) {
				notes = append(notes, strings.TrimSpace(l.label+" "+v))
			}
		}
	}
	if len(notes) > 0 && who != "" {
		who += " (" + strings.Join(notes, "; ") + ")"
	}
	return who
}

// when writes dates and times as people do; what is none stays.
func when(p property) string {
	var out []string
	for value := range strings.SplitSeq(p.raw, ",") {
		value = strings.TrimSpace(value)
		start, end, period := strings.Cut(value, "/")
		s := readable(start, p.param("TZID"))
		if period {
			s += " to " + readable(end, p.param("TZID"))
		}
		out = append(out, s)
	}
	return joined(out, ", ")
}

func readable(value, zone string) string {
	t, timed, ok := moment(value)
	switch {
	case !ok:
		return oneLine(unescape(value))
	case !timed:
		return t.Format("2 January 2006")
	case strings.HasSuffix(value, "Z"):
		return t.Format("2 January 2006 15:04") + " UTC"
	case zone != "":
		return t.Format("2 January 2006 15:04") + " (" + oneLine(zone) + ")"
	}
	return t.Format("2 January 2006 15:04")
}

// moment reads a date, with a time or without.
func moment(value string) (t time.Time, timed, ok bool) {
	value = strings.TrimSpace(value)
	for _, form := range []string{"20060102T150405Z", "20060102T150405", "2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05", "20060102T150405-0700", "20060102T1504"} {
		if t, err := time.Parse(form, value); err == nil && t.Year() >= 1800 {
			return t.UTC(), true, true
		}
	}
	for _, form := range []string{"20060102", "2006-01-02"} {
		if t, err := time.Parse(form, value); err == nil && t.Year() >= 1800 {
			return t, false, true
		}
	}
	return time.Time{}, false, false
}

// content returns what is written out in the file: in base64, or as a data URL.
func (p property) content() ([]byte, bool) {
	if len(p.data) > 0 {
		return p.data, true
	}
	rest, ok := strings.CutPrefix(p.raw, "data:")
	if !ok {
		return nil, false
	}
	head, body, ok := strings.Cut(rest, ",")
	if !ok || !strings.HasSuffix(strings.TrimSpace(head), ";base64") {
		return nil, false
	}
	data := decodeBase64([]byte(body))
	return data, len(data) > 0
}

// part notes content as a part and returns its name. Text that was encoded
// needlessly is the value itself.
func (w *writer) part(p property, data []byte) string {
	switch p.name {
	case "PHOTO", "LOGO", "SOUND", "KEY", "ATTACH", "IMAGE", "X-MS-CARDPICTURE", "AGENT":
	default:
		return oneLine(documents.Decode(data, p.param("CHARSET")))
	}
	w.parts++
	label := ""
	for _, param := range []string{"X-FILENAME", "FILENAME", "X-APPLE-FILENAME", "X-ORACLE-FILENAME"} {
		if label == "" {
			label = oneLine(p.param(param))
		}
	}
	if label == "" {
		label = fmt.Sprintf("%s %d%s", strings.ToLower(named(p.name)), w.parts, ending(p))
	}
	w.out.Part(label, "", func() (io.ReadCloser, error) { return content{bytes.NewReader(data)}, nil })
	return label
}

// content can be read in place.
type content struct{ *bytes.Reader }

// Close implements [io.Closer]; there is nothing to close.
func (content) Close() error { return nil }

// ending returns the ending of a file of the type that is declared.
func ending(p property) string {
	declared := strings.ToLower(strings.Join(append(p.params["TYPE"], p.params["MEDIATYPE"]...), " "))
	for _, e := range []struct{ sign, ending string }{{"jpeg", ".jpg"}, {"jpg", ".jpg"}, {"png", ".png"}, {"gif", ".gif"}, {"bmp", ".bmp"}, {"wav", ".wav"}, {"ogg", ".ogg"}} {
		if strings.Contains(declared, e.sign) {
			return e.ending
		}
	}
	return ""
}

// fromHTML reads a description in HTML.
func (w *writer) fromHTML(p property) string {
	text := unescape(p.raw)
	if w.html == nil || !strings.EqualFold(p.param("FMTTYPE"), "text/html") {
		return oneLine(text)
	}
	inner := documents.NewBuilder(0, nil)
	in := documents.Input{Content: strings.NewReader(text), Size: int64(len(text)), MediaType: "text/html; charset=utf-8"}
	if err := w.html.Read(w.ctx, in, inner); err != nil {
		w.out.Problem("calendar: a description in HTML could not be read in full")
	}
	return oneLine(inner.Result().Item.Text)
}

// oneLine puts a value on one line.
func oneLine(s string) string {
	s = documents.Normalise(s)
	if strings.Contains(s, "\n") {
		lines := strings.FieldsFunc(s, func(r rune) bool { return r == '\n' })
		for i := range lines {
			lines[i] = strings.TrimSpace(lines[i])
		}
		s = joined(lines, " / ")
	}
	return strings.Join(strings.Fields(s), " ")
}
