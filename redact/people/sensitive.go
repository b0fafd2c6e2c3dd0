package people

import (
	"regexp"
	"slices"
	"strings"

	"sarsen/redact"
)

// sensitive asks for a look at the sentences that speak of health, convictions
// and the like, in which everybody named is withheld and nothing is the
// subject's: those who know the people know of whom they speak.
func (b *builder) sensitive() {
	for _, t := range b.texts {
		if t.field != "" || !t.doc.Held && len(t.subject) == 0 {
			continue
		}
		var taken []redact.Span
		for _, m := range t.marks {
			if m.Kind == redact.Context || m.Kind == redact.Row {
				taken = append(taken, m.Span)
			}
		}
		taken = redact.Merge(taken)
		end := 0
		for _, at := range t.doc.Private {
			s := t.sentence(at.Start)
			if s.Start < end || !free(taken, s) {
				continue
			}
			if id, ok := b.ofOthers(t, s); ok {
				t.mark(redact.Found{Span: s, Kind: redact.Context, Score: 0.5}, id, b.weigh(redact.ClassContext, "private matters of another person, and nothing of the subject"))
				end = s.End
			}
		}
	}
}

// ofOthers reports whether a sentence speaks of people who are withheld, or of
// the subject's relations, and of nobody else; and of whom, where it is one.
func (b *builder) ofOthers(t *text, s redact.Span) (id string, ok bool) {
	said := t.s[s.Start:s.End]
	if ofReader.MatchString(said) {
		return "", false
	}
	ids := map[string]bool{}
	first := s.End
	for _, at := range t.subject {
		if at.Overlaps(s) {
			if !relationOf.MatchString(t.s[at.End:s.End]) {
				return "", false
			}
			ids[""], first = true, min(first, at.Start)
		}
	}
	for _, m := range t.within(s.Start, s.End) {
		switch {
		case m.who.id == SubjectID && relationOf.MatchString(t.s[m.End:max(m.End, s.End)]):
			ids[""], first = true, min(first, m.Start)
		case m.who.id == SubjectID || t.readable(&m):
			return "", false
		default:
			ids[m.who.id], first = true, min(first, m.Start)
		}
	}
	if pronoun.MatchString(strings.ToLower(t.s[s.Start:max(s.Start, first)])) { // perhaps the subject
		return "", false
	}
	if len(ids) == 1 {
		for id = range ids {
			return id, true
		}
	}
	return "", len(ids) > 0
}

// relationOf follows the name of whom somebody is a relation of.
var relationOf = regexp.MustCompile(`^['’]s? (?i:` + strings.Join(slices.Concat(kinOfSubject, []string{"neighbour", "carer", "friend", "ex-partner", "ex-husband", "ex-wife"}), "|") + `)\b`)
