package recognise

import (
	"regexp"
	"strings"

	"sarsen/redact"
)

// fileExtension ends the name of a file.
var fileExtension = regexp.MustCompile(`\.[A-Za-z][A-Za-z0-9]{1,4}$`)

// FileName finds the names of people in a text that is the name of a file,
// where signs stand for blanks, or nothing does, and small letters for capitals:
// "Smith_J_assessment.docx", "baker-tom-2019.pdf", "TomBaker.pdf". Only words
// that are known to be forenames and surnames make a name there.
func FileName(t *Text) []redact.Found {
	if len(t.S) > 255 || strings.IndexByte(t.S, '\n') >= 0 || !fileExtension.MatchString(t.S) {
		return nil
	}
	var out []redact.Found
	pieces := cutFileName(t)
	for i := 0; i+1 < len(pieces); i++ {
		a, b := pieces[i], pieces[i+1]
		if !a.names(b) {
			continue
		}
		end := b.end
		if i+2 < len(pieces) && b.forename && pieces[i+2].forename && !pieces[i+2].initial { // "Smith Anna Maria"
			end, i = pieces[i+2].end, i+1
		}
		out = append(out, t.found(a.start, end, redact.Person, 0.7, "filename", "name: forename and surname in the name of a file"))
		i++
	}
	return out
}

// A piece is a run of letters of a file's name, cut where a capital follows a
// small letter.
type piece struct {
	start, end                 int
	forename, surname, initial bool
	certain                    bool // it is no everyday word or place
}

// names reports whether a and b, in this order, are a name: a forename and a
// surname, one way or the other, one of them at least no everyday word; or a
// surname, no everyday word, with an initial.
func (a piece) names(b piece) bool {
	switch {
	case b.initial:
		return a.surname && a.certain && !a.initial
	case a.initial:
		return b.surname && b.certain
	}
	return (a.certain || b.certain) && (a.forename && b.surname || a.surname && b.forename)
}

// cutFileName cuts the name of a file, without its extension, into pieces.
func cutFileName(t *Text) []piece {
	var out []piece
	stem := t.S[:strings.LastIndexByte(t.S, '.')]
	for i := 0; i < len(stem); {
		if !letterByte(stem[i]) {
			i++
			continue
		}
		end := i + 1
		for end < len(stem) && (letterByte(stem[end]) && !hump(stem, end) || stem[end] == '\'') {
			end++
		}
		out = append(out, newPiece(t, i, end))
		i = end
	}
	return out
}

// hump reports whether a capital stands at i behind a small letter.
func hump(s string, i int) bool {
	return 'A' <= s[i] && s[i] <= 'Z' && 'a' <= s[i-1] && s[i-1] <= 'z'
}

func newPiece(t *Text, start, end int) piece {
	key := Key(t.S[start:end])
	c := known(key)
	p := piece{start: start, end: end, forename: c&isForename != 0, surname: c&isSurname != 0, initial: end-start == 1 && 'A' <= t.S[start] && t.S[start] <= 'Z'}
	if t.People != nil && c == 0 {
		p.forename, p.surname = t.People.Part(key)
	}
	p.certain = (p.forename || p.surname) && c&(impersonal|isKin) == 0
	return p
}
