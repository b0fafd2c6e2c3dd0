package people

import (
	"slices"
	"strings"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// resolve says of each mention who is meant: first those with a full name,
// then the shorter forms, which belong to the one person of the same text, or
// else of the request, whom they fit.
func (b *builder) resolve() {
	for _, t := range b.texts {
		b.mailboxes(t)
	}
	for _, t := range b.texts {
		b.read(t)
	}
	b.ownTitles()
	for _, t := range b.texts {
		for i := range t.mentions {
			b.settleFull(t, i)
		}
	}
	b.surnames()
	for _, pass := range []func(*text, int){b.settleShort, b.settleLinked, b.settleAddress} {
		for _, t := range b.texts {
			for i := range t.mentions {
				if t.mentions[i].who == nil {
					pass(t, i)
				}
			}
		}
	}
	for _, t := range b.texts {
		for i := range t.mentions {
			m := &t.mentions[i]
			m.who.met(t, m.Found, m.name)
		}
	}
}

// ownTitles notes with which titles the subject's full name stands.
func (b *builder) ownTitles() {
	for _, t := range b.texts {
		for _, m := range t.mentions {
			if m.Kind == redact.Person && m.name.title != "" && len(m.name.given) > 0 && b.subjects(t, m.Found, m.name) {
				b.all[0].titles[m.name.title] = true
			}
		}
	}
}

// surnames indexes those met under a full name by surname and by the parts of
// a double one.
func (b *builder) surnames() {
	b.bySurname = make(map[string][]*entity)
	for _, e := range b.all[1:] {
		if !e.firm {
			continue
		}
		b.bySurname[e.name.last] = append(b.bySurname[e.name.last], e)
		if parts := strings.Split(e.name.last, "-"); len(parts) > 1 {
			for _, part := range parts {
				b.bySurname[part] = append(b.bySurname[part], e)
			}
		}
	}
}

// anywhere returns who of the request may be meant by a surname; the subject
// is always among them.
func (b *builder) anywhere(n name) []*entity {
	return append([]*entity{b.all[0]}, b.bySurname[n.last]...)
}

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

// read collects the mentions of a text and links names with the addresses
// that stand right behind them.
func (b *builder) read(t *text) {
	for _, f := range t.found {
		if f.Kind != redact.Person && f.Kind != redact.Email {
			continue
		}
		m := mention{Found: f, linked: -1}
		if f.Kind == redact.Person {
			m.name = parse(f.Text)
		} else {
			n, personal := local(f.Text)
			if !personal && !b.subj.values[compact(f.Text)] && !b.personal[emailKey(f.Text)] {
				continue // nobody's in particular: see identifiers
			}
			m.name = n
			if k := len(t.mentions) - 1; k >= 0 && t.mentions[k].Kind == redact.Person && beside(t.s[t.mentions[k].End:f.Start]) {
				m.linked = k
			}
		}
		t.mentions = append(t.mentions, m)
	}
}

// beside reports whether what lies between a name and an address says that
// they are the same person's.
func beside(gap string) bool {
	return len(gap) < 16 && strings.Trim(strings.ReplaceAll(gap, "mailto:", ""), " \t\"'<([:,;-\u00a0") == "" && !strings.Contains(gap, "\n") && gap != ", " && gap != "; "
}

// subjects reports whether a name at f is the subject's own.
func (b *builder) subjects(t *text, f redact.Found, n name) bool {
	switch {
	case b.anothers(n):
		return false
	case t.inside(f.Span):
		return true
	case f.Kind == redact.Email:
		return b.subj.values[compact(f.Text)]
	case t.touches(f.Span): // it holds a part of the subject's name: is the rest theirs too?
		return slices.ContainsFunc(b.subj.names, func(s name) bool { return n.fits(s) || t.rest(f, s) })
	case len(t.subject) > 0:
		return slices.ContainsFunc(b.subj.names, n.misread)
	}
	return false
}

// anothers reports whether a surname with a title is that of another person
// than the subject, whose titles are known: of the other sex, or one by which
// only a relative of that surname can be meant.
func (b *builder) anothers(n name) bool {
	e := b.all[0]
	if len(e.titles) == 0 || sex(n.title) == "" || e.titles[n.title] || n.full() {
		return false
	}
	return e.contradicts(n.title) || n.title == "miss" && slices.ContainsFunc(b.subj.relatives, func(r name) bool { return r.last == n.last })
}

// rest reports whether nothing stands beside the subject's spans in f but
// titles and initials that are those of s.
func (t *text) rest(f redact.Found, s name) bool {
	left := []byte(f.Text)
	whole := false // a span holds more than initials
	for _, sp := range t.subject {
		for i := max(sp.Start, f.Start); i < min(sp.End, f.End); i++ {
			left[i-f.Start] = ' '
			whole = whole || sp.End-sp.Start > 2
		}
	}
	for _, w := range words(string(left)) {
		if !recognise.Title(w) && (len(w) > len(s.given) || !initials(w, s.given)) {
			return false
		}
	}
	return whole
}

// settleFull settles the subject's mentions and full names.
func (b *builder) settleFull(t *text, i int) {
	m := &t.mentions[i]
	switch {
	case b.subjects(t, m.Found, m.name):
		m.who = b.all[0]
	case m.Kind == redact.Person && m.name.full():
		key := "name:" + m.name.key()
		if b.namesake(m.name) {
			if len(t.subject) > 0 { // the text is about the subject
				m.who = b.all[0]
				return
			}
			key = "namesake:" + m.name.key()
		}
		m.who = b.entity(key, m.name)
		m.who.firm = true
		if m.name.title != "" {
			m.who.titles[m.name.title] = true
		}
		if strings.HasPrefix(key, "namesake:") {
			m.who.role = redact.Namesake
		}
	}
}

// namesake reports whether a full name is one of the subject's.
func (b *builder) namesake(n name) bool {
	return slices.ContainsFunc(b.subj.names, func(s name) bool {
		return s.full() && n.key() == s.key() && (n.last == s.last || n.tails(s))
	})
}

// settleShort settles shorter forms of names.
func (b *builder) settleShort(t *text, i int) {
	m := &t.mentions[i]
	if m.Kind != redact.Person {
		return
	}
	here := b.fitting(m.name, t.persons())
	if m.name.last == "" && t.kinBefore(m.Start) { // "her Tom" is nobody who is named in full for another reason
		here = slices.DeleteFunc(here, func(e *entity) bool { return e.id != SubjectID && !slices.ContainsFunc(b.subj.relatives, e.name.fits) })
	}
	if len(here) == 1 {
		m.who, m.far = here[0], here[0].id != SubjectID && t.otherRow(m.Span, here[0])
		return
	}
	if len(here) == 0 && m.name.last != "" {
		if anywhere := b.fitting(m.name, b.anywhere(m.name)); len(anywhere) == 1 && anywhere[0].id != SubjectID {
			m.who, m.far = anywhere[0], true
			return
		}
	}
	key := "name:" + m.name.key()
	if m.name.last == "" {
		key += "|" + t.doc.Item // forenames alone say nothing beyond their item
	}
	m.who = b.entity(key, m.name)
}

// otherRow reports whether s stands in a record of a table in which e is not
// named in full: there a surname may be anybody's.
func (t *text) otherRow(s redact.Span, e *entity) bool {
	row, ok := t.row(s)
	if !ok || strings.Count(t.s[row.Start:row.End], "\t") < 2 {
		return false
	}
	return !slices.ContainsFunc(t.within(row.Start, row.End), func(m mention) bool { return m.who == e && m.name.full() })
}

// persons returns who is met under a full name in the text, each once, and
// the subject when the text is about them.
func (t *text) persons() []*entity {
	if t.known == nil {
		t.known = []*entity{}
		seen := make(map[*entity]bool)
		for _, m := range t.mentions {
			if m.who != nil && (m.who.firm || m.who.id == SubjectID) && !seen[m.who] {
				seen[m.who] = true
				t.known = append(t.known, m.who)
			}
		}
	}
	return t.known
}

// fitting returns those of list whom a name fits.
func (b *builder) fitting(n name, list []*entity) []*entity {
	var out []*entity
	for _, e := range list {
		fits := (e.firm || e.id == SubjectID) && n.fits(e.name)
		if e.id == SubjectID {
			fits = !b.anothers(n) && slices.ContainsFunc(b.subj.names, n.fits)
		}
		if fits && !e.contradicts(n.title) {
			out = append(out, e)
		}
	}
	if len(out) > 1 && n.title != "" { // "Miss" is not said of whom others call "Mrs"
		same := slices.DeleteFunc(slices.Clone(out), func(e *entity) bool { return !e.titles[n.title] })
		if len(same) == 1 {
			return same
		}
	}
	return out
}

// contradicts reports whether a title says another sex than those met, or an
// office that nobody else gives them.
func (e *entity) contradicts(title string) bool {
	if roleTitle(title) {
		return (len(e.titles) > 0 || title == "councillor") && !e.titles[title]
	}
	if sex(title) == "" {
		return false
	}
	for had := range e.titles {
		if sex(had) != "" && sex(had) != sex(title) {
			return true
		}
	}
	return false
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
// seen beside, else the one whom the local part fits, else one of their own.
func (b *builder) settleAddress(t *text, i int) {
	m := &t.mentions[i]
	key := emailKey(m.Text)
	if e, ok := b.byKey[key]; ok {
		m.who = e
		return
	}
	if fit := b.fitting(m.name, b.anywhere(m.name)); m.name.last != "" && len(fit) == 1 && fit[0].id != SubjectID {
		m.who = fit[0]
		return
	}
	m.who = b.entity(key, m.name)
}

func emailKey(address string) string { return "email:" + strings.ToLower(address) }
