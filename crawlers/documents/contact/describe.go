package contact

import (
	"net/url"
	"strings"
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
