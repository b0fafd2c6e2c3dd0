package recognise

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"sarsen/redact"
)

// listed reports why the line that the date [start, end) stands on shows it to be of
// birth, "" when it does not: a heading above that says so, a relative and their name
// in front, or names with a date each.
func (t *Text) listed(start, end int, day time.Time) string {
	line := lineStart(t.S, start)
	head := t.S[line:start]
	if len(head) > 200 || slices.ContainsFunc(signs, func(w string) bool { return HasWord(t.Lower[line:start], w) }) {
		return ""
	}
	fresh := !t.Today.IsZero() && day.After(t.Today.AddDate(-2, 0, 0))
	switch {
	case t.underBirth(line, start, end):
		return "date of birth: the heading above says so"
	case !fresh && t.relativeRow(head, end):
		return "date of birth: behind a relative's name"
	case t.pairAt(start) && anyWord(t.Lower[line:start], childWords):
		return "date of birth: behind a child's name"
	case !fresh && t.pairAt(start) && t.otherPair(line, start, end):
		return "date of birth: in a list of names with a date each"
	}
	return ""
}

// underBirth reports whether one of the lines above, in the same block, heads dates
// of birth and no other dates, and the line that begins at offset line has a name and
// one date.
func (t *Text) underBirth(line, start, end int) bool {
	head := strings.TrimSpace(t.S[line:start])
	if len(head) > 80 || strings.ToLower(head) == head || t.dateIn(line, start) || t.dateIn(end, end+len(lineRest(t.S, end))) {
		return false
	}
	for blank := false; line > 0; {
		from := lineStart(t.S, line-1)
		above := strings.TrimSpace(t.Lower[from : line-1])
		switch {
		case above == "" && blank:
			return false
		case above != "" && anyWord(above, birthHeadings):
			return headsBirths(above)
		case start-from > lineReach:
			return false
		}
		blank, line = above == "", from
	}
	return false
}

// headsBirths reports whether a line, in small letters, with a word for dates of
// birth is a heading and not itself filled in.
func headsBirths(line string) bool {
	rest := line
	for _, w := range []string{"dates of birth", "date of birth", "d.o.b", "dob"} {
		rest = strings.ReplaceAll(rest, w, "")
	}
	return len(line) < 100 && Count(line) < 2 && rest != line && !anyWord(rest, []string{"date", "dates", "unknown", "known", "tbc", "certificate", "place", "on", "was", "is", "the"})
}

// dateIn reports whether a date begins in [from, to).
func (t *Text) dateIn(from, to int) bool {
	for i := from; i < to; i++ {
		if !digit(t.S[i]) || i > 0 && alnum(t.S[i-1]) {
			continue
		}
		if _, _, ok := dateAt(t.S, t.Lower, i); ok {
			return true
		}
	}
	return false
}

// relativeRow reports whether a line up to its last piece, a date that ends at end,
// is a relative and a name in either order: "Mother: Jade Rudd", "Jade Rudd, partner".
func (t *Text) relativeRow(head string, end int) bool {
	if rest := strings.TrimSpace(lineRest(t.S, end)); rest != "" && strings.IndexByte(",;)", rest[0]) < 0 {
		return false
	}
	ws := strings.FieldsFunc(head, func(r rune) bool { return !letterOrDigit(r) && r != '\'' && r != '-' && r != '’' })
	if len(ws) < 2 || len(ws) > 6 {
		return false
	}
	first, last := relatives[lower(ws[0])], relatives[lower(ws[len(ws)-1])]
	named := 0
	for i, w := range ws {
		if i == 0 && first || i == len(ws)-1 && last {
			continue
		}
		if w == strings.ToLower(w) && !(i == 1 && len(w) == 1 && digit(w[0])) {
			return false
		}
		if known(Key(w))&(isWord|isOrg) == 0 {
			named++
		}
	}
	return (first || last) && named > 0
}

// pairAt reports whether right before i stands what may be a forename, or a name
// that ends in what is none but a name.
func (t *Text) pairAt(i int) bool {
	t.split()
	n := t.wordAt(i) - 1
	if n < 0 || !digit(t.S[i]) {
		return false
	}
	w, gap := t.words[n], t.S[t.words[n].end:i]
	return (gap == " " || gap == ", " || gap == " - ") && upperWord(w) && w.casing != initial &&
		(w.class&isForename != 0 || w.class&^isSurname == 0) && w.class&isTitle == 0 && !slices.Contains(weekdays, w.key) && !slices.Contains(monthNames, w.key)
}

// otherPair reports whether another name with a date right behind it stands on the
// line from offset line on that [start, end) is on.
func (t *Text) otherPair(line, start, end int) bool {
	if !inDigits(t.S[start:end]) || anyWord(t.Lower[line:start], dayWords) {
		return false
	}
	stop := end + len(lineRest(t.S, end))
	for i := line; i < stop; i++ {
		if i == start {
			i = end
			continue
		}
		if !digit(t.S[i]) || i > 0 && alnum(t.S[i-1]) {
			continue
		}
		to, day, ok := dateAt(t.S, t.Lower, i)
		if ok && inDigits(t.S[i:to]) && t.plausible(day) && t.pairAt(i) {
			return true
		}
	}
	return false
}

// inDigits reports whether a date is written without the name of its month.
func inDigits(date string) bool { return !hasLetter(date) && !strings.Contains(date, " ") }

// wordedBirths finds dates of birth whose day is in words: "born on the fourth of
// May 1960".
func (t *Text) wordedBirths() []redact.Found {
	if !strings.Contains(t.Lower, "born") {
		return nil
	}
	var out []redact.Found
	for _, m := range bornWords.FindAllStringSubmatchIndex(t.Lower, -1) {
		out = append(out, t.found(m[2], m[3], redact.DateOfBirth, 0.8, "birth", `date of birth: behind "born"`))
	}
	return out
}

var (
	bornWords = regexp.MustCompile(`\bborn (?:on )?(?:the )?((?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)` +
		` (?:day )?(?:of )?(?:january|february|march|april|may|june|july|august|september|october|november|december),? (?:19|20)\d\d)\b`)
	childWords = []string{"children", "child", "kids", "kid", "siblings", "sibling", "baby", "twins", "plant"}
	// dayWords say what the dates behind names in a list are of, if not of births.
	dayWords  = []string{"rota", "leave", "shift", "shifts", "holiday", "holidays", "sick", "absent", "training", "course", "paid", "invoice", "start", "end", "off", "duty", "cover"}
	relatives = set("mother father mum mam dad parent child son daughter partner husband wife sibling brother sister stepfather stepmother grandmother grandfather grandson granddaughter nephew niece aunt uncle carer spouse client patient pupil baby mam tad mab merch")
)
