package mapi

import (
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

// A list is an address line: entries fit for one.
type list struct {
	name    string
	entries []string
}

// A place is that of an entry in a list.
type place struct {
	list *list
	at   int
}

// A book knows in which list a party stands, by address and by name.
type book struct {
	lists  []*list
	places map[string]place
}

// put adds an entry to a list.
func (b *book) put(l *list, p party) {
	b.index(p, place{l, len(l.entries)})
	l.entries = append(l.entries, p.line())
}

func (b *book) index(p party, at place) {
	for _, key := range []string{p.smtp, p.name} {
		if key = strings.ToLower(key); key != "" {
			if _, known := b.places[key]; !known {
				b.places[key] = at
			}
		}
	}
}

// add puts a party into a list, unless one has its address, or, where it has
// none, its name. An entry with only one of the two gets the other.
func (b *book) add(l *list, p party) {
	if p.name == "" && p.smtp == "" {
		return
	}
	at, known := b.places[strings.ToLower(p.smtp)]
	if p.smtp == "" || !known {
		at, known = b.places[strings.ToLower(p.name)]
		known = known && (p.smtp == "" || !strings.Contains(at.text(), "@"))
	}
	if !known {
		b.put(l, p)
		return
	}
	entry := at.text()
	switch {
	case p.name == "" || !mail.HasOther(entry, p.name): // "Smith, Ann" is "Ann Smith"
	case p.smtp != "" && strings.EqualFold(entry, p.smtp):
		at.list.entries[at.at] = p.line()
	case p.smtp != "":
		b.put(l, p) // the address under another name
	}
	if p.smtp != "" && !strings.Contains(entry, "@") {
		at.list.entries[at.at] = p.line()
	}
	b.index(p, at)
}

// text is an entry as people read it.
func (p place) text() string { return mail.Text(strings.ReplaceAll(p.list.entries[p.at], `"`, "")) }

// addressLists returns From, Sender, To, Cc and Bcc: the entries of the header
// lines the message came with, then what the properties know beyond them.
func (w *writer) addressLists(came []mail.Field) []*list {
	lists := make([]*list, 0, 5)
	for _, name := range []string{"From", "Sender", "To", "Cc", "Bcc"} {
		lists = append(lists, &list{name: name})
	}
	senders := &book{lists: lists[:2], places: map[string]place{}}
	readers := &book{lists: lists[2:], places: map[string]place{}}
	senders.fill(came)
	readers.fill(came)
	author, agent := w.sender(representing), w.sender(sending)
	if author == (party{}) {
		author = agent
	}
	senders.add(lists[0], author)
	if agent.smtp != "" || agent.ex != author.ex || agent.name != author.name {
		senders.add(lists[1], agent)
	}
	w.recipients(readers)
	return lists
}

// fill puts in what the header lines say.
func (b *book) fill(came []mail.Field) {
	for _, l := range b.lists {
		for _, f := range came {
			if !strings.EqualFold(f.Name, l.name) {
				continue
			}
			for _, entry := range mail.Addresses(f.Value) {
				b.put(l, parsed(entry))
			}
		}
	}
}

// recipients adds what the properties know of the recipients.
func (w *writer) recipients(b *book) {
	to, cc, bcc := b.lists[0], b.lists[1], b.lists[2]
	for i := range w.m.Recipients {
		p := &w.m.Recipients[i]
		into := to
		switch kind, _ := p.Int(RecipientType); kind & 0xF {
		case RecipientCc:
			into = cc
		case RecipientBcc:
			into = bcc
		}
		b.add(into, recipient(p))
	}
	for i, key := range []Key{DisplayTo, DisplayCc, DisplayBcc} {
		for name := range strings.SplitSeq(w.text(key), ";") {
			b.add(b.lists[i], partyOf(name, "", ""))
		}
	}
}

// parsed returns the party of an entry as mail.Addresses gives it.
func parsed(entry string) party {
	name, rest, ok := strings.Cut(entry, " <")
	switch {
	case !strings.Contains(entry, "@"):
		return party{name: entry}
	case !ok || !strings.HasSuffix(rest, ">"):
		return party{smtp: entry}
	}
	return party{name: name, smtp: strings.TrimSuffix(rest, ">")}
}
