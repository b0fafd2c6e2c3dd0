package people

import (
	"slices"
	"strings"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// couples gives both of a couple their name: "Mr and Mrs D Jones" is two people,
// and in "John and Joan Brown" John is a Brown too.
func couples(list []mention, s string) []mention {
	var out []mention
	for i, m := range list {
		if m.Kind == redact.Person {
			if first, second, ok := split(m); ok {
				out = append(out, first, second)
				continue
			}
			if i+1 < len(list) && len(m.name.given) == 1 && m.name.last == "" && m.name.title == "" {
				next := list[i+1]
				if next.Kind == redact.Person && next.name.full() && next.name.title == "" && and(s[m.End:max(m.End, next.Start)]) {
					m.name.last = next.name.last
				}
			}
		}
		out = append(out, m)
	}
	return out
}

// split takes two titles with one name apart. The first person is the title
// alone, with the surname of the second.
func split(m mention) (first, second mention, ok bool) {
	low := strings.ToLower(m.Text)
	for _, sep := range []string{" and ", " & ", "&", " a "} {
		k := strings.Index(low, sep)
		if k < 0 || !recognise.Title(strings.TrimRight(low[:k], ". ")) {
			continue
		}
		rest := m.Text[k+len(sep):]
		title, _, _ := strings.Cut(rest, " ")
		if !recognise.Title(strings.TrimRight(title, ".")) {
			continue
		}
		first, second = m, m
		first.End, first.Text = m.Start+len(strings.TrimRight(m.Text[:k], " ")), strings.TrimRight(m.Text[:k], " ")
		second.Start, second.Text = m.Start+k+len(sep), rest
		second.name = parse(rest)
		first.name = name{title: parse(first.Text + " X").title, last: second.name.last}
		first.whole, second.whole = first.Text+rest[len(title):], rest
		return first, second, second.name.last != ""
	}
	return first, second, false
}

// paired reports whether mention i is one of two that are named together, of
// whom the other is at j.
func (t *text) paired(i int) (j int, ok bool) {
	joins := func(k int) bool {
		return k >= 0 && k+1 < len(t.mentions) && and(t.s[t.mentions[k].End:max(t.mentions[k].End, t.mentions[k+1].Start)])
	}
	switch {
	case joins(i - 1):
		return i - 1, true
	case joins(i):
		return i + 1, true
	}
	return 0, false
}

// other takes out of list whom mention i cannot be because they are named right
// beside it, and the subject where a couple's titles do not tell which of the
// two they are.
func (b *builder) other(t *text, i int, list []*entity) []*entity {
	j, ok := t.paired(i)
	if !ok {
		return list
	}
	return slices.DeleteFunc(list, func(e *entity) bool {
		return e == t.mentions[j].who || e.id == SubjectID && t.mentions[i].whole != "" && len(e.titles) == 0 && b.subj.sex == ""
	})
}

// besideSubject reports whether mention i is of the subject's surname, and named with
// the subject or as one half of a couple: "Mary and Tom Smith".
func (b *builder) besideSubject(t *text, i int) bool {
	m := t.mentions[i]
	j, ok := t.paired(i)
	return ok && b.surname(m.who) && (m.whole != "" || t.mentions[j].who.id == SubjectID)
}

// and reports whether what stands between two names joins two people.
func and(gap string) bool {
	switch strings.ToLower(strings.TrimSpace(gap)) {
	case "and", "&", "or", "a", "ac":
		return !strings.Contains(gap, "\n\n")
	}
	return false
}
