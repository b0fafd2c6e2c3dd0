package documents

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Asides keep what a reader does not see where it stands in a paragraph, such
// as deleted text of tracked changes, until the paragraph ends. There it is
// written below, each piece a hidden note on a line of its own, so that it
// never parts or lengthens a word that is seen.
//
// What was taken out of the middle of a word is written with the rest of the
// word as it was: of "Okaf[o]ur", with the o deleted and the u inserted, the
// note is "Okafor". Pieces of one label with at most a space between them are
// one note.
//
// Places are lengths of the [Builder] that the paragraph is written to. The
// zero value is ready for a paragraph that begins the text.
type Asides struct {
	start int
	cuts  []aside
	added []stretch
}

type aside struct {
	at    int
	label string
	text  string
}

type stretch struct{ from, to int }

// Begin forgets everything: a paragraph begins at that place.
func (a *Asides) Begin(at int) { *a = Asides{start: at} }

// Cut keeps text that is not seen at a place. Places do not go back.
func (a *Asides) Cut(at int, label, text string) {
	if text != "" {
		a.cuts = append(a.cuts, aside{at, label, text})
	}
}

// Added says that what stands between two places was inserted by a change: it
// is no part of the words as they were.
func (a *Asides) Added(from, to int) {
	if from < to {
		a.added = append(a.added, stretch{from, to})
	}
}

// Write writes the notes, which ends the current line if there are any, and
// begins anew.
func (a *Asides) Write(out *Builder) {
	if len(a.cuts) > 0 {
		kept := a.restore(out.text.String())
		for len(a.cuts) > 0 {
			n := a.together(kept)
			writeAside(out, a.cuts[0].label, whole(kept, a.cuts[:n]))
			a.cuts = a.cuts[n:]
		}
	}
	a.Begin(out.Len())
}

func writeAside(out *Builder, label, text string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	out.Break()
	out.Open(Note, label, true)
	out.Text(text)
	out.Close()
	out.Break()
}

// restore returns the paragraph without what was added, and moves the cuts to
// their places in that.
func (a *Asides) restore(text string) string {
	var kept strings.Builder
	at := min(a.start, len(text))
	keep := func(to int) {
		to = min(max(to, at), len(text))
		kept.WriteString(text[at:to])
		at = to
	}
	slices.SortStableFunc(a.added, func(x, y stretch) int { return x.from - y.from })
	added := a.added
	upTo := func(place int) {
		for len(added) > 0 && added[0].from < place {
			keep(added[0].from)
			at = min(max(at, min(added[0].to, place)), len(text))
			if added[0].to > place {
				added[0].from = place
				return
			}
			added = added[1:]
		}
		keep(place)
	}
	for i := range a.cuts {
		upTo(a.cuts[i].at)
		a.cuts[i].at = kept.Len()
	}
	upTo(len(text))
	return kept.String()
}

// together counts the cuts that are one note: those of one label in one word,
// or with nothing but white space between them.
func (a *Asides) together(kept string) int {
	n := 1
	for ; n < len(a.cuts) && a.cuts[n].label == a.cuts[0].label; n++ {
		between := kept[a.cuts[n-1].at:a.cuts[n].at]
		if strings.TrimSpace(between) != "" && strings.ContainsFunc(between, func(r rune) bool { return !inWord(r) }) {
			break
		}
	}
	return n
}

// whole returns the text of cuts with what stands between them, and with the
// rest of the words at both ends.
func whole(kept string, cuts []aside) string {
	var text strings.Builder
	first, last := cuts[0], cuts[len(cuts)-1]
	if r, _ := utf8.DecodeRuneInString(first.text); inWord(r) {
		text.WriteString(kept[wordStart(kept, first.at):first.at])
	}
	at := first.at
	for _, c := range cuts {
		text.WriteString(kept[at:c.at] + c.text)
		at = c.at
	}
	if r, _ := utf8.DecodeLastRuneInString(last.text); inWord(r) {
		text.WriteString(kept[at:wordEnd(kept, at)])
	}
	return text.String()
}

// maxWord is the most, in bytes, that a word is followed to either side.
const maxWord = 100

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) || strings.ContainsRune("'’-", r)
}

func wordStart(s string, at int) int {
	for i := at; ; {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if n == 0 || !inWord(r) || at-i > maxWord {
			return i
		}
		i -= n
	}
}

func wordEnd(s string, at int) int {
	for i := at; ; {
		r, n := utf8.DecodeRuneInString(s[i:])
		if n == 0 || !inWord(r) || i-at > maxWord {
			return i
		}
		i += n
	}
}
