package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/index/fold"
	"sarsen/redact"
)

// apart stands between pieces of text that a reader sees apart, such as the
// cells of a table. A name may run across it, a number may not.
const apart = "\x1f"

// view is a text as it is searched: folded, and squeezed to letters and digits.
type view struct {
	source  string
	folded  *fold.Text
	text    string // folded
	compact squeezed
}

// squeezed is a folded text without its separators, with the way back.
type squeezed struct {
	s  string
	at []int32 // at[i]: offset in the folded text of byte i
}

func newView(source string) *view {
	f := fold.New(source)
	return &view{source: source, folded: f, text: f.String(), compact: squeeze(f.String())}
}

// squeeze drops everything but letters, digits, @ and masks.
func squeeze(folded string) squeezed {
	var b strings.Builder
	b.Grow(len(folded))
	at := make([]int32, 0, len(folded))
	for i, r := range folded {
		if !kept(r) {
			continue
		}
		n, _ := b.WriteRune(r)
		for range n {
			at = append(at, int32(i)) //nolint:gosec // texts are far below 2 GiB
		}
	}
	return squeezed{b.String(), at}
}

func kept(r rune) bool { return fold.IsWord(r) || r == '@' || r == '█' }

// accept decides whether the match of p at [start, end) of the squeezed text
// is an occurrence of the value, and returns its place in the folded text.
func (v *view) accept(p pattern, start, end int) (redact.Span, bool) {
	from := int(v.compact.at[start])
	last := int(v.compact.at[end-1])
	_, n := utf8.DecodeRuneInString(v.text[last:])
	at := redact.Span{Start: from, End: last + n}
	slice := v.text[at.Start:at.End]
	switch p.form {
	case exact:
		return at, slice == core(p.folded) && v.edges(at) && !(onlyDigits(slice) && v.inNumber(at))
	case word:
		return at, v.edges(at) && (spelling(slice) || p.runes >= brokenRunes && v.broken(at) || p.runes > kernedRunes && v.kerned(at))
	case phrase:
		return at, v.edges(at) && gaps(slice, p.folded, true)
	case digits:
		return at, fold.Whole(v.text, at.Start, at.End) && gaps(slice, p.folded, false)
	case longRun:
		return at, gaps(slice, p.folded, false)
	default:
		return at, gaps(slice, p.folded, true)
	}
}

// edges reports whether at begins and ends where a word does, a hump of
// JoinedWords included.
func (v *view) edges(at redact.Span) bool {
	if fold.Whole(v.text, at.Start, at.End) {
		return true
	}
	start, end := v.folded.Source(at.Start, at.End)
	before, _ := utf8.DecodeLastRuneInString(v.source[:start])
	first, _ := utf8.DecodeRuneInString(v.source[start:])
	last, _ := utf8.DecodeLastRuneInString(v.source[:end])
	after, _ := utf8.DecodeRuneInString(v.source[end:])
	return (start == 0 || hump(before, first)) && (end == len(v.source) || hump(last, after))
}

// hump reports whether a word ends between two runes.
func hump(a, b rune) bool {
	if !fold.IsWord(a) || !fold.IsWord(b) {
		return true
	}
	return unicode.IsLower(a) && unicode.IsUpper(b) || unicode.IsDigit(a) != unicode.IsDigit(b)
}

// inNumber reports whether at is a part of a date or a longer number.
func (v *view) inNumber(at redact.Span) bool {
	joins := func(sep, digit byte) bool { return strings.IndexByte("-/.", sep) >= 0 && '0' <= digit && digit <= '9' }
	return at.Start >= 2 && joins(v.text[at.Start-1], v.text[at.Start-2]) ||
		at.End+1 < len(v.text) && joins(v.text[at.End], v.text[at.End+1])
}

// spelling reports whether a slice spells one word: unbroken, hyphenated, or
// letter by letter. "as her" does not spell Asher.
func spelling(slice string) bool {
	pieces := strings.FieldsFunc(slice, func(r rune) bool { return !kept(r) && !joint(r) })
	if len(pieces) == 1 {
		return true
	}
	for _, p := range pieces {
		if utf8.RuneCountInString(p) > 1 {
			return false
		}
	}
	return true
}

// kernedRunes is how many letters a word has at least beside the one that stands
// apart from it.
const kernedRunes = 4

// kerned reports whether a word stands in at of which only the first or the last
// letter is apart, as readers of PDFs see it where letters are set wide: a capital
// before small letters, or one letter behind them that is no word by itself.
func (v *view) kerned(at redact.Span) bool {
	start, end := v.folded.Source(at.Start, at.End)
	pieces := strings.Fields(v.source[start:end])
	if len(pieces) != 2 || strings.ContainsFunc(pieces[0]+pieces[1], func(r rune) bool { return !unicode.IsLetter(r) }) {
		return false
	}
	before, after := pieces[0], pieces[1]
	first, n := utf8.DecodeRuneInString(before)
	last, m := utf8.DecodeRuneInString(after)
	switch {
	case n == len(before):
		return unicode.IsUpper(first) && unicode.IsLower(last)
	case m == len(after):
		return !strings.ContainsRune("aeioyAEIOY", last)
	}
	return false
}

// brokenRunes is the least of letters that a name has of which the halves on two
// lines are taken for it: those of shorter ones are often words.
const brokenRunes = 7

// broken reports whether at is one capitalised word that goes on, without a
// hyphen, at the beginning of the next line.
func (v *view) broken(at redact.Span) bool {
	start, end := v.folded.Source(at.Start, at.End)
	head, tail, ok := strings.Cut(v.source[start:end], "\n")
	head, tail = strings.TrimSpace(head), strings.TrimSpace(tail)
	first, _ := utf8.DecodeRuneInString(head)
	next, _ := utf8.DecodeRuneInString(tail)
	return ok && unicode.IsUpper(first) && unicode.IsLower(next) && !strings.ContainsFunc(head+tail, func(r rune) bool { return !unicode.IsLetter(r) })
}

// joint reports whether a rune may stand inside a word.
func joint(r rune) bool { return r == '-' || r == '\'' || r == '_' || r == '.' }

// widest is the widest gap, in bytes, between two parts of one value.
const widest = 4

// gaps reports whether the separators inside a slice are such as stand inside
// a value: narrow, no end of a sentence and, in numbers, no other cell. A cell
// that ends in a number, as those that count the rows, is no house's number.
func gaps(slice, folded string, names bool) bool {
	from, single := -1, true
	runes, piece := 0, 0
	for i, r := range slice {
		if !kept(r) {
			if from < 0 {
				from, single = i, runes <= 1
				runes = 0
			}
			continue
		}
		runes++
		if from < 0 {
			continue
		}
		gap := slice[from:i]
		if !strings.Contains(folded, gap) && !gapFits(gap, names, single) || strings.Contains(gap, apart) && onlyDigits(slice[piece:from]) {
			return false
		}
		from, piece = -1, i
	}
	return true
}

func gapFits(gap string, names, afterInitial bool) bool {
	if len(gap) > widest {
		return false
	}
	if !names {
		return !strings.Contains(gap, apart)
	}
	return afterInitial || !strings.ContainsAny(gap, ".!?;:") || !strings.ContainsAny(gap, " ")
}

// core cuts separators from both ends.
func core(s string) string { return strings.TrimFunc(s, func(r rune) bool { return !kept(r) }) }
