package people

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/index/fold"
	"sarsen/redact"
	"sarsen/redact/recognise"
)

// mailboxes notes the addresses outside the council that stand right behind a
// name: they are a person's though the local part may be anybody's.
func (b *builder) mailboxes(t *text) {
	for i := 1; i < len(t.found); i++ {
		who, f := t.found[i-1], t.found[i]
		if who.Kind == redact.Person && f.Kind == redact.Email && strings.HasSuffix(t.s[:f.Start], "<") && beside(t.s[who.End:f.Start]) && !b.ownAddress(f.Text) {
			b.personal[emailKey(f.Text)] = true
		}
	}
}

// beside reports whether what lies between a name and an address says that
// they are the same person's.
func beside(gap string) bool {
	return len(gap) < 16 && strings.Trim(strings.ReplaceAll(gap, "mailto:", ""), " \t\"'<([:,;-\u00a0") == "" && !strings.Contains(gap, "\n") && gap != ", " && gap != "; "
}

// settleLinked settles the addresses that stand beside a name: they are this
// person's wherever they stand.
func (b *builder) settleLinked(t *text, i int) {
	m := &t.mentions[i]
	if m.Kind != redact.Email || m.linked < 0 {
		return
	}
	m.who = t.mentions[m.linked].who
	key := emailKey(m.Text)
	if _, known := b.byKey[key]; !known && m.who.id != SubjectID {
		b.byKey[key] = m.who
	}
}

// settleAddress settles the other personal addresses: the person they were
// seen beside or whom the directory knows by them, else the one whom the local
// part fits, else one of their own.
func (b *builder) settleAddress(t *text, i int) {
	m := &t.mentions[i]
	key := emailKey(m.Text)
	if e, ok := b.byKey[key]; ok {
		m.who = e
		return
	}
	if e := b.known(m.Text); e != nil {
		m.who = e
		return
	}
	fit := b.fitting(m.name, b.anywhere(m.name))
	if m.name.last == "" {
		fit = b.byLocal()[strings.Join(m.name.given, "")]
	}
	if len(fit) == 1 && fit[0].id != SubjectID {
		m.who = fit[0]
		return
	}
	m.who = b.entity(key, m.name)
}

// known returns the person whose address the directory says it is. It does not
// say so of the subject's name: that may be a namesake's.
func (b *builder) known(address string) *entity {
	entries := b.pol.Directory.Address(address)
	if len(entries) == 0 {
		return nil
	}
	n := parse(entries[0].Name)
	if !n.full() || b.namesake(n) || slices.ContainsFunc(entries, func(e Entry) bool { return parse(e.Name).key() != n.key() }) {
		return nil
	}
	e := b.entity("name:"+n.key(), n)
	if e.shown == "" {
		e.shown = entries[0].Name
	}
	return e
}

// byLocal returns who may be meant by a local part of one word: "spatel",
// "patels", "sunitapatel".
func (b *builder) byLocal() map[string][]*entity {
	if b.locals != nil {
		return b.locals
	}
	b.locals = make(map[string][]*entity)
	for _, e := range b.all {
		names := append([]name{e.name}, e.also...)
		if e.id == SubjectID {
			names = b.subj.names
		} else if !e.firm {
			continue
		}
		for _, n := range names {
			if !n.full() {
				continue
			}
			last := strings.ReplaceAll(n.last, " ", "")
			for _, given := range []string{n.given[0], first(n.given[0])} {
				for _, w := range []string{given + last, last + given} {
					if !slices.Contains(b.locals[w], e) {
						b.locals[w] = append(b.locals[w], e)
					}
				}
			}
		}
	}
	return b.locals
}

func first(w string) string {
	_, size := utf8.DecodeRuneInString(w)
	return w[:size]
}

func emailKey(address string) string { return "email:" + strings.ToLower(address) }

// local takes the local part of an e-mail address for a name: "s.patel",
// "sunita_patel", "spatel". Its second result is false where it is a mailbox
// of a team or cannot be read.
func local(address string) (name, bool) {
	part, _, _ := strings.Cut(address, "@")
	ws := strings.FieldsFunc(fold.String(part), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
	if k := slices.IndexFunc(ws, generic); k >= 0 {
		if k < 2 || !recognise.Forename(ws[0]) && utf8.RuneCountInString(ws[0]) > 1 {
			return name{}, false
		}
		ws = ws[:k] // "sunita.patel.housing"
	}
	switch len(ws) {
	case 0:
		return name{}, false
	case 1:
		return name{given: ws}, true
	}
	if utf8.RuneCountInString(ws[len(ws)-1]) == 1 { // patel.s
		return name{given: ws[len(ws)-1:], last: ws[0]}, true
	}
	return name{given: ws[:len(ws)-1], last: ws[len(ws)-1]}, true
}

// generic reports whether a word of a local part says that nobody in
// particular reads the mailbox.
func generic(w string) bool {
	switch w {
	case "info", "enquiries", "enquiry", "contact", "admin", "office", "reception", "noreply", "no", "reply", "donotreply", "help", "helpdesk",
		"support", "service", "services", "customer", "customers", "customerservices", "team", "mail", "email", "post", "postmaster", "webmaster",
		"housing", "benefits", "benefit", "council", "counciltax", "tax", "planning", "licensing", "revenues", "finance", "accounts", "payments",
		"hr", "recruitment", "jobs", "legal", "complaints", "complaint", "feedback", "foi", "sar", "dpo", "dataprotection", "information", "governance",
		"environment", "environmental", "health", "waste", "recycling", "parking", "highways", "streetcare", "elections", "electoral", "registrars",
		"social", "care", "adults", "children", "childrens", "safeguarding", "mash", "duty", "school", "schools", "admissions", "library", "libraries",
		"press", "media", "news", "newsletter", "events", "bookings", "sales", "marketing", "security", "it", "ict", "homelessness", "homeless",
		"repairs", "lettings", "rent", "rents", "antisocial", "asb", "all", "staff", "everyone", "subscriptions", "notifications", "alerts", "system", "automated", "mailer", "daemon":
		return true
	}
	return false
}
