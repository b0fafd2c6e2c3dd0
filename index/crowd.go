package index

import "sarsen/index/fold"

// A text of nothing but short groups, such as 31 MB of numbers with spaces
// between them, has several joined forms for each: nearly all of them different,
// they make an index of forty times the text.
const (
	// leastCrowded is from how many bytes on a text can be crowded.
	leastCrowded = 64 << 10
	// perForm is how many bytes a text has at least for each joined form when
	// it is not crowded.
	perForm = 4
	// mostForms is how many joined forms begin at one group.
	mostForms = maxGroups - 1
	// digitWeight is how much more memory a digit takes than another character.
	digitWeight = 16
)

// Crowded reports whether numbers that are written with spaces in a text, such
// as QQ 12 34 56 C, are found only as they are written there, or in a part of
// the text: it consists of so many of them that all the others that could be
// meant are left out.
func Crowded(text string) bool {
	if len(text) < leastCrowded {
		return false
	}
	for _, p := range stretches(text) {
		if crowded(text[p.start:p.end]) {
			return true
		}
	}
	return false
}

// crowded is Crowded for a stretch.
func crowded(text string) bool {
	most := len(text) / perForm
	if len(text) < leastCrowded || digits(text)*mostForms <= most {
		return false
	}
	forms := 0
	pieces := tokeniser{}.pieces(text, fold.New(text))
	for i := range pieces {
		if forms += len((tokeniser{}).identifiers(pieces[i:])); forms > most {
			return true
		}
	}
	return false
}

// weight is the size of a text in a batch.
func weight(text string) int { return len(text) + digitWeight*digits(text) }

func digits(text string) int {
	n := 0
	for i := range len(text) {
		if '0' <= text[i] && text[i] <= '9' {
			n++
		}
	}
	return n
}
