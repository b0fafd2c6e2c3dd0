package mapi

import (
	"slices"
	"strings"

	"sarsen/crawlers/documents/mail"
)

// A party is a person or list with an address.
type party struct {
	name string
	smtp string // the address people write to, "" when it is not known
	ex   string // a name in a directory of Exchange
}

// line writes a party for an address line, "" when nothing is known.
func (p party) line() string { return mail.Address(p.name, p.smtp) }

// partyOf makes a party of a name, an address with its type, and SMTP addresses
// where others are known.
func partyOf(name, kind, address string, smtp ...string) party {
	p := party{name: strings.Trim(oneLine(name), `'"`)}
	address = oneLine(address)
	switch {
	case address == "":
	case strings.EqualFold(kind, "EX") || strings.HasPrefix(strings.ToLower(address), "/o="):
		p.ex = address
	default:
		p.smtp = strings.Trim(strings.TrimPrefix(address, "mailto:"), `'"<>`)
	}
	for _, s := range smtp {
		s = strings.Trim(oneLine(s), `'"<>`)
		if strings.Contains(s, "@") && !strings.Contains(p.smtp, "@") {
			p.smtp = s
		}
	}
	if p.smtp == "" && strings.Contains(p.name, "@") && !strings.ContainsAny(p.name, " <") {
		p.smtp = p.name
	}
	return p
}

// role names the properties that describe a party of a message.
type role struct{ name, kind, address, smtp, simple Key }

// Parties of a message.
var (
	sending      = role{Key{ID: 0x0C1A}, Key{ID: 0x0C1E}, Key{ID: 0x0C1F}, Key{ID: 0x5D01}, Key{ID: 0x4030}}
	representing = role{Key{ID: 0x0042}, Key{ID: 0x0064}, Key{ID: 0x0065}, Key{ID: 0x5D02}, Key{ID: 0x4031}}
	receiving    = role{Key{ID: 0x0040}, Key{ID: 0x0075}, Key{ID: 0x0076}, Key{ID: 0x5D07}, Key{ID: 0x4034}}
	receivingFor = role{Key{ID: 0x0044}, Key{ID: 0x0077}, Key{ID: 0x0078}, Key{ID: 0x5D08}, Key{ID: 0x4035}}
	readReceipt  = role{Key{ID: 0x402B}, Key{ID: 0x4029}, Key{ID: 0x402A}, Key{ID: 0x5D05}, Key{ID: 0x4036}}
	originally   = role{Key{ID: 0x005A}, Key{ID: 0x0066}, Key{ID: 0x0067}, Key{}, Key{}}
	originalFor  = role{Key{ID: 0x005D}, Key{ID: 0x0068}, Key{ID: 0x0069}, Key{}, Key{}}
)

// sender returns the party of a role.
func (w *writer) sender(r role) party {
	name, address := w.text(r.name), w.text(r.address)
	return partyOf(name, w.text(r.kind), address, w.text(r.smtp), w.text(r.simple))
}

// recipient returns the party of a recipient.
func recipient(p *Props) party {
	name := p.Text(RecipientName)
	if strings.TrimSpace(name) == "" {
		name = p.Text(DisplayName)
	}
	if strings.TrimSpace(name) == "" {
		name = p.Text(Key{ID: 0x3A20}) // as it was transmitted
	}
	return partyOf(name, p.Text(AddressType), p.Text(EmailAddress), p.Text(SMTPAddress), p.Text(DisplayName))
}

// A list is an address line.
type list struct {
	name    string
	entries []string // each fit for an address line
}

// has returns the place of an entry with the address of a party, or without one
// the name, -1 when there is none.
func (l *list) has(p party) int {
	want := strings.ToLower(p.smtp)
	if want == "" {
		want = strings.ToLower(p.name)
	}
	for i, e := range l.entries {
		if strings.Contains(strings.ToLower(mail.Text(e)), want) {
			return i
		}
	}
	return -1
}

// bare returns the place of an entry that has the name of a party and no
// address, -1 when there is none.
func (l *list) bare(p party) int {
	return slices.IndexFunc(l.entries, func(e string) bool {
		return p.name != "" && p.smtp != "" && strings.EqualFold(mail.Text(strings.Trim(e, `"`)), p.name)
	})
}

// addressLists returns From, Sender, To, Cc and Bcc: the entries of the header
// lines the message came with, then what the properties know beyond them.
func (w *writer) addressLists(came []mail.Field) []*list {
	lists := make([]*list, 0, 5)
	for _, name := range []string{"From", "Sender", "To", "Cc", "Bcc"} {
		l := &list{name: name}
		for _, f := range came {
			if strings.EqualFold(f.Name, name) {
				for _, a := range mail.Addresses(f.Value) {
					l.entries = append(l.entries, requote(a))
				}
			}
		}
		lists = append(lists, l)
	}
	from, sender := lists[0], lists[1]
	author, agent := w.sender(representing), w.sender(sending)
	if author == (party{}) {
		author = agent
	}
	add(author, from)
	if agent != (party{}) && agent != author && (agent.smtp != "" || agent.ex != author.ex || agent.name != author.name) {
		add(agent, sender, from)
	}
	w.recipients(lists[2:])
	return lists
}

// recipients adds what the properties know of the recipients.
func (w *writer) recipients(lists []*list) {
	to, cc, bcc := lists[0], lists[1], lists[2]
	for i := range w.m.Recipients {
		p := &w.m.Recipients[i]
		into := to
		switch kind, _ := p.Int(RecipientType); kind & 0xF {
		case RecipientCc:
			into = cc
		case RecipientBcc:
			into = bcc
		}
		add(recipient(p), into, to, cc, bcc)
	}
	for i, key := range []Key{DisplayTo, DisplayCc, DisplayBcc} {
		for name := range strings.SplitSeq(w.text(key), ";") {
			add(partyOf(name, "", ""), lists[i], to, cc, bcc)
		}
	}
}

// add puts a party into the first list, unless one of the lists has it. An
// entry that has its address without its name gets the name.
func add(p party, into *list, others ...*list) {
	if p.name == "" && p.smtp == "" {
		return
	}
	for _, l := range append([]*list{into}, others...) {
		at := l.has(p)
		if at < 0 {
			if at = l.bare(p); at >= 0 {
				l.entries[at] = p.line()
				return
			}
			continue
		}
		known := strings.ToLower(mail.Text(l.entries[at]))
		if p.smtp == "" || p.name == "" || strings.Contains(known, strings.ToLower(p.name)) || sameWords(known, p.name) {
			return
		}
		if known == strings.ToLower(p.smtp) {
			l.entries[at] = p.line()
			return
		}
	}
	into.entries = append(into.entries, p.line())
}

// sameWords reports that every word of a name is in text: "Smith, Ann" for
// "Ann Smith".
func sameWords(text, name string) bool { return !mail.HasOther(text, name) }

// requote makes an entry as mail.Addresses gives it fit for an address line.
func requote(entry string) string {
	name, rest, ok := strings.Cut(entry, " <")
	switch {
	case !strings.Contains(entry, "@"):
		return mail.Address(entry, "")
	case !ok || !strings.HasSuffix(rest, ">"):
		return mail.Address("", entry)
	}
	return mail.Address(name, strings.TrimSuffix(rest, ">"))
}
