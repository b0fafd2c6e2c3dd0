package people

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"sarsen/index/fold"
	"sarsen/redact"
)

// A term is a value that is withheld or left open somewhere, with the mark it
// came from.
type term struct {
	folded string
	mark   redact.Mark
}

// sweep marks every further occurrence of what does not leave as it is proposed:
// names in full, addresses, numbers. So a value hidden in one place is not left in
// another where the recognisers did not see it.
func (b *builder) sweep() {
	terms := b.terms()
	if len(terms) == 0 {
		return
	}
	for _, t := range b.texts {
		b.sweepText(t, terms)
	}
}

// terms returns what is looked for by its first word, longer ones first.
func (b *builder) terms() map[string][]term {
	seen := make(map[string]redact.Mark)
	for _, t := range b.texts {
		for _, m := range t.mentions {
			hidden := m.who.proposed.verdict != redact.Disclose || m.Kind == redact.Person && !t.readable(&m)
			if hidden && m.who.role != redact.Namesake && m.who.id != SubjectID && (m.Kind == redact.Email || m.name.full()) {
				b.keep(seen, m.Found, m.who)
			}
		}
		for _, m := range t.marks {
			if sought(m) {
				for _, form := range forms(m) {
					if k := fold.String(form); seen[k].Kind == "" {
						seen[k] = m
					}
				}
			}
		}
	}
	out := make(map[string][]term)
	for k, m := range seen {
		if b.ofSubject(k) {
			continue
		}
		out[firstWord(k)] = append(out[firstWord(k)], term{k, m})
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b term) int {
			return cmp.Or(cmp.Compare(len(b.folded), len(a.folded)), cmp.Compare(a.folded, b.folded))
		})
	}
	return out
}

// forms are those in which a withheld value is looked for: as it is written, and
// an address by its house and street alone, however little of it stands there.
func forms(m redact.Mark) []string {
	out := []string{m.Text}
	if m.Kind != redact.Address {
		return out
	}
	street, _, more := strings.Cut(m.Text, ",")
	if !more {
		street, _, more = strings.Cut(m.Text, "\n")
	}
	ws := strings.Fields(street)
	if more && len(ws) > 1 && len(compact(street)) >= 8 && '0' <= ws[0][0] && ws[0][0] <= '9' {
		out = append(out, strings.TrimSpace(street))
	}
	return out
}

// keep notes the forms in which a withheld person's name is looked for.
func (b *builder) keep(seen map[string]redact.Mark, f redact.Found, e *entity) {
	p := e.proposed
	if p.verdict == redact.Disclose { // somebody in role who is named elsewhere as anybody may be
		p = b.withhold("")
	}
	m := redact.Mark{Kind: f.Kind, Person: e.id, Score: f.Score, Proposal: p.verdict, Code: p.code, Class: p.class}
	if e.rowsOnly {
		m.Person = ""
	}
	all := []string{fold.String(f.Text)}
	if f.Kind == redact.Person && len(e.name.given) > 0 && e.name.last != "" {
		all = append(all, e.name.given[0]+" "+e.name.last, e.name.last+", "+e.name.given[0])
	}
	for _, form := range all {
		if seen[form].Kind == "" {
			seen[form] = m
		}
	}
}

// ofSubject reports whether a term is a name or a value of the subject, or a
// part of an address of theirs.
func (b *builder) ofSubject(k string) bool {
	c := compact(k)
	return b.subj.values[c] || slices.ContainsFunc(b.subj.addresses, func(a place) bool { return strings.Contains(a.compact, c) }) || slices.ContainsFunc(b.subj.names, func(n name) bool { return n.full() && n.key() == k })
}

// sought reports whether the value of a mark is looked for elsewhere: it does not
// leave, decided or not. A phrase left for a look is no value.
func sought(m redact.Mark) bool {
	return distinctive(m.Kind, m.Text) && (m.Proposal == redact.Withhold || m.Proposal == redact.Open && !m.Kind.LowConfidence())
}

// distinctive reports whether a value tells who is meant wherever it stands.
func distinctive(kind redact.Kind, text string) bool {
	switch kind {
	case redact.Person, redact.Organisation, redact.Row, redact.URL, redact.DateOfBirth, redact.IPAddress, redact.Drawn:
		return false
	case redact.Context: // a short one, such as "Yours", stands in any letter
		return len(strings.Fields(text)) > 3
	}
	return len(compact(text)) >= 5
}

func firstWord(s string) string {
	for i, r := range s {
		if !fold.IsWord(r) && i > 0 {
			return s[:i]
		}
	}
	return s
}

// sweepText marks the terms in one text that have no mark yet.
func (b *builder) sweepText(t *text, terms map[string][]term) {
	folded := fold.New(t.s)
	s := folded.String()
	var taken []redact.Span
	for _, m := range t.marks {
		taken = append(taken, m.Span)
	}
	taken = redact.Merge(taken)
	inWord := false
	for i, r := range s {
		was := inWord
		inWord = fold.IsWord(r)
		if was && inWord || !inWord && !strings.ContainsRune("+(", r) {
			continue
		}
		for _, term := range terms[firstWord(s[i:])] {
			if !strings.HasPrefix(s[i:], term.folded) || !fold.Whole(s, i, i+len(term.folded)) {
				continue
			}
			span := redact.Span{}
			span.Start, span.End = folded.Source(i, i+len(term.folded))
			if free(taken, span) && !t.inside(span) {
				m := term.mark
				m.Span = span
				reason := "withheld elsewhere in this request"
				if m.Proposal == redact.Open {
					reason = "left to judgement elsewhere in this request"
				}
				t.mark(redact.Found{Span: span, Kind: m.Kind, Score: m.Score}, m.Person, proposal{m.Proposal, m.Code, reason, m.Class})
			}
			break
		}
	}
}

// free reports whether no one of the sorted spans covers s.
func free(taken []redact.Span, s redact.Span) bool {
	i := sort.Search(len(taken), func(k int) bool { return taken[k].End > s.Start })
	return i == len(taken) || !taken[i].Covers(s)
}
