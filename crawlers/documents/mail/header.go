package mail

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"net/mail"
	"regexp"
	"strings"
	"time"

	"sarsen/crawlers/documents"
)

// A field is one line of a header, unfolded but not decoded.
type field struct{ name, value string }

// A header is the lines of a message's header in their order.
type header []field

// splitHeader parts a message into header and body. A line that is no header
// line ends the header like an empty one does, but belongs to the body.
func splitHeader(data []byte) (h header, body []byte) {
	for len(data) > 0 {
		line, rest, _ := bytes.Cut(data, []byte("\n"))
		line = bytes.TrimRight(line, "\r")
		switch {
		case len(line) == 0:
			return h, rest
		case (line[0] == ' ' || line[0] == '\t') && len(h) > 0:
			h[len(h)-1].value += " " + string(bytes.TrimSpace(line))
		default:
			name, value, found := bytes.Cut(line, []byte(":"))
			if !found || bytes.ContainsAny(bytes.TrimRight(name, " \t"), " \t") {
				return h, data
			}
			h = append(h, field{strings.TrimSpace(string(name)), strings.TrimSpace(string(value))})
		}
		data = rest
	}
	return h, nil
}

// get returns the first line of that name, not decoded.
func (h header) get(name string) string {
	for _, f := range h {
		if strings.EqualFold(f.name, name) {
			return f.value
		}
	}
	return ""
}

// addresses returns those of all lines of that name.
func (h header) addresses(name string) []string {
	var all []string
	for _, f := range h {
		if strings.EqualFold(f.name, name) {
			all = append(all, addresses(f.value)...)
		}
	}
	return all
}

// header writes the header lines and sets what the message says of itself.
func (m *message) header(h header) {
	subject := documents.OneLine(decodeHeader(h.get("Subject")))
	from := h.addresses("From")
	mail := documents.Mail{
		MessageID: messageID(h.get("Message-ID")), InReplyTo: messageID(h.get("In-Reply-To")),
		References: messageIDs(h.get("References")), From: from, To: h.addresses("To"), Cc: h.addresses("Cc"),
		Bcc: h.addresses("Bcc"), Subject: subject, Conversation: conversation(h.get("Thread-Index")),
	}
	m.out.Mail(mail)
	author := ""
	if len(from) > 0 {
		author = from[0]
	}
	m.out.Meta(subject, author, date(h.get("Date")), time.Time{})
	m.lines(h)
}

// indexed is how many bytes of Outlook's index are the same in a conversation.
const indexed = 22

// conversation is what all messages of a conversation share of the index that
// Outlook gives them ([MS-OXOMSG] 2.2.1.3), in hex; "" for anything else.
func conversation(index string) string {
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(index), ""))
	if err != nil || len(data) < indexed {
		return ""
	}
	return hex.EncodeToString(data[:indexed])
}

var idPattern = regexp.MustCompile(`<([^<>\s]+)>`)

func messageIDs(s string) []string {
	var ids []string
	for _, found := range idPattern.FindAllStringSubmatch(s, -1) {
		ids = append(ids, documents.Normalise(found[1]))
	}
	return ids
}

// messageID returns the first one, or the bare value when it has no brackets.
func messageID(s string) string {
	if ids := messageIDs(s); len(ids) > 0 {
		return ids[0]
	}
	if strings.ContainsAny(s, " \t") {
		return ""
	}
	return documents.Normalise(strings.Trim(s, "<>"))
}

var dateComment = regexp.MustCompile(`\([^()]*\)`)

// dateForms are forms seen in mail that net/mail does not know.
var dateForms = []string{
	"Mon, 2 Jan 2006 15:04:05", "2 Jan 2006 15:04:05", "Mon, 2 Jan 2006 15:04 -0700", "Mon, 2 Jan 06 15:04:05 -0700",
	"Mon, 2 Jan 06 15:04:05 MST", "Mon Jan 2 15:04:05 2006", "Mon Jan 2 15:04:05 MST 2006", "Mon Jan 2 15:04:05 -0700 2006",
	"Monday, January 2, 2006 3:04 PM", "Monday, 2 January 2006 15:04", "2 January 2006 15:04", time.RFC3339, "2006-01-02 15:04:05 -0700",
	"2006-01-02 15:04:05", "02/01/2006 15:04",
}

// date reads the Date line; zero when it cannot be read.
func date(s string) time.Time {
	s = documents.OneLine(dateComment.ReplaceAllString(s, " "))
	if t, err := mail.ParseDate(s); err == nil {
		return plausible(t)
	}
	for _, form := range dateForms {
		if t, err := time.Parse(form, s); err == nil {
			return plausible(t)
		}
	}
	return time.Time{}
}

// plausible keeps a date that JSON and people can hold.
func plausible(t time.Time) time.Time {
	if t.Year() < 1900 || t.Year() > 9000 {
		return time.Time{}
	}
	return t.UTC()
}
