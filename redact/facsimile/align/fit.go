package align

import "strings"

// most is how many words of a text one word of the other may be: what is set
// with wide letters comes apart, what stands close together runs into one.
const most = 12

// fit cuts the words of a copy anew that do not occur in the source, into such as
// do: where several of them are one word of the source, where one is several that
// follow each other there, or one with the number of a note at it. known is the
// number of spellings in the source.
func (t *text) fit(v vocabulary, known int32, source text) {
	at := map[int32][]int{}
	for i, w := range source.words {
		at[w.id] = append(at[w.id], i)
	}
	var out []word
	for j := 0; j < len(t.words); j++ {
		w := t.words[j]
		if w.id < known {
			out = append(out, w)
			continue
		}
		if parts := t.split(w, v, source, at); parts != nil {
			out = append(out, parts...)
			continue
		}
		if whole, back, ahead := t.join(out, j, v, known); ahead >= 0 {
			out = append(out[:len(out)-back], whole)
			j += ahead
			continue
		}
		out = append(out, t.numbered(w, v, known)...)
	}
	t.words = out
}

// longest is how many digits the number of a note has.
const longest = 3

// numbered parts a word of the source from a number right before or behind it.
func (t *text) numbered(w word, v vocabulary, known int32) []word {
	spelling := t.spelling(w)
	rest := strings.TrimLeft(spelling, "0123456789")
	for _, n := range []int{len(spelling) - len(rest), len(strings.TrimRight(spelling, "0123456789"))} {
		if n == 0 || n == len(spelling) {
			continue
		}
		left, right := spelling[:n], spelling[n:]
		number, name := left, right
		if rest == spelling {
			number, name = right, left
		}
		if id, ok := v[name]; ok && id < known && len(number) <= longest {
			middle := w.start + int32(n) //nolint:gosec // a word
			return []word{{v.id(left), w.start, middle}, {v.id(right), middle, w.end}}
		}
	}
	return []word{w}
}

// join returns a word of the source made of word j, some of those already out
// before it, and some ahead of it, which is -1 when there is none.
func (t *text) join(out []word, j int, v vocabulary, known int32) (whole word, back, ahead int) {
	for back := range min(most, len(out)+1) {
		spelling, start := "", t.words[j].start
		for _, w := range out[len(out)-back:] {
			spelling += t.spelling(w)
			start = min(start, w.start)
		}
		for ahead := range min(most-back, len(t.words)-j) {
			spelling += t.spelling(t.words[j+ahead])
			if id, ok := v[spelling]; ok && id < known {
				return word{id, start, t.words[j+ahead].end}, back, ahead
			}
		}
	}
	return word{}, 0, -1
}

// split returns the words of the source that a word is made of, nil for none.
func (t *text) split(w word, v vocabulary, source text, at map[int32][]int) []word {
	spelling := t.spelling(w)
	for n := 1; n < len(spelling); n++ {
		id, ok := v[spelling[:n]]
		if !ok {
			continue
		}
		for _, i := range at[id][:min(len(at[id]), candidates)] {
			if parts := source.spell(spelling, i, w.start); parts != nil {
				return parts
			}
		}
	}
	return nil
}

// spell returns the words from i on if together they are spelt so, as words of
// another text that begin at a byte of it.
func (t text) spell(spelling string, i int, start int32) []word {
	var parts []word
	for ; spelling != "" && i < len(t.words) && len(parts) < most; i++ {
		s := t.spelling(t.words[i])
		if len(s) > len(spelling) || spelling[:len(s)] != s {
			return nil
		}
		spelling = spelling[len(s):]
		end := start + int32(len(s)) //nolint:gosec // a word
		parts = append(parts, word{t.words[i].id, start, end})
		start = end
	}
	if spelling != "" {
		return nil
	}
	return parts
}
