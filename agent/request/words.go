package request

import "strings"

// FactWords puts the name of a fact, or of a kind of identifier, as people say it
// in a list.
func FactWords(fact string) string {
	switch fact {
	case "nino":
		return "NI number"
	case "nhs_number":
		return "NHS number"
	case "email":
		return "e-mail"
	case FactQuery:
		return "own query"
	case FactTaught:
		return "as you said"
	}
	return strings.ReplaceAll(fact, "_", " ")
}

// Says puts in words how much a reason counts, "" where that is not known.
func (r Reason) Says() string {
	switch w := r.Weight; {
	case w == 0:
		return ""
	case w >= 7:
		return "settles it nearly alone"
	case w >= 4:
		return "says much"
	case w >= 2:
		return "says something"
	case w > 0:
		return "says little"
	}
	return "speaks against"
}
