package people

import (
	"slices"
	"strings"

	"sarsen/redact"
)

// Data of the subject and of somebody else at once is left to judgement. The
// subject's own address stays without a mark where it stands as theirs: that
// they live there is their data, whoever else does. Where it stands as another
// person's it tells of them too.

// kinOfSubject are the words of kinship that make a family. A carer or a
// neighbour is none.
var kinOfSubject = []string{
	"mother", "mum", "father", "dad", "son", "daughter", "child", "baby", "brother", "sister", "husband", "wife", "partner", "spouse", "boyfriend", "girlfriend", "fiancé", "fiancée",
	"grandmother", "grandfather", "gran", "nan", "grandson", "granddaughter", "aunt", "uncle", "cousin", "niece", "nephew", "stepson", "stepdaughter", "stepfather", "stepmother",
	"gŵr", "gwraig", "mam", "tad", "merch", "mab", "chwaer", "brawd",
}

// familyOf reports whether mention i is said to be of the subject's family:
// "her son Tom" behind the subject and nobody else, "Mary Smith's husband Tom",
// or "Tom, her son".
func (b *builder) familyOf(t *text, i int) bool {
	m := t.mentions[i]
	lo, _ := t.paragraph(m.Start)
	if row, ok := t.row(m.Span); ok {
		lo = row.Start
	}
	var last *entity
	end := 0
	for _, o := range t.within(lo, m.Start) {
		last, end = o.who, o.End
	}
	if s, ok := t.subjectBefore(m.Start); ok && s.Start >= lo && s.End >= end {
		last, end = b.all[0], s.End
	}
	if last == nil || last.id != SubjectID {
		return false
	}
	between := words(t.s[end:m.Start])
	if slices.ContainsFunc(between, ofWriter) && !t.bySubject(m.Span) {
		return false
	}
	if n := len(between); n > 0 && n < 12 && slices.Contains(kinOfSubject, between[n-1]) {
		return n == 1 || possessive(between[n-2]) || n == 2 && between[0] == "s"
	}
	rest := words(firstClause(t.s[m.End:min(len(t.s), m.End+40)]))
	return len(rest) > 1 && possessive(rest[0]) && slices.Contains(kinOfSubject, rest[1])
}

// ofWriter reports whether a word says that something is the writer's.
func ofWriter(w string) bool { return w == "my" || w == "our" }

// bySubject reports whether the subject wrote a text, as far as it tells.
func (t *text) bySubject(s redact.Span) bool {
	e, ok := t.author(s)
	return ok && e.id == SubjectID
}

// plural reports whether a name is a surname of the subject's in the plural:
// "the Smiths".
func (p *profile) plural(last string) bool {
	return slices.ContainsFunc(p.names, func(n name) bool { return n.last != "" && (last == n.last+"s" || last == n.last+"es") })
}

func possessive(w string) bool {
	return w == "his" || w == "her" || w == "their" || w == "my" || w == "your"
}

// firstClause returns what stands behind a comma or a bracket up to the next.
func firstClause(s string) string {
	s = strings.TrimLeft(s, " ")
	if s == "" || s[0] != ',' && s[0] != '(' {
		return ""
	}
	s = s[1:]
	if k := strings.IndexAny(s, ",.;:()\n\t"); k >= 0 {
		s = s[:k]
	}
	return s
}

// subjectBefore returns the last of the subject's spans that ends at i or
// before.
func (t *text) subjectBefore(i int) (redact.Span, bool) {
	at, _ := slices.BinarySearchFunc(t.subject, i, func(s redact.Span, i int) int {
		if s.End <= i {
			return -1
		}
		return 1
	})
	if at == 0 {
		return redact.Span{}, false
	}
	return t.subject[at-1], true
}

// resident returns whom an address directly behind a name gives as living there:
// "John Brown of 14 Albert Road", "John Brown (14 Albert Road)".
func (t *text) resident(f redact.Found) *entity {
	list := t.within(max(0, f.Start-80), f.Start)
	if len(list) == 0 {
		return nil
	}
	m := list[len(list)-1]
	if m.End > f.Start || m.Kind != redact.Person {
		return nil
	}
	switch strings.Join(words(t.s[m.End:f.Start]), " ") {
	case "", "of", "at", "also of", "both of", "living at", "who lives at", "lives at", "resides at", "live at", "of the same address":
		if !strings.ContainsAny(t.s[m.End:f.Start], ".\n\t;") {
			return m.who
		}
	}
	return nil
}

// households notes who lives where the subject does.
func (b *builder) households(t *text) {
	for _, f := range t.found {
		if f.Kind == redact.Address && b.homeOf(f) {
			if e := t.resident(f); e != nil && e.id != SubjectID {
				e.family = true
			}
		}
	}
}

// sharedHome marks an address of the subject where it stands as another's, in a
// sentence that does not speak of the subject.
func (b *builder) sharedHome(t *text, f redact.Found) {
	if f.Kind != redact.Address || !b.homeOf(f) {
		return
	}
	switch e := t.resident(f); {
	case e == nil || e.id == SubjectID:
	case e.confided:
		t.mark(f, e.id, b.confidential("of a confidential source"))
	case e.proposed.verdict != redact.Disclose && !t.touches(t.sentence(f.Start)):
		t.mark(f, e.id, b.weigh(redact.ClassShared, "the subject's address, here as another person's too"))
	}
}

// joint reports whether the line around s says that what stands there belongs
// to several people.
func (t *text) joint(s redact.Span) bool {
	lo := strings.LastIndexByte(t.s[:s.Start], '\n') + 1
	lo = max(lo, s.Start-60)
	hi := min(len(t.s), s.End+40)
	if k := strings.IndexByte(t.s[s.End:hi], '\n'); k >= 0 {
		hi = s.End + k
	}
	around := " " + strings.Join(words(t.s[lo:hi]), " ") + " "
	return slices.ContainsFunc(jointly, func(w string) bool { return strings.Contains(around, w) })
}

var jointly = []string{
	" joint account ", " joint bank account ", " joint tenancy ", " joint tenants ", " joint tenant ", " joint mortgage ", " joint claim ", " joint application ", " joint e-mail ", " joint email ", " jointly ",
	" in joint names ", " in both names ", " in the names of ", " shared account ", " family account ", " cyfrif ar y cyd ", " tenantiaeth ar y cyd ",
}
