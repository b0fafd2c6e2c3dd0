package mapi

import (
	"fmt"
	"regexp"
	"strings"
)

// properties writes what people do not see but which may name somebody: the
// known ones first, then every other text among the properties that the item
// does not show.
func (w *writer) properties() {
	p := &w.m.Props
	for _, r := range []struct {
		name string
		role role
	}{
		{"From", representing},
		{"Sender", sending},
		{"Received by", receiving},
		{"Received for", receivingFor},
		{"Read receipt to", readReceipt},
		{"Original sender", originally},
		{"Originally sent for", originalFor},
	} {
		who := w.sender(r.role)
		w.unsaid(r.name, who.name, who.smtp, who.ex)
	}
	for _, who := range oneOffs(p, p.Bytes(ReplyToEntries)) {
		w.unsaid("Reply to", shown(who))
	}
	for i := range w.m.Recipients {
		who := recipient(&w.m.Recipients[i])
		w.unsaid("Recipient", who.name, who.smtp, who.ex)
	}
	for _, x := range p.List {
		w.rest(x)
	}
	for i := range w.m.Attachments {
		if title := oneLine(w.m.Attachments[i].Props.Text(DisplayName)); title != attachmentName(&w.m.Attachments[i], i+1) {
			w.unsaid("Attachment", title)
		}
	}
}

// unsaid writes those values as properties that the text lacks.
func (w *writer) unsaid(label string, values ...string) {
	for _, s := range values {
		if s != "" && !w.isSaid(s) {
			w.property(label, s)
		}
	}
}

// rest writes a text that has not been written so far.
func (w *writer) rest(x Property) {
	if w.used[x.Key] || quiet(x.Key) {
		return
	}
	for _, value := range w.m.Props.Texts(x.Key) {
		if x.Key.ID == 0 && !forPeople(x.Key.Set) {
			w.addresses(x.Key, value)
		} else if value = oneLine(value); !opaque(value) {
			w.unsaid(nameOf(x.Key), value)
		}
	}
}

// addresses writes the mail addresses in a value of a program that the text
// lacks.
func (w *writer) addresses(key Key, value string) {
	for _, address := range addressPattern.FindAllString(value, 20) {
		w.unsaid(nameOf(key), address)
	}
}

var addressPattern = regexp.MustCompile(`[\pL\pN][\pL\pN.!#$%&'*+/=?^_{|}~-]{0,63}@[\pL\pN](?:[\pL\pN-]{0,62}\.)+\pL[\pL\pN-]{1,62}`)

// forPeople reports whether the properties of a set hold what people wrote, as
// opposed to what servers keep for themselves.
func forPeople(g GUID) bool {
	switch g {
	case SetPublic, SetHeaders, SetMAPI, SetMeeting, SetCommon, SetAddress, SetAppointment, SetTask, SetLog, SetNote, GUID{}:
		return true
	}
	return false
}

// opaque reports that a text is an identifier of machines.
func opaque(s string) bool {
	const longest = 80
	if len(s) < 2 || strings.HasPrefix(s, "IPM.") {
		return true
	}
	letters := strings.ContainsFunc(s, func(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' || r > 0x7F })
	digits := strings.ContainsAny(s, "0123456789")
	return !letters && !digits || !strings.ContainsAny(s, " @") && len(s) > longest
}

// quietIDs are texts for programs, or that stand in the text in another form.
var quietIDs = map[uint16]bool{
	0x001A: true, 0x003D: true, 0x0064: true, 0x0066: true, 0x0068: true, 0x0075: true, 0x0077: true, 0x0C1E: true,
	0x0E1D: true, 0x1035: true, 0x1039: true, 0x1042: true, 0x10F3: true, 0x1014: true, 0x3002: true, 0x3FDE: true, 0x4029: true,
	0x4022: true, 0x4024: true, 0x6707: true, 0x85A0: true, 0x65C6: true, 0x5902: true, 0x3613: true, 0x0078: true, 0x0076: true, 0x1006: true,
	0x3FD9: true, 0x1008: true, 0x1015: true, 0x7D01: true, 0x0065: true, 0x0C1F: true, 0x0E0A: true, 0x0E1F: true, 0x4083: true,
}

// quietNumbers are the like among the named ones.
var quietNumbers = map[uint32]bool{0x8554: true, 0x85A0: true, 0x851F: true, 0x8578: true}

// quietHeaders begin the names of header lines of machines.
var quietHeaders = []string{
	"content-", "x-ms-", "x-microsoft-", "x-exchange", "x-forefront", "x-mimeole", "authentication-results", "received-spf", "arc-", "dkim-", "mime-version",
	"msip_label", "conversationindextracking", "clientinfo", "inference", "messagecard", "composetype", "x-eop", "x-ld-", "acceptlanguage", "accept-language", "x-scanned", "x-spam", "x-virus",
}

func quiet(key Key) bool {
	switch {
	case key.Text != "":
		name := strings.ToLower(key.Text)
		for _, q := range quietHeaders {
			if strings.HasPrefix(name, q) {
				return true
			}
		}
		return false
	case key.ID == 0:
		return quietNumbers[key.Number]
	}
	return quietIDs[key.ID]
}

// names are what properties are called that nobody sees.
var names = map[Key]string{
	{ID: 0x3FFA}: "Last modified by", {ID: 0x3FF8}: "Created by", {ID: 0x4038}: "Created by", {ID: 0x4039}: "Last modified by",
	{ID: 0x004D}: "Original author", {ID: 0x0049}: "Original subject", {ID: 0x0072}: "Original Bcc", {ID: 0x0073}: "Original Cc", {ID: 0x0074}: "Original To",
	{ID: 0x0070}: "Conversation", {ID: 0x0050}: "Reply to", {ID: 0x0E28}: "Sent by account", {ID: 0x0E29}: "Next account", {ID: 0x1001}: "Report",
	{ID: 0x0E02}: "Bcc", {ID: 0x0E03}: "Cc", {ID: 0x0E04}: "To", {ID: 0x3001}: "Name", {ID: 0x3004}: "Comment",
	{ID: 0x0E05}: "Folder", {ID: 0x5FE5}: "Instant messaging", {ID: 0x680E}: "Account", {ID: 0x6802}: "Caller's number", {ID: 0x6803}: "Caller",
	named(SetCommon, 0x8580): "Account", named(SetCommon, 0x8581): "Account", named(SetCommon, 0x8539): "Companies", named(SetCommon, 0x853A): "Contacts", named(SetCommon, 0x8586): "Contacts",
	named(SetAppointment, 0x822E): "Owner", named(SetAppointment, 0x8230): "Answered by", named(SetAppointment, 0x8243): "Organiser's alias",
}

// nameOf returns what a property is called.
func nameOf(key Key) string {
	switch name := names[key]; {
	case name != "":
		return name
	case key.Text != "":
		return key.Text
	case key.ID != 0:
		return fmt.Sprintf("Property %04X", key.ID)
	}
	return fmt.Sprintf("Property %04X", key.Number)
}

// splitNames parts a list of names as Outlook shows it.
func splitNames(s string) []string {
	var out []string
	for name := range strings.SplitSeq(s, ";") {
		if name = strings.Trim(oneLine(name), `'"`); name != "" {
			out = append(out, name)
		}
	}
	return out
}
