package recognise

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Scores of what is taken because of a name elsewhere in the text.
const (
	partScore   = 0.7
	listedScore = 0.6
	aloneScore  = 0.85 // that a name of one word has at least, which is looked for elsewhere
)

// again is the second pass: the parts of names seen in full or with a title,
// wherever they stand by themselves, and initials that the text gives somebody.
func (n *namer) again() {
	parts := n.parts()
	for i := range n.ws {
		if parts.has(n.ws[i]) && n.standsAgain(i) {
			n.take(name{i, i + 1, partScore, "name: part of a name seen elsewhere in the text"})
		}
	}
	n.initials()
	n.lists()
	n.smallLists()
	sortNames(n.names)
}

// nameParts are the words of the names that are sure in a text.
type nameParts struct {
	keys  map[string]bool
	small map[string]bool // names of one word: only looked for in small letters
	looks map[string]bool // LookAlike of those of five letters or more
}

// parts collects the words of the names that are sure and of several words, and
// the halves of those with hyphens.
func (n *namer) parts() nameParts {
	p := nameParts{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, m := range n.names {
		if m.to-m.from == 1 && m.score >= aloneScore && n.ws[m.from].is(personal) && n.ws[m.from].only(personal) {
			p.small[n.ws[m.from].key] = true // "Naz:", later "naz"
		}
		if m.score < partScore || m.to-m.from < 2 {
			continue
		}
		mixed := slices.ContainsFunc(n.ws[m.from:m.to], func(w word) bool { return w.casing == capital })
		for _, w := range n.ws[m.from:m.to] {
			post := mixed && w.casing == shout && w.end-w.start < 4 // "Colette Brown SSW"
			if !post && n.telling(w, m.score) {
				p.add(w.key)
			}
		}
	}
	return p
}

// telling reports whether a word of a name may stand for it: one that is no
// title, no particle, and no everyday word that is not a name too.
func (n *namer) telling(w word, score float64) bool {
	sureName := w.class != 0 || score >= 0.8
	return capitalWord(w) && len(w.key) > 2 && sureName && !slices.Contains(monthNames, w.key) && !w.is(isTitle|isParticle) && (!w.is(isWord|isPlace) || w.is(personal))
}

func (p nameParts) add(key string) {
	p.keys[key] = true
	if len(key) > 4 && known(key)&impersonal == 0 {
		p.looks[LookAlike(key)] = true
	}
	if strings.Contains(key, "-") {
		for half := range strings.SplitSeq(key, "-") {
			if len(half) > 3 && known(half)&impersonal == 0 {
				p.keys[half] = true
			}
		}
	}
}

// has reports whether a word is a part, or one that nothing is known of is one
// as a scanner may have misread it.
func (p nameParts) has(w word) bool {
	if one, more := strings.CutSuffix(w.key, "s"); more && w.casing == small && w.class == 0 && len(one) > 3 && p.keys[one] {
		return true // "jaspreets transport", "the hendersons"
	}
	return p.keys[w.key] || w.casing == small && p.small[w.key] || len(w.key) > 4 && w.class == 0 && len(p.looks) > 0 && (capitalWord(w) || scanned(w)) && p.looks[LookAlike(w.key)]
}

// standsAgain reports whether word i, a part of a name, stands as a name may:
// in small letters only what is no word of any other sort.
func (n *namer) standsAgain(i int) bool {
	w := n.ws[i]
	if n.taken[i] || n.cues[i]&cueNever != 0 || n.denies(i, i+1) {
		return false
	}
	ambiguous := w.is(isWord | isPlace)
	switch {
	case w.casing == small:
		return w.only(personal) && len(w.key) > 2
	case !capitalWord(w) && !scanned(w), ambiguous && (w.opens || w.casing == shout):
		return false
	case n.capitalAfter(i) && n.ws[i+1].is(isStreet|isOrg|isPlace):
		return false
	}
	return w.class == 0 && w.casing == small || !(w.joined && n.ws[i-1].key == "the")
}

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

// lists takes single capitals that stand in a list with single names: "Ola,
// Tom and Sarah". It goes both ways, so that a list may begin with one.
func (n *namer) lists() {
	for i := range n.ws {
		n.inList(i, -1)
	}
	for i := len(n.ws) - 1; i >= 0; i-- {
		n.inList(i, +1)
	}
}

// smallLists takes three forenames or more in small letters in a row of commas:
// "they had leonti, pamela, donna and brian".
func (n *namer) smallLists() {
	for i := 0; i < len(n.ws); {
		to := i
		for to < len(n.ws) && n.smallListed(to, to == i) {
			to++
		}
		names := 0
		for _, w := range n.ws[i:to] {
			if sure(w.class, isForename) {
				names++
			}
		}
		for k := i; k < to && names >= 3; k++ {
			if n.ws[k].key != "and" && !n.taken[k] {
				n.take(name{k, k + 1, listedScore, "name: in a list of forenames"})
			}
		}
		i = max(to, i+1)
	}
}

// smallListed reports whether word i goes on with a list of forenames in small
// letters, or begins one.
func (n *namer) smallListed(i int, first bool) bool {
	w := n.ws[i]
	if w.casing != small {
		return false
	}
	if w.key == "and" {
		return !first && i+1 < len(n.ws) && n.ws[i+1].casing == small && sure(n.ws[i+1].class, isForename)
	}
	if !sure(w.class, isForename) && !(w.class == 0 && !first && len(w.key) > 3) {
		return false
	}
	gap := ""
	if !first {
		gap = strings.TrimSpace(n.t.S[n.ws[i-1].end:w.start])
	}
	return first || gap == "," || n.ws[i-1].key == "and" && gap == ""
}

// inList takes word i when the next name of a list, on the side of step, is
// sure.
func (n *namer) inList(i, step int) {
	w := n.ws[i]
	if n.taken[i] || w.casing != capital || n.cues[i]&cueNever != 0 || n.denies(i, i+1) || !w.only(personal) || n.capitalAfter(i) || w.joined && upperWord(n.ws[i-1]) {
		return
	}
	j := i + step
	if j >= 0 && j < len(n.ws) && (n.ws[j].key == "and" || n.ws[j].key == "or") {
		j += step
	}
	if j < 0 || j >= len(n.ws) || !n.sure[j] || n.ws[j].casing != capital {
		return
	}
	gap := strings.TrimSpace(n.t.S[n.ws[min(i, j)].end:n.ws[max(i, j)].start])
	if !slices.Contains([]string{",", "and", "or", "&", ", and", "/"}, gap) {
		return
	}
	if beyond := j + step; beyond >= 0 && beyond < len(n.ws) && n.taken[beyond] && n.ws[max(j, beyond)].joined {
		return // a name of several words is no sign of a list
	}
	n.take(name{i, i + 1, listedScore, "name: in a list with names"})
}
