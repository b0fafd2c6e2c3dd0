package alike

import (
	"regexp"
	"strings"
)

// personal are numbers that tell one person from another.
var personal = regexp.MustCompile(`(?i)\b[a-z]{1,2}\d[a-z\d]?[ \t\n]?\d[a-z]{2}\b|\b[a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d]\b|(?:\+44|\b0)(?:[ \-()]*\d){9,10}\b`)

// around is how many words beside a difference say what it is.
const around = 6

var (
	births  = hashed("born birth dob geni ganwyd ganed")
	streets = hashed(`street st road rd avenue ave close cl lane drive dr way court ct crescent cres place terrace gardens grove hill row square walk park
		mews green house heol stryd ffordd lon rhodfa clos maes teras`)
	dwellings = hashed("flat unit apartment apt room fflat nhs")
)

// tells reports whether words [from, to) hold what belongs to one person: the
// texts are then about two.
func (s *side) tells(from, to int) bool {
	if from == to {
		return false
	}
	for i := from; i < to; i++ {
		if strings.Contains(s.token(s.words[i]), "@") {
			return true
		}
	}
	for i := max(0, from-around); i < from; i++ {
		if births[s.words[i].hash] || dwellings[s.words[i].hash] && from-i <= 3 {
			return true
		}
	}
	for i := to; i < min(len(s.words), to+4) && to-from <= 2; i++ {
		if streets[s.words[i].hash] && !months[s.words[to-1].hash] && s.sameLine(to-1, i) {
			return true
		}
	}
	at := s.span(from, to)
	start, end := at.Start, at.End
	if from > 0 {
		start = int(s.words[max(0, from-around)].start)
	}
	if to < len(s.words) {
		end = int(s.words[min(len(s.words), to+around)-1].end)
	}
	for _, m := range personal.FindAllStringIndex(s.text[start:end], -1) {
		if start+m[0] < at.End && at.Start < start+m[1] {
			return true
		}
	}
	return false
}

func (s *side) sameLine(i, k int) bool {
	return !strings.Contains(s.text[s.words[i].end:s.words[k].start], "\n")
}
