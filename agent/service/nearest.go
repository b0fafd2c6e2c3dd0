package service

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"sarsen/agent/request"
	"sarsen/index/fold"
)

// nearby is how many bytes before and after a reason are shown.
const nearby = 48

// placed adds line and surroundings to reasons. Those in a field, and those whose
// place is not in the text any more, have none.
func placed(reasons []request.Reason, text string) []Placed {
	out := make([]Placed, len(reasons))
	for i, r := range reasons {
		out[i] = Placed{Reason: r}
		if r.Field != "" || r.Start >= r.End || r.End > len(text) {
			continue
		}
		out[i].Line = 1 + strings.Count(text[:r.Start], "\n")
		out[i].At = onOneLine(text[r.Start:r.End])
		out[i].Before, out[i].After = surroundings(text, r.Start, r.End)
	}
	return out
}

// surroundings are the words before and after a place, on one line.
func surroundings(text string, start, end int) (before, after string) {
	from, to := max(0, start-nearby), min(len(text), end+nearby)
	for from < start && !utf8.RuneStart(text[from]) {
		from++
	}
	for to > end && to < len(text) && !utf8.RuneStart(text[to]) {
		to--
	}
	before, after = text[from:start], text[end:to]
	if _, rest, ok := strings.Cut(before, " "); ok && from > 0 { // a word that was cut
		before = rest
	}
	if at := strings.LastIndexByte(after, ' '); at >= 0 && to < len(text) {
		after = after[:at]
	}
	return onOneLine(before), onOneLine(after)
}

// onOneLine makes each run of white space one blank, also at the ends.
func onOneLine(text string) string { return blanks.ReplaceAllString(text, " ") }

var blanks = regexp.MustCompile(`\s+`)

// nearest says, for names and addresses of which only some words stand in a text,
// which do and which do not.
func nearest(p request.Profile, text string) []string {
	there := map[string]bool{}
	for _, w := range words(text) {
		there[w] = true
	}
	var out []string
	for _, part := range []struct {
		what   string
		values []string
	}{{"name", p.Names}, {"former name", p.FormerNames}, {"nickname", p.Nicknames}, {"address", p.Addresses}} {
		for _, v := range part.values {
			var has, lacks []string
			for _, w := range strings.FieldsFunc(v, func(r rune) bool { return r == ' ' || r == ',' }) {
				if !slices.ContainsFunc(words(w), func(f string) bool { return !there[f] }) {
					has = append(has, w)
				} else {
					lacks = append(lacks, w)
				}
			}
			if len(has) > 0 && len(lacks) > 0 && slices.ContainsFunc(has, telling) {
				out = append(out, fmt.Sprintf("Of the %s, %s in it, %s not.", part.what, quoted(has, "stands", "stand"), quoted(lacks, "does", "do")))
			}
		}
	}
	return out
}

// telling reports whether a word of a name or an address is worth a mention.
func telling(word string) bool { return utf8.RuneCountInString(word) > 2 }

// words are the folded words of a text.
func words(text string) []string {
	return strings.FieldsFunc(fold.String(text), func(r rune) bool { return !fold.IsWord(r) })
}

// quoted lists words with the verb that follows them.
func quoted(words []string, one, several string) string {
	verb := one
	if len(words) > 1 {
		verb = several
	}
	return "“" + strings.Join(words, "” “") + "” " + verb
}
