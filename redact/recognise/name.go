package recognise

import (
	"math"
	"strings"

	"sarsen/redact"
)

// Name finds people's names. Each run of words that could be a name is
// weighed: what its words are known to be, where it stands, what stands beside
// it. A second pass finds the parts of a name by themselves once the whole of
// it was seen in the same text.
func Name(t *Text) []redact.Found {
	n := &namer{t: t, ws: t.split()}
	if len(n.ws) == 0 {
		return nil
	}
	n.cues = make([]cue, len(n.ws))
	n.taken = make([]bool, len(n.ws))
	n.addresses()
	n.phrases()
	n.fields()
	n.cells()
	n.lines()
	n.scan()
	n.relatives()
	n.again()
	return n.found()
}

// A cue is what the surroundings say of a word.
type cue uint8

const (
	cueLabel    cue = 1 << iota // after a label, in a header field, in a column of names
	cueGreeting                 // after "Dear"
	cueSignOff                  // below "Kind regards"
	cueAlone                    // by itself on a line, with a comma
	cueAddress                  // before an e-mail address in angle brackets
	cueLine                     // in a line of two to four capitals
	cueCell                     // in a cell of a column of names
	cueNever                    // inside an e-mail or web address
)

const strong = cueLabel | cueGreeting | cueSignOff

// A namer finds the names of one text.
type namer struct {
	t     *Text
	ws    []word
	cues  []cue
	taken []bool
	names []name
}

// A name is the words [from, to) of the text.
type name struct {
	from, to int
	score    float64
	reason   string
}

func (n *namer) scan() {
	for i := 0; i < len(n.ws); i++ {
		if n.taken[i] {
			continue
		}
		if m, ok := n.match(i); ok && m.to > i { // a particle that nothing follows is none
			n.take(m)
			i = m.to - 1
		}
	}
}

func (n *namer) take(m name) {
	n.names = append(n.names, m)
	for i := m.from; i < m.to; i++ {
		n.taken[i] = true
	}
}

// match returns the name that starts with word i, if one does.
func (n *namer) match(i int) (name, bool) {
	w := n.ws[i]
	if n.cues[i]&cueNever != 0 || w.casing == numeral {
		return name{}, false
	}
	if w.casing == small {
		return n.informal(i)
	}
	if w.class&isTitle != 0 {
		if m, ok := n.titled(i); ok {
			return m, true
		}
	}
	if m, ok := n.reversed(i); ok {
		return m, true
	}
	if m, ok := n.filed(i); ok {
		return m, true
	}
	to := n.body(i, i)
	for to > i {
		x, reason := n.weigh(i, to)
		if x > 0 {
			return name{i, to, 1 / (1 + math.Exp(-x)), reason}, true
		}
		if to-i < 3 {
			break
		}
		to-- // the last word may belong to what follows
	}
	return name{}, false
}

// informal takes a forename in small letters where only a name can stand.
func (n *namer) informal(i int) (name, bool) {
	w := n.ws[i]
	switch {
	case i+1 < len(n.ws) && n.ws[i+1].joined && (w.key == "mr" || w.key == "mrs" || w.key == "ms" || w.key == "dr" || w.key == "cllr"):
		if to := n.body(i+1, i); to > i+1 && n.ws[i+1].class&(isWord|isRole|isOrg) == 0 || to > i+1 && n.ws[i+1].class&isSurname != 0 {
			return name{i, to, 0.9, "name: follows a title"}, true
		}
		if sure(n.ws[i+1].class, isSurname|isForename) {
			return name{i, i + 2, 0.8, "name: follows a title"}, true
		}
	case n.cues[i]&strong != 0 && w.class&isForename != 0 && w.class&isWord == 0:
		to := i + 1
		for to < len(n.ws) && to < i+4 && n.ws[to].joined && n.cues[to]&strong != 0 && (n.ws[to].class&(isForename|isSurname) != 0 || n.ws[to].class == 0 && n.cues[to]&cueCell != 0) {
			to++
		}
		return name{i, to, 0.75, "name: a forename where a name stands"}, true
	case w.class&isParticle != 0 && n.cues[i]&strong != 0 && i+1 < len(n.ws) && n.ws[i+1].joined && upperWord(n.ws[i+1]):
		return name{i, n.body(i, i), 0.8, "name: after a label"}, true
	}
	to := i + 1
	for sure(w.class, isForename) && to < len(n.ws) && to < i+4 && n.ws[to].joined && n.ws[to].casing == small && (sure(n.ws[to].class, isSurname) || n.ws[to].class&isSurname != 0 && n.paired(to) || to > i+1 && sure(n.ws[to].class, isForename)) {
		to++
	}
	if to == i+1 && sure(w.class, isForename) && n.unknown(to) {
		to++
	}
	if to > i+1 {
		return name{i, to, 0.6, "name: forename and surname in small letters"}, true
	}
	return name{}, false
}

// paired reports whether the common word i, behind a forename in small letters,
// is a surname: what stands in front leads to a person, or nothing follows.
func (n *namer) paired(i int) bool {
	if n.ws[i].class&(isVerb|isSays|isPlace|isRole|isOrg) != 0 {
		return false
	}
	if i > 1 && n.ws[i-1].joined {
		switch n.ws[i-2].key {
		case "to", "with", "from", "by", "and", "met", "told", "called", "saw", "rang", "about":
			return true
		}
	}
	return n.ws[i-1].opens && (i+1 == len(n.ws) || !n.ws[i+1].joined)
}

// unknown reports whether word i, in small letters, follows directly, is not
// known and does not end as verbs and adverbs do.
func (n *namer) unknown(i int) bool {
	if i >= len(n.ws) || !n.ws[i].joined || n.ws[i].casing != small || n.ws[i].class != 0 || len(n.ws[i].key) < 4 {
		return false
	}
	for _, end := range []string{"ed", "ing", "ly", "s"} {
		if strings.HasSuffix(n.ws[i].key, end) {
			return false
		}
	}
	return true
}

// titled reads "Mrs Patel", "Dr J. Smith", "Mr and Mrs Jones".
func (n *namer) titled(i int) (name, bool) {
	j := i + 1
	for j < len(n.ws) && n.ws[j].joined && n.ws[j].class&isTitle != 0 && n.ws[j].class&isSurname == 0 && upperWord(n.ws[j]) {
		j++
	}
	if j+1 < len(n.ws) && n.ws[j].joined && n.ws[j].key == "and" && n.ws[j+1].class&isTitle != 0 && n.ws[j+1].joined {
		j += 2
	}
	if j >= len(n.ws) || !n.ws[j].joined || n.cues[j]&cueNever != 0 {
		return name{}, false
	}
	next := n.ws[j]
	plain := n.ws[i].class&(isWord|isSurname|isForename|isRole|isKin|isStreet|isParticle) == 0
	switch {
	case n.ws[i].casing == initial || next.class&(isGreeting|isTitle|isLead) != 0 && next.class&(isSurname|isForename) == 0:
		return name{}, false
	case next.class&(isRole|isOrg|isStreet) != 0 && next.class&(isSurname|isForename) == 0:
		return name{}, false
	case !plain && next.class&(isWord|isPlace) != 0 && next.class&(isSurname|isForename) == 0:
		return name{}, false
	case next.casing == shout && n.ws[i].casing != shout && next.class&(isSurname|isForename) == 0 && len(next.key) < 4:
		return name{}, false
	}
	to := n.body(j, i)
	for to == j && to < len(n.ws) && n.ws[to].casing == initial && n.ws[to].joined { // "Mr J.S."
		to++
		j = to
	}
	if to == i+1 {
		return name{}, false
	}
	score := 0.97
	if !plain {
		score = 0.8
	}
	return name{i, to, score, `name: follows the title "` + n.t.S[n.ws[i].start:n.ws[i].end] + `"`}, true
}

// reversed reads "Patel, Sunita" and "PATEL, Sunita J".
func (n *namer) reversed(i int) (name, bool) {
	ws := n.ws
	if i+1 >= len(ws) || ws[i].casing == initial || strings.TrimSpace(n.t.S[ws[i].end:ws[i+1].start]) != "," || ws[i+1].line || n.cues[i+1]&cueNever != 0 {
		return name{}, false
	}
	last, first := ws[i], ws[i+1]
	cued := n.cues[i]&strong != 0 || last.line || n.fileEnds(i+1)
	surname := last.class&isSurname != 0 && last.class&(isForename|isPlace|isWord) == 0 || n.fileEnds(i+1) && last.class == 0
	if last.class&(isWord|isPlace|isOrg|isGreeting) != 0 && !(n.cues[i]&cueLabel != 0 && last.class&isSurname != 0) || !upperWord(first) || first.class&isForename == 0 && !(first.class == 0 && n.cues[i]&cueCell != 0) || first.class&isWord != 0 && !(surname && n.ends(i+2)) || first.class&isPlace != 0 && last.class&isForename != 0 || !surname && !cued || n.taken[i] {
		return name{}, false
	}
	if !surname && last.class&isForename != 0 && n.cues[i]&cueGreeting != 0 { // "Dear Tom, Sarah ..."
		return name{}, false
	}
	to := i + 2
	for to < len(ws) && to < i+4 && ws[to].joined && (ws[to].casing == initial || ws[to].class&isForename != 0 && upperWord(ws[to]) && ws[to].class&isWord == 0) {
		to++
	}
	return name{i, to, 0.85, "name: surname, comma, forename"}, true
}

// ends reports whether word i does not go on from the one before.
func (n *namer) ends(i int) bool { return i >= len(n.ws) || !n.ws[i].joined }

// fileEnds reports whether the text is the name of a file that word i ends, but
// for its extension.
func (n *namer) fileEnds(i int) bool {
	rest := n.t.S[n.ws[i].end:]
	return len(rest) > 2 && len(rest) < 7 && rest[0] == '.' && !strings.ContainsAny(rest, " \t") && strings.IndexByte(n.t.S, '\n') < 0
}

// filed reads names as lists write them: "BAKER Alan", and initials alone in a
// column of names.
func (n *namer) filed(i int) (name, bool) {
	w := n.ws[i]
	if w.casing != shout {
		return name{}, false
	}
	if n.cues[i]&cueCell != 0 && len(w.key) <= 3 && w.class == 0 && n.alonein(i) {
		return name{i, i + 1, 0.6, "name: initials in a column of names"}, true
	}
	if i+1 == len(n.ws) || len(w.key) < 3 || digits(w.key) != "" {
		return name{}, false
	}
	first := n.ws[i+1]
	if !first.joined || first.casing != capital || first.class&isForename == 0 || first.class&isWord != 0 && first.class&isSurname == 0 || w.class&isSurname == 0 && w.class != 0 {
		return name{}, false
	}
	to := i + 2
	for to < len(n.ws) && to < i+4 && n.ws[to].joined && (n.ws[to].casing == initial || n.ws[to].casing == capital && sure(n.ws[to].class, isForename)) {
		to++
	}
	return name{i, to, 0.85, "name: surname in capitals, forename"}, true
}

// alonein reports whether word i is alone in its cell.
func (n *namer) alonein(i int) bool {
	next := i+1 == len(n.ws) || n.cues[i+1]&cueCell == 0 || !n.ws[i+1].joined
	return next && (i == 0 || n.cues[i-1]&cueCell == 0 || !n.ws[i].joined)
}

// body returns the end of the longest run from j that may be a name. The
// words from i to j are a title.
func (n *namer) body(j, i int) int {
	ws, first, count := n.ws, j, 0
	for j < len(ws) && j-first < 6 && count < 4 && n.cues[j]&cueNever == 0 {
		w := ws[j]
		if j > first && !w.joined || j == first && i < first && !w.joined {
			break
		}
		if j > first && ws[j-1].owns {
			break
		}
		switch {
		case w.casing == initial:
		case w.casing == small && (w.class&isParticle != 0 || w.key == "y" && count > 0) && j+1 < len(ws) && ws[j+1].joined && (capitalWord(ws[j+1]) || ws[j+1].class&isParticle != 0) && (count > 0 || i < first || n.cues[j]&strong != 0):
		case !capitalWord(w) || !n.part(j, first, i < first, count):
			return n.trim(j, first, count)
		default:
			count++
		}
		j++
	}
	return n.trim(j, first, count)
}

func capitalWord(w word) bool { return w.casing == capital || w.casing == shout }

// trim leaves out what cannot end a name.
func (n *namer) trim(j, first, count int) int {
	if count == 0 {
		return first
	}
	for j > first && (n.ws[j-1].casing == small || n.ws[j-1].casing == initial && count == 1 && n.ws[j-1].start > n.ws[first].start && n.t.S[n.ws[j-1].start] == 'I') {
		j--
	}
	return j
}

// part reports whether word j may be a part of a name of which count words
// were read, beginning with first.
func (n *namer) part(j, first int, titled bool, count int) bool {
	w := n.ws[j]
	personal := w.class&(isForename|isSurname) != 0
	other := w.class&(isWord|isPlace|isOrg|isStreet|isRole|isGreeting|isLead|isUnit|isTitle) != 0
	switch {
	case w.class&isWord != 0 && !titled && j+1 < len(n.ws) && n.ws[j+1].casing == numeral && n.ws[j+1].joined: // "Page 1"
		return false
	case w.casing == shout && count > 0 && n.ws[first].casing == capital && !personal:
		return false
	case titled && count == 0:
		return true
	case n.cues[j]&cueLabel != 0 && count < 2:
		return !other || personal
	case count >= 2 && w.class&(isWord|isRole|isOrg|isPlace) != 0 && w.class&isForename == 0:
		return w.class&isSurname != 0 && sure(n.ws[j-1].class, isForename) && (j+1 == len(n.ws) || !n.ws[j+1].joined || !upperWord(n.ws[j+1]))
	case count >= 1 && w.class&(isRole|isTitle) != 0 && j+1 < len(n.ws) && n.ws[j+1].joined && n.ws[j+1].class&(isRole|isWord) != 0:
		return false
	}
	if count == 1 && w.casing == capital && w.class == isWord && (titled || sure(n.ws[j-1].class, isForename)) {
		return j+1 == len(n.ws) || !n.ws[j+1].joined || !upperWord(n.ws[j+1])
	}
	return personal || !other
}

// role reports whether word i goes on with the name of a post.
func (n *namer) role(i int) bool {
	return i < len(n.ws) && n.ws[i].joined && n.ws[i].class&isRole != 0
}

// found turns names into spans, in order.
func (n *namer) found() []redact.Found {
	out := make([]redact.Found, 0, len(n.names))
	for _, m := range n.names {
		start, end := n.ws[m.from].start, n.ws[m.to-1].end
		if n.ws[m.to-1].owns {
			end = start + strings.LastIndexAny(n.t.S[start:end], "'’")
			if s := strings.LastIndex(n.t.S[start:n.ws[m.to-1].end], "’"); s > 0 {
				end = start + s
			}
		}
		score := math.Round(m.score*100) / 100
		out = append(out, n.t.found(start, end, redact.Person, score, "name", m.reason))
	}
	return out
}
