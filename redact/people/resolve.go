package people

import (
	"cmp"
	"slices"
	"strings"

	"sarsen/redact"
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
	b.unite()
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
			f := m.Found
			f.Text = cmp.Or(m.whole, f.Text)
			m.who.met(t, f, m.name)
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
		for _, n := range append([]name{e.name}, e.also...) {
			for _, last := range append(strings.Split(n.last, "-"), n.last) {
				if !slices.Contains(b.bySurname[last], e) {
					b.bySurname[last] = append(b.bySurname[last], e)
				}
			}
		}
	}
}

// anywhere returns who of the request may be meant by a surname; the subject
// is always among them.
func (b *builder) anywhere(n name) []*entity {
	return append([]*entity{b.all[0]}, b.bySurname[n.last]...)
}

// read collects the mentions of a text and links names with the addresses
// that stand right behind them.
func (b *builder) read(t *text) {
	for _, f := range t.found {
		if f.Kind != redact.Person && f.Kind != redact.Email || f.Kind == redact.Person && post(f.Text) {
			continue
		}
		m := mention{Found: f, linked: -1}
		if f.Kind == redact.Person {
			m.name = parse(bare(f.Text))
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
	t.mentions = couples(t.mentions, t.s)
	for i := range t.mentions { // couples moves what links point to
		if m := &t.mentions[i]; m.linked >= 0 {
			m.linked = i - 1
		}
	}
}

// settleFull settles the subject's mentions and full names.
func (b *builder) settleFull(t *text, i int) {
	m := &t.mentions[i]
	switch {
	case b.subjects(t, m.Found, m.name):
		m.who = b.all[0]
	case m.Kind == redact.Person && m.name.full() && b.called(t, i) == theirs: // "Mary S"
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
		m.who.named++
		if m.name.title != "" {
			m.who.titles[m.name.title] = true
		}
		if strings.HasPrefix(key, "namesake:") {
			m.who.role = redact.Namesake
		}
	}
}

// settleShort settles shorter forms of names.
func (b *builder) settleShort(t *text, i int) {
	m := &t.mentions[i]
	if m.Kind != redact.Person {
		return
	}
	likely := b.called(t, i)
	if likely == theirs {
		m.who = b.all[0]
		return
	}
	here := b.fitting(m.name, t.persons())
	if abbreviated(m.Text) {
		here = slices.DeleteFunc(slices.Clone(t.persons()), func(e *entity) bool { return !b.initialsFit(m.Text, e) })
	}
	here = b.other(t, i, here)
	if m.name.last == "" && t.kinBefore(m.Start) { // "her Tom" is nobody who is named in full for another reason
		here = slices.DeleteFunc(here, func(e *entity) bool { return e.id != SubjectID && !slices.ContainsFunc(b.subj.relatives, e.name.fits) })
	}
	here = slices.DeleteFunc(here, func(e *entity) bool { return e.id != SubjectID && t.ofSender(i, e) })
	if e := b.relation(t, m.name); e != nil && !slices.ContainsFunc(here, func(h *entity) bool { return h != e && h.id != SubjectID }) {
		m.who = e
		return
	}
	if len(here) == 1 {
		m.who, m.far = here[0], here[0].id != SubjectID && t.otherRow(m.Span, here[0])
		return
	}
	if len(here) == 0 && m.name.last != "" {
		if anywhere := b.other(t, i, b.fitting(m.name, b.anywhere(m.name))); len(anywhere) == 1 && anywhere[0].id != SubjectID {
			m.who, m.far = anywhere[0], true
			return
		}
	}
	key := "name:" + m.name.key()
	if m.name.last == "" {
		key += "|" + t.doc.Item // forenames alone say nothing beyond their item
	}
	m.who = b.entity(key, m.name)
	m.who.perhaps = m.who.perhaps || likely == perhaps
}

// otherRow reports whether s stands in a record of a table in which e is not
// named in full: there a surname, or a forename, may be anybody's.
func (t *text) otherRow(s redact.Span, e *entity) bool {
	row, ok := t.row(s)
	if !ok {
		row.Span = t.line(s)
	}
	if strings.Count(t.s[row.Start:row.End], "\t") < 2 {
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
		fits := (e.firm || e.id == SubjectID) && (n.fits(e.name) || slices.ContainsFunc(e.also, n.fits))
		if e.id == SubjectID {
			fits = !b.anothers(n) && slices.ContainsFunc(b.subj.names, n.fits)
		}
		if fits && !e.contradicts(n.title) {
			out = append(out, e)
		}
	}
	if len(out) > 1 && n.title != "" && len(n.given) == 0 { // a whole surname before one half of a double one
		whole := slices.DeleteFunc(slices.Clone(out), func(e *entity) bool { return e.name.last != n.last })
		if len(whole) == 1 {
			return whole
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
