package person

// A Clue is a detail that stands beside the subject's name and is not in the
// profile: another e-mail address, a former address, a case reference. It is
// offered to an officer, and never used before they take it over.
type Clue struct {
	Fact  string   // FactEmail, FactAddress, FactPhone, FactReference, FactFormerName or an identifier's kind
	Value string   // as it is written most often
	Items []string // IDs of the items in which it stands beside the name, sorted
	// Likelihood is how surely the surest of these items is about the subject.
	Likelihood Likelihood
}

// A Seen is an item that was weighed.
type Seen struct {
	Item    string // its ID
	Verdict Verdict
}
