package rule

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/redact"
)

// A words is the beginnings of the words of a text by what they are, so that
// hundreds of keywords are looked up without reading the text for each.
type words struct {
	from []int32 // where each bucket starts in at; one more than there are buckets
	at   []int32 // offsets, bucket by bucket, in order within each
}

// index makes the words of lower, in time in proportion to its length.
func index(lower string) words {
	n := 0
	each(lower, func(int, uint32) { n++ })
	buckets := 1
	for buckets < n {
		buckets *= 2
	}
	w := words{from: make([]int32, buckets+1), at: make([]int32, n)}
	mask := uint32(buckets - 1) //nolint:gosec // a power of two below 2^31
	each(lower, func(_ int, h uint32) { w.from[h&mask+1]++ })
	for i := range buckets {
		w.from[i+1] += w.from[i]
	}
	fill := slices.Clone(w.from)
	each(lower, func(i int, h uint32) {
		w.at[fill[h&mask]] = int32(i) //nolint:gosec // texts are below 2 GB
		fill[h&mask]++
	})
	return w
}

// each calls fn for every run of letters of s, with its start and hash.
func each(s string, fn func(start int, hash uint32)) {
	for i := 0; i < len(s); {
		n := letter(s[i:])
		if n == 0 {
			i++
			continue
		}
		start := i
		h := uint32(2166136261)
		for ; n > 0; n = letter(s[i:]) {
			for end := i + n; i < end; i++ {
				h = (h ^ uint32(s[i])) * 16777619
			}
		}
		fn(start, h)
	}
}

// letter returns the length of the letter at the start of s, 0 when there is
// none.
func letter(s string) int {
	switch {
	case s == "":
		return 0
	case s[0] < utf8.RuneSelf:
		if 'a' <= s[0]|0x20 && s[0]|0x20 <= 'z' {
			return 1
		}
		return 0
	}
	r, n := utf8.DecodeRuneInString(s)
	if unicode.IsLetter(r) || unicode.IsMark(r) {
		return n
	}
	return 0
}

// bucket returns where words may begin whose hash is that of the letters at
// the start of phrase.
func (w words) bucket(phrase string) []int32 {
	h := uint32(2166136261)
	each(phrase, func(start int, hash uint32) {
		if start == 0 {
			h = hash
		}
	})
	b := h & uint32(len(w.from)-2) //nolint:gosec // as index made it
	return w.at[w.from[b]:w.from[b+1]]
}

// places returns where phrase stands in the text as a whole word or words, in
// order. A blank in it stands for any run of blanks on one line or over two.
func (t *Text) places(phrase string) []redact.Span {
	var out []redact.Span
	if phrase == "" {
		return nil
	}
	if letter(phrase) == 0 {
		for at := 0; ; {
			i := strings.Index(t.Lower[at:], phrase)
			if i < 0 {
				return out
			}
			i += at
			at = i + len(phrase)
			if whole(t.Lower, i, at) {
				out = append(out, redact.Span{Start: i, End: at})
			}
		}
	}
	if t.index == nil {
		w := index(t.Lower)
		t.index = &w
	}
	for _, i := range t.index.bucket(phrase) {
		if end := starts(t.Lower, int(i), phrase); end > 0 && whole(t.Lower, int(i), end) {
			out = append(out, redact.Span{Start: int(i), End: end})
		}
	}
	return out
}

// starts returns where phrase, which begins at i, ends; 0 if it does not.
func starts(lower string, i int, phrase string) int {
	for k := 0; k < len(phrase); k++ {
		if phrase[k] == ' ' && i < len(lower) {
			n := 0
			for i < len(lower) && n < 4 && (lower[i] == ' ' || lower[i] == '\t' || lower[i] == '\n' || lower[i] == '_') {
				i++
				n++
			}
			if n > 0 {
				continue
			}
		}
		if phrase[k] == '\'' && strings.HasPrefix(lower[i:], "’") {
			i += len("’")
			continue
		}
		if i >= len(lower) || lower[i] != phrase[k] {
			return 0
		}
		i++
	}
	return i
}

// whole reports whether no letter of s goes on at either end of [start, end).
func whole(s string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	last, _ := utf8.DecodeLastRuneInString(s[:end])
	return (letter(s[start:]) == 0 || !unicode.IsLetter(before)) && (letter(s[end:]) == 0 || !unicode.IsLetter(last))
}

func word(c byte) bool {
	return c >= utf8.RuneSelf || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
