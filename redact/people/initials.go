package people

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sarsen/index/fold"
	"sarsen/redact"
)

// initialled marks the initials that an item gives a withheld person, "Dilys
// Parry (DP)", wherever they stand in the item as a word in capitals.
func (b *builder) initialled(texts ...*text) {
	given := make(map[string]*entity)
	for _, t := range texts {
		for i := range t.mentions {
			m := &t.mentions[i]
			if m.Kind != redact.Person || m.who.id == SubjectID || t.readable(m) || !m.name.full() {
				continue
			}
			if letters := initialsOf(m.name); strings.HasPrefix(t.s[m.End:], " ("+letters+")") {
				given[letters] = m.who
			}
		}
	}
	for letters, e := range given {
		for _, t := range texts {
			t.markInitials(letters, e, b.hidden(e))
		}
	}
}

// initialsOf returns the first letters of a name's words, in capitals.
func initialsOf(n name) string {
	var out strings.Builder
	for _, w := range n.parts() {
		_, size := utf8.DecodeRuneInString(w)
		out.WriteString(strings.ToUpper(w[:size]))
	}
	return out.String()
}

func (t *text) markInitials(letters string, e *entity, p proposal) {
	taken := t.taken()
	for at := 0; ; {
		k := strings.Index(t.s[at:], letters)
		if k < 0 {
			return
		}
		s := redact.Span{Start: at + k, End: at + k + len(letters)}
		at = s.End
		if !whole(t.s, s) || !free(taken, s) || t.touches(s) {
			continue
		}
		id := e.id
		if e.rowsOnly {
			id = ""
		}
		t.mark(redact.Found{Span: s, Kind: redact.Person, Score: 0.6, Reason: "initials given behind the name"}, id, p)
	}
}

// whole reports whether no letter or digit stands right beside s.
func whole(text string, s redact.Span) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:s.Start])
	after, _ := utf8.DecodeRuneInString(text[s.End:])
	return !fold.IsWord(before) && !fold.IsWord(after)
}

// abbreviated reports whether a name is written as its initials only: "SP".
func abbreviated(s string) bool {
	return len(s) >= 2 && len(s) <= 4 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// initialsFit reports whether letters are the initials of a person's names.
func (b *builder) initialsFit(letters string, e *entity) bool {
	names := append([]name{e.name}, e.also...)
	if e.id == SubjectID {
		names = b.subj.names
	}
	return slices.ContainsFunc(names, func(n name) bool {
		all := initialsOf(n)
		halves := initialsOf(name{given: n.given, last: strings.ReplaceAll(n.last, "-", " ")})
		return n.full() && (all == letters || halves == letters || len(all) > 2 && all[:1]+all[len(all)-1:] == letters)
	})
}
