package recognise

import (
	"strings"

	"sarsen/redact"
)

// What may tell who is meant though no name is there gets a low score: above
// what detect leaves out, below every mark that is of something certain.
const (
	likely = 0.5
	vague  = 0.45
)

// set makes a set of the words of a list.
func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// word returns what word i is in phrases: its key without a possessive ending,
// "" when there is no such word.
func (t *Text) word(i int) string {
	if i < 0 || i >= len(t.words) {
		return ""
	}
	return strings.TrimSuffix(t.words[i].key, "’s")
}

// next is word, but "" when more than blanks parts word i from the one before.
func (t *Text) next(i int) string {
	if i <= 0 || i >= len(t.words) || !t.words[i].joined {
		return ""
	}
	return t.word(i)
}

// owns reports whether word i is a possessive: "Tom's", "patient’s".
func (t *Text) owns(i int) bool {
	return i >= 0 && i < len(t.words) && (t.words[i].owns || strings.HasSuffix(t.words[i].key, "’s"))
}

// capitals returns the end of the run of words from i that stands for the name
// of a place, a body or a person; small words may be inside. It reports whether
// one of them is more than an everyday word or the word for a post.
func (t *Text) capitals(i int) (int, bool) {
	ws, end, proper := t.words, i, false
	for k := i; k < len(ws) && k-i < 6 && (k == i || ws[k].joined && !t.owns(k-1)); k++ {
		w := ws[k]
		inner := w.key == "of" || w.key == "the" || w.key == "and" || w.key == "st"
		if !upperWord(w) && !inner {
			break
		}
		if upperWord(w) {
			end = k + 1
			proper = proper || w.class&(isWord|isRole|isOrg|isGreeting) == 0 || w.class&(isSurname|isPlace|isForename) != 0
		}
	}
	return end, proper
}

// phrase makes a mark of the words [from, to) without a possessive ending.
func (t *Text) phrase(from, to int, kind redact.Kind, score float64, rule, reason string) redact.Found {
	end := t.words[to-1].end
	if t.owns(to - 1) {
		end = t.words[to-1].start + strings.LastIndexAny(t.S[t.words[to-1].start:end], "'’")
	}
	return t.found(t.words[from].start, end, kind, score, rule, reason)
}
