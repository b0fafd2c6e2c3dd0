package alike

import (
	"strings"
	"unicode"

	"sarsen/index/fold"
)

// closings begin the last lines of a letter.
var closings = []string{
	"kind regards", "regards", "best regards", "warm regards", "best wishes", "yours sincerely", "yours faithfully", "sincerely", "many thanks",
	"yn gywir", "yr eiddoch yn gywir", "yr eiddoch yn ffyddlon", "cofion", "cofion gorau", "cofion cynnes", "diolch yn fawr",
}

// notices stand in what mail systems put below every message.
var notices = []string{
	"intended recipient", "intended solely for", "any attachments", "confidential", "disclaimer", "scanned for viruses", "privileged",
	"sent from my", "get outlook for", "sent from outlook", "cyfrinachol", "gyfrinachol", "derbynnydd", "anfonwyd o fy", "please consider the environment",
}

// closing is how many lines the end of a letter has at most.
const closing = 12

// signed returns the offset at which the closing lines of [start, end) begin:
// what follows "-- ", a greeting near the end or the notice of a mail system;
// end for none.
func signed(text string, start, end int) int {
	ls := lines(text[:end], start)
	at, left := end, closing
	for i := len(ls) - 1; i >= 0 && left > 0; i-- {
		l := ls[i]
		if l.said == "" {
			continue
		}
		left--
		if len(l.said) > 4*longest {
			continue
		}
		if closes(l.said) || noticed(l.said) {
			at, left = l.start, closing
		}
	}
	return at
}

func closes(line string) bool {
	if line == "--" || line == "---" {
		return true
	}
	if len(line) > 40 {
		return false
	}
	f := fold.String(strings.TrimRightFunc(line, func(r rune) bool { return !unicode.IsLetter(r) }))
	for _, c := range closings {
		if f == c {
			return true
		}
	}
	return false
}

func noticed(line string) bool {
	f := fold.String(line)
	for _, n := range notices {
		if strings.Contains(f, n) {
			return true
		}
	}
	return false
}
