package people

import (
	"cmp"
	"slices"
	"strings"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// unite makes one person of those met under several full names: written surname
// first, by a short form of the forename, with one half of a double surname, by
// a former name that the text gives, or with a slip in the same item. Where more
// than one fits, or the titles say otherwise, they stay apart.
func (b *builder) unite() {
	b.formerly()
	b.match(b.all[1:], inOrder, func(e, o *entity) bool { return reversed(e.name, o.name) })
	b.match(b.all[1:], surnameOf, func(e, o *entity) bool { return b.nicknamed(e.name, o.name) })
	b.match(b.all[1:], halves, func(e, o *entity) bool { return halved(e.name, o.name) })
	for _, t := range b.texts {
		if list := t.persons(); len(list) <= mostSlips {
			b.match(list, edges, func(e, o *entity) bool { return slip(e.name, o.name) })
			b.match(list, lastWord, func(e, o *entity) bool { return shorter(e.name, o.name) })
		}
		t.known = nil
	}
}

// mostSlips is of how many people an item may be for slips to be looked for: in
// longer lists names that are alike are those of two.
const mostSlips = 40

// match unites each of list who are met under a full name with the only other of
// them whom it fits. Only those that share a key are compared.
func (b *builder) match(list []*entity, keys func(name) []string, fits func(e, o *entity) bool) {
	list = slices.DeleteFunc(slices.Clone(list), func(e *entity) bool {
		return !e.firm || e.role == redact.Namesake || e.id == SubjectID
	})
	groups := make(map[string][]*entity)
	for _, e := range list {
		for _, k := range keys(e.name) {
			groups[k] = append(groups[k], e)
		}
	}
	only := make(map[*entity]*entity) // nil: more than one
	for _, e := range list {
		for _, k := range keys(e.name) {
			for _, o := range groups[k] {
				if o == e || !fits(e, o) && !fits(o, e) || e.opposed(o) {
					continue
				}
				if had, ok := only[e]; ok && had != o {
					o = nil
				}
				only[e] = o
			}
		}
	}
	for _, e := range list {
		if o := only[e]; o != nil && only[o] == e {
			b.join(e, o)
			delete(only, o)
		}
	}
}

// inOrder is the words of a name, whatever their order.
func inOrder(n name) []string {
	ws := n.parts()
	slices.Sort(ws)
	return []string{strings.Join(ws, " ")}
}

func surnameOf(n name) []string { return []string{n.last} }

// halves are the forename with the surname and with each half of a double one.
func halves(n name) []string {
	out := []string{n.given[0] + " " + n.last}
	if strings.Contains(n.last, "-") {
		for _, half := range strings.Split(n.last, "-") {
			out = append(out, n.given[0]+" "+half)
		}
	}
	return out
}

// edges are what two names share of which one is a slip of the other: where one
// letter differs, the beginning or the end is the same.
func edges(n name) []string {
	last := n.last
	if len(last) > 4 {
		return []string{n.given[0] + "|" + last[:2], n.given[0] + "|" + last[len(last)-2:], "|" + last, recognise.LookAlike(n.given[0]) + "||" + recognise.LookAlike(last)}
	}
	return []string{"|" + last}
}

func lastWord(n name) []string {
	return []string{n.last[strings.LastIndexByte(n.last, ' ')+1:]}
}

// shorter reports whether n is the end of o: "Abdul Rahman" of Mohammed Abdul
// Rahman.
func shorter(n, o name) bool {
	a, c := n.parts(), o.parts()
	return len(a) >= 2 && len(a) < len(c) && slices.Equal(a, c[len(c)-len(a):])
}

// opposed reports whether the titles of two say that they are not one.
func (e *entity) opposed(o *entity) bool {
	for title := range o.titles {
		if sex(title) != "" && e.contradicts(title) {
			return true
		}
	}
	return false
}

// join makes one of two: the one with the longer name keeps the ID, of equals,
// as of slips, the one named more often, then the first in the alphabet.
func (b *builder) join(e, o *entity) {
	longer := cmp.Compare(len(o.name.key()), len(e.name.key()))
	if slip(e.name, o.name) {
		longer = 0
	}
	if cmp.Or(longer, cmp.Compare(o.named, e.named), strings.Compare(e.name.key(), o.name.key())) > 0 {
		e, o = o, e
	}
	e.named += o.named
	for _, t := range b.texts {
		for i := range t.mentions {
			if t.mentions[i].who == o {
				t.mentions[i].who = e
			}
		}
	}
	for k, who := range b.byKey {
		if who == o {
			b.byKey[k] = e
		}
	}
	for title := range o.titles {
		e.titles[title] = true
	}
	e.also = append(append(e.also, o.name), o.also...)
	b.all = slices.DeleteFunc(b.all, func(x *entity) bool { return x == o })
}

// reversed reports whether two names are of the same words in another order.
func reversed(n, o name) bool {
	a, c := n.parts(), o.parts()
	if len(a) != len(c) || len(a) < 2 || slices.Equal(a, c) {
		return false
	}
	slices.Sort(a)
	slices.Sort(c)
	return slices.Equal(a, c)
}

// nicknamed reports whether two names differ in a short form of the forename.
func (b *builder) nicknamed(n, o name) bool {
	return b.pol.Alike != nil && n.last == o.last && n.given[0] != o.given[0] && b.pol.Alike(n.given[0], o.given[0])
}

// halved reports whether o has one half of n's double surname.
func halved(n, o name) bool {
	return n.given[0] == o.given[0] && strings.Contains(n.last, "-") && slices.Contains(strings.Split(n.last, "-"), o.last)
}

// slip reports whether two names differ in one letter, or in letters that look
// alike. Two forenames that both exist are no slip.
func slip(n, o name) bool {
	switch {
	case n.given[0] == o.given[0]:
		return near(n.last, o.last)
	case n.last == o.last:
		return near(n.given[0], o.given[0]) && !(recognise.Forename(n.given[0]) && recognise.Forename(o.given[0]))
	}
	return recognise.LookAlike(n.last) == recognise.LookAlike(o.last) && recognise.LookAlike(n.given[0]) == recognise.LookAlike(o.given[0])
}

// near reports whether two words of five letters or more differ in one, have two
// in another order, or look alike.
func near(a, c string) bool {
	if len(a) < 5 || len(c) < 5 || a == c {
		return false
	}
	if recognise.LookAlike(a) == recognise.LookAlike(c) {
		return true
	}
	i := 0
	for i < min(len(a), len(c)) && a[i] == c[i] {
		i++
	}
	switch len(a) - len(c) {
	case 0:
		return a[i+1:] == c[i+1:] || i+1 < len(a) && a[i] == c[i+1] && a[i+1] == c[i] && a[i+2:] == c[i+2:]
	case 1:
		return a[i+1:] == c[i:]
	case -1:
		return a[i:] == c[i+1:]
	}
	return false
}

// formerly unites who is named twice in a row, as in "Sunita Jones (née Patel)",
// with whom the former name is that of.
func (b *builder) formerly() {
	for _, t := range b.texts {
		for i := 0; i+1 < len(t.mentions); i++ {
			m, next := t.mentions[i], &t.mentions[i+1]
			if m.who == nil || m.who.id == SubjectID || !m.name.full() || next.Kind != redact.Person || !renamed(t.s[m.End:max(m.End, next.Start)]) {
				continue
			}
			former := next.name
			if !former.full() { // "née Patel", "née Sunita"
				last := cmp.Or(former.last, strings.Join(former.given, " "))
				former = name{given: m.name.given, last: last}
			}
			o := b.byKey["name:"+former.key()]
			switch {
			case o != nil && o != m.who && o.id != SubjectID && !o.opposed(m.who) && former.given[0] == m.name.given[0]:
				next.who = o
				b.join(m.who, o)
			case o == nil:
				next.who = m.who
				m.who.also = append(m.who.also, former)
			}
		}
	}
}

// renamed reports whether what stands between two names says that they are one
// person's.
func renamed(gap string) bool {
	switch strings.Join(words(gap), " ") {
	case "nee", "formerly", "formerly known as", "previously", "previously known as", "now", "now known as", "aka", "a k a", "also known as", "known as", "maiden name", "birth name", "gynt":
		return true
	}
	return false
}
