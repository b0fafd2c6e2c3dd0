package recognise

import (
	"slices"
	"strings"
)

// lines takes cues from the layout of letters, messages and forms.
func (n *namer) lines() {
	closing := 0 // lines below the closing of a letter that may hold its name
	for i := 0; i < len(n.ws); {
		end := i + 1
		for end < len(n.ws) && !n.ws[end].line {
			end++
		}
		if closing > 0 {
			closing--
			if n.signature(i, end) {
				n.markWords(i, end, cueSignOff)
			} else {
				closing = 0
			}
		}
		n.greeting(i, end)
		n.alone(i, end)
		n.whole(i, end)
		n.labels(i, end)
		n.thingsListed(i, end)
		n.leadIns(i, end)
		n.signed(i, end)
		if n.closes(i, end) {
			closing = 2
		}
		i = end
	}
}

func (n *namer) markWords(i, end int, c cue) {
	for ; i < end; i++ {
		n.cues[i] |= c
	}
}

// greeting marks who is greeted: "Dear Sarah and Tom", "Good morning Ali",
// "Thank you Tom".
func (n *namer) greeting(i, end int) {
	switch {
	case n.ws[i].key == "good" && i+1 < end:
		i++
	case n.ws[i].key == "thank" && i+1 < end && n.ws[i+1].key == "you":
		n.greeted(i+1, end)
		return
	}
	if n.ws[i].is(isGreeting) {
		n.greeted(i, end)
	}
}

// greeted marks the words behind word i, the greeting, that may be names.
func (n *namer) greeted(i, end int) {
	for j := i + 1; j < end && j < i+7; j++ {
		w := n.ws[j]
		gap := strings.TrimSpace(n.t.S[n.ws[j-1].end:w.start])
		first := j == i+1
		if !slices.Contains([]string{"", "/", "&", "."}, gap) && !(gap == "," && first) {
			return
		}
		if w.casing == small && !w.is(isForename|isParticle) && w.key != "and" {
			return
		}
		if !w.is(isWord|isRole|isOrg) || w.is(personal) {
			n.cues[j] |= cueGreeting
		}
	}
}

// restOfLine returns what stands behind word i on its line, without blanks.
func (n *namer) restOfLine(i int) string {
	return strings.TrimSpace(lineRest(n.t.S, n.ws[i].end))
}

// alone marks a line that holds one or two capitals and ends in a comma or
// dash, as messages begin, and a forename that ends one.
func (n *namer) alone(i, end int) {
	if end-i > 2 || !n.ws[i].line {
		return
	}
	behind := n.t.S[n.ws[end-1].end:]
	last := end == len(n.ws) && strings.TrimSpace(behind) == "" || strings.HasPrefix(behind, "\n\n")
	if last && end-i == 1 && n.ws[i].is(isForename) && !slices.Contains(monthNames, n.ws[i].key) {
		n.cues[i] |= cueSignOff // a note that ends with a forename
	}
	if tail := n.restOfLine(end - 1); tail == "," || tail == "-" || tail == "--" || tail == ":" && !n.ws[i].is(isLead) {
		n.markWords(i, end, cueAlone)
	}
}

// whole marks a line of two to four capitals none of which is a word or a
// place, as the first line of an address is.
func (n *namer) whole(i, end int) {
	if end-i < 2 || end-i > 4 || n.ws[i].opens != n.ws[i].line {
		return
	}
	for j, w := range n.ws[i:end] {
		written := upperWord(w) && w.casing != shout || w.is(isParticle)
		known := w.is(personal) || w.class == 0 || w.is(isParticle) && !upperWord(w)
		if !written || !known || j > 0 && !w.joined {
			return
		}
	}
	if strings.Trim(n.restOfLine(end-1), ",\r") == "" {
		n.markWords(i, end, cueLine)
	}
}

// closings are the last words of the closing of a letter, English and Welsh.
var closings = []string{
	"regards", "sincerely", "faithfully", "wishes", "truly", "thanks", "cheers", "rgds", "love", "advance", "best", "br", "you", "ever", "x", "xx",
	"respectfully", "behalf", "yours", "gratefully", "thx", "cofion", "gorau", "gywir", "ddiffuant", "diolch",
}

// closes reports whether the line of words [i, end) is the closing of a
// letter.
func (n *namer) closes(i, end int) bool {
	return end-i <= 5 && n.ws[i].key != "dear" && slices.Contains(closings, n.ws[end-1].key)
}

// signed marks the name that ends a line which began as the closing of a
// letter: "Kind regards, Xola".
func (n *namer) signed(i, end int) {
	for j := i; j < end-1 && j < i+3; j++ {
		if slices.Contains([]string{"regards", "sincerely", "faithfully", "wishes", "rgds"}, n.ws[j].key) && n.signature(j+1, end) && upperWord(n.ws[j+1]) {
			n.markWords(j+1, end, cueSignOff)
			return
		}
	}
}

// signature reports whether the line of words [i, end) may be a signature:
// short, and no sentence.
func (n *namer) signature(i, end int) bool {
	if end-i > 1 && slices.Contains([]string{"pp", "per", "for"}, n.ws[i].key) {
		i++
	}
	if end-i > 5 {
		return false
	}
	for _, w := range n.ws[i:end] {
		sentence := w.casing == small && !w.is(personal|isParticle) && end-i > 1
		if w.casing == numeral || sentence || w.is(isRole|isOrg) && !w.is(personal) {
			return false
		}
	}
	return true
}
