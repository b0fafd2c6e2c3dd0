package recognise

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sarsen/redact/tagger"
)

// A tag is what the statistical recogniser makes of a word: how likely it is
// part of each sort of name. They add up to 1.
type tag [tagger.Labels]float32

// window is how many bytes of a text are tagged at a time, so that what a long
// text needs while it is tagged does not grow with it.
const window = 32 << 10

// tagged returns the tag of every word of split, or nil where the Text has no
// model. The recognisers of a text share one pass.
func (t *Text) tagged() []tag {
	if t.Model == nil || t.tags != nil {
		return t.tags
	}
	t.split()
	t.tags = make([]tag, len(t.words))
	at := 0
	for start := 0; start < len(t.S); {
		end := windowEnd(t.S, start)
		at = t.align(t.Model.Words(t.S[start:end]), start, at)
		start = end
	}
	return t.tags
}

// align gives the words from number at on the tags of what the model read in
// them: the mean where it read several. It returns the number of the first word
// behind what the model was given, which began at offset start.
func (t *Text) align(read []tagger.Word, start, at int) int {
	count := 0
	for _, r := range read {
		for at < len(t.words) && t.words[at].end <= start+r.Start {
			at, count = at+1, 0
		}
		if at == len(t.words) {
			break
		}
		if start+r.End <= t.words[at].start {
			continue
		}
		count++
		for l, p := range r.P {
			t.tags[at][l] += (p - t.tags[at][l]) / float32(count)
		}
	}
	for at < len(t.words) && len(read) > 0 && t.words[at].end <= start+read[len(read)-1].End {
		at++
	}
	return at
}

// agree returns tags in which each occurrence of a word with a capital that is no
// everyday word is halfway to the mean of all occurrences in the text: what a
// word is in one sentence it is likely to be in the next.
func agree(ws []word, tags []tag) []tag {
	type sum struct {
		tag tag
		n   float32
	}
	sums := map[string]*sum{}
	counts := func(i int) bool { return capitalWord(ws[i]) && !ws[i].is(isWord) && tags[i] != (tag{}) }
	for i := range tags {
		if !counts(i) {
			continue
		}
		s := sums[ws[i].key]
		if s == nil {
			s = &sum{}
			sums[ws[i].key] = s
		}
		s.n++
		for l, p := range tags[i] {
			s.tag[l] += p
		}
	}
	out := slices.Clone(tags)
	for i := range out {
		if !counts(i) {
			continue
		}
		if s := sums[ws[i].key]; s.n > 1 {
			for l := range out[i] {
				out[i][l] = (out[i][l] + s.tag[l]/s.n) / 2
			}
		}
	}
	return out
}

// windowEnd returns where the window that begins at start ends: at the end of
// the text, else behind an empty line, a line or a blank, else where it must.
func windowEnd(s string, start int) int {
	end := start + window
	if end >= len(s) {
		return len(s)
	}
	for _, sep := range []string{"\n\n", "\n", " "} {
		if k := strings.LastIndex(s[start+window/2:end], sep); k >= 0 {
			return start + window/2 + k + len(sep)
		}
	}
	for n := 1; n < utf8.UTFMax && !utf8.RuneStart(s[end]); n++ { // further back there is none: not UTF-8
		end--
	}
	return end
}
