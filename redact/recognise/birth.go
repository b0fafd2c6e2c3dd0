package recognise

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"sarsen/redact"
)

// birthWords announce a date of birth. The first may also stand behind it.
var birthWords = []string{
	"dob", "d.o.b", "date of birth", "birth date", "birthdate", "birthday", "born", "born on", "was born on", "birth", "date of birth is", "dob is", "born in", "d o b",
	"born at", "date-of-birth", "date of birth (dd/mm/yyyy", "dob (dd/mm/yyyy", "date of birth (ddmmyyyy", "date of birth (dd/mm/yy", "born the", "born on the", "bom", "d0b",
	"dyddiad geni", "ganwyd", "ganwyd ar", "anwyd ar", "aned ar", "ganed ar y", "ganwyd ar y", "ganed", "ganed ar", "geni", "ganwyd ym", "ganwyd yn", "d/o/b", "d of b", "dobs", "dates of birth", "b",
}

// signs are the words on a line that say that a date behind a name is not of birth:
// somebody signed, met or wrote then.
var signs = []string{"signed", "signature", "approved", "agreed", "completed", "authorised", "authorized", "reviewed", "review", "meeting", "meeting with", "visit", "visited", "letter", "email", "from", "dated", "date", "seen", "interview", "interviewed", "call", "spoke", "by", "prepared", "witness", "received", "sent", "appointment", "hearing", "died", "death", "started", "left", "moved", "due", "expires", "expiry", "issued", "on", "since", "until"}

// Birth finds dates of birth: any common form of date, with a word that says
// so beside it or as the heading of its column, and a plausible year.
func Birth(t *Text) []redact.Found {
	var out []redact.Found
	for i := 0; i < len(t.S); i++ {
		if c := t.S[i]; i > 0 && alnum(t.S[i-1]) || !digit(c) && strings.IndexByte("lIO", c) < 0 && monthAt(t.Lower, i) == 0 {
			continue
		}
		end, day, ok := dateAt(t.S, t.Lower, i)
		if !ok {
			f, ok := t.shortBirth(i)
			if !ok {
				f, ok = t.scannedBirth(i)
			}
			if ok {
				out = append(out, f)
				i = f.End - 1
				continue
			}
			if digit(t.S[i]) {
				for i+1 < len(t.S) && digit(t.S[i+1]) {
					i++
				}
			}
			continue
		}
		reason := t.birth(i, end)
		if reason == "" {
			reason = t.listed(i, end, day)
		}
		if n := len(out); reason == "" && n > 0 && i-out[n-1].End < 48 && strings.HasPrefix(strings.TrimLeft(t.S[out[n-1].End:i], ")"), ";") && strings.HasSuffix(t.S[:i], ", ") {
			reason = "date of birth: in a list of them"
		}
		if reason != "" && t.plausible(day) {
			out = append(out, t.found(i, end, redact.DateOfBirth, 0.9, "birth", reason))
		}
		i = end - 1
	}
	if worded := t.wordedBirths(); len(worded) > 0 {
		out = append(out, worded...)
		slices.SortFunc(out, func(a, b redact.Found) int { return cmp.Compare(a.Start, b.Start) })
	}
	return out
}

func (t *Text) birth(start, end int) string {
	if w, ok := t.labelled(start, birthWords); ok && (w != "b" || t.smallB(start)) {
		return `date of birth: follows "` + w + `"`
	}
	after := strings.TrimLeft(t.Lower[end:min(len(t.Lower), end+24)], " (,-")
	for _, w := range birthWords[:6] {
		rest, ok := strings.CutPrefix(after, w)
		if ok && (rest == "" || strings.IndexByte("),;.|\t\n\r", rest[0]) >= 0) {
			return `date of birth: "` + w + `" follows`
		}
	}
	head := strings.ToLower(t.label(start, "cell"))
	if strings.Contains(head, "birth") || HasWord(head, "dob") || HasWord(head, "born") || strings.Contains(head, "d.o.b") {
		return "date of birth: the column says so"
	}
	if t.bornBefore(start) {
		return `date of birth: behind "born"`
	}
	if t.agedBefore(start) {
		return "date of birth: right behind an age"
	}
	if t.bracketed(start, end) && !t.signed(start) {
		return "date of birth: right behind a name"
	}
	return ""
}

// cited reports whether what follows a date in brackets is the title of what
// somebody wrote: "(16 March 2015). "Ducks"".
func cited(tail string) bool {
	rest, ok := strings.CutPrefix(tail, "). ")
	return ok && (strings.HasPrefix(rest, `"`) || strings.HasPrefix(rest, "“") || strings.HasPrefix(rest, "‘") || strings.HasPrefix(rest, "'") || strings.HasPrefix(rest, "[") || strings.HasPrefix(rest, "*"))
}

// bracketed reports whether a date stands right behind a name, as a date of
// birth does: in brackets, after a comma and before a semicolon or the line's
// end, or with nothing between and a colon or comma after it.
func (t *Text) bracketed(start, end int) bool {
	head := strings.TrimRight(t.S[max(0, start-8):start], " ")
	tail := t.S[end:]
	stop := tail == "" || strings.IndexByte(";\n\r", tail[0]) >= 0
	round := strings.HasSuffix(head, "(") && (strings.HasPrefix(tail, ")") || strings.HasPrefix(tail, ",") || strings.HasPrefix(tail, ";"))
	listed := strings.HasSuffix(head, ",") && (stop || tail[0] == ',' || tail[0] == ')')
	bare := head != "" && letterByte(head[len(head)-1]) && !stop && (tail[0] == ':' || tail[0] == ',')
	if !digit(t.S[start]) || !round && !listed && !bare || round && cited(tail) {
		return false
	}
	return t.nameBefore(start, round) || bare && tail[0] == ':' && t.entry(start)
}

// entry reports whether nothing but a time and two or three words stand before i on
// its line, as at the head of an entry in a log: "14:10 jane doe 01/02/1980:".
func (t *Text) entry(i int) bool {
	start := lineStart(t.S, i)
	if i-start > 80 {
		return false
	}
	ws := strings.Fields(t.S[start:i])
	if len(ws) > 0 && len(ws[0]) == 5 && ws[0][2] == ':' {
		ws = ws[1:]
	}
	return (len(ws) == 2 || len(ws) == 3) && digits(strings.Join(ws, "")) == "" && known(lower(ws[0]))&isWord == 0
}

// nameBefore reports whether a name of two words or more ends right before i.
// In brackets a known forename or surname is enough.
func (t *Text) nameBefore(i int, bracket bool) bool {
	t.split()
	n := t.wordAt(i) - 1
	if n < 0 || i-t.words[n].end > 3 || strings.IndexByte(t.S[t.words[n].end:i], '\n') >= 0 {
		return false
	}
	last := t.words[n]
	if bracket && sure(last.class, isForename|isSurname) {
		return true
	}
	if n == 0 || !last.joined {
		return false
	}
	first := t.words[n-1]
	known := (first.class&(isForename|isTitle) != 0 || first.casing == initial || first.class&^isSurname == 0) && (last.class&isSurname != 0 || last.class == 0)
	return known && (upperWord(first) && capitalWord(last) || sure(first.class, isForename) && last.class&isSurname != 0)
}

func (t *Text) plausible(day time.Time) bool {
	return t.Today.IsZero() || !day.After(t.Today) && day.Year() > t.Today.Year()-125
}

// smallB reports whether the "b" before i is short for born: "(b. 12/03/1980", "b
// 12.3.80" behind a comma, not a section's letter.
func (t *Text) smallB(i int) bool {
	head := strings.TrimRight(t.S[max(0, i-6):i], " .:")
	if !strings.HasSuffix(head, "b") {
		return false
	}
	dotted := strings.Contains(t.S[max(0, i-3):i], ".")
	head = strings.TrimRight(head[:len(head)-1], " ")
	if dotted || strings.HasSuffix(head, "(") || strings.HasSuffix(head, ",") {
		return true
	}
	t.split() // "Tia b 3/4/12"
	n := t.wordAt(i) - 2
	return n >= 0 && t.words[n+1].casing == small && t.words[n+1].joined && upperWord(t.words[n]) && t.words[n].class&personal != 0 && t.words[n].class&isWord == 0
}

// bornBefore reports whether the sentence says before i that somebody was born,
// and where, and then: "born in Leeds on 3 May 1971".
func (t *Text) bornBefore(i int) bool {
	head := t.Lower[max(0, i-72):i]
	if k := strings.LastIndexAny(head, ".;:)("); k >= 0 {
		head = head[k+1:]
	}
	for _, w := range []string{"born ", "ganwyd ", "ganed ", "anwyd ", "aned "} {
		k := strings.LastIndex(head, w)
		if k < 0 || letterBefore(head, k) {
			continue
		}
		between := strings.TrimSpace(head[k+len(w):])
		for _, day := range weekdays {
			between = strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(between, ","), day))
		}
		if digits(between) != "" || strings.Contains(between, " and ") || strings.Contains(between, "before") || strings.Contains(between, "after") {
			return false
		}
		return between == "" || between == "on" || strings.HasSuffix(between, " on") || strings.HasSuffix(between, " on the") || strings.HasSuffix(between, " ar") || strings.HasSuffix(between, " ar y") || between == "ar" || between == "ar y"
	}
	return false
}

// agedBefore reports whether an age and a bracket stand right before i: "aged 43
// (12/03/1980)".
func (t *Text) agedBefore(i int) bool {
	head, ok := strings.CutSuffix(strings.TrimRight(t.Lower[max(0, i-12):i], " "), "(")
	head = strings.TrimRight(head, " ")
	cut := strings.TrimRight(head, "0123456789")
	return ok && cut != head && (strings.HasSuffix(cut, "aged ") || strings.HasSuffix(cut, "age "))
}

// signed reports whether the line says before i why a date stands behind a name.
// Where Today is known, a date of the last two years is taken for no date of birth
// that nothing says to be one, one of the last sixteen only in brackets or a list,
// and an older one for nothing else.
func (t *Text) signed(i int) bool {
	end, day, _ := dateAt(t.S, t.Lower, i)
	round := strings.HasSuffix(strings.TrimRight(t.S[:i], " "), "(")
	listed := strings.HasPrefix(t.S[end:], ";")
	switch old := t.Today.AddDate(-16, 0, 0); {
	case t.Today.IsZero():
	case day.After(t.Today.AddDate(-2, 0, 0)):
		return true
	case day.Before(old):
		return false
	case !round && !listed:
		return true
	}
	line := t.Lower[max(lineStart(t.S, i), i-80):i]
	return slices.ContainsFunc(signs, func(w string) bool { return HasWord(line, w) })
}
