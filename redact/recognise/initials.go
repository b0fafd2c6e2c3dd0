package recognise

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// initials takes initials in capitals that the text gives somebody: "Sunita
// Patel (SP)", later "SP". Where it does not say so, those of a name in the text
// are taken where somebody acts, speaks or is written about; and what is once
// taken is taken wherever else it stands.
func (n *namer) initials() {
	given, likely := n.givenInitials()
	taken := map[string]bool{}
	for _, m := range n.names {
		if w := n.ws[m.from]; m.to == m.from+1 && w.casing == shout && w.class == 0 && w.end-w.start < 4 && m.score < partScore {
			taken[n.t.S[w.start:w.end]] = true
		}
	}
	for i := range n.ws {
		s, ok := n.initialWord(i)
		if !ok {
			continue
		}
		score, why := listedScore, ""
		key := n.ws[i].key
		plain := (n.ws[i].class == 0 || slices.Contains(initialTitles, key)) && !slices.Contains(abbreviations, s)
		switch {
		case given[s]:
			score, why = partScore, "initials that the text gives somebody"
		case n.endsEntry(i) || plain && n.endsNote(i):
			why = "initials at the end of a note"
		case likely[s] && n.speaks(i):
			why = "initials of a name in the text, before what was said"
		case slices.Contains(initialTitles, key) && n.acts(i):
			why = "initials before a verb"
		case likely[s] && (plain && n.acts(i) || n.endsSubject(i)):
			why = "initials of a name in the text, where somebody is meant"
		default:
			continue
		}
		taken[s] = taken[s] || plain
		n.take(name{i, i + 1, score, "name: " + why})
	}
	for i := range n.ws {
		if s, ok := n.initialWord(i); ok && taken[s] {
			n.take(name{i, i + 1, listedScore, "name: initials seen elsewhere in the text"})
		}
	}
}

// givenInitials returns the initials that the text gives somebody in brackets,
// and those of the names in it.
func (n *namer) givenInitials() (given, likely map[string]bool) {
	given, likely = map[string]bool{}, map[string]bool{}
	for i := range n.ws {
		if s, ok := n.initialWord(i); ok && n.ws[i].class == 0 && i+1 < len(n.ws) && n.ws[i+1].is(isKin) && strings.HasPrefix(n.t.S[n.ws[i].end:], " (") && strings.HasPrefix(n.t.S[n.ws[i+1].end:], ")") {
			given[s] = true // "MG (mother)"
		}
	}
	for _, m := range n.names {
		if m.to-m.from < 2 {
			continue
		}
		for _, s := range n.initialsOf(m) {
			likely[s] = true
			if m.to < len(n.ws) && n.ws[m.to].casing == shout && strings.TrimLeft(n.t.S[n.ws[m.to-1].end:n.ws[m.to].start], " \"“") == "(" {
				given[s] = given[s] || n.t.S[n.ws[m.to].start:n.ws[m.to].end] == s
			}
		}
	}
	return given, likely
}

// initialWord returns word i, if it is of two or three capitals and not taken.
func (n *namer) initialWord(i int) (string, bool) {
	w := n.ws[i]
	if w.casing != shout || w.end-w.start > 3 || n.taken[i] || n.cues[i]&cueNever != 0 {
		return "", false
	}
	if w.start > 0 && strings.IndexByte("&-/", n.t.S[w.start-1]) >= 0 || w.end < len(n.t.S) && strings.IndexByte("&-/", n.t.S[w.end]) >= 0 {
		return "", false // part of a longer abbreviation
	}
	return n.t.S[w.start:w.end], true
}

// endsEntry reports whether word i is the last of its line, behind the end of a
// sentence, and nothing is below, or the date of the next entry or the heading
// of a quoted message: only the initials of who wrote it stand there.
func (n *namer) endsEntry(i int) bool {
	if i == 0 || !strings.HasSuffix(strings.TrimRight(n.t.S[n.ws[i-1].end:n.ws[i].start], " \r\n"), ".") {
		return false
	}
	line := lineRest(n.t.S, n.ws[i].end)
	below := n.t.S[min(len(n.t.S), n.ws[i].end+len(line)+1):]
	return strings.Trim(line, " \r.") == "" && nextEntry.MatchString(below[:min(len(below), lineReach)])
}

// nextEntry begins what follows an entry of notes or a message.
var nextEntry = regexp.MustCompile(`^\s*(?:$|[0-3]?[0-9][ /.-](?:[01]?[0-9]|[A-Z][a-z]{2,8})[ /.-][0-9]{2}|[0-9]{4}-[0-9]{2}-|On .{5,60}wrote:|From:|-----)`)

// speaks reports whether a line or sentence begins with word i and a colon or a
// dash, as what somebody said does in notes of a meeting.
func (n *namer) speaks(i int) bool {
	rest := n.t.S[n.ws[i].end:]
	return n.ws[i].opens && (strings.HasPrefix(rest, ": ") || strings.HasPrefix(rest, " - ") || strings.HasPrefix(rest, " – "))
}

// endsSubject reports whether word i ends the subject of a message.
func (n *namer) endsSubject(i int) bool {
	if n.ws[i].line || strings.TrimRight(n.restOfLine(i), "\r") != "" {
		return false
	}
	line := n.t.Lower[lineStart(n.t.S, n.ws[i].start):n.ws[i].start]
	return strings.HasPrefix(line, "subject:") || strings.HasPrefix(line, "re:")
}

// endsNote reports whether word i, initials, ends an entry of case notes: it is
// the last of its line, behind a sentence or alone, and below it stands nothing,
// or the date of the next entry.
func (n *namer) endsNote(i int) bool {
	w := n.ws[i]
	if i == 0 || len(w.key) > 3 {
		return false
	}
	before := strings.TrimRight(n.t.S[n.ws[i-1].end:w.start], " ")
	if before == "" || strings.IndexByte(".!?\n", before[len(before)-1]) < 0 {
		return false
	}
	line := lineRest(n.t.S, w.end)
	below := strings.TrimLeft(n.t.S[min(len(n.t.S), w.end+len(line)+1):], " \r")
	return strings.Trim(line, " \r") == "" && (below == "" || digit(below[0]) || below[0] == '\n' && !w.line)
}

// acts reports whether a word that somebody's doing begins with follows word i.
func (n *namer) acts(i int) bool {
	if n.ends(i+1) || n.ws[i+1].casing != small {
		return false
	}
	next := n.ws[i+1]
	return next.is(isVerb|isSays) || next.key == "to" || strings.HasSuffix(next.key, "n't") || len(next.key) > 4 && strings.HasSuffix(next.key, "ed")
}

// initialsOf returns the initials of a name: of all its words, and of the first
// and the last.
func (n *namer) initialsOf(m name) []string {
	var all []byte
	for _, w := range n.ws[m.from:m.to] {
		if upperWord(w) && n.t.S[w.start] < utf8.RuneSelf && !(w.is(isTitle) && !w.is(personal)) {
			all = append(all, n.t.S[w.start])
			for k := w.start + 1; k < w.end-1; k++ {
				if n.t.S[k] == '-' && 'A' <= n.t.S[k+1] && n.t.S[k+1] <= 'Z' { // "Rowe-Hart" gives RH
					all = append(all, n.t.S[k+1])
				}
			}
		}
	}
	switch len(all) {
	case 0, 1:
		return nil
	case 2:
		return []string{string(all)}
	}
	return []string{string(all), string([]byte{all[0], all[len(all)-1]}), string([]byte{all[0], all[len(all)-2]})}
}
