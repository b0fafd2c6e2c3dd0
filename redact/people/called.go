package people

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// A likeness says whether a short name is the subject's.
type likeness int

const (
	apart   likeness = iota // nothing says so
	perhaps                 // it may be, and may be another's who is known here
	theirs
)

// called says whether mention i is of the subject by a forename or a nickname
// alone, or by one with the initials of the surname, "Adaeze N-B", in an item
// that is held as the subject's. It is not where the item names somebody else
// so, or the profile a relative; where only other items do, it may be.
func (b *builder) called(t *text, i int) likeness {
	m := t.mentions[i]
	w, ok := b.ownCall(m.name)
	if !ok || m.Kind != redact.Person || !t.doc.Held || t.kinBefore(m.Start) || t.kinAfter(m.End) {
		return apart
	}
	if slices.ContainsFunc(b.subj.relatives, func(r name) bool { return b.bears(r, w) }) {
		return apart
	}
	if j, ok := t.paired(i); ok && b.subjects(t, t.mentions[j].Found, t.mentions[j].name) { // "Mary and Mary Smith"
		return apart
	}
	doubt := t.linkedElsewhere(b, i)
	pair := t.index * 2
	refers := false
	for k, o := range b.texts {
		here, thread := k == pair || k == pair+1, t.doc.Thread != "" && o.doc.Thread == t.doc.Thread
		refers = refers || here && len(o.subject) > 0
		if !here && !thread {
			continue
		}
		switch other := b.otherCalled(o, w); {
		case other && here:
			return apart
		case other:
			doubt = true
		}
	}
	if doubt || !refers && slices.ContainsFunc(b.all[1:], func(e *entity) bool { return e.firm && b.bears(e.name, w) }) {
		return perhaps
	}
	return theirs
}

// ownCall returns the forename or nickname of the subject's that n is, alone or
// with initials of the surname.
func (b *builder) ownCall(n name) (string, bool) {
	ws := n.parts()
	if n.title != "" || len(ws) == 0 || utf8.RuneCountInString(ws[0]) < 2 {
		return "", false
	}
	letters := strings.ReplaceAll(strings.Join(ws[1:], ""), "-", "")
	for _, s := range b.subj.names {
		own := s.parts()
		mine := len(own) == 1 && own[0] == ws[0] || slices.Contains(s.given, ws[0])
		last := firstLetters(s.last)
		if mine && (len(ws) == 1 || letters != "" && s.full() && (letters == last || utf8.RuneCountInString(letters) == 1 && strings.HasPrefix(last, letters))) {
			return ws[0], true
		}
	}
	return "", false
}

// firstLetters returns those of the words, and of the halves, of a surname.
func firstLetters(last string) string {
	var out strings.Builder
	for _, w := range strings.FieldsFunc(last, func(r rune) bool { return r == ' ' || r == '-' }) {
		_, size := utf8.DecodeRuneInString(w)
		out.WriteString(w[:size])
	}
	return out.String()
}

// bears reports whether a word may stand for who has a name.
func (b *builder) bears(n name, w string) bool {
	return slices.ContainsFunc(n.parts(), func(p string) bool { return p == w || b.pol.Alike != nil && b.pol.Alike(p, w) })
}

// otherCalled reports whether a text names somebody else who may be meant by w.
func (b *builder) otherCalled(t *text, w string) bool {
	return slices.ContainsFunc(t.mentions, func(m mention) bool {
		switch {
		case !b.bears(m.name, w) || !m.name.full() && m.name.title == "":
			return false
		case m.Kind == redact.Email:
			return !b.subj.values[compact(m.Text)]
		}
		_, own := b.ownCall(m.name)
		return !own && !b.namesake(m.name) && !b.subjects(t, m.Found, m.name)
	})
}

// linkedElsewhere reports whether an address that is not known to be the
// subject's stands right behind mention i.
func (t *text) linkedElsewhere(b *builder, i int) bool {
	return i+1 < len(t.mentions) && t.mentions[i+1].linked == i && !b.subj.values[compact(t.mentions[i+1].Text)]
}

// relation returns the relative of the profile who is meant by a forename alone,
// or by a title and a surname that is not the subject's, where nobody else of the
// request fits.
func (b *builder) relation(t *text, n name) *entity {
	if len(t.subject) == 0 && !t.doc.Held {
		return nil
	}
	fits := func(r name) bool {
		if ws := n.parts(); n.title == "" {
			return len(ws) == 1 && slices.Contains(r.given, ws[0])
		}
		return len(n.given) == 0 && n.last == r.last && !slices.ContainsFunc(b.subj.names, func(s name) bool { return s.last == n.last })
	}
	var who *name
	for i, r := range b.subj.relatives {
		switch {
		case !r.full() || !fits(r):
		case who != nil:
			return nil
		default:
			who = &b.subj.relatives[i]
		}
	}
	if who == nil {
		return nil
	}
	for _, e := range b.all[1:] {
		if e.firm && fits(e.name) && (e.name.key() != who.key() || e.contradicts(n.title)) {
			return nil
		}
	}
	return b.entity("name:"+who.key(), *who)
}

// ofSender reports whether mention i is a forename in a sentence of what the
// sender of a message wrote, of whom people do not speak so of themselves:
// "Stephen cried", in a message from another Stephen.
func (t *text) ofSender(i int, e *entity) bool {
	m := t.mentions[i]
	if m.name.title != "" || len(m.name.parts()) != 1 || t.field != "" || t.ownLineOf(m.Span) {
		return false
	}
	end := len(t.s)
	if at := earlier.FindStringIndex(t.s); at != nil {
		end = at[0]
	}
	sender, ok := t.author(redact.Span{Start: end, End: end})
	if !ok || sender != e || m.Start >= end || !t.written(m.Start) {
		return false
	}
	next, _, _ := strings.Cut(strings.TrimLeft(t.s[m.End:], " "), " ")
	next = strings.TrimRight(next, ",.;:!")
	before := words(t.s[max(0, m.Start-20):m.Start])
	speaks := slices.Contains([]string{"here", "from", "speaking", "at", "in"}, next)
	named := len(before) > 0 && slices.Contains([]string{"am", "i'm", "is", "it's", "regards", "thanks", "wishes", "sincerely"}, before[len(before)-1])
	return !speaks && !named && next != "" && next[0] >= 'a' && next[0] <= 'z'
}

// written reports whether offset i is behind the fields of a message's head.
func (t *text) written(i int) bool {
	return !slices.ContainsFunc(t.doc.Hints, func(h recognise.Hint) bool { return h.Kind == "field" && h.Start <= i && i < h.End })
}
