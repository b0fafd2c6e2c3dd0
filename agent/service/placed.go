package service

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"sarsen/agent/request"
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
