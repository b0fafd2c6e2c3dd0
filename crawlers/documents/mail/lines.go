package mail

import (
	"regexp"
	"slices"
	"strings"

	"sarsen/crawlers/documents"
)

// shown are the header lines people see, in the order of the text; uncovered
// are others that may name people, marked as hidden.
var (
	shown     = []string{"From", "To", "Cc", "Bcc", "Date", "Subject"}
	uncovered = []string{
		"Sender", "Reply-To", "Resent-From", "Resent-Sender", "Resent-To", "Resent-Cc", "Resent-Bcc", "X-From", "X-To", "X-Cc", "X-Bcc",
		"Delivered-To", "Return-Path", "Envelope-To", "Disposition-Notification-To", "Organization", "X-Originating-IP", "Comments", "Keywords",
	}
	withAddresses = map[string]bool{
		"From": true, "To": true, "Cc": true, "Bcc": true, "Sender": true, "Reply-To": true, "Resent-From": true, "Resent-Sender": true,
		"Resent-To": true, "Resent-Cc": true, "Resent-Bcc": true, "Delivered-To": true, "Envelope-To": true, "Disposition-Notification-To": true,
	}
)

// entries returns the decoded values of the lines of that name: an address
// each, or else a line each.
func (h header) entries(name string) []string {
	if withAddresses[name] {
		return h.addresses(name)
	}
	var values []string
	for _, f := range h {
		if value := documents.OneLine(decodeHeader(f.value)); value != "" && strings.EqualFold(f.name, name) {
			values = append(values, value)
		}
	}
	return values
}

// lines writes the header: what people see, what else may name people, and
// addresses that stand nowhere but in lines between machines.
func (m *message) lines(h header) {
	met := known{}
	for _, name := range shown {
		m.line(name, h.entries(name), false, met)
	}
	for _, name := range uncovered {
		if entries := h.entries(name); slices.ContainsFunc(entries, met.lacks) {
			m.line(name, entries, true, met)
		}
	}
	m.others(h, met)
	m.out.Text("\n")
}

// line writes one header line.
func (m *message) line(name string, entries []string, hidden bool, met known) {
	value := documents.OneLine(strings.Join(entries, ", "))
	if value == "" {
		return
	}
	m.out.Open(documents.Field, name, hidden)
	m.out.Text(name + ": " + value)
	m.out.Close()
	m.out.Text("\n")
	met.add(entries)
}

// known are entries and bare addresses that are in the text.
type known map[string]bool

var addressPattern = regexp.MustCompile(`[\pL\pN][\pL\pN.!#$%&'*+/=?^_{|}~-]{0,63}@[\pL\pN](?:[\pL\pN-]{0,62}\.)+\pL[\pL\pN-]{1,62}`)

func (k known) add(entries []string) {
	for _, entry := range entries {
		k[entry] = true
		for _, address := range addressPattern.FindAllString(entry, -1) {
			k[strings.ToLower(address)] = true
		}
	}
}

func (k known) lacks(entry string) bool {
	return !k[entry] && !k[strings.ToLower(strings.Trim(entry, "<> "))]
}

// machines are the beginnings of names of header lines whose addresses are
// not those of people, or sign what stands elsewhere.
var machines = []string{
	"arc-", "authentication-results", "content-", "dkim-", "domainkey-", "in-reply-to", "list-", "message-id", "mime-version", "original-message-id",
	"received-spf", "references", "resent-message-id", "thread-", "x-google-dkim", "x-google-smtp-source", "x-ms-tnef-correlator", "x-received",
}

func isForMachines(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, "-id") || slices.ContainsFunc(machines, func(m string) bool { return strings.HasPrefix(name, m) })
}

// recipient finds for whom a server took a message.
var recipient = regexp.MustCompile(`(?i)\bfor\s+<?([^\s<>;]+@[^\s<>;]+)`)

// others writes the addresses of all other lines that the text lacks so far,
// up to a number, each under the name of its line.
func (m *message) others(h header, met known) {
	const most = 50
	written := 0
	for _, f := range h {
		if isForMachines(f.name) || written >= most {
			continue
		}
		value := f.value
		if strings.EqualFold(f.name, "Received") {
			value = strings.Join(recipient.FindAllString(value, -1), " ")
		}
		var lacking []string
		for _, address := range addressPattern.FindAllString(decodeHeader(value), -1) {
			if met.lacks(address) && written < most {
				lacking = append(lacking, address)
				met.add([]string{address})
				written++
			}
		}
		m.line(documents.OneLine(f.name), lacking, true, met)
	}
}
