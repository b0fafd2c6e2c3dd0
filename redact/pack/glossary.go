package pack

import (
	"sarsen/redact"
)

// term is a code or word of the pack, explained.
type term struct {
	Term, Sort, Meaning, Provision, Todo string
	Places                               int // how often it stands in the pack; 0 for words
}

// What a requester can do about a code.
const (
	askAgain   = "Ask us to look at it again. Give the number of the document."
	askAgree   = "If you know this already, or if the other person agrees that you may have it, tell us. We will look at it again."
	askLawyer  = "Ask us to check that it really is legal advice. We will look at it again."
	askHealth  = "Ask us again later, or ask us to get a new opinion from a health professional."
	askResults = "Ask us again when the results are out."
	askScope   = "If you think that it is about you, or that you did ask for it, tell us why."
)

// todo says what a requester can do about a code.
func todo(code string) string {
	switch code {
	case redact.CodeThirdParty, redact.CodePortability, "15(4)":
		return askAgree
	case "S2.19":
		return askLawyer
	case "S3.5", "S3.6":
		return askHealth
	case "S2.25":
		return askResults
	case redact.CodeScope:
		return askScope
	}
	return askAgain
}

// terms are the codes that stand in the pack, and the words of the schedule.
func (p *plan) terms() (codes, words []term) {
	for _, code := range sortedKeys(p.codes) {
		c, _ := redact.CodeOf(code)
		codes = append(codes, term{Term: code, Sort: "code", Meaning: c.Meaning, Provision: c.Provision, Todo: todo(code), Places: p.codes[code]})
	}
	return codes, []term{
		{Term: redact.Mask, Sort: "word", Meaning: "Something was withheld here. All blocks are equally wide, however long the text was."},
		{Term: string(Disclosed), Sort: "word", Meaning: "You get all of it."},
		{Term: string(Part), Sort: "word", Meaning: "You get it, but some parts are withheld."},
		{Term: string(Withheld), Sort: "word", Meaning: "You do not get it."},
		{Term: string(Duplicate), Sort: "word", Meaning: "It says the same as another item, which you get once."},
	}
}

// glossary explains the codes and words that the pack uses.
func (p *plan) glossary() *table {
	t := &table{path: "glossary.csv", title: "Codes and words that this pack uses", fields: []field{
		{"term", "string", "The code or word"},
		{"sort", "string", "code (why something is withheld) or word (in the tables)"},
		{"meaning", "string", "What it means"},
		{"provision", "string", "Where the law says so"},
		{"what_you_can_do", "string", "What you can do about it"},
		{"places", "integer", "How often something is withheld for it in this pack"},
	}, key: []string{"term"}, rules: map[string]rule{"meaning": {Required: true}, "sort": {Required: true, Enum: []string{"code", "word"}}}}
	codes, words := p.terms()
	for _, w := range append(codes, words...) {
		t.add(w.Term, w.Sort, w.Meaning, w.Provision, w.Todo, number(w.Places))
	}
	return t
}
